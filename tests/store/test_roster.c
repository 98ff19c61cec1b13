#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/care_store.h"
#include "tests/support/facts.h"
#include "tests/support/store_rig.h"

static char *folder;
static struct store *store;
static struct roster roster;

static int open_store(void **state)
{
	(void)state;
	folder = store_rig_folder();
	store = store_rig_open(folder);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	roster_release(&roster);
	store_close(store);
	store_rig_remove(folder);
	return 0;
}

static void load(void)
{
	roster_release(&roster);
	assert_int_equal(store_load_roster(store, &roster), OK);
}

static struct pupil pupil(const char *pupil_id, const char *upn)
{
	struct pupil out;

	memset(&out, 0, sizeof out);
	text_copy(out.pupil_id, sizeof out.pupil_id, pupil_id);
	text_copy(out.upn, sizeof out.upn, upn);
	text_copy(out.legal_forename, sizeof out.legal_forename, "Llŷr");
	text_copy(out.legal_surname, sizeof out.legal_surname, "Nguyễn-Ó Súilleabháin");
	text_copy(out.preferred_forename, sizeof out.preferred_forename, "محمد");
	text_copy(out.form, sizeof out.form, "9Tŷ");
	text_copy(out.language, sizeof out.language, "cy");
	out.year_group = -1;
	out.on_roll_from = 20000;
	out.on_roll_to = DAY_OPEN;
	return out;
}

static enum err replace_pupils(const struct pupil *pupils, size_t count)
{
	enum err err = store_begin(store);

	if (err == OK)
		err = store_replace_pupils(store, pupils, count, STORE_RIG_DAY);
	if (err == OK)
		return store_commit(store);
	store_rollback(store);
	return err;
}

static void an_empty_store_has_an_empty_roster(void **state)
{
	(void)state;
	load();
	assert_int_equal(roster.pupil_count + roster.card_count + roster.closure_count, 0);
	assert_null(roster_pupil(&roster, 1));
	assert_int_equal(roster_card(&roster, &(struct card){{4, 1, 2, 3}, 4}), 0);
}

static void a_pupil_reads_back_as_written(void **state)
{
	struct pupil pupils[2] = {pupil("P2", "B801200005001"), pupil("P1", "")};

	(void)state;
	assert_int_equal(replace_pupils(pupils, 2), OK);
	load();
	assert_int_equal(roster.pupil_count, 2);
	assert_int_equal(roster.day, STORE_RIG_DAY);
	for (uint32_t i = 0; i < 2; i++) {
		pupils[i].key = i + 1;
		assert_memory_equal(&pupils[i], roster_pupil(&roster, i + 1), sizeof *pupils);
	}
	assert_ptr_equal(roster_pupil_by_id(&roster, "P1"), &roster.pupils[1]);
	assert_null(roster_pupil_by_id(&roster, "P3"));
}

static void keys_stay_through_imports(void **state)
{
	struct pupil first[3] = {pupil("A", ""), pupil("B", ""), pupil("C", "")};
	struct pupil second[3] = {pupil("D", ""), pupil("C", ""), pupil("A", "")};
	struct event event = store_rig_arrival(2, STORE_RIG_DAY, 530);

	(void)state;
	assert_int_equal(replace_pupils(first, 3), OK);
	store_rig_append(store, &event);
	text_copy(second[2].legal_surname, sizeof second[2].legal_surname, "Married");
	assert_int_equal(replace_pupils(second, 3), OK);
	load();
	assert_int_equal(roster.pupil_count, 3);
	assert_int_equal(roster_pupil_by_id(&roster, "A")->key, 1);
	assert_string_equal(roster_pupil(&roster, 1)->legal_surname, "Married");
	assert_null(roster_pupil(&roster, 2)); /* left; B's key is never given again */
	assert_int_equal(roster_pupil_by_id(&roster, "C")->key, 3);
	assert_int_equal(roster_pupil_by_id(&roster, "D")->key, 4);
	assert_int_equal(replace_pupils(first, 2), OK);
	load();
	assert_int_equal(roster_pupil_by_id(&roster, "B")->key, 2); /* back again */
	event = store_rig_arrival(3, STORE_RIG_DAY, 531);
	store_rig_append(store, &event); /* of one who has left: still recorded */
}

