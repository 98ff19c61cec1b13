#include "core/reason.h"

#define REASON_TEXT(name, text) text,
static const char *const reason_texts[] = {REASON_LIST(REASON_TEXT)};

const struct reasons reasons_late = {{REASON_TRAFFIC, REASON_OVERSLEPT, REASON_APPOINTMENT,
				      REASON_FELT_ILL, REASON_HELPING, REASON_OTHER},
				     6};
const struct reasons reasons_leaving = {
	{REASON_HOME_ILL, REASON_APPOINTMENT, REASON_PERMISSION, REASON_OTHER}, 4};

const char *reason_text(enum reason reason)
{
	ENSURE(reason >= 0 && reason < REASON_COUNT);
	return reason_texts[reason];
}

bool reasons_have(const struct reasons *reasons, int64_t reason)
{
	for (size_t i = 0; i < reasons->count; i++) {
		if (reasons->at[i] == reason)
			return true;
	}
	return false;
}
