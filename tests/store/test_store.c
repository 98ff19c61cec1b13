#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/store_rig.h"

static void boots_are_counted_and_others_writing_seen(void **state)
{
	struct store_rig *rig = *state;
	struct store *other;
	int64_t before, after;
	uint32_t boot;

	for (uint32_t i = 1; i <= 3; i++) {
		assert_int_equal(store_next_boot(rig->store, &boot), OK);
		assert_int_equal(boot, i);
	}
	assert_int_equal(store_data_version(rig->store, &before), OK);
	assert_int_equal(store_next_boot(rig->store, &boot), OK);
	assert_int_equal(store_data_version(rig->store, &after), OK);
	assert_int_equal(before, after); /* one's own writing is no news */
	other = store_rig_open(rig->folder);
	assert_int_equal(store_next_boot(other, &boot), OK);
	assert_int_equal(boot, 5);
	store_close(other);
	assert_int_equal(store_data_version(rig->store, &after), OK);
	assert_int_not_equal(before, after);
}

static void commits_are_timed(void **state)
{
	struct store_rig *rig = *state;

	assert_true(store_commit_ms_p99(rig->store) > 0); /* store_rig_fill made one */
	assert_true(store_disk_free_mb(rig->store) > 0);
	store_close(rig->store);
	rig->store = store_rig_open(rig->folder);
	assert_true(store_commit_ms_p99(rig->store) == 0);
}

#define TEST(function)                                                                             \
	cmocka_unit_test_setup_teardown(function, store_rig_setup, store_rig_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(boots_are_counted_and_others_writing_seen),
		TEST(commits_are_timed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