static void a_pupil_twice_is_refused(void **state)
{
	static const char upn[] = "B801200005001";
	struct pupil same_id[2] = {pupil("A", ""), pupil("A", "")};
	struct pupil same_upn[2] = {pupil("A", upn), pupil("B", upn)};
	struct pupil before[2] = {pupil("A", upn), pupil("B", "Q801200005002")};
	struct pupil swapped[2] = {pupil("A", "Q801200005002"), pupil("B", upn)};

	(void)state;
	assert_int_equal(replace_pupils(before, 2), OK);
	assert_int_equal(replace_pupils(same_id, 2), ERR_EXISTS);
	assert_int_equal(replace_pupils(same_upn, 2), ERR_EXISTS);
	load();
	assert_int_equal(roster.pupil_count, 2); /* as before */
	assert_int_equal(replace_pupils(swapped, 2), OK);
	assert_int_equal(replace_pupils(swapped, 1), OK); /* B gone: the UPN is free */
}

/* Cards of 4, 7 and 10 bytes, some the beginning of others, found as a plain search finds them. */
static void cards_are_found(void **state)
{
	static struct store_card cards[60];
	uint64_t seed = facts_seed();

	(void)state;
	store_rig_fill(store);
	for (size_t i = 0; i < COUNT_OF(cards); i++) {
		static const uint8_t lengths[] = {4, 7, 10};

		cards[i].pupil = 1 + (uint32_t)i % STORE_RIG_PUPILS;
		cards[i].card.length = lengths[i % 3];
		for (size_t byte = 0; byte < cards[i].card.length; byte++)
			cards[i].card.bytes[byte] =
				byte == 3 ? (uint8_t)(200 + i / 3) : (uint8_t)(4 * (byte > 3));
	}
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_cards(store, cards, COUNT_OF(cards)), OK);
	assert_int_equal(store_commit(store), OK);
	load();
	assert_int_equal(roster.card_count, COUNT_OF(cards));
	for (size_t i = 0; i < COUNT_OF(cards); i++)
		assert_int_equal(roster_card(&roster, &cards[i].card), cards[i].pupil);
	for (int i = 0; i < 200; i++) {
		struct card card = cards[facts_random(&seed, COUNT_OF(cards))].card;

		card.bytes[facts_random(&seed, card.length)] ^= 0x40;
		assert_int_equal(roster_card(&roster, &card), 0);
	}
	assert_int_equal(replace_pupils((struct pupil[]){pupil("P0002", "")}, 1), OK);
	load();
	assert_int_equal(roster.card_count, 3); /* a pupil who left takes the cards along */
}

static void bad_rows_are_refused(void **state)
{
	const struct store_card card = {{{4, 1, 2, 3}, 4}, 1};
	const struct store_card twice[2] = {card, card};
	const struct store_card nobodys = {{{4, 1, 2, 3}, 4}, 4711};
	const struct store_card odd = {{{4, 1, 2, 3, 5}, 5}, 1};
	const struct expectation sometime = {1, 7, PART_AM, {"D"}, 0, 1};
	const struct store_closure no_code = {{1, {true, true}, {""}, 1}, ""};

	(void)state;
	store_rig_fill(store);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_cards(store, twice, 2), ERR_EXISTS);
	assert_int_equal(store_replace_cards(store, &nobodys, 1), ERR_BAD_INPUT);
	assert_int_equal(store_replace_cards(store, &odd, 1), ERR_BAD_INPUT);
	assert_int_equal(store_replace_expectations(store, &sometime, 1), ERR_BAD_INPUT);
	assert_int_equal(store_replace_closures(store, &no_code, 1), ERR_BAD_INPUT);
	store_rollback(store);
}

