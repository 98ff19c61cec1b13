/* Members of staff and their PINs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/staff_store.h"
#include "tests/support/store_rig.h"

#define NOW INT64_C(1789372800000)

static const struct card staff_card = {{4, 0xaa, 0xbb, 0xcc, 1, 2, 3}, 7};
static const struct card pupils_card = {{4, 9, 9, 9}, 4};
static const struct card free_card = {{4, 7, 7, 7}, 4};
static const struct card random_card = {{8, 7, 7, 7}, 4};
static const struct staff_member okafor = {0, "R. Okafor", POST_ATTENDANCE};

static char hash[PIN_HASH_SIZE];

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
	assert_int_equal(pin_hash("2580", hash), OK);
	assert_int_equal(staff_store_add(store, &okafor, &staff_card, hash), OK);
}

static void replace_cards(struct store *store, const struct store_card *cards, size_t count)
{
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_cards(store, cards, count), OK);
	assert_int_equal(store_commit(store), OK);
}

static void a_member_is_found_by_card(void **state)
{
	struct staff_member found;

	assert_int_equal(staff_store_by_card(store_of(state), &staff_card, &found), ERR_NOT_FOUND);
	add_okafor(store_of(state));
	reopen(state);
	assert_int_equal(staff_store_by_card(store_of(state), &staff_card, &found), OK);
	assert_string_equal(found.name, "R. Okafor");
	assert_int_equal(found.post, POST_ATTENDANCE);
	assert_true(found.key > 0);
	assert_int_equal(staff_store_by_card(store_of(state), &free_card, &found), ERR_NOT_FOUND);
}

static void who_may_not_be_added(void **state)
{
	static const struct {
		const char *sentence, *name;
		const struct card *card;
		enum err expected;
	} rows[] = {
		{"a name that is there", "R. Okafor", &free_card, ERR_EXISTS},
		{"a card that another has", "M. Pryce", &staff_card, ERR_EXISTS},
		{"a card that a pupil has", "M. Pryce", &pupils_card, ERR_REFUSED},
		{"a number that is another at each tap", "M. Pryce", &random_card, ERR_REFUSED},
		{"nobody", "", &free_card, ERR_BAD_INPUT},
	};
	struct store *store = store_of(state);
	struct staff_entry *entries;
	size_t count;

	replace_cards(store, &(struct store_card){pupils_card, 3}, 1);
	add_okafor(store);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct staff_member member = {.post = POST_TEACHER};

		text_copy(member.name, sizeof member.name, rows[i].name);
		if (staff_store_add(store, &member, rows[i].card, hash) != rows[i].expected)
			fail_msg("%s", rows[i].sentence);
	}
	assert_int_equal(staff_store_list(store, &entries, &count), OK);
	assert_int_equal(count, 1);
	assert_true(card_equal(&entries[0].card, &staff_card));
	free(entries);
}

static void who_is_removed_is_gone_and_the_key_too(void **state)
{
	struct store *store = store_of(state);
	struct staff_member found, again;

	add_okafor(store);
	assert_int_equal(staff_store_by_card(store, &staff_card, &found), OK);
	assert_int_equal(staff_store_remove(store, "R. Okafor"), OK);
	assert_int_equal(staff_store_remove(store, "R. Okafor"), ERR_NOT_FOUND);
	assert_int_equal(staff_store_by_card(store, &staff_card, &again), ERR_NOT_FOUND);
	add_okafor(store);
	assert_int_equal(staff_store_by_card(store, &staff_card, &again), OK);
	assert_int_not_equal(found.key, again.key);
}

static void the_hash_tells_nothing_and_knows_its_pin(void **state)
{
	char other[PIN_HASH_SIZE];

	(void)state;
	assert_int_equal(pin_hash("2580", hash), OK);
	assert_int_equal(pin_hash("2580", other), OK);
	assert_string_not_equal(hash, other);
	assert_null(strstr(hash, "2580"));
	assert_int_equal(strncmp(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
	assert_true(pin_matches(hash, "2580"));
	assert_false(pin_matches(hash, "2581"));
	assert_false(pin_matches(hash, ""));
	assert_false(pin_matches("", "2580"));
}

static void what_is_a_pin(void **state)
{
	static const struct {
		const char *text;
		bool one;
	} rows[] = {{"1234", true},       {"12345678", true}, {"123", false},
		    {"123456789", false}, {"12a4", false},    {"", false},
		    {"١٢٣٤", false},      {"1234 ", false},   {"-1234", false}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (pin_is_one(rows[i].text) != rows[i].one)
			fail_msg("\"%s\"", rows[i].text);
		assert_int_equal(pin_hash(rows[i].text, hash), rows[i].one ? OK : ERR_BAD_INPUT);
	}
}

static void what_is_guessed_first(void **state)
{
	static const struct {
		const char *pin;
		bool guessed;
	} rows[] = {{"0000", true},   {"77777777", true}, {"1234", true},    {"6789", true},
		    {"7890", true},   {"4321", true},     {"1098", true},    {"12345678", true},
		    {"1235", false},  {"1223", false},    {"0001", false},   {"1000", false},
		    {"13579", false}, {"1212", false},    {"43210", true},   {"43211", false},
		    {"2580", false},  {"8901", true},     {"9876543", true}, {"9876553", false}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (pin_is_guessed(rows[i].pin) != rows[i].guessed)
			fail_msg("%s", rows[i].pin);
}

static void waits_double(void **state)
{
	static const struct {
		int failures;
		int64_t seconds;
	} rows[] = {{0, 0},   {1, 0},   {4, 0},    {5, 30},   {6, 60},      {7, 120},
		    {8, 240}, {9, 480}, {10, 900}, {11, 900}, {100000, 900}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(pin_wait_ms(rows[i].failures), rows[i].seconds * 1000);
}

/* One member's tries, in order; `at` in seconds. */
static void tries_are_slowed(void **state)
{
	static const struct {
		const char *sentence;
		int64_t at_s;
		const char *pin;
		enum pin_answer answer;
		int wait_s;
	} rows[] = {
		{"a wrong PIN is wrong", 0, "0000", PIN_ANSWER_WRONG, 0},
		{"the right one ends the count", 1, "2580", PIN_ANSWER_RIGHT, 0},
		{"the first try", 2, "0000", PIN_ANSWER_WRONG, 0},
		{"the second", 2, "0001", PIN_ANSWER_WRONG, 0},
		{"the third", 2, "0002", PIN_ANSWER_WRONG, 0},
		{"the fourth", 2, "0003", PIN_ANSWER_WRONG, 0},
		{"the fifth", 2, "0004", PIN_ANSWER_WRONG, 30},
		{"then even the right one must wait", 3, "2580", PIN_ANSWER_LATER, 29},
		{"... to the end", 31, "2580", PIN_ANSWER_LATER, 1},
		{"... and asking makes it no longer", 32, "0005", PIN_ANSWER_WRONG, 60},
		{"twice as long", 91, "2580", PIN_ANSWER_LATER, 1},
		{"then it counts", 92, "2580", PIN_ANSWER_RIGHT, 0},
		{"and all is well again", 93, "0000", PIN_ANSWER_WRONG, 0},
	};
	struct staff_member member;

	add_okafor(store_of(state));
	assert_int_equal(staff_store_by_card(store_of(state), &staff_card, &member), OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum pin_answer answer;
		int wait_s;

		struct moment now = {.utc_ms = NOW + rows[i].at_s * 1000};

		reopen(state); /* nothing is forgotten by starting again */
		assert_int_equal(staff_store_check_pin(store_of(state), member.key, rows[i].pin,
						       &now, &answer, &wait_s),
				 OK);
		if (answer != rows[i].answer || wait_s != rows[i].wait_s)
			fail_msg("%s: answer %d, wait %d s", rows[i].sentence, (int)answer, wait_s);
	}
}

