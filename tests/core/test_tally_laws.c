/* Laws of the tally over random school years, and a slow obvious second statement of it that agrees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/tally.h"
#include "tests/support/facts.h"

#define YEARS 300
#define DAYS 60
#define SESSIONS (2 * DAYS)

/* What one random session is: a word of its own for what no code says. */
struct told {
	struct session session;
	struct verdict verdict;
	bool judged;
	const char *word;
};

/* From the tables of facts, not from app/core. */
static const char *const england_words[] = {
	"/",  "\\", "L", "K", "V", "P", "W", "B",    "D",      "C",    "C1", "C2",
	"J1", "S",  "M", "R", "I", "T", "E", "X",    "Q",      "Y1",   "Y4", "Y7",
	"G",  "N",  "O", "U", "Z", "#", "!", "none", "closed", "dark", "off"};
static const char *const wales_words[] = {
	"/", "\\", "L", "B", "D", "J", "P", "V", "W", "C", "E", "F",    "H",      "I",    "M",  "R",
	"S", "T",  "G", "N", "O", "U", "X", "Y", "Z", "#", "!", "none", "closed", "dark", "off"};
static const char present[] = " / \\ L K V P W B J/w D/w ";
static const char authorised[] = " C C1 C2 J1 S M R I T E F/w H/w ";
static const char unauthorised[] = " G N O U none ";
static const char free_words[] = " D/e X Q Y1 Y4 Y7 Y/w Z # closed ";
static const char unknown_words[] = " ! dark off ";

/* Is the word in the list, for this nation? */
static bool in(const char *list, const char *word, enum nation nation)
{
	char plain[12], marked[12];
	snprintf(plain, sizeof(plain), " %s ", word);
	snprintf(marked, sizeof(marked), " %s/%c ", word, nation == NATION_WALES ? 'w' : 'e');
	return strstr(list, plain) || strstr(list, marked);
}

/* -- random years */

static void told_make(struct told *told, enum nation nation, const char *word)
{
	static const struct roll_fact mark = {.kind = EVENT_MARKED};
	struct verdict *verdict = &told->verdict;
	told->word = word;
	told->judged = strcmp(word, "off") != 0;
	*verdict = (struct verdict){.state = STATE_UNEXPLAINED, .on_roll = true, .code = {"N"}};
	if (strcmp(word, "dark") == 0)
		verdict->state = STATE_UNKNOWN;
	if (strcmp(word, "closed") == 0)
		*verdict = (struct verdict){.state = STATE_CLOSED, .on_roll = true};
	if (!code_from_text(word, &verdict->code))
		return;
	const struct code_row *row =
		codes_find(codes_for(nation, told->session.day), verdict->code);
	verdict->state = row ? row->at_close : STATE_UNKNOWN;
	verdict->evidence = &mark;
}

/* Illness and absence are many enough that each threshold is met in some years. */
static const char *random_word(const char *const *words, uint32_t count, uint32_t luck,
			       uint64_t *seed)
{
	if (facts_random(seed, 10) < luck)
		return "/";
	uint32_t kind = facts_random(seed, 6);
	return kind == 0 ? "I" : kind == 1 ? "none" : words[facts_random(seed, count)];
}

/* Runs of a word, so that thresholds are met; `luck` makes some years better than others. */
static void year_make(struct told year[SESSIONS], enum nation nation, uint64_t *seed)
{
	const char *const *words = nation == NATION_WALES ? wales_words : england_words;
	uint32_t count = nation == NATION_WALES ? COUNT_OF(wales_words) : COUNT_OF(england_words);
	uint32_t luck = facts_random(seed, 10), left = 0;
	const char *word = "/";
	for (size_t i = 0; i < SESSIONS; i++) {
		if (left == 0) {
			word = random_word(words, count, luck, seed);
			left = 1 + facts_random(seed, facts_random(seed, 4) == 0 ? 40 : 4);
		}
		left--;
		int32_t day = FACTS_MONDAY + (int32_t)(i / 10) * 7 + (int32_t)(i / 2 % 5);
		year[i].session = (struct session){day, i % 2 == 0 ? PART_AM : PART_PM};
		told_make(&year[i], nation, word);
	}
}

