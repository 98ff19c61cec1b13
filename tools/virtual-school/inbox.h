#pragma once
/* inbox: what an authority knows of one day. A function of the set of events received: whatever order they came in,
 * and however often, the same inbox. Health alone is the latest that came. */
#include "core/calendar.h"
#include "core/notice.h"
#include "tools/virtual-school/device.h"

/* The kiosk's word of one absence. The last event (by the stream's beginning, then sequence) decides the status;
 * what was raised is kept. */
struct inbox_flag {
	int64_t site;
	char flag[UUID_SIZE];
	char child[CHILD_REF_SIZE];
	enum part part;
	enum flag_status status;
	bool raised; /* false: only a later event has come, the raising is still missing */
	int64_t raised_ms;
	bool first_day;
	int day;
	enum office office;
	bool updated;
	enum certainty certainty;
	unsigned because;
	struct code code;
	char by_role[ROLE_SIZE];
	enum withdrawal withdrawal;
	int64_t withdrawn_ms; /* when the reason came true, or else when it was sent */
};

/* The last that was said of a child in a session. */
struct inbox_child {
	int64_t site;
	char child[CHILD_REF_SIZE];
	enum part part;
	enum state state;
	struct code code;
	int64_t at_ms; /* -1: not said */
};

enum inbox_register {
	REGISTER_CLOSED,       /* a statement has come */
	REGISTER_SILENT,       /* none has, and it is due */
	REGISTER_DUE_LATER,    /* none has, and it is not due yet */
	REGISTER_NOT_EXPECTED, /* weekend, a day to come, or before the school joined */
};
struct inbox_statement {
	enum inbox_register state;
	int64_t closed_at_ms;
	int expected, present, absent, unknown;
	bool complete;
	unsigned because;
	enum reader_activity activity;
};

struct inbox_kiosk {
	char name[KIOSK_ID_SIZE];
	int64_t heard_ms;    /* 0: never */
	int64_t conflict_ms; /* 0: never; else when two kiosks last spoke with one voice */
	int64_t health_ms;   /* 0: never told */
	char reader[8];
	char clock[12];
	int64_t clock_offset_ms, queue, oldest_unsent_s, disk_free_mb, cert_days_left;
	char version[32];
	int64_t missing; /* events known to exist that have not come */
	int64_t lost;    /* events from before a restore that can come no more */
};

struct inbox_school {
	int64_t site;
	char number[SITE_NUMBER_SIZE];
	char name[SITE_NAME_SIZE];
	int due_min[PART_COUNT];
	int32_t joined_day;
	struct inbox_statement statements[PART_COUNT];
	struct inbox_kiosk kiosks[SITE_KIOSKS_MAX];
	size_t kiosk_count;
	int64_t heard_ms; /* the latest of its kiosks */
	int64_t missing, lost;
	bool silent;
};

/* A day gone by with flags that no officer has opened. */
#define INBOX_LEFT_MAX 10
struct inbox_left {
	int32_t day;
	int flags;
};

struct inbox {
	int32_t day;
	struct moment now;
	struct inbox_flag *flags; /* open and confirmed first days first, withdrawn last */
	size_t flag_count;
	struct inbox_child *children;
	size_t child_count;
	struct inbox_school *schools; /* silent ones first, then by name */
	size_t school_count;
	struct inbox_left left[INBOX_LEFT_MAX]; /* before `day`, the latest first */
	size_t left_count;
};

MUST_CHECK enum err inbox_read(struct storage *storage, int32_t day, const struct moment *now,
			       struct inbox *out);
/* The same for an officer, who has then opened what it shows (opened.h). */
MUST_CHECK enum err inbox_open(struct storage *storage, int32_t day, const struct moment *now,
			       struct inbox *out);
void inbox_release(struct inbox *inbox);
/* NULL: none. */
const struct inbox_school *inbox_school(const struct inbox *inbox, int64_t site);
