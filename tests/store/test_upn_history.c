/* UPNs that change: whom a fact of care is about afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/care_store.h"
#include "tests/support/facts.h"
#include "tests/support/store_rig.h"

#define IMPORTS_MAX 4

static struct pupil pupil(const char *pupil_id, const char *upn)
{
	struct pupil out = {.on_roll_to = DAY_OPEN};

	text_copy(out.pupil_id, sizeof out.pupil_id, pupil_id);
	text_copy(out.upn, sizeof out.upn, upn);
	return out;
}

/* A roster as "A=T1 B=X C=": pupil_ids with their UPNs. */
static void import(struct store *store, const char *roster)
{
	struct pupil pupils[8];
	size_t count = 0;
	char id[8], upn[14];
	int used;

	while (*roster) {
		upn[0] = '\0';
		assert_true(sscanf(roster, " %7[^=]=%n%13[^ ]%n", id, &used, upn, &used) >= 1);
		pupils[count++] = pupil(id, upn);
		roster += used;
		roster += strspn(roster, " ");
	}
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_pupils(store, pupils, count, STORE_RIG_DAY), OK);
	assert_int_equal(store_commit(store), OK);
}

static const struct {
	const char *sentence;
	const char *imports[IMPORTS_MAX];
	const char *upn, *pupil_id; /* NULL: on no roll */
	bool former;
} rows[] = {
	{"the UPN there is", {"A=T B=X"}, "T", "A", false},
	{"a number nobody ever had", {"A=T B=X"}, "Z", NULL, false},
	{"a temporary number made permanent", {"A=T B=X", "A=Y B=X"}, "T", "A", true},
	{"the permanent one", {"A=T B=X", "A=Y B=X"}, "Y", "A", false},
	{"two changes: the first number", {"A=T", "A=U", "A=Y"}, "T", "A", true},
	{"two changes: the second", {"A=T", "A=U", "A=Y"}, "U", "A", true},
	{"there and back again", {"A=T", "A=Y", "A=T"}, "T", "A", false},
	{"what it was in between", {"A=T", "A=Y", "A=T"}, "Y", "A", true},
	{"a number taken away", {"A=T", "A="}, "T", "A", true},
	{"no number is no number", {"A=T", "A="}, "", NULL, false},
	{"kept through an import that changes nothing", {"A=T", "A=Y", "A=Y"}, "T", "A", true},
	{"given to another pupil", {"A=T B=X", "A=Y B=T"}, "T", "B", false},
	{"given to another later", {"A=T B=X", "A=Y B=X", "A=Y B=T"}, "T", "B", false},
	{"and the other has left", {"A=T B=X", "A=Y B=T", "A=Y"}, "T", NULL, false},
	{"and the other has another now", {"A=T B=X", "A=Y B=T", "A=Y B=Z"}, "T", "B", true},
	{"two pupils change places", {"A=T B=X", "A=X B=T"}, "T", "B", false},
	{"a mistake put right", {"A=T B=X", "A=Z B=T", "A=T B=X"}, "T", "A", false},
	{"the mistake's own number", {"A=T B=X", "A=Z B=T", "A=T B=X"}, "Z", "A", true},
	{"dropped from the roster", {"A=T B=X", "A=Y B=X", "B=X"}, "T", NULL, false},
	{"dropped, and back", {"A=T B=X", "A=Y B=X", "B=X", "A=Y B=X"}, "T", "A", true},
	{"dropped, and back with another", {"A=T B=X", "B=X", "A=Y B=X"}, "T", "A", true},
	{"another pupil_id with the same number", {"A=T", "A2=T"}, "T", "A2", false},
	{"another pupil_id and another number", {"A=T", "A2=Y"}, "T", NULL, false},
	{"two who have left with one number, the earlier one back",
	 {"A=T", "B=T", "A=Y"},
	 "T",
	 NULL,
	 false},
	{"two had it one after the other, and both have another",
	 {"A=T", "B=T", "A=Y B=X"},
	 "T",
	 "B",
	 true},
};

