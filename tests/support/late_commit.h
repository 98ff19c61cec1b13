#pragma once
/* late_commit: a safeguard removed, for controls: a commit that is said to be durable before it is. The program is
 * linked with --wrap=store_begin and --wrap=store_commit. */
#include "store/store.h"

/* From now on commits wait for the next transaction; false: they are as they should be. */
void late_commit_set(bool late);
/* The power has gone: what waits is forgotten. */
void late_commit_forget(void);