static void expectations_and_closures_read_back(void **state)
{
	const struct expectation expectations[3] = {{9, 4, PART_PM, {"C2"}, 20000, DAY_OPEN},
						    {2, 0, PART_AM, {"D"}, 20001, 20002},
						    {9, 1, PART_AM, {"B"}, 20000, DAY_OPEN}};
	const struct store_closure closures[2] = {
		{{20720, {false, true}, {"Y4"}, CALENDAR_ALL_YEARS}, "boiler"},
		{{20719, {true, true}, {"#"}, 1u << 9}, ""}};

	(void)state;
	store_rig_fill(store);
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_expectations(store, expectations, 3), OK);
	assert_int_equal(store_replace_closures(store, closures, 2), OK);
	assert_int_equal(store_bump_roster_version(store), OK);
	assert_int_equal(store_commit(store), OK);
	load();
	assert_int_equal(roster.version, 1);
	assert_int_equal(roster.expectation_count, 3);
	assert_memory_equal(&roster.expectations[0], &expectations[1], sizeof *expectations);
	assert_memory_equal(&roster.expectations[1], &expectations[0], sizeof *expectations);
	assert_memory_equal(&roster.expectations[2], &expectations[2], sizeof *expectations);
	assert_int_equal(roster.closure_count, 2);
	assert_int_equal(roster.closures[0].years, 1u << 9);
	assert_int_equal(roster.closures[1].years, CALENDAR_ALL_YEARS);
	assert_false(roster.closures[1].parts[PART_AM]);
	assert_string_equal(roster.closures[1].code.text, "Y4");
}

static void care_reads_back_by_pupil(void **state)
{
	const struct care_row rows[4] = {
		{"Q801200005002", {0, "W6", "CH-2", COHORT_LOOKED_AFTER, 20000, DAY_OPEN}},
		{"B801200005001", {0, "835", "CH-9", COHORT_LOOKED_AFTER, 20000, 20100}},
		{"B801200005001", {0, "835", "CH-1", COHORT_KINSHIP, 20101, DAY_OPEN}},
		{"X33340002699Z", {0, "835", "CH-5", COHORT_SOCIAL_WORKER, 20000, 20000}}};
	const struct care_row twice[2] = {rows[0], rows[0]};
	struct pupil pupils[2] = {pupil("A", "Q801200005002"), pupil("B", "B801200005001")};
	struct care_store *care_store;
	struct store_report report;
	struct care_row *read;
	struct care *care;
	size_t count;

	(void)state;
	assert_int_equal(care_store_open(&care_store, folder, false, &report), ERR_NOT_FOUND);
	assert_int_equal(care_store_open(&care_store, folder, true, &report), OK);
	assert_int_equal(care_store_rows(care_store, &read, &count), OK);
	assert_int_equal(count, 0);
	free(read);
	assert_int_equal(care_store_replace(care_store, rows, 4), OK);
	assert_int_equal(care_store_replace(care_store, twice, 2), ERR_EXISTS);
	assert_int_equal(replace_pupils(pupils, 2), OK);
	load();
	assert_int_equal(care_store_load(care_store, &roster, &care, &count), OK);
	assert_int_equal(count, 4);
	assert_string_equal(care[0].child_ref, "CH-1");
	assert_int_equal(care[0].pupil, 2);
	assert_int_equal(care[0].cohort, COHORT_KINSHIP);
	assert_int_equal(care[1].pupil, 0); /* CH-5 is on no roll */
	assert_string_equal(care[3].authority, "W6");
	assert_int_equal(care[3].to_day, DAY_OPEN);
	free(care);
	assert_int_equal(care_store_rows(care_store, &read, &count), OK);
	assert_int_equal(count, 4);
	assert_memory_equal(&read[0], &rows[1], sizeof *rows);
	assert_memory_equal(&read[2], &rows[0], sizeof *rows);
	free(read);
	care_store_close(care_store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_store_has_an_empty_roster),
		TEST(a_pupil_reads_back_as_written),
		TEST(keys_stay_through_imports),
		TEST(a_pupil_twice_is_refused),
		TEST(cards_are_found),
		TEST(bad_rows_are_refused),
		TEST(expectations_and_closures_read_back),
		TEST(care_reads_back_by_pupil),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
