#include "tests/support/late_commit.h"

static bool is_late;
static struct store *waiting;

enum err __real_store_commit(struct store *store);
enum err __wrap_store_commit(struct store *store);
enum err __real_store_begin(struct store *store);
enum err __wrap_store_begin(struct store *store);

void late_commit_set(bool late)
{
	is_late = late;
}

void late_commit_forget(void)
{
	waiting = NULL;
}

enum err __wrap_store_begin(struct store *store)
{
	if (waiting) {
		enum err err = __real_store_commit(waiting);
		waiting = NULL;
		if (err)
			return err;
	}
	return __real_store_begin(store);
}

enum err __wrap_store_commit(struct store *store)
{
	if (!is_late)
		return __real_store_commit(store);
	waiting = store;
	return OK;
}
