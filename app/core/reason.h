#pragma once
/* reason: why a pupil came late or leaves, as they can say it with one touch. Nothing follows from it but that staff can read it. */
#include "core/base.h"

/* The text is what the event keeps (words.reason), the same in every language for ever. */
#define REASON_LIST(X)                                                                             \
	X(REASON_NONE, "")                                                                         \
	X(REASON_TRAFFIC, "bus or traffic")                                                        \
	X(REASON_OVERSLEPT, "overslept")                                                           \
	X(REASON_APPOINTMENT, "appointment")                                                       \
	X(REASON_FELT_ILL, "felt ill")                                                             \
	X(REASON_HELPING, "helping at home")                                                       \
	X(REASON_HOME_ILL, "going home ill")                                                       \
	X(REASON_PERMISSION, "lunch or permission to leave")                                       \
	X(REASON_OTHER, "something else")
#define REASON_ENUM(name, text) name,
enum reason { REASON_LIST(REASON_ENUM) REASON_COUNT };
#undef REASON_ENUM
const char *reason_text(enum reason reason);

/* What a pupil can choose from, in the order of the screen: at most REASONS_MAX (issue 4), and the last is always something
 * else, so that nobody has to say what is not true. */
#define REASONS_MAX 6
struct reasons {
	enum reason at[REASONS_MAX];
	size_t count;
};
extern const struct reasons reasons_late, reasons_leaving;
bool reasons_have(const struct reasons *reasons, int64_t reason);
