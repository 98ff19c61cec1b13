#pragma once
/* storage_schema: the tables of an authority's database. */
#include "core/base.h"

#define STORAGE_VERSION 2

/* The n-th statement that makes them; NULL: there are no more. */
const char *storage_schema(size_t n);
/* The n-th that brings the tables of the version before to this one. */
const char *storage_schema_step(size_t n);
