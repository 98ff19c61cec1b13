/* Cards as staff change them at the kiosk, and the imports that come after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/staff_store.h"
#include "tests/support/store_rig.h"

static const struct card staff_card = {{4, 0xaa, 0xbb, 0xcc, 1, 2, 3}, 7};
static const struct card pupils_card = {{4, 9, 9, 9}, 4};
static const struct card free_card = {{4, 7, 7, 7}, 4};

static struct store *store_of(void **state)
{
	return ((struct store_rig *)*state)->store;
}

static void reopen(void **state)
{
	struct store_rig *rig = *state;

	store_close(rig->store);
	rig->store = store_rig_open(rig->folder);
}

static void add_okafor(struct store *store)
{
	const struct staff_member okafor = {0, "R. Okafor", POST_ATTENDANCE};

	assert_int_equal(staff_store_add(store, &okafor, &staff_card, "a hash"), OK);
}

static uint32_t card_of(struct store *store, const struct card *card)
{
	struct roster roster;
	uint32_t pupil;

	assert_int_equal(store_load_roster(store, &roster), OK);
	pupil = roster_card(&roster, card);
	roster_release(&roster);
	return pupil;
}

static void replace_cards(struct store *store, const struct store_card *cards, size_t count)
{
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_cards(store, cards, count), OK);
	assert_int_equal(store_commit(store), OK);
}

static void a_given_card_survives_imports(void **state)
{
	struct store *store = store_of(state);
	const struct store_card file[] = {{pupils_card, 3}};
	const struct store_card caught_up[] = {{pupils_card, 3}, {free_card, 5}};
	const struct store_card other[] = {{pupils_card, 3}, {free_card, 6}};

	replace_cards(store, file, 1);
	assert_int_equal(store_give_card(store, &free_card, 5), OK);
	assert_int_equal(card_of(store, &free_card), 5);
	replace_cards(store, file, 1);
	assert_int_equal(card_of(store, &free_card), 5);
	replace_cards(store, caught_up, 2);
	assert_int_equal(card_of(store, &free_card), 5);
	replace_cards(store, file, 1); /* the file knew of it, and has it no more */
	assert_int_equal(card_of(store, &free_card), 0);
	assert_int_equal(store_give_card(store, &free_card, 5), OK);
	replace_cards(store, other, 2); /* the file gives it to somebody else */
	assert_int_equal(card_of(store, &free_card), 6);
}

static void a_blocked_card_survives_imports(void **state)
{
	struct store *store = store_of(state);
	const struct store_card file[] = {{pupils_card, 3}, {free_card, 4}};
	const struct store_card other[] = {{pupils_card, 5}};

	replace_cards(store, file, 2);
	assert_int_equal(store_block_cards(store, 3), OK);
	assert_int_equal(card_of(store, &pupils_card), 0);
	assert_int_equal(card_of(store, &free_card), 4);
	assert_int_equal(store_block_cards(store, 3), ERR_NOT_FOUND);
	replace_cards(store, file, 2);
	assert_int_equal(card_of(store, &pupils_card), 0);
	reopen(state);
	store = store_of(state);
	assert_int_equal(store_give_card(store, &pupils_card, 3), OK); /* found again */
	replace_cards(store, file, 2);
	assert_int_equal(card_of(store, &pupils_card), 3);
	assert_int_equal(store_block_cards(store, 3), OK);
	replace_cards(store, other, 1); /* the file gives it to somebody else */
	assert_int_equal(card_of(store, &pupils_card), 5);
}

/* The school's list is exported again and again, mostly without having heard of what staff did. */
static void a_card_handed_on_survives_the_old_list(void **state)
{
	struct store *store = store_of(state);
	const struct store_card old[] = {{pupils_card, 3}};
	const struct store_card caught_up[] = {{pupils_card, 5}};
	const struct store_card other[] = {{pupils_card, 6}};

	replace_cards(store, old, 1);
	assert_int_equal(store_block_cards(store, 3), OK);
	assert_int_equal(store_give_card(store, &pupils_card, 5), OK);
	replace_cards(store, old, 1);
	assert_int_equal(card_of(store, &pupils_card), 5);
	assert_int_equal(store_block_cards(store, 5), OK);
	replace_cards(store, old, 1);
	assert_int_equal(card_of(store, &pupils_card), 0);
	assert_int_equal(store_give_card(store, &pupils_card, 5), OK);
	replace_cards(store, caught_up, 1);
	replace_cards(store, old, 1); /* it knew better, and says so: newer than what staff did */
	assert_int_equal(card_of(store, &pupils_card), 3);
	assert_int_equal(store_block_cards(store, 3), OK);
	assert_int_equal(store_give_card(store, &pupils_card, 5), OK);
	replace_cards(store, old, 0);
	replace_cards(store, old, 1); /* it had forgotten it, and names it anew */
	assert_int_equal(card_of(store, &pupils_card), 3);
	assert_int_equal(store_block_cards(store, 3), OK);
	assert_int_equal(store_give_card(store, &pupils_card, 5), OK);
	replace_cards(store, other, 1);
	assert_int_equal(card_of(store, &pupils_card), 6);
}

static void a_card_that_is_somebodys_is_not_given(void **state)
{
	struct store *store = store_of(state);

	add_okafor(store);
	replace_cards(store, &(struct store_card){pupils_card, 3}, 1);
	assert_int_equal(store_give_card(store, &pupils_card, 5), ERR_EXISTS);
	assert_int_equal(store_give_card(store, &staff_card, 5), ERR_EXISTS);
	assert_int_equal(store_give_card(store, &free_card, 99), ERR_BAD_INPUT);
	assert_int_equal(card_of(store, &pupils_card), 3);
	assert_int_equal(card_of(store, &free_card), 0);
}

static void the_card_of_a_pupil_who_left_is_given_on(void **state)
{
	struct store *store = store_of(state);
	struct pupil stays = {.pupil_id = "P0005", .on_roll_to = DAY_OPEN};

	replace_cards(store, &(struct store_card){pupils_card, 3}, 1);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_pupils(store, &stays, 1, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
	assert_int_equal(store_give_card(store, &pupils_card, 5), OK);
	assert_int_equal(card_of(store, &pupils_card), 5);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, store_rig_setup, store_rig_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(a_given_card_survives_imports),
		WITH_STORE(a_blocked_card_survives_imports),
		WITH_STORE(a_card_handed_on_survives_the_old_list),
		WITH_STORE(a_card_that_is_somebodys_is_not_given),
		WITH_STORE(the_card_of_a_pupil_who_left_is_given_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
