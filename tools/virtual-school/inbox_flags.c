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
	COLUMN_BY
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

enum err inbox_read_flags(struct storage *storage, struct inbox *inbox)
{
	struct inbox_flag *flag = NULL;
	struct rows rows = storage_query(
		storage,
		"SELECT flag, fact.site, part, child, fact.kind, time_ms, first_day, spell_day,"
		" certainty, because, office, code, withdrawal, at_ms, by_role"
		" FROM flag_fact AS fact JOIN stream ON stream.id = fact.stream WHERE day = $1"
		" ORDER BY fact.site, flag, stream.began_ms, stream.name, sequence",
		VALUES(INT(inbox->day)));

	while (storage_next(&rows)) {
		int64_t site = storage_integer(&rows, COLUMN_SITE);

		/* By school as well: no school can withdraw what another has raised. */
		if (!flag || flag->site != site ||
		    strcmp(flag->flag, storage_text(&rows, COLUMN_FLAG)) != 0) {
			flag = inbox_grow(&inbox->flags, &inbox->flag_count, sizeof(*flag));
			if (!flag) {
				storage_end(&rows);
				return ERR_NO_MEMORY;
			}
			flag->site = site;
			flag->part = (enum part)storage_integer(&rows, COLUMN_PART);
			(void)text_copy(flag->flag, sizeof(flag->flag),
					storage_text(&rows, COLUMN_FLAG));
			(void)text_copy(flag->child, sizeof(flag->child),
					storage_text(&rows, COLUMN_CHILD));
		}
		fold(&rows, flag);
	}
	return OK;
}
