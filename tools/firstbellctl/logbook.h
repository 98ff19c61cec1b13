#pragma once
/* logbook: the school, its pupils and its event log, as core's rules ask for them. */
#include "core/rules.h"
#include "store/config.h"
#include "store/store.h"

/* Lives as long as the roster. */
struct school logbook_school(const struct config *config, const struct roster *roster);
struct child logbook_child(const struct pupil *pupil);
/* Adds the facts of these days, of one pupil or STORE_ALL (0: the kiosks'), to a roll whose facts the caller frees, after an
 * error too. */
MUST_CHECK enum err logbook_read(struct store *store, int32_t from_day, int32_t to_day,
				 uint32_t pupil, struct roll *roll);
