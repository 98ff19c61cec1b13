#include "tests/support/office.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/calendar.h"
#include "tools/firstbellctl/init_template.h"

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "office: %s\n", #condition);                               \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

static const char *const databases[] = {"firstbell.db", "care.db"};

static const char welsh_authority[] = "[authority 681]\n"
				      "name = Ysgol Rithwir\n"
				      "url = https://127.0.0.1:8443\n"
				      "ca = 681-ca.pem\n"
				      "cert = 681-kiosk.pem\n"
				      "key = 681-kiosk.key\n"
				      "explained_too = no\n";
static const char roster[] = "pupil_id,upn,legal_forename,legal_surname,preferred_forename,"
			     "preferred_surname,year_group,form,"
			     "on_roll_from,on_roll_to,language\n"
			     "P1,B801200005001,Siân,Jones,,,7,7A,2026-09-01,,cy\n"
			     "P2,Q801200005002,Jack,Ward,,,7,7A,2026-09-01,,\n"
			     "P3,W878410224017,Mia,Hall,,,8,8A,2026-09-01,,\n"
			     "P4,M660400126001,Rhys,Pugh,,,9,9A,2026-09-01,,\n"
			     "P5,M80120000500A,Ava,Reed,,,10,10A,2026-09-01,,\n"
			     "P6,P80120000501B,Noah,Shaw,,,11,11A,2026-09-01,2027-06-30,\n";
static const char care[] = "upn,authority,child_ref,cohort,from,to\n"
			   "B801200005001,835,CH-1,looked_after,2024-01-01,\n"
			   "W878410224017,835,CH-3,looked_after,2024-01-01,2025-12-31\n"
			   "M660400126001,681,CH-4,looked_after,2026-10-01,\n";

static void path_of(char out[128], const struct office *office, const char *name)
{
	snprintf(out, 128, "%s/%s", office->dir, name);
}

char *office_read(const struct office *office, const char *name, size_t *size)
{
	char path[128];
	path_of(path, office, name);
	FILE *file = fopen(path, "rb");
	MUST(file);
	MUST(fseek(file, 0, SEEK_END) == 0);
	*size = (size_t)ftell(file);
	rewind(file);
	char *bytes = malloc(*size + 1);
	MUST(bytes && fread(bytes, 1, *size, file) == *size);
	bytes[*size] = '\0';
	fclose(file);
	return bytes;
}

static void write_file(const struct office *office, const char *name, const char *bytes,
		       size_t size)
{
	char path[128];
	path_of(path, office, name);
	FILE *file = fopen(path, "wb");
	MUST(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

/* Standard output and error go to a file while a command runs. */
struct caught {
	int out, err;
};

static struct caught catch_output(const struct office *office)
{
	char path[128];
	fflush(stdout);
	fflush(stderr);
	struct caught caught = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
	path_of(path, office, "output");
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
	MUST(file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && dup2(file, STDERR_FILENO) >= 0);
	close(file);
	return caught;
}

static void let_go(struct office *office, struct caught caught)
{
	fflush(stdout);
	fflush(stderr);
	MUST(dup2(caught.out, STDOUT_FILENO) >= 0 && dup2(caught.err, STDERR_FILENO) >= 0);
	close(caught.out);
	close(caught.err);
	size_t size;
	char *output = office_read(office, "output", &size);
	snprintf(office->output, sizeof(office->output), "%s", output);
	free(output);
}

enum ctl_exit office_import(struct office *office, const char *kind, const char *bytes, size_t size)
{
	char path[128];
	write_file(office, "in.csv", bytes, size);
	path_of(path, office, "in.csv");
	struct caught caught = catch_output(office);
	enum ctl_exit code = ctl_import(&office->ctl, kind, path);
	let_go(office, caught);
	return code;
}

enum ctl_exit office_status(struct office *office)
{
	struct caught caught = catch_output(office);
	enum ctl_exit code = ctl_status(&office->ctl);
	let_go(office, caught);
	return code;
}

enum ctl_exit office_returns(struct office *office)
{
	struct caught caught = catch_output(office);
	enum ctl_exit code = ctl_returns(&office->ctl);
	let_go(office, caught);
	return code;
}

int office_times(const struct office *office, const char *words)
{
	int count = 0;
	for (const char *at = office->output; (at = strstr(at, words)); at++)
		count++;
	return count;
}

void office_configure(const struct office *office, const char *lines)
{
	char config[8000];
	snprintf(config, sizeof(config), "%s%s%s", init_template, welsh_authority, lines);
	write_file(office, "firstbell.conf", config, strlen(config));
}

int office_open(void **state)
{
	static const char where[] = "/tmp/firstbell-office-XXXXXX";
	struct office *office = calloc(1, sizeof(*office));
	MUST(office);
	memcpy(office->dir, where, sizeof(where));
	MUST(mkdtemp(office->dir));
	office->ctl.data = office->dir;
	office->ctl.repeatable = true;
	office->ctl.now = calendar_moment(calendar_utc_ms(calendar_day(2026, 9, 14), 7 * 60), 0, 0,
					  TRUST_HOLDOVER);
	struct caught caught = catch_output(office);
	enum ctl_exit code = ctl_init(&office->ctl);
	let_go(office, caught);
	MUST(code == CTL_DONE);
	office_configure(office, "");
	MUST(office_import(office, "roster", roster, strlen(roster)) == CTL_DONE);
	MUST(office_import(office, "care", care, strlen(care)) == CTL_DONE);
	for (size_t i = 0; i < COUNT_OF(databases); i++)
		office->base[i] = office_read(office, databases[i], &office->base_size[i]);
	*state = office;
	return 0;
}

int office_close(void **state)
{
	struct office *office = *state;
	DIR *dir = opendir(office->dir);
	MUST(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		char path[512];
		snprintf(path, sizeof(path), "%s/%s", office->dir, entry->d_name);
		unlink(path);
	}
	closedir(dir);
	rmdir(office->dir);
	for (size_t i = 0; i < COUNT_OF(databases); i++)
		free(office->base[i]);
	free(office);
	return 0;
}

void office_reset(struct office *office)
{
	for (size_t i = 0; i < COUNT_OF(databases); i++)
		write_file(office, databases[i], office->base[i], office->base_size[i]);
	office->ctl.force = office->ctl.json = false;
	office->ctl.from = office->ctl.to = NULL;
}

bool office_changed(const struct office *office)
{
	for (size_t i = 0; i < COUNT_OF(databases); i++) {
		char name[32], path[128];
		size_t size;
		char *now = office_read(office, databases[i], &size);
		bool same = size == office->base_size[i] && memcmp(now, office->base[i], size) == 0;
		free(now);
		snprintf(name, sizeof(name), "%s-wal", databases[i]);
		path_of(path, office, name);
		/* What is not yet in the file itself is a change all the same. */
		if (!same || access(path, F_OK) == 0)
			return true;
	}
	return false;
}
