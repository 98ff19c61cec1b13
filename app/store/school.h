#pragma once
/* school: configuration, roster and event log as core's rules ask for them. */
#include "core/rules.h"
#include "store/config.h"
#include "store/store.h"

/* Points into the roster and lives as long. */
struct school school_of(const struct config *config, const struct roster *roster);
struct child school_child(const struct pupil *pupil);

/* The roll grows as it needs; its facts are freed with free(), after an error too. ERR_NO_MEMORY. */
MUST_CHECK enum err school_roll_add(struct roll *roll, const struct event *event);
MUST_CHECK enum err school_roll_add_fact(struct roll *roll, const struct roll_fact *fact);
/* Adds all facts of some days, of one pupil (0: what names no pupil, and whoever moved at a door that was said not to be in use) or of
 * all (STORE_ALL). Errors: also as store_read_events. */
MUST_CHECK enum err school_roll_read(struct store *store, int32_t from_day, int32_t to_day,
				     uint32_t pupil, struct roll *roll);