static const struct moment now = {.utc_ms = NOW};

static void fail_times(struct store *store, uint32_t key, int times)
{
	enum pin_answer answer;
	int wait_s;

	for (int i = 0; i < times; i++)
		assert_int_equal(staff_store_check_pin(store, key, "0000", &now, &answer, &wait_s),
				 OK);
}

#define A_DAY_S INT64_C(86400)

/* The right PIN after five that were wrong, by clocks that are; `mono_s` since the machine's start. */
static void a_wrong_clock_neither_blocks_for_ever_nor_ends_a_wait(void **state)
{
	static const struct {
		const char *sentence;
		int64_t at_s, mono_s;
		enum pin_answer answer;
		int wait_s;
	} rows[] = {
		{"put back by a start: the whole wait again", -A_DAY_S, 0, PIN_ANSWER_LATER, 30},
		{"... which passes", -A_DAY_S + 29, 29, PIN_ANSWER_LATER, 1},
		{"set right again: the wait that there was", 10, 29, PIN_ANSWER_LATER, 20},
		{"... asked for anew", 29, 48, PIN_ANSWER_LATER, 1},
		{"put back for as long as the wait", -A_DAY_S + 30, 30, PIN_ANSWER_RIGHT, 0},
		{"no wait, and a clock before all time", -NOW / 1000 - 9, 0, PIN_ANSWER_RIGHT, 0},
	};
	struct store *store = store_of(state);
	struct staff_member member;

	add_okafor(store);
	assert_int_equal(staff_store_by_card(store, &staff_card, &member), OK);
	fail_times(store, member.key, PIN_FREE_TRIES);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct moment at = {.utc_ms = NOW + rows[i].at_s * 1000,
				    .mono_ms = rows[i].mono_s * 1000};
		enum pin_answer answer;
		int wait_s;

		assert_int_equal(
			staff_store_check_pin(store, member.key, "2580", &at, &answer, &wait_s),
			OK);
		if (answer != rows[i].answer || wait_s != rows[i].wait_s)
			fail_msg("%s: answer %d, wait %d s", rows[i].sentence, (int)answer, wait_s);
	}
}

