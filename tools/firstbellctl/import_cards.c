/* import cards: which card is whose. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "store/staff_store.h"

enum card_column { CARD, PUPIL_ID };
static const char *const columns[] = {"card", "pupil_id"};

static bool read_card(struct import *import, struct sheet_cell cell, struct card *card)
{
	if (!card_parse(cell.text, card)) {
		field_problem(&import->problems, cell,
			      "a card number is 8, 14 or 20 hexadecimal digits (4, 7 or 10 bytes)");
		return false;
	}
	if (!card_is_random(card))
		return true;
	field_problem(&import->problems, cell,
		      "begins with 08: such a number is made anew at every tap (telephones) and "
		      "can never be enrolled");
	return false;
}

static bool read_row(struct import *import, size_t row, void *out)
{
	struct store_card *card = out;
	bool good = read_card(import, sheet_cell(&import->sheet, row, CARD), &card->card);
	const struct pupil *pupil = import_pupil(import, sheet_cell(&import->sheet, row, PUPIL_ID));
	if (pupil)
		card->pupil = pupil->key;
	return good && pupil;
}

static int compare_cards(const void *a, const void *b)
{
	const struct store_card *card_a = a, *card_b = b;
	int order = memcmp(card_a->card.bytes, card_b->card.bytes, sizeof(card_a->card.bytes));
	return order ? order : card_a->card.length - card_b->card.length;
}

static bool same_card(const void *a, const void *b)
{
	return compare_cards(a, b) == 0;
}

/* A card that goes to another pupil is not lost. */
static void check_lost(struct import *import)
{
	const struct roster *roster = &import->roster;
	size_t kept = 0;
	for (size_t i = 0; i < import->sheet.row_count; i++) {
		const struct store_card *card = import_row(import, i);
		kept += roster_card(roster, &card->card) != 0;
	}
	size_t lost = roster->card_count - kept;
	if (import->sheet.row_count == 0)
		problems_add(&import->problems.bad, 0, 0,
			     "refused: there are no cards in the file, and %zu now; if that is "
			     "right, say --force",
			     roster->card_count);
	else if (import_drops_many(lost, roster->card_count))
		problems_add(&import->problems.bad, 0, 0,
			     "refused: this would lose %zu of %zu cards, more than a fifth; if "
			     "that is right, say --force",
			     lost, roster->card_count);
}

/* A member's card that were a pupil's too would tick the pupil in. */
static enum err check_staff(struct import *import)
{
	struct staff_entry *entries = NULL;
	size_t count = 0;
	enum err err = staff_store_list(import->store, &entries, &count);
	for (size_t i = 0; i < import->sheet.row_count && err == OK; i++) {
		const struct store_card *card = import_row(import, i);
		for (size_t k = 0; k < count; k++)
			if (card_equal(&card->card, &entries[k].card))
				field_problem(&import->problems,
					      sheet_cell(&import->sheet, i, CARD),
					      "is the card of a member of staff");
	}
	free(entries);
	return err;
}

static enum err check(struct import *import)
{
	enum err err =
		import_find_clashes(import, CARD, compare_cards, same_card, "the same card twice");
	if (err == OK && import->problems.bad.count == 0)
		err = check_staff(import);
	if (err == OK && import->problems.bad.count == 0 && !import->ctl->force)
		check_lost(import);
	return err;
}

static enum err apply(struct import *import)
{
	import->added = import->sheet.row_count;
	return store_replace_cards(import->store, import->rows, import->sheet.row_count);
}

const struct import_kind import_cards = {
	.name = "cards",
	.columns = columns,
	.column_count = COUNT_OF(columns),
	.row_size = sizeof(struct store_card),
	.can_force = true,
	.read_row = read_row,
	.check = check,
	.apply = apply,
	.help = "Which card is whose. Replaces all cards.\n"
		"  card      the card's number (UID) as 8, 14 or 20 hexadecimal digits; not one "
		"that begins with 08,\n"
		"            which telephones make anew at every tap\n"
		"  pupil_id  of the roster; a pupil may have several cards, a card has one pupil\n"
		"Refused without --force: a file without rows, or without more than a fifth of the "
		"cards there are. Cards that staff gave or blocked at the kiosk stay so, until "
		"the file gives them to\n"
		"a pupil to whom it did not give them before.\n",
};
