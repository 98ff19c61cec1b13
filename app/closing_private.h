#pragma once
/* closing_private: what a closing is inside. Private to closing*.c, the only files of app that may look into care. */
#include "closing.h"
#include "core/care.h"
#include "core/notice.h"
#include "history.h"
#include "sitting.h"
#include "store/care_store.h"

/* Children of one authority who were flagged in a session and then answer to it no longer. */
#define GONE_MAX 128

struct closing {
	struct care_store *store;
	int64_t care_version;
	uint64_t roster_version;
	struct care *care;
	size_t care_count;
	uint32_t *pupils; /* those of `care` who are on a roll */
	size_t pupil_count;
	struct history history; /* of these pupils */
	/* All was told of what was known then: nothing to do until one of them moves. */
	bool done;
	uint64_t done_facts;
	unsigned done_stages;
	int32_t done_day;
	bool owes_all; /* at a start, and when care, roster or calendar have changed: all of the last weeks */
	uint64_t imports;
	/* room for one authority's question */
	struct notice_case *cases;
	struct care gone[GONE_MAX];
	size_t gone_count;
	struct notice_child *lines;
	struct notice *notices;
};

/* Reads the care file anew where it, or the roster, has changed. */
MUST_CHECK enum err closing_load_care(struct closing *closing, struct day *day, bool *changed);
/* A child whom the authority names and the roll does not is looked for all the same: never silence. */
struct child closing_child(const struct day *day, const struct care *care);
/* What the rules say of one child now; what was told of it is yet to be filled in. */
void closing_case(const struct closing *closing, const struct day *day,
		  const struct sitting *sitting, const struct care *care, struct notice_case *out);
