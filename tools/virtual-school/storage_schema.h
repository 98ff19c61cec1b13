#pragma once
/* storage_schema: the tables of an authority's database. */
#include "core/base.h"

#define STORAGE_VERSION 1

/* The n-th statement that makes them; NULL: there are no more. */
const char *storage_schema(size_t n);