/* -- the slow statement */

struct sum {
	int possible, attended, authorised, unauthorised, unknown, free;
	int ill_halves, away_halves, run_halves;
	struct session latest;
};

/* A session is half a day, and a whole one where the other part, among those taken, is no session. */
static int halves_of(const struct told *year, size_t count, size_t at, enum nation nation)
{
	size_t other = at ^ 1;
	return other < count && in(free_words, year[other].word, nation) ? 2 : 1;
}

/* The first `count` sessions of the year, each looked at anew. */
static struct sum sum_up(const struct told *year, size_t count, enum nation nation)
{
	struct sum sum = {0};
	for (size_t i = 0; i < count; i++) {
		const char *word = year[i].word;
		int halves = halves_of(year, count, i, nation);
		sum.attended += in(present, word, nation);
		sum.authorised += in(authorised, word, nation);
		sum.unauthorised += in(unauthorised, word, nation);
		sum.unknown += in(unknown_words, word, nation);
		sum.free += in(free_words, word, nation) && strcmp(word, "closed") != 0;
		sum.ill_halves += strcmp(word, "I") == 0 ? halves : 0;
		sum.away_halves += in(unauthorised, word, nation) ? halves : 0;
		if (in(present, word, nation) || in(authorised, word, nation))
			sum.run_halves = 0;
		else if (in(unauthorised, word, nation))
			sum.run_halves += halves;
		if (!in(free_words, word, nation) && !in(unknown_words, word, nation))
			sum.latest = year[i].session;
	}
	sum.possible = sum.attended + sum.authorised + sum.unauthorised;
	return sum;
}

/* A share of at least `percent`, in the words of the definition. */
static bool share(const struct sum *sum, int percent)
{
	int missed = sum->authorised + sum->unauthorised;
	return sum->possible >= 60 && 100 * missed >= percent * sum->possible;
}

struct expected {
	struct sum sum;
	int longest_halves;
	struct tally_crossing crossings[TALLY_THRESHOLD_COUNT];
};

static void expect_now(struct expected *expected, enum tally_threshold threshold, bool now)
{
	struct tally_crossing *crossing = &expected->crossings[threshold];
	crossing->now = now;
	if (now && !crossing->crossed)
		*crossing = (struct tally_crossing){true, true, expected->sum.latest};
}

static void expect(const struct told *year, size_t count, enum nation nation,
		   struct expected *expected)
{
	struct sum *sum = &expected->sum;
	*sum = sum_up(year, count, nation);
	if (sum->run_halves > expected->longest_halves)
		expected->longest_halves = sum->run_halves;
	bool away = sum->away_halves >= 20;
	if (nation == NATION_WALES)
		away = expected->longest_halves >= 20;
	expect_now(expected, TALLY_ILLNESS_15, sum->ill_halves >= 30);
	expect_now(expected, TALLY_UNAUTHORISED_10, away);
	expect_now(expected, TALLY_PERSISTENT, share(sum, 10));
	expect_now(expected, TALLY_SEVERE, share(sum, 50));
}

static bool crossings_equal(const struct tally_crossing *a, const struct tally_crossing *b)
{
	return a->crossed == b->crossed && a->now == b->now && a->first.day == b->first.day &&
	       a->first.part == b->first.part;
}

