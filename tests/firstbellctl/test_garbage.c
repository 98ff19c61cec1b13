/* Whatever lies in a file, an import takes it or refuses it; it never falls over, and what it refuses changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/office.h"

#define ROUNDS 150

static const struct {
	const char *kind, *file;
} kinds[] = {
	{"roster", "pupil_id,upn,legal_forename,legal_surname,preferred_forename,preferred_surname,"
		   "year_group,form,on_roll_from,on_roll_to,language\n"
		   "P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,,cy\nP2,Q801200005002,"
		   "\"Ja\"\"ck\",Ward,,,7,7A,2026-09-01,,\n"
		   "P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\nP4,M660400126001,Rhys,Pugh,,,9,"
		   "9A,2026-09-01,,\n"
		   "P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,,\nP6,,محمد,,,,R,11A,2026-09-01,"
		   "2027-06-30,\n"},
	{"care",
	 "upn,authority,child_ref,cohort,from,to\nB801200005001,835,CH-1,looked_after,2024-01-01,\n"
	 "W878410224017,681,CH-3,kinship,2024-01-01,2025-12-31\n"
	 "M660400126001,681,CH-4,looked_after,2026-10-01,\n"},
	{"cards", "card,pupil_id\nA1B2C3D4,P1\n04A1B2C3D4E5F6,P2\n\"04A1B2C3D4E5F6A7B8C9\",P3\n"},
	{"closures", "date,session,code,reason,year_groups\n2026-10-26,,#,\"half\nterm\",\n2026-10-"
		     "27,AM,Y4,boiler,7 8;9\n"},
	{"expectations", "pupil_id,weekday,session,code,from,to\nP1,mon,PM,C2,2026-09-01,\nP2,"
			 "tuesday,AM,D,2026-09-01,2027-01-01\n"},
	{"marks", "pupil_id,date,session,code,reason,by_name,by_role\nP1,2026-09-14,AM,I,\"rang, "
		  "in\",R. Okafor,officer\n"
		  "P2,2026-09-14,PM,\\,,R. Okafor,officer\n"},
};

static uint64_t seed_state;

static uint32_t chance(uint32_t sides)
{
	seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((seed_state >> 33) % sides);
}

/* Bytes that mean something to somebody on the way. */
static char telling_byte(void)
{
	static const char bytes[] =
		"abcdefgh,\"\n\r \t;/#\\-0189APMZ\xc3\xa2\xef\xbb\xbf\xff\x1b\x7f";
	return chance(8) == 0 ? (char)chance(256) : bytes[chance(sizeof(bytes))];
}

static size_t spoil(char *file, size_t size, size_t capacity)
{
	for (uint32_t i = 0, changes = chance(4); i < changes && size > 0; i++) {
		size_t at = chance((uint32_t)size), length = 1 + chance(12);
		switch (chance(5)) {
		case 0: file[at] = telling_byte(); break;
		case 1: size = at; break;
		case 2: /* a piece is gone */
			length = at + length > size ? size - at : length;
			memmove(file + at, file + at + length, size - at - length);
			size -= length;
			break;
		case 3: /* a piece comes again */
			length = at + length > size ? size - at : length;
			if (size + length > capacity)
				break;
			memmove(file + at + length, file + at, size - at);
			size += length;
			break;
		default: /* a byte more */
			if (size == capacity)
				break;
			memmove(file + at + 1, file + at, size - at);
			file[at] = telling_byte();
			size++;
		}
	}
	return size;
}

static void check(struct office *office, uint64_t seed, const char *kind, enum ctl_exit code)
{
	if (code != CTL_DONE && code != CTL_REFUSED)
		fail_msg("seed %llu, %s: exit %d", (unsigned long long)seed, kind, code);
	if (code == CTL_REFUSED && office_changed(office))
		fail_msg("seed %llu, %s: refused and changed", (unsigned long long)seed, kind);
	if (code == CTL_REFUSED && !strstr(office->output, "nothing was imported"))
		fail_msg("seed %llu, %s: refused without a word", (unsigned long long)seed, kind);
}

static void spoilt_files_are_taken_or_refused(void **state)
{
	struct office *office = *state;
	const char *given = getenv("SEED");
	uint64_t first = given ? strtoull(given, NULL, 10) : 1;
	int done = 0, refused = 0;
	print_message("seeds from %llu\n", (unsigned long long)first);
	office_reset(office);
	for (uint64_t seed = first; seed < first + ROUNDS; seed++) {
		seed_state = seed;
		size_t k = chance(COUNT_OF(kinds));
		char file[2000];
		size_t size = strlen(kinds[k].file);
		memcpy(file, kinds[k].file, size);
		size = spoil(file, size, sizeof(file));
		enum ctl_exit code = office_import(office, kinds[k].kind, file, size);
		check(office, seed, kinds[k].kind, code);
		done += code == CTL_DONE;
		refused += code == CTL_REFUSED;
		if (code == CTL_DONE)
			office_reset(office);
	}
	/* Both must have come to pass, or the spoiling is too mild or too rough to tell anything. */
	assert_in_range(done, ROUNDS / 20, ROUNDS);
	assert_in_range(refused, ROUNDS / 4, ROUNDS);
}

static void noise_is_refused(void **state)
{
	struct office *office = *state;
	office_reset(office);
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (uint64_t seed = 1; seed <= 8; seed++) {
			char file[4096];
			seed_state = seed * 977 + k;
			size_t size = chance(sizeof(file));
			for (size_t i = 0; i < size; i++)
				file[i] = seed % 2 ? (char)chance(256) : telling_byte();
			enum ctl_exit code = office_import(office, kinds[k].kind, file, size);
			assert_int_equal(code, CTL_REFUSED);
			check(office, seed, kinds[k].kind, code);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoilt_files_are_taken_or_refused),
		cmocka_unit_test(noise_is_refused),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
