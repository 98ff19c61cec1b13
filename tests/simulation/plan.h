#pragma once
/* plan: a school year as it was meant to be: calendar, people, care, and what each child does on each day. All from the seed. */
#include "core/care.h"
#include "store/care_store.h"
#include "store/config.h"
#include "tests/simulation/dice.h"

#define PLAN_PEOPLE_MAX 1100
#define PLAN_REFS_MAX 160
#define PLAN_AUTHORITIES_MAX 4
#define PLAN_KIOSKS_MAX 3
#define PLAN_CLOSURES_MAX 160
#define PLAN_ARRANGED_MAX 96

/* A pupil, with what the office knew when: a row of a list holds from the import of one morning to that of another. */
struct plan_person {
	int8_t year_group;
	uint8_t form;
	int32_t from_day;
	int32_t to_day;      /* DAY_OPEN: stays */
	int32_t to_told_day; /* from this morning on the roster says to_day */
	int32_t known_day;   /* from this morning on in the roster */
	int32_t deleted_day; /* from this morning on no longer: never should have been; DAY_OPEN */
	int32_t new_upn_day; /* from this morning on the UPN is another; DAY_OPEN */
	bool tracked;        /* of some authority at some time */
	bool on_no_roll;     /* named by an authority, never in the roster */
	int32_t long_from, long_to; /* one long absence of the year */
};
/* A child under an authority's reference. */
struct plan_ref {
	int person;
	int authority;
	char text[CHILD_REF_SIZE];
};
/* A row of care.csv, in the list from one import to another. */
struct plan_care {
	int ref;
	enum cohort cohort;
	int32_t from_day, to_day;
	int64_t in_ms, out_ms;
};
struct plan_closure {
	struct closure closure;
	int64_t in_ms;
};
struct plan_arranged {
	int person;
	struct expectation expectation;
	int32_t told_day;
};
struct plan_authority {
	char id[AUTHORITY_ID_SIZE];
	bool explained_too;
};

struct plan {
	uint64_t seed;
	int32_t first_day, last_day; /* of the year, school days both */
	enum nation nation;
	enum afternoon afternoon;
	struct bell bells[PART_COUNT];
	int kiosk_count;
	int authority_count;
	struct plan_authority authorities[PLAN_AUTHORITIES_MAX];
	struct plan_person people[PLAN_PEOPLE_MAX];
	int person_count;
	struct plan_ref refs[PLAN_REFS_MAX];
	int ref_count;
	struct plan_care care[PLAN_REFS_MAX];
	int care_count;
	struct plan_closure closures[PLAN_CLOSURES_MAX];
	int closure_count;
	struct plan_arranged arranged[PLAN_ARRANGED_MAX];
	int arranged_count;
};

/* `pupils`: of which some are looked after. */
void plan_make(struct plan *plan, uint64_t seed, int pupils);
void plan_make_days(struct plan *plan, struct dice *dice); /* part of plan_make: the calendar */
void plan_make_people(struct plan *plan, struct dice *dice, int pupils); /* and the people */
void plan_add_closure(struct plan *plan, int32_t day, const char *code, uint32_t years, bool am,
		      bool pm, int64_t in_ms);

/* The lists as the office has them at an instant, for an import. `out` has room for all of the kind. */
size_t plan_pupils(const struct plan *plan, int64_t now_ms, struct pupil *out);
size_t plan_closures(const struct plan *plan, int64_t now_ms, struct closure *out);
size_t plan_expectations(const struct plan *plan, int64_t now_ms, struct expectation *out);
size_t plan_care_rows(const struct plan *plan, int64_t now_ms, struct care_row *out);
/* Does any list change at or after from_ms and before to_ms? The instant of the first change, or INT64_MAX. */
int64_t plan_next_change(const struct plan *plan, int64_t from_ms, int64_t to_ms);
/* 06:40 of a day: when the office's imports of a morning are done. */
int64_t plan_morning_ms(int32_t day);
void plan_config(const struct plan *plan, int kiosk, struct config *out);
void plan_kiosk_name(int kiosk, char out[KIOSK_ID_SIZE]);

/* What becomes of a door on a day, and what staff say of it. */
enum door_kind {
	DOOR_AS_USUAL,
	DOOR_SHUT,    /* all day, and they say so */
	DOOR_OPENED,  /* later that day, and they say both */
	DOOR_LIE,     /* they say that it is not in use, and it is */
	DOOR_MISTAKE, /* the same, and they take it back */
};
struct door_day {
	enum door_kind kind;
	int said_min;
	int again_min; /* when "in use" is said; -1: never */
	bool off;      /* its kiosk, all day */
	bool silent;   /* nobody hears of it from silent_min on */
	int silent_min;
};
struct door_day plan_door(const struct plan *plan, int kiosk, int32_t day);
/* Does nobody come or go by it at that time? Never all doors. */
bool plan_door_shut(const struct plan *plan, int kiosk, int32_t day, int minute);
bool plan_doors_spoken_of(const struct plan *plan, int32_t day);
/* What staff say of it is not so: what they make of it is their fault. */
bool plan_door_lie(const struct plan *plan, int kiosk, int32_t day);

/* What a child does on a school day. */
enum conduct_kind {
	CONDUCT_IN_TIME,
	CONDUCT_LATE,        /* after the start, before the close */
	CONDUCT_AT_CLOSE,    /* in the last minute of the register */
	CONDUCT_AFTER_CLOSE, /* before or after the flags have gone */
	CONDUCT_MIDDAY,
	CONDUCT_ABSENT,
};
enum absence_kind {
	ABSENCE_SILENT,
	ABSENCE_RANG_IN,    /* I before the close */
	ABSENCE_LOOKED,     /* N by staff before the close: the office says absent */
	ABSENCE_AFTER_FLAG, /* I after the flags have gone */
	ABSENCE_DAYS_LATER, /* by the MIS, up to five days later */
	ABSENCE_SUSPENDED,
	ABSENCE_HOLIDAY,      /* G */
	ABSENCE_OUT_OF_COUNT, /* X, Y2 or the like by mark */
};
enum noon_kind { NOON_STAYS, NOON_OUT_AND_BACK, NOON_BACK_LATE, NOON_GONE, NOON_SLIPS_OUT };
struct conduct {
	enum conduct_kind kind;
	enum absence_kind absence;
	enum noon_kind noon;
	bool two_doors;      /* taps at another door too */
	bool mistaken;       /* somebody else's tap, undone by staff */
	bool marked_absent;  /* a mark of the MIS against the tap */
	bool marked_present; /* staff saw the child who did not tap */
};
struct conduct plan_conduct(const struct plan *plan, int person, int32_t day);
