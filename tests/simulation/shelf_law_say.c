#include "tests/simulation/shelf_law.h"

void digest_number(struct digest *digest, int64_t number)
{
	uint64_t mixed = digest->value ^ (uint64_t)number;
	mixed = (mixed + UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xbf58476d1ce4e5b9);
	digest->value = mixed ^ (mixed >> 29);
}

void digest_text(struct digest *digest, const char *text)
{
	for (; *text; text++)
		digest_number(digest, *text);
	digest_number(digest, -1);
}

static void digest_key(struct digest *digest, const struct event_key *key)
{
	digest_text(digest, key->kiosk);
	digest_number(digest, (int64_t)key->stream);
	digest_number(digest, (int64_t)key->sequence);
}

static void digest_moment(struct digest *digest, const struct moment *at)
{
	digest_number(digest, at->utc_ms);
	digest_number(digest, at->mono_ms);
	digest_number(digest, at->day);
	digest_number(digest, at->minute);
	digest_number(digest, at->offset_min);
	digest_number(digest, at->boot);
	digest_number(digest, at->trust);
}

static void digest_session(struct digest *digest, struct session session)
{
	digest_number(digest, session.day);
	digest_number(digest, session.part);
}

enum err digest_event(void *context, const struct event *event)
{
	struct digest *digest = context;
	digest->count++;
	digest_key(digest, &event->key);
	digest_number(digest, event->kind);
	digest_number(digest, event->source);
	digest_moment(digest, &event->at);
	digest_number(digest, event->pupil);
	digest_session(digest, event->session);
	digest_text(digest, event->code.text);
	digest_key(digest, &event->target);
	digest_number(digest, event->number);
	digest_text(digest, event->words.by_name);
	digest_text(digest, event->words.by_role);
	digest_text(digest, event->words.reason);
	return OK;
}

static void digest_coverage(struct digest *digest, const struct coverage *coverage)
{
	digest_number(digest, (int64_t)coverage->count);
	digest_number(digest, coverage->complete);
	digest_number(digest, coverage->because);
	for (size_t i = 0; i < coverage->count; i++) {
		const struct coverage_kiosk *kiosk = &coverage->kiosks[i];
		digest_text(digest, kiosk->kiosk);
		digest_number(digest, kiosk->through_utc_ms);
		digest_number(digest, kiosk->complete);
		digest_number(digest, kiosk->because);
	}
}

static void digest_statement(struct digest *digest, const struct notice *notice)
{
	digest_number(digest, notice->children != NULL);
	digest_number(digest, (int64_t)notice->child_count);
	for (size_t i = 0; i < notice->child_count; i++) {
		digest_text(digest, notice->children[i].child);
		digest_number(digest, notice->children[i].state);
		digest_text(digest, notice->children[i].code.text);
	}
	digest_number(digest, notice->expected);
	digest_number(digest, notice->present);
	digest_number(digest, notice->absent);
	digest_number(digest, notice->unknown);
	digest_number(digest, notice->reader_activity);
	digest_number(digest, notice->coverage != NULL);
	if (notice->coverage)
		digest_coverage(digest, notice->coverage);
}

void digest_notice(void *context, const struct notice *notice)
{
	struct digest *digest = context;
	digest->count++;
	digest_number(digest, notice->kind);
	digest_text(digest, notice->authority);
	digest_session(digest, notice->session);
	digest_text(digest, notice->child);
	digest_text(digest, notice->flag);
	digest_number(digest, notice->state);
	digest_text(digest, notice->code.text);
	digest_number(digest, notice->has_at);
	digest_moment(digest, &notice->at);
	digest_number(digest, notice->first_day);
	digest_number(digest, notice->day);
	digest_number(digest, notice->certainty);
	digest_number(digest, notice->because);
	digest_number(digest, notice->office);
	digest_number(digest, notice->withdrawal);
	digest_text(digest, notice->by_role);
	digest_number(digest, (int64_t)notice->roster_version);
	digest_number(digest, (int64_t)notice->refused_sequence);
	digest_text(digest, notice->problem);
	digest_statement(digest, notice);
}

void digest_notice_at(void *context, uint64_t stream, uint64_t sequence,
		      const struct notice *notice)
{
	struct digest *digest = context;
	digest_number(digest, (int64_t)stream);
	digest_number(digest, (int64_t)sequence);
	digest_notice(digest, notice);
}

static void digest_pupil(struct digest *digest, const struct pupil *pupil)
{
	digest_number(digest, pupil->key);
	digest_text(digest, pupil->pupil_id);
	digest_text(digest, pupil->upn);
	digest_text(digest, pupil->legal_forename);
	digest_text(digest, pupil->legal_surname);
	digest_text(digest, pupil->preferred_forename);
	digest_text(digest, pupil->preferred_surname);
	digest_number(digest, pupil->year_group);
	digest_text(digest, pupil->form);
	digest_number(digest, pupil->on_roll_from);
	digest_number(digest, pupil->on_roll_to);
	digest_text(digest, pupil->language);
}

static void digest_expectation(struct digest *digest, const struct expectation *expectation)
{
	digest_number(digest, expectation->pupil);
	digest_number(digest, expectation->weekday);
	digest_number(digest, expectation->part);
	digest_text(digest, expectation->code.text);
	digest_number(digest, expectation->from_day);
	digest_number(digest, expectation->to_day);
}

static void digest_closure(struct digest *digest, const struct closure *closure)
{
	digest_number(digest, closure->day);
	digest_number(digest, closure->parts[PART_AM]);
	digest_number(digest, closure->parts[PART_PM]);
	digest_text(digest, closure->code.text);
	digest_number(digest, closure->years);
}

void digest_roster(struct digest *digest, const struct roster *roster)
{
	digest->count += roster->pupil_count;
	for (size_t i = 0; i < roster->pupil_count; i++) {
		digest_pupil(digest, &roster->pupils[i]);
		digest_number(digest,
			      roster_pupil(roster, roster->pupils[i].key) == &roster->pupils[i]);
	}
	digest_number(digest, (int64_t)roster->expectation_count);
	for (size_t i = 0; i < roster->expectation_count; i++)
		digest_expectation(digest, &roster->expectations[i]);
	digest_number(digest, (int64_t)roster->closure_count);
	for (size_t i = 0; i < roster->closure_count; i++)
		digest_closure(digest, &roster->closures[i]);
	for (size_t i = 0; i < roster->former_upn_count; i++) {
		digest_text(digest, roster->former_upns[i].upn);
		digest_number(digest, roster->former_upns[i].pupil);
	}
	digest_number(digest, (int64_t)roster->card_count);
	digest_number(digest, (int64_t)roster->version);
	digest_number(digest, roster->day);
	digest_number(digest, roster_pupil(roster, LAW_PUPILS + 1) != NULL);
}
