#pragma once
/* words: every word the screens show, English in the table, Welsh from its catalogue. */
#include "core/flow.h"
#include "ui/words_staff.h"

/* Message ids. %s stands for one thing: a name, a time, a number. xgettext reads this list and
 * that of words_staff.h (tools/update-words). */
#define WORD_LIST(X)                                                                               \
	X(WORD_TAP_CARD, "Tap your card")                                                          \
	X(WORD_NO_CARD, "No card?")                                                                \
	X(WORD_MORNING, "Good morning, %s")                                                        \
	X(WORD_AFTERNOON, "Good afternoon, %s")                                                    \
	X(WORD_HELLO, "Hello, %s")                                                                 \
	X(WORD_YOU_ARE_IN, "You are in: %s")                                                       \
	X(WORD_LATE, "It is %s. The office knows you are here.")                                   \
	X(WORD_WHY, "Why?")                                                                        \
	X(WORD_SKIP, "Skip")                                                                       \
	X(WORD_TRAFFIC, "Bus or traffic")                                                          \
	X(WORD_OVERSLEPT, "Overslept")                                                             \
	X(WORD_APPOINTMENT, "Appointment")                                                         \
	X(WORD_FELT_ILL, "Felt ill")                                                               \
	X(WORD_HELPING, "Helping")                                                                 \
	X(WORD_OTHER, "Other")                                                                     \
	X(WORD_THANKS, "Thank you, %s")                                                            \
	X(WORD_ALREADY_IN, "You are already in: %s")                                               \
	X(WORD_LEAVING, "I am leaving")                                                            \
	X(WORD_WHY_LEAVING, "Leaving? Why?")                                                       \
	X(WORD_HOME_ILL, "Going home ill")                                                         \
	X(WORD_PERMISSION, "Lunch or permission")                                                  \
	X(WORD_STAY, "Stay here")                                                                  \
	X(WORD_GOODBYE, "Goodbye, %s")                                                             \
	X(WORD_YOU_ARE_OUT, "You are out: %s")                                                     \
	X(WORD_ARE_YOU_BACK, "Are you back?")                                                      \
	X(WORD_WELCOME_BACK, "Welcome back, %s")                                                   \
	X(WORD_UNKNOWN_CARD, "We don't know this card. Please touch your name.")                   \
	X(WORD_TOUCH_NAME, "Touch your name")                                                      \
	X(WORD_WHICH_YEAR, "Which year?")                                                          \
	X(WORD_WHICH_CLASS, "Which class?")                                                        \
	X(WORD_A_TO_Z, "A to Z")                                                                   \
	X(WORD_FIRST_LETTER, "First letter?")                                                      \
	X(WORD_YEAR, "Year %s")                                                                    \
	X(WORD_RECEPTION, "Reception")                                                             \
	X(WORD_NURSERY, "Nursery")                                                                 \
	X(WORD_IS_THIS_YOU, "Is this you?")                                                        \
	X(WORD_YES, "Yes")                                                                         \
	X(WORD_NO, "No")                                                                           \
	X(WORD_BACK, "Back")                                                                       \
	X(WORD_MORE, "More")                                                                       \
	X(WORD_HOME, "Home")                                                                       \
	X(WORD_STILL_THERE, "Still there?")                                                        \
	X(WORD_I_AM_HERE, "I am here")                                                             \
	X(WORD_TELL_OFFICE, "Please tell the office you are here.")                                \
	/* The name of the other language, in that language. */                                    \
	X(WORD_OTHER_LANGUAGE, "Cymraeg")                                                          \
	/* What is only heard. Pictures are said by what they show. */                             \
	X(WORD_BUTTON, "Button: %s")                                                               \
	X(WORD_YOU_ARE_ON, "You are on: %s")                                                       \
	X(WORD_HEADPHONES, "Plug in headphones to hear names.")                                    \
	X(WORD_A_TICK, "A tick")                                                                   \
	X(WORD_A_CLOCK, "A clock")                                                                 \
	X(WORD_A_DOOR, "A door")                                                                   \
	X(WORD_A_QUESTION_MARK, "A question mark")                                                 \
	X(WORD_A_BELL, "A bell")                                                                   \
	X(WORD_A_SMILE, "A smile")                                                                 \
	X(WORD_A_WAY_OUT, "A way out")                                                             \
	X(WORD_AN_ARROW_BACK, "An arrow back")                                                     \
	X(WORD_A_WARNING, "A warning")
#define WORD_ENUM(name, text) name,
enum word { WORD_LIST(WORD_ENUM) WORD_STAFF_LIST(WORD_ENUM) WORD_COUNT };
#undef WORD_ENUM

struct words;
/* Reads locale_dir/cy/LC_MESSAGES/firstbell.mo itself: glibc's gettext needs an installed locale, and ignores LANGUAGE in C and
 * (since 2.39) C.UTF-8. ERR_NOT_FOUND, ERR_DAMAGED (not a catalogue, or a word is missing), ERR_NO_MEMORY. */
MUST_CHECK enum err words_open(struct words **out, const char *locale_dir);
void words_close(struct words *words);
/* Never NULL; owned by `words`. */
const char *words_get(const struct words *words, enum language language, enum word word);
/* The words with %s replaced, cut (never within a character) to size. */
void words_format(const struct words *words, enum language language, enum word word,
		  const char *value, char *out, size_t size);
