#include "listen.h"

#include "hal/hal.h"

#include <string.h>

void listen_key(struct listen *listen, enum ui_key key, bool changed)
{
	listen->asked = listen->asked || key == UI_KEY_LISTEN;
	listen->moved = listen->moved || changed;
	listen->acted = true;
}

void listen_finger(struct listen *listen)
{
	listen->aloud = false;
	listen->acted = true;
}

/* In place of what is being said; nothing to say leaves it. Lines of one language are said together: each change takes another voice. */
static bool say(const struct ui *ui, const char *text)
{
	struct hal_words parts[HAL_WORDS_MAX];
	size_t count = 0;
	while (*text) {
		size_t length = strcspn(text, "\n");
		bool welsh = ui_say_language(ui, text, length) == LANGUAGE_CY;
		const char *language = welsh ? "cy" : "en";
		length += text[length] != '\0';
		bool same = count && !strcmp(parts[count - 1].language, language);
		if (same || count == HAL_WORDS_MAX) /* better in the wrong voice than not at all */
			parts[count - 1].length += length;
		else
			parts[count++] = (struct hal_words){language, text, length};
		text += length;
	}
	if (count)
		hal_speak(parts, count);
	return count > 0;
}

/* Whoever comes home next has not asked for anything. */
static void follow_home(struct listen *listen, const struct view *view)
{
	bool home = view->screen == SCREEN_IDLE;
	if (home && !listen->home)
		listen->aloud = false;
	listen->home = home;
}

/* True when something new was there to be heard. */
static bool say_news(const struct listen *listen, struct ui *ui)
{
	const char *news = ui_say(ui, UI_SAY_NEWS, listen->headset);
	if (!news[0])
		return false;
	if (listen->headset)
		(void)say(ui, news);
	else
		hal_hush(); /* what is being said aloud is of a screen that has gone */
	return true;
}

void listen_step(struct listen *listen, struct ui *ui, const struct view *view, bool drawn)
{
	bool headset = hal_headset();
	bool plugged = headset && !listen->headset;
	if (!headset && listen->headset)
		hal_hush();
	listen->headset = headset;
	follow_home(listen, view);
	if (listen->asked)
		listen->aloud = !headset;
	bool said = listen->asked || plugged ? say(ui, ui_say(ui, UI_SAY_ALL, headset))
					     : drawn && say_news(listen, ui);
	if (!said && listen->moved && (headset || listen->aloud))
		said = say(ui, ui_say(ui, UI_SAY_FOCUS, headset));
	if (!said && listen->acted)
		hal_hush();
	listen->asked = listen->moved = listen->acted = false;
}
