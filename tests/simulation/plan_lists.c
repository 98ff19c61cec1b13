/* The lists as the office has them, and the kiosks' configuration. */
#include "core/calendar.h"
#include "tests/simulation/plan.h"

#include <stdio.h>
#include <string.h>

void plan_kiosk_name(int kiosk, char out[KIOSK_ID_SIZE])
{
	static const char *const names[] = {"front-door", "side-door", "sixth-form"};
	snprintf(out, KIOSK_ID_SIZE, "%s", names[kiosk]);
}

static void upn_of(const struct plan *plan, int person, int64_t now_ms, char out[14])
{
	bool renewed = now_ms >= 0 && plan->people[person].new_upn_day != DAY_OPEN &&
		       now_ms >= plan_morning_ms(plan->people[person].new_upn_day);
	snprintf(out, 14, "%c8012%05d001", renewed ? 'Q' : 'B', person);
}

static bool in_roster(const struct plan_person *person, int64_t now_ms)
{
	if (person->known_day == DAY_OPEN)
		return false;
	if (person->known_day != INT32_MIN && now_ms < plan_morning_ms(person->known_day))
		return false;
	return person->deleted_day == DAY_OPEN || now_ms < plan_morning_ms(person->deleted_day);
}

size_t plan_pupils(const struct plan *plan, int64_t now_ms, struct pupil *out)
{
	size_t count = 0;
	for (int i = 0; i < plan->person_count; i++) {
		const struct plan_person *person = &plan->people[i];
		if (!in_roster(person, now_ms))
			continue;
		struct pupil *pupil = &out[count++];
		memset(pupil, 0, sizeof(*pupil));
		snprintf(pupil->pupil_id, sizeof(pupil->pupil_id), "P%04d", i);
		upn_of(plan, i, now_ms, pupil->upn);
		snprintf(pupil->legal_forename, sizeof(pupil->legal_forename), "Child %d", i);
		snprintf(pupil->form, sizeof(pupil->form), "F%d", person->form);
		pupil->year_group = person->year_group;
		pupil->on_roll_from = person->from_day;
		bool told = person->to_told_day != DAY_OPEN &&
			    now_ms >= plan_morning_ms(person->to_told_day);
		pupil->on_roll_to = told ? person->to_day : DAY_OPEN;
	}
	return count;
}

size_t plan_closures(const struct plan *plan, int64_t now_ms, struct closure *out)
{
	size_t count = 0;
	for (int i = 0; i < plan->closure_count; i++)
		if (plan->closures[i].in_ms <= now_ms)
			out[count++] = plan->closures[i].closure;
	return count;
}

static bool arranged_by(const struct plan *plan, const struct plan_arranged *arranged,
			int64_t now_ms)
{
	return now_ms >= plan_morning_ms(arranged->told_day) &&
	       in_roster(&plan->people[arranged->person], now_ms);
}

size_t plan_expectations(const struct plan *plan, int64_t now_ms, struct expectation *out)
{
	size_t count = 0;
	for (int i = 0; i < plan->arranged_count; i++)
		if (arranged_by(plan, &plan->arranged[i], now_ms))
			out[count++] = plan->arranged[i].expectation;
	return count;
}

size_t plan_care_rows(const struct plan *plan, int64_t now_ms, struct care_row *out)
{
	size_t count = 0;
	for (int i = 0; i < plan->care_count; i++) {
		const struct plan_care *care = &plan->care[i];
		if (now_ms < care->in_ms || now_ms >= care->out_ms || care->from_day > care->to_day)
			continue;
		const struct plan_ref *ref = &plan->refs[care->ref];
		struct care_row *row = &out[count++];
		memset(row, 0, sizeof(*row));
		upn_of(plan, ref->person, now_ms, row->upn);
		row->care.cohort = care->cohort;
		row->care.from_day = care->from_day;
		row->care.to_day = care->to_day;
		snprintf(row->care.authority, sizeof(row->care.authority), "%s",
			 plan->authorities[ref->authority].id);
		snprintf(row->care.child_ref, sizeof(row->care.child_ref), "%s", ref->text);
	}
	return count;
}

static void nearer(int64_t *nearest, int64_t at_ms, int64_t from_ms, int64_t to_ms)
{
	if (at_ms >= from_ms && at_ms < to_ms && at_ms < *nearest)
		*nearest = at_ms;
}

static void nearer_day(int64_t *nearest, int32_t day, int64_t from_ms, int64_t to_ms)
{
	if (day != DAY_OPEN && day != INT32_MIN)
		nearer(nearest, plan_morning_ms(day), from_ms, to_ms);
}

int64_t plan_next_change(const struct plan *plan, int64_t from_ms, int64_t to_ms)
{
	int64_t nearest = INT64_MAX;
	for (int i = 0; i < plan->person_count; i++) {
		const struct plan_person *person = &plan->people[i];
		if (!person->tracked)
			continue;
		nearer_day(&nearest, person->known_day, from_ms, to_ms);
		nearer_day(&nearest, person->deleted_day, from_ms, to_ms);
		nearer_day(&nearest, person->to_told_day, from_ms, to_ms);
		nearer_day(&nearest, person->new_upn_day, from_ms, to_ms);
	}
	for (int i = 0; i < plan->arranged_count; i++)
		nearer_day(&nearest, plan->arranged[i].told_day, from_ms, to_ms);
	for (int i = 0; i < plan->closure_count; i++)
		nearer(&nearest, plan->closures[i].in_ms, from_ms, to_ms);
	for (int i = 0; i < plan->care_count; i++) {
		nearer(&nearest, plan->care[i].in_ms, from_ms, to_ms);
		nearer(&nearest, plan->care[i].out_ms, from_ms, to_ms);
	}
	return nearest;
}

void plan_config(const struct plan *plan, int kiosk, struct config *out)
{
	memset(out, 0, sizeof(*out));
	snprintf(out->school_name, sizeof(out->school_name), "Simulated School");
	snprintf(out->number, sizeof(out->number), "838/4123");
	snprintf(out->reader, sizeof(out->reader), "libnfc");
	out->nation = plan->nation;
	out->afternoon = plan->afternoon;
	out->language = LANGUAGE_EN;
	memcpy(out->bells, plan->bells, sizeof(out->bells));
	for (int i = 0; i < plan->kiosk_count; i++)
		plan_kiosk_name((kiosk + i) % plan->kiosk_count,
				out->site.kiosks[out->site.count++]);
	for (int i = 0; i < plan->authority_count; i++) {
		struct config_authority *authority = &out->authorities[out->authority_count++];
		snprintf(authority->id, sizeof(authority->id), "%s", plan->authorities[i].id);
		snprintf(authority->name, sizeof(authority->name), "Authority %d", i);
		snprintf(authority->url, sizeof(authority->url), "https://127.0.0.1:8443");
		authority->explained_too = plan->authorities[i].explained_too;
		authority->cohorts = COHORTS_LOOKED_AFTER;
	}
}
