#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/store_rig.h"

static int open_store(void **state)
{
	static struct {
		char *folder;
		struct store *store;
	} place;

	place.folder = store_rig_folder();
	place.store = store_rig_open(place.folder);
	store_rig_fill(place.store);
	*state = &place;
	return 0;
}

struct place {
	char *folder;
	struct store *store;
};

static int close_store(void **state)
{
	struct place *place = *state;

	store_close(place->store);
	store_rig_remove(place->folder);
	return 0;
}

static void a_stream_is_kept_and_a_boot_counted(void **state)
{
	struct place *place = *state;
	struct store *other;
	uint64_t stream;
	int64_t before, after;
	uint32_t boot;

	for (uint32_t i = 1; i <= 3; i++) {
		assert_int_equal(store_next_boot(place->store, &boot), OK);
		assert_int_equal(boot, i);
	}
	assert_int_equal(store_stream(place->store, "door", 5, &stream), OK);
	assert_true(stream == STORE_RIG_STREAM);
	assert_int_equal(store_stream(place->store, "gate", 5, &stream), OK);
	assert_int_equal(stream, 5);
	assert_int_equal(store_data_version(place->store, &before), OK);
	assert_int_equal(store_next_boot(place->store, &boot), OK);
	assert_int_equal(store_data_version(place->store, &after), OK);
	assert_int_equal(before, after); /* one's own writing is no news */
	other = store_rig_open(place->folder);
	assert_int_equal(store_next_boot(other, &boot), OK);
	assert_int_equal(boot, 5);
	store_close(other);
	assert_int_equal(store_data_version(place->store, &after), OK);
	assert_int_not_equal(before, after);
}

static void commits_are_timed(void **state)
{
	struct place *place = *state;

	assert_true(store_commit_ms_p99(place->store) > 0); /* store_rig_fill made one */
	assert_true(store_disk_free_mb(place->store) > 0);
	store_close(place->store);
	place->store = store_rig_open(place->folder);
	assert_true(store_commit_ms_p99(place->store) == 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_stream_is_kept_and_a_boot_counted),
		TEST(commits_are_timed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
