/* A notice as it comes back from the JSON it was written in: members that its kind does not carry are lost. Stands in for
 * app/wire; test_shelf.sh holds the two side by side. */
#include "tests/simulation/shelf_memory.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)
#define ARENA_BYTES 65536

/* -- memory that is given back all at once ----------------------------------------------------------------- */

struct arena {
	struct arena *before;
	size_t used;
	max_align_t bytes[ARENA_BYTES / sizeof(max_align_t)];
};

static void *arena_take(struct arena **arena, size_t size)
{
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	ENSURE(size <= ARENA_BYTES);
	if (!*arena || (*arena)->used + size > ARENA_BYTES) {
		struct arena *more = malloc(sizeof(*more));
		if (!more)
			abort();
		more->before = *arena;
		more->used = 0;
		*arena = more;
	}
	void *taken = (char *)(*arena)->bytes + (*arena)->used;
	(*arena)->used += size;
	return taken;
}

void arena_clear(struct arena **arena)
{
	while (*arena) {
		struct arena *before = (*arena)->before;
		free(*arena);
		*arena = before;
	}
}

/* -- what is read ---------------------------------------------------------------------------------------------- */

static void read_at(struct notice *out, const struct notice *notice, enum trust trust)
{
	int64_t local_ms = notice->at.utc_ms + notice->at.offset_min * INT64_C(60000);
	int64_t within_ms = (local_ms % DAY_MS + DAY_MS) % DAY_MS;
	out->has_at = true;
	out->at = (struct moment){
		.utc_ms = notice->at.utc_ms,
		.day = (int32_t)((local_ms - within_ms) / DAY_MS),
		.minute = (int16_t)(within_ms / 60000),
		.offset_min = notice->at.offset_min,
		.trust = trust,
	};
}

static void read_certainty(struct notice *out, const struct notice *notice)
{
	out->certainty = notice->certainty;
	out->because = notice->certainty == CERTAINTY_UNVERIFIED ? notice->because : 0;
}

static void read_flag(struct notice *out, const struct notice *notice)
{
	memcpy(out->flag, notice->flag, sizeof(out->flag));
}

static void read_coverage(struct notice *out, const struct notice *notice, struct arena **arena)
{
	struct coverage *coverage = arena_take(arena, sizeof(*coverage));
	memset(coverage, 0, sizeof(*coverage));
	coverage->count = notice->coverage ? notice->coverage->count : 0;
	coverage->complete = coverage->count > 0;
	for (size_t i = 0; i < coverage->count; i++) {
		coverage->kiosks[i] = notice->coverage->kiosks[i];
		coverage->complete = coverage->complete && coverage->kiosks[i].complete;
		coverage->because |= coverage->kiosks[i].because;
	}
	out->coverage = coverage;
}

static void read_statement(struct notice *out, const struct notice *notice, enum trust trust,
			   struct arena **arena)
{
	size_t bytes = notice->child_count * sizeof(*notice->children);
	struct notice_child *children = arena_take(arena, bytes);
	if (bytes)
		memcpy(children, notice->children, bytes);
	out->children = children;
	out->child_count = notice->child_count;
	out->child[0] = '\0';
	read_at(out, notice, trust);
	read_coverage(out, notice, arena);
	out->roster_version = notice->roster_version;
	out->expected = notice->expected;
	out->present = notice->present;
	out->absent = notice->absent;
	out->unknown = notice->unknown;
	out->reader_activity = notice->reader_activity;
}

static void read_raised(struct notice *out, const struct notice *notice)
{
	read_flag(out, notice);
	read_certainty(out, notice);
	out->first_day = notice->first_day;
	out->day = notice->day;
	out->office = notice->office;
	out->code = notice->code;
	out->roster_version = notice->roster_version;
}

void notice_as_read(struct notice *out, const struct notice *notice, enum trust trust,
		    struct arena **arena)
{
	*out = (struct notice){.kind = notice->kind, .session = notice->session};
	memcpy(out->child, notice->child, sizeof(out->child));
	switch (notice->kind) {
	case NOTICE_ATTENDANCE:
		out->state = notice->state;
		out->code = notice->code;
		read_at(out, notice, trust);
		break;
	case NOTICE_FLAG_RAISED: read_raised(out, notice); break;
	case NOTICE_FLAG_UPDATED:
		read_flag(out, notice);
		read_certainty(out, notice);
		out->code = notice->code;
		memcpy(out->by_role, notice->by_role, sizeof(out->by_role));
		break;
	case NOTICE_FLAG_WITHDRAWN:
		read_flag(out, notice);
		out->withdrawal = notice->withdrawal;
		out->code = notice->code;
		read_at(out, notice, trust);
		break;
	case NOTICE_SESSION_CLOSED: read_statement(out, notice, trust, arena); break;
	case NOTICE_SUSPENSION: out->code = notice->code; break;
	case NOTICE_QUARANTINED:
	case NOTICE_KIND_COUNT: ENSURE(!"never written to the log"); break;
	}
}

/* -- wire: nobody looks on, and what is not written as JSON is not written anew either --------------------------- */

char *wire_members_event(const struct event *event, const char *pupil_id)
{
	(void)event, (void)pupil_id;
	return NULL;
}

char *wire_restamp(const char *event, uint64_t stream, uint64_t sequence)
{
	(void)event, (void)stream, (void)sequence;
	return NULL;
}
