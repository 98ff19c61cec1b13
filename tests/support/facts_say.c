#include "tests/support/facts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text {
	char *out;
	size_t size;
};

static void put(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct text *text, const char *format, ...)
{
	size_t used = strlen(text->out);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text->out + used, text->size - used, format, arguments);
	va_end(arguments);
}

static void put_at(struct text *text, const struct notice *notice)
{
	char at[MINUTE_TEXT_SIZE] = "never";
	if (notice->has_at)
		calendar_format_minute(notice->at.minute, at);
	put(text, " %s %s", notice->code.text[0] ? notice->code.text : "-", at);
}

static void put_certainty(struct text *text, const struct notice *notice)
{
	put(text, " %s", certainty_text(notice->certainty));
	for (unsigned bit = 1; bit < 1u << BECAUSE_KINDS; bit <<= 1) {
		if (notice->because & bit)
			put(text, " %s", because_text(bit));
	}
	put(text, " %s", notice->code.text);
}

static void put_statement(struct text *text, const struct notice *notice)
{
	put(text, "closed %d=%d+%d+%d", notice->expected, notice->present, notice->absent,
	    notice->unknown);
	for (size_t i = 0; i < notice->child_count; i++) {
		const struct notice_child *line = &notice->children[i];
		put(text, " %s:%s:%s", line->child, state_text(line->state), line->code.text);
	}
	if (notice->at.day != notice->session.day)
		put(text, " late");
}

static void put_notice(struct text *text, const struct notice *notice)
{
	switch (notice->kind) {
	case NOTICE_SESSION_CLOSED: put_statement(text, notice); break;
	case NOTICE_ATTENDANCE:
		put(text, "recorded %s %s", notice->child, state_text(notice->state));
		put_at(text, notice);
		break;
	case NOTICE_FLAG_RAISED:
		put(text, "raised %s %s %d", notice->child,
		    notice->first_day ? "first_day" : "continuing", notice->day);
		put_certainty(text, notice);
		break;
	case NOTICE_FLAG_UPDATED:
		put(text, "updated %s", notice->child);
		put_certainty(text, notice);
		break;
	case NOTICE_FLAG_WITHDRAWN:
		put(text, "withdrawn %s %s", notice->child, withdrawal_text(notice->withdrawal));
		put_at(text, notice);
		break;
	case NOTICE_SUSPENSION:
		put(text, "suspension %s %s", notice->child, notice->code.text);
		break;
	default: put(text, "%s", notice_kind_text(notice->kind)); break;
	}
}

void facts_say(char *out, size_t size, const struct notice *notice)
{
	struct text text = {out, size};
	if (out[0])
		put(&text, "; ");
	put_notice(&text, notice);
	if (notice->by_role[0])
		put(&text, " by %s", notice->by_role);
}
