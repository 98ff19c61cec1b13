#pragma once
/* inbox_parts: the three readings that make an inbox; all inside the caller's transaction. */
#include "tools/virtual-school/inbox.h"

/* Room for one more, zeroed; NULL: out of memory. */
void *inbox_grow(void *list_pointer, size_t *count, size_t size);

MUST_CHECK enum err inbox_read_flags(struct storage *storage, struct inbox *inbox);
MUST_CHECK enum err inbox_read_children(struct storage *storage, struct inbox *inbox);
MUST_CHECK enum err inbox_read_schools(struct storage *storage, struct inbox *inbox);
