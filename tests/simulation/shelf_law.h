#pragma once
/* shelf_law: the same random history on whichever shelf is linked, told line by line: both shelves must tell the same. */
#include "core/notice.h"
#include "store/store.h"

#include <stdio.h>

/* Prints what each of so many random steps answers. The same seed gives the same steps. */
void shelf_law_tell(uint64_t seed, int steps, FILE *out);

/* -- shelf_law_say.c: contents as a number, every field counted ---------------------------------------------------------- */
struct digest {
	uint64_t value;
	size_t count; /* of what was taken in */
};
enum err digest_event(void *digest, const struct event *event);
void digest_notice(void *digest, const struct notice *notice);
void digest_notice_at(void *digest, uint64_t stream, uint64_t sequence,
		      const struct notice *notice);
void digest_roster(struct digest *digest, const struct roster *roster);
void digest_text(struct digest *digest, const char *text);
void digest_number(struct digest *digest, int64_t number);

/* -- shelf_law_draw.c: what is written, at random -------------------------------------------------------------------------- */
struct draw {
	uint64_t state;
};
uint32_t draw_below(struct draw *draw, uint32_t below);
bool draw_percent(struct draw *draw, uint32_t percent);
#define LAW_DAY 20710 /* Monday 14 September 2026 */
#define LAW_DAYS 40
#define LAW_PUPILS 14
struct moment draw_moment(struct draw *draw, uint32_t boot);
/* Mostly well formed. Its key is left empty. */
struct event draw_event(struct draw *draw, uint32_t boot);
/* A well-formed notice of some kind; what it points to lives until the next call. */
struct notice draw_notice(struct draw *draw, const char *authority);
struct session draw_session(struct draw *draw);
/* Lists of an import, now and then with something wrong in it. Returns how many. */
size_t draw_pupils(struct draw *draw, struct pupil out[LAW_PUPILS]);
size_t draw_expectations(struct draw *draw, struct expectation out[LAW_PUPILS]);
size_t draw_closures(struct draw *draw, struct closure out[LAW_PUPILS]);
