#pragma once
/* shelf: where the simulated kiosks' databases stand. Two of them behind this header, chosen by the linker: one in plain
 * memory, quick (shelf_memory*.c, which stands in for app/store, app/notice_log.c and config_load), and one on the real store over
 * the disk whose power can be cut (shelf_real.c with app/store, app/notice_log.c, app/wire and sim/disk*.c).
 * A kiosk is named by its data folder ("school/door"); day_open, day_open_store and closing_open find it by that name. */
#include "core/care.h"
#include "core/notice.h"
#include "store/care_store.h"
#include "store/config.h"
#include "store/store.h"

/* Empties the shelf, and begins anew; the same seed gives the same torn writes. Call it before each school year, when all
 * kiosks are closed (day_release, closing_close). */
MUST_CHECK enum err shelf_open(uint64_t seed);
void shelf_close(void);

/* A new kiosk with an empty database, where there is none yet. `config` is what config_load gives for this folder; it is
 * copied, and may be set again. */
MUST_CHECK enum err shelf_kiosk(const char *dir, const struct config *config);

/* As the office's imports do it, from another program's connection: the kiosk takes it in at its next day_refresh. The office
 * tries again what fails with ERR_IO, so shelf_fail_after does not show here. ERR_BUSY: the kiosk is in a transaction. */
MUST_CHECK enum err shelf_import_pupils(const char *dir, const struct pupil *pupils, size_t count,
					int32_t day);
MUST_CHECK enum err shelf_import_expectations(const char *dir,
					      const struct expectation *expectations, size_t count);
MUST_CHECK enum err shelf_import_closures(const char *dir, const struct closure *closures,
					  size_t count);
MUST_CHECK enum err shelf_import_care(const char *dir, const struct care_row *rows, size_t count);

/* Another kiosk's event (its key is filled in) arrives over the site's exchange: as store_append_event for such events, in a
 * transaction of its own, from another program's connection. */
MUST_CHECK enum err shelf_take_event(const char *dir, const struct event *event);
/* This kiosk's own events with row > after (of all its streams, also those it heard again from others after a restore), in row
 * order, for the exchange and the checker: durable ones only. *last_row: read on from here (unchanged when nothing was
 * there). */
MUST_CHECK enum err shelf_read_events(const char *dir, int64_t after_row, int64_t *last_row,
				      store_take_event *take, void *context);

/* The power goes: what was not committed is gone, and handles open on this kiosk's databases are dead: let them be closed
 * (day_release, closing_close) before the kiosk is started again. */
void shelf_cut(const char *dir);
/* Can one kiosk alone lose its power here? */
bool shelf_cuts_alone(void);
/* The same at the kiosk's n-th write or commit from now (0: takes it back): that call and all after it fail with ERR_IO, and
 * what was being committed is found afterwards whole or not at all, as the seed has it. Then shelf_cut, as ever, before
 * the kiosk is started again. On the real disk a commit is several writes, and what is asked here or of shelf_fail_after
 * takes the place of what was asked before, for whichever kiosk. */
void shelf_cut_after(const char *dir, unsigned n);
/* Has the power gone so, and shelf_cut not been called yet? */
bool shelf_is_cut(const char *dir);
/* The next n-th write or commit of this kiosk fails with ERR_IO, once (0: takes it back). On the real disk it may be one of
 * nobody's asking, such as SQLite's checkpoint: then nothing is heard of it. */
void shelf_fail_after(const char *dir, unsigned n);

/* Keeps a copy of the kiosk's databases as they are now (one; a newer takes its place), and puts it back (ERR_NOT_FOUND:
 * there is none), as often as wanted. Both only while the kiosk is closed. */
MUST_CHECK enum err shelf_back_up(const char *dir);
MUST_CHECK enum err shelf_restore(const char *dir);

/* The notices in an authority's current stream, sequence in first..last, in order, as the authority would read them: what
 * was encoded and decoded on the real shelf. Quarantined ones do not occur here. */
typedef void shelf_take_notice(void *context, uint64_t stream, uint64_t sequence,
			       const struct notice *notice);
struct day;
MUST_CHECK enum err shelf_read_notices(struct day *day, const char *authority, uint64_t first,
				       uint64_t last, shelf_take_notice *take, void *context);