static const char *difference(const struct tally *tally, const struct expected *expected)
{
	const struct sum *sum = &expected->sum;
	if (tally->possible != sum->possible || tally->attended != sum->attended ||
	    tally->authorised != sum->authorised || tally->unauthorised != sum->unauthorised)
		return "sessions";
	if (tally->unknown != sum->unknown || tally->not_possible != sum->free)
		return "sessions left out";
	if (tally->ill_halves != sum->ill_halves)
		return "illness";
	if (tally->unauthorised_halves != sum->away_halves ||
	    tally->longest_run_halves != expected->longest_halves)
		return "unauthorised days";
	for (enum tally_threshold at = 0; at < TALLY_THRESHOLD_COUNT; at++)
		if (!crossings_equal(&tally->crossings[at], &expected->crossings[at]))
			return tally_threshold_text(at);
	return NULL;
}

static void the_slow_statement_agrees_after_every_session(void **state)
{
	(void)state;
	static struct told year[SESSIONS];
	uint64_t seed = facts_seed();
	size_t crossed[TALLY_THRESHOLD_COUNT] = {0}, recrossed = 0;
	for (int number = 0; number < YEARS; number++) {
		enum nation nation = facts_random(&seed, 2) ? NATION_WALES : NATION_ENGLAND;
		struct expected expected = {0};
		struct tally tally;
		tally_init(&tally, nation);
		year_make(year, nation, &seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			tally_take(&tally, year[i].session, &year[i].verdict, year[i].judged);
			expect(year, i + 1, nation, &expected);
			const char *other = difference(&tally, &expected);
			if (other)
				fail_msg("year %d, session %zu (%s): %s", number, i, year[i].word,
					 other);
		}
		for (size_t at = 0; at < TALLY_THRESHOLD_COUNT; at++)
			crossed[at] += tally.crossings[at].crossed;
		recrossed += tally.crossings[TALLY_PERSISTENT].crossed &&
			     !tally.crossings[TALLY_PERSISTENT].now;
	}
	/* A check of years in which nothing is crossed would prove nothing. */
	for (size_t at = 0; at < TALLY_THRESHOLD_COUNT; at++)
		assert_in_range(crossed[at], 1, YEARS - 1);
	assert_true(recrossed > 0);
}

/* Each session is counted once, or is none at all. */
static void every_session_is_counted_once(void **state)
{
	(void)state;
	static struct told year[SESSIONS];
	uint64_t seed = facts_seed();
	for (int number = 0; number < YEARS; number++) {
		struct tally tally;
		int none = 0;
		tally_init(&tally, NATION_ENGLAND);
		year_make(year, NATION_ENGLAND, &seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			tally_take(&tally, year[i].session, &year[i].verdict, year[i].judged);
			none += strcmp(year[i].word, "closed") == 0;
		}
		assert_int_equal(tally.possible + tally.not_possible + tally.unknown + none,
				 SESSIONS);
		assert_int_equal(tally.possible - tally.attended, tally_missed(&tally));
	}
}

/* What nobody knows is as if there had been no session, but that it makes no whole day of the other half. */
static void unknown_sessions_never_make_an_absence(void **state)
{
	(void)state;
	static struct told year[SESSIONS];
	uint64_t seed = facts_seed();
	for (int number = 0; number < YEARS; number++) {
		struct tally with, without;
		tally_init(&with, NATION_ENGLAND);
		tally_init(&without, NATION_ENGLAND);
		year_make(year, NATION_ENGLAND, &seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			tally_take(&with, year[i].session, &year[i].verdict, year[i].judged);
			if (in(unknown_words, year[i].word, NATION_ENGLAND))
				told_make(&year[i], NATION_ENGLAND, "closed");
			tally_take(&without, year[i].session, &year[i].verdict, year[i].judged);
		}
		assert_int_equal(with.possible, without.possible);
		assert_int_equal(with.unauthorised, without.unauthorised);
		assert_true(with.unauthorised_halves <= without.unauthorised_halves);
		assert_true(with.ill_halves <= without.ill_halves);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_slow_statement_agrees_after_every_session),
		cmocka_unit_test(every_session_is_counted_once),
		cmocka_unit_test(unknown_sessions_never_make_an_absence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
