#include "tools/virtual-school/inbox_parts.h"
#include "tools/virtual-school/opened.h"

#include <stdlib.h>
#include <string.h>

void *inbox_grow(void *list_pointer, size_t *count, size_t size)
{
	char *list;
	char *grown;

	memcpy(&list, list_pointer, sizeof(list));
	/* Doubles at every power of two, so the count alone says how much room there is. */
	if ((*count & (*count - 1)) == 0) {
		grown = realloc(list, (*count ? *count * 2 : 1) * size);
		if (!grown)
			return NULL;
		list = grown;
		memcpy(list_pointer, &list, sizeof(list));
	}
	memset(list + *count * size, 0, size);
	return list + (*count)++ * size;
}

static bool same_child(const struct inbox_child *a, const struct inbox_child *b)
{
	return a->site == b->site && a->part == b->part && strcmp(a->child, b->child) == 0;
}

static bool not_seen(const struct inbox_child *child)
{
	return child->state == STATE_UNEXPLAINED || child->state == STATE_UNKNOWN;
}

/* Of two kiosks the one that knows where the child is is right. */
static enum err end_child(struct inbox *inbox, const struct inbox_child *word)
{
	struct inbox_child *last =
		inbox->child_count ? &inbox->children[inbox->child_count - 1] : NULL;

	if (!word->child[0])
		return OK;
	if (!last || !same_child(last, word)) {
		last = inbox_grow(&inbox->children, &inbox->child_count, sizeof(*last));
		if (!last)
			return ERR_NO_MEMORY;
		*last = *word;
	} else if (not_seen(last) || !not_seen(word)) {
		*last = *word;
	}
	return OK;
}

static struct inbox_child child_of(const struct rows *rows)
{
	struct inbox_child child = {.site = storage_integer(rows, 0),
				    .part = (enum part)storage_integer(rows, 1),
				    .state = (enum state)storage_integer(rows, 3),
				    .at_ms = storage_integer(rows, 5)};

	(void)text_copy(child.child, sizeof(child.child), storage_text(rows, 2));
	(void)text_copy(child.code.text, sizeof(child.code.text), storage_text(rows, 4));
	return child;
}

enum err inbox_read_children(struct storage *storage, struct inbox *inbox)
{
	struct inbox_child word = {.child = ""};
	char kiosk[KIOSK_ID_SIZE] = "";
	enum err err = OK;
	struct rows rows = storage_query(
		storage,
		"SELECT fact.site, part, child, state, code, at_ms, stream.kiosk"
		" FROM state_fact AS fact JOIN stream ON stream.id = fact.stream WHERE day = $1"
		" ORDER BY fact.site, part, child, stream.kiosk, stream.began_ms, stream.name,"
		" sequence, line",
		VALUES(INT(inbox->day)));

	while (!err && storage_next(&rows)) {
		struct inbox_child next = child_of(&rows);

		if (!same_child(&next, &word) || strcmp(kiosk, storage_text(&rows, 6)) != 0)
			err = end_child(inbox, &word);
		(void)text_copy(kiosk, sizeof(kiosk), storage_text(&rows, 6));
		word = next;
	}
	if (err) {
		storage_end(&rows);
		return err;
	}
	return end_child(inbox, &word);
}

/* What an officer should see first: 0 before 1 before 2 ... */
static int urgency(const struct inbox_flag *flag)
{
	if (flag->status == FLAG_WITHDRAWN)
		return 4;
	return (flag->first_day ? 0 : 2) + (flag->certainty == CERTAINTY_CONFIRMED ? 0 : 1);
}

static int compare_flags(const void *left, const void *right)
{
	const struct inbox_flag *a = left, *b = right;

	if (urgency(a) != urgency(b))
		return urgency(a) - urgency(b);
	if (a->part != b->part)
		return a->part > b->part ? -1 : 1; /* the later session is the news */
	if (a->site != b->site)
		return a->site < b->site ? -1 : 1;
	if (strcmp(a->child, b->child) != 0)
		return strcmp(a->child, b->child);
	return strcmp(a->flag, b->flag);
}

static int compare_schools(const void *left, const void *right)
{
	const struct inbox_school *a = left, *b = right;

	if (a->silent != b->silent)
		return a->silent ? -1 : 1;
	if (strcmp(a->name, b->name) != 0)
		return strcmp(a->name, b->name);
	return strcmp(a->number, b->number);
}

static enum err read_inbox(struct storage *storage, int32_t day, const struct moment *now,
			   bool opens, struct inbox *out)
{
	enum err err, committed;

	*out = (struct inbox){.day = day, .now = *now};
	storage_begin(storage);
	err = inbox_read_schools(storage, out);
	if (err == OK)
		err = inbox_read_flags(storage, out);
	if (err == OK)
		err = inbox_read_children(storage, out);
	if (err == OK)
		opened_read_left(storage, out);
	/* In the transaction that has read it: what comes meanwhile is on no page yet. */
	if (err == OK && opens)
		opened_note(storage, day);
	committed = storage_commit(storage);
	if (err == OK)
		err = committed;
	if (err != OK) {
		inbox_release(out);
		return err;
	}
	if (out->flag_count)
		qsort(out->flags, out->flag_count, sizeof(*out->flags), compare_flags);
	if (out->school_count)
		qsort(out->schools, out->school_count, sizeof(*out->schools), compare_schools);
	return OK;
}

enum err inbox_read(struct storage *storage, int32_t day, const struct moment *now,
		    struct inbox *out)
{
	return read_inbox(storage, day, now, false, out);
}

enum err inbox_open(struct storage *storage, int32_t day, const struct moment *now,
		    struct inbox *out)
{
	return read_inbox(storage, day, now, true, out);
}

void inbox_release(struct inbox *inbox)
{
	free(inbox->flags);
	free(inbox->children);
	free(inbox->schools);
	*inbox = (struct inbox){0};
}