static void the_office_ends_a_block(void **state)
{
	struct store *store = store_of(state);
	struct staff_member member;
	enum pin_answer answer;
	int wait_s;

	add_okafor(store);
	assert_int_equal(staff_store_by_card(store, &staff_card, &member), OK);
	fail_times(store, member.key, PIN_FREE_TRIES);
	assert_int_equal(staff_store_unblock(store, "R. Okafor"), OK);
	assert_int_equal(staff_store_check_pin(store, member.key, "2580", &now, &answer, &wait_s),
			 OK);
	assert_int_equal(answer, PIN_ANSWER_RIGHT);
	fail_times(store, member.key, PIN_FREE_TRIES);
	assert_int_equal(pin_hash("1379", hash), OK);
	assert_int_equal(staff_store_set_pin(store, "R. Okafor", hash), OK);
	assert_int_equal(staff_store_check_pin(store, member.key, "1379", &now, &answer, &wait_s),
			 OK);
	assert_int_equal(answer, PIN_ANSWER_RIGHT);
	assert_int_equal(staff_store_unblock(store, "Nobody"), ERR_NOT_FOUND);
	assert_int_equal(staff_store_set_pin(store, "Nobody", hash), ERR_NOT_FOUND);
	assert_int_equal(staff_store_check_pin(store, 77, "1379", &now, &answer, &wait_s),
			 ERR_NOT_FOUND);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, store_rig_setup, store_rig_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(a_member_is_found_by_card),
		WITH_STORE(who_may_not_be_added),
		WITH_STORE(who_is_removed_is_gone_and_the_key_too),
		cmocka_unit_test(the_hash_tells_nothing_and_knows_its_pin),
		cmocka_unit_test(what_is_a_pin),
		cmocka_unit_test(what_is_guessed_first),
		cmocka_unit_test(waits_double),
		WITH_STORE(tries_are_slowed),
		WITH_STORE(a_wrong_clock_neither_blocks_for_ever_nor_ends_a_wait),
		WITH_STORE(the_office_ends_a_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
