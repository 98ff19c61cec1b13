#include "tools/virtual-school/inbox_parts.h"

#include <string.h>

/* Columns of the query below. */
enum {
	COLUMN_FLAG,
	COLUMN_SITE,
	COLUMN_PART,
	COLUMN_CHILD,
	COLUMN_KIND,
	COLUMN_TIME,
	COLUMN_FIRST_DAY,
	COLUMN_SPELL_DAY,
	COLUMN_CERTAINTY,
	COLUMN_BECAUSE,
	COLUMN_OFFICE,
	COLUMN_CODE,
	COLUMN_WITHDRAWAL,
	COLUMN_AT,
	COLUMN_BY,
	COLUMN_KIOSK
};

static void take_certainty(const struct rows *rows, struct inbox_flag *flag)
{
	flag->certainty = (enum certainty)storage_integer(rows, COLUMN_CERTAINTY);
	flag->because = (unsigned)storage_integer(rows, COLUMN_BECAUSE);
}

static void take_code(const struct rows *rows, struct inbox_flag *flag)
{
	if (storage_text(rows, COLUMN_CODE)[0])
		(void)text_copy(flag->code.text, sizeof(flag->code.text),
				storage_text(rows, COLUMN_CODE));
}

static void take_raised(const struct rows *rows, struct inbox_flag *flag)
{
	flag->status = FLAG_OPEN;
	flag->raised = true;
	flag->raised_ms = storage_integer(rows, COLUMN_TIME);
	flag->first_day = storage_integer(rows, COLUMN_FIRST_DAY) != 0;
	flag->day = (int)storage_integer(rows, COLUMN_SPELL_DAY);
	flag->office = (enum office)storage_integer(rows, COLUMN_OFFICE);
	take_certainty(rows, flag);
}

static void take_updated(const struct rows *rows, struct inbox_flag *flag)
{
	if (flag->status == FLAG_NONE)
		flag->status = FLAG_OPEN;
	flag->updated = true;
	(void)text_copy(flag->by_role, sizeof(flag->by_role), storage_text(rows, COLUMN_BY));
	take_certainty(rows, flag);
}

static void take_withdrawn(const struct rows *rows, struct inbox_flag *flag)
{
	int64_t at_ms = storage_integer(rows, COLUMN_AT);

	flag->status = FLAG_WITHDRAWN;
	flag->withdrawal = (enum withdrawal)storage_integer(rows, COLUMN_WITHDRAWAL);
	flag->withdrawn_ms = at_ms >= 0 ? at_ms : storage_integer(rows, COLUMN_TIME);
}

static void fold(const struct rows *rows, struct inbox_flag *flag)
{
	enum notice_kind kind;

	if (!notice_kind_parse(storage_text(rows, COLUMN_KIND), &kind))
		return;
	switch (kind) {
	case NOTICE_FLAG_RAISED: take_raised(rows, flag); break;
	case NOTICE_FLAG_UPDATED: take_updated(rows, flag); break;
	case NOTICE_FLAG_WITHDRAWN: take_withdrawn(rows, flag); break;
	default: return;
	}
	take_code(rows, flag);
}

/* What two kiosks of a school say of one flag. An arrival seen at any door is certain, so who has taken the flag back is
 * right; of two that hold it open, who vouches for every kiosk is surer, and who has a reason knows more. */
static void join(struct inbox_flag *flag, const struct inbox_flag *other)
{
	if (other->raised && (!flag->raised || other->raised_ms < flag->raised_ms)) {
		flag->raised = true;
		flag->raised_ms = other->raised_ms;
		flag->first_day = other->first_day;
		flag->day = other->day;
	}
	if (other->office == OFFICE_SAYS_ABSENT)
		flag->office = other->office;
	bool takes_back = other->status == FLAG_WITHDRAWN && flag->status != FLAG_WITHDRAWN;
	if (takes_back) {
		flag->status = FLAG_WITHDRAWN;
		flag->withdrawal = other->withdrawal;
		flag->withdrawn_ms = other->withdrawn_ms;
	}
	bool both_open = other->status == FLAG_OPEN && flag->status == FLAG_OPEN;
	if (both_open && other->certainty == CERTAINTY_CONFIRMED) {
		flag->certainty = CERTAINTY_CONFIRMED;
		flag->because = BECAUSE_NOTHING;
	}
	if (takes_back || (both_open && other->updated && other->by_role[0])) {
		flag->updated = flag->updated || other->updated;
		flag->code = other->code;
		memcpy(flag->by_role, other->by_role, sizeof(flag->by_role));
	}
}

/* One kiosk's word on one flag: where it is another flag, or another kiosk's word, a new one begins. */
struct word {
	struct inbox_flag flag;
	char kiosk[KIOSK_ID_SIZE];
};

static bool same_flag(const struct inbox_flag *a, const struct inbox_flag *b)
{
	return a->site == b->site && strcmp(a->flag, b->flag) == 0;
}

static enum err end_word(struct inbox *inbox, const struct word *word)
{
	struct inbox_flag *last = inbox->flag_count ? &inbox->flags[inbox->flag_count - 1] : NULL;

	if (!word->flag.flag[0])
		return OK;
	if (last && same_flag(last, &word->flag)) {
		join(last, &word->flag);
		return OK;
	}
	last = inbox_grow(&inbox->flags, &inbox->flag_count, sizeof(*last));
	if (!last)
		return ERR_NO_MEMORY;
	*last = word->flag;
	return OK;
}

static struct word word_of(const struct rows *rows)
{
	struct word word = {.flag = {.site = storage_integer(rows, COLUMN_SITE),
				     .part = (enum part)storage_integer(rows, COLUMN_PART)}};

	(void)text_copy(word.flag.flag, sizeof(word.flag.flag), storage_text(rows, COLUMN_FLAG));
	(void)text_copy(word.flag.child, sizeof(word.flag.child), storage_text(rows, COLUMN_CHILD));
	(void)text_copy(word.kiosk, sizeof(word.kiosk), storage_text(rows, COLUMN_KIOSK));
	return word;
}

/* By school as well: no school can withdraw what another has raised. */
enum err inbox_read_flags(struct storage *storage, struct inbox *inbox)
{
	struct word word = {.kiosk = ""};
	enum err err = OK;
	struct rows rows = storage_query(
		storage,
		"SELECT flag, fact.site, part, child, fact.kind, time_ms, first_day, spell_day,"
		" certainty, because, office, code, withdrawal, at_ms, by_role, stream.kiosk"
		" FROM flag_fact AS fact JOIN stream ON stream.id = fact.stream WHERE day = $1"
		" ORDER BY fact.site, flag, stream.kiosk, stream.began_ms, stream.name, sequence",
		VALUES(INT(inbox->day)));

	while (!err && storage_next(&rows)) {
		struct word next = word_of(&rows);

		if (!same_flag(&next.flag, &word.flag) || strcmp(next.kiosk, word.kiosk) != 0) {
			err = end_word(inbox, &word);
			word = next;
		}
		fold(&rows, &word.flag);
	}
	if (err) {
		storage_end(&rows);
		return err;
	}
	return end_word(inbox, &word);
}