static void a_former_number_finds_its_pupil(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *folder = store_rig_folder();
		struct store *store = store_rig_open(folder);
		struct roster roster;
		const struct pupil *found;
		bool former = true;

		for (size_t k = 0; k < IMPORTS_MAX && rows[i].imports[k]; k++)
			import(store, rows[i].imports[k]);
		assert_int_equal(store_load_roster(store, &roster), OK);
		found = roster_pupil_by_upn(&roster, rows[i].upn, &former);
		if (!found != !rows[i].pupil_id || former != rows[i].former ||
		    (found && strcmp(found->pupil_id, rows[i].pupil_id) != 0))
			fail_msg("%s: found %s%s", rows[i].sentence,
				 found ? found->pupil_id : "nobody", former ? ", formerly" : "");
		roster_release(&roster);
		store_close(store);
		store_rig_remove(folder);
	}
}

static void care_follows_the_child(void **state)
{
	const struct care_row care_rows[2] = {
		{"T", {0, "835", "CH-1", COHORT_LOOKED_AFTER, 20000, DAY_OPEN}},
		{"X", {0, "835", "CH-2", COHORT_LOOKED_AFTER, 20000, DAY_OPEN}}};
	char *folder = store_rig_folder();
	struct store *store = store_rig_open(folder);
	struct care_store *care_store;
	struct store_report report;
	struct roster roster;
	struct care *care;
	size_t count;

	(void)state;
	import(store, "A=T B=X");
	import(store, "A=Y");
	assert_int_equal(care_store_open(&care_store, folder, true, &report), OK);
	assert_int_equal(care_store_replace(care_store, care_rows, 2), OK);
	assert_int_equal(store_load_roster(store, &roster), OK);
	assert_int_equal(care_store_load(care_store, &roster, &care, &count), OK);
	assert_int_equal(count, 2);
	assert_int_equal(care[0].pupil, 1);
	assert_int_equal(care[1].pupil, 0);
	free(care);
	roster_release(&roster);
	care_store_close(care_store);
	store_close(store);
	store_rig_remove(folder);
}

#define PUPILS 4
#define UPNS 5

/* The oracle: who has a number, and who had it last on the roster. */
struct owners {
	int now[UPNS], last[UPNS]; /* -1: nobody */
	bool here[PUPILS];
};

static void import_at_random(struct store *store, uint64_t *seed, struct owners *owners)
{
	struct pupil pupils[PUPILS];
	size_t count = 0;

	for (int number = 0; number < UPNS; number++)
		owners->now[number] = -1;
	for (int i = 0; i < PUPILS; i++) {
		char id[4] = {(char)('A' + i)}, upn[4] = "";
		int number = (int)facts_random(seed, UPNS);

		owners->here[i] = owners->now[number] < 0 && facts_random(seed, 5) != 0;
		if (!owners->here[i])
			continue;
		owners->now[number] = owners->last[number] = i;
		snprintf(upn, sizeof upn, "U%d", number);
		pupils[count++] = pupil(id, upn);
	}
	assert_int_equal(store_begin(store), OK);
	assert_int_equal(store_replace_pupils(store, pupils, count, 1), OK);
	assert_int_equal(store_commit(store), OK);
}

/* Counts what was found by a former number. */
static int check_owners(struct store *store, const struct owners *owners)
{
	struct roster roster;
	int formers = 0;

	assert_int_equal(store_load_roster(store, &roster), OK);
	for (int number = 0; number < UPNS; number++) {
		int last = owners->last[number];
		char upn[4];
		bool former;
		const struct pupil *found;

		snprintf(upn, sizeof upn, "U%d", number);
		found = roster_pupil_by_upn(&roster, upn, &former);
		assert_int_equal(found != NULL, last >= 0 && owners->here[last]);
		if (found)
			assert_int_equal(found->pupil_id[0], 'A' + last);
		assert_int_equal(former, found && owners->now[number] < 0);
		formers += former;
	}
	roster_release(&roster);
	return formers;
}

static void a_number_is_its_last_owners(void **state)
{
	uint64_t seed = facts_seed();
	int formers = 0;

	(void)state;
	for (int run = 0; run < 20; run++) {
		struct owners owners = {.last = {-1, -1, -1, -1, -1}};
		char *folder = store_rig_folder();
		struct store *store = store_rig_open(folder);

		for (int step = 0; step < 8; step++) {
			import_at_random(store, &seed, &owners);
			formers += check_owners(store, &owners);
		}
		store_close(store);
		store_rig_remove(folder);
	}
	assert_true(formers > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_former_number_finds_its_pupil),
		cmocka_unit_test(care_follows_the_child),
		cmocka_unit_test(a_number_is_its_last_owners),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
