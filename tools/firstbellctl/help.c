#include "help.h"

#include <string.h>

#include "staff_help.h"

static const char top[] =
	"firstbellctl: the school office's command line of Firstbell\n"
	"\n"
	"  firstbellctl --data DIR init                    make a data folder\n"
	"  firstbellctl --data DIR import KIND FILE        take in a CSV file, whole or not at "
	"all\n"
	"  firstbellctl --data DIR status                  how this kiosk is doing\n"
	"  firstbellctl --data DIR returns                 who has reached a threshold of absence\n"
	"  firstbellctl --data DIR staff list|add|...      who may open staff mode at the kiosk\n"
	"  firstbellctl [COMMAND [KIND]] --help            more of each\n"
	"  firstbellctl --version\n"
	"\n"
	"  --data DIR   the kiosk's data folder, with firstbell.conf and the databases\n"
	"  --json       one JSON object on standard output, for machines\n"
	"  --from, --to DATE   returns: of these days alone\n"
	"  --force      import roster, care or cards: although it would lose children, many "
	"pupils or many cards\n"
	"\n"
	"Exit: 0 done, 1 refused or failed and nothing was changed, 2 not understood.\n"
	"SOURCE_DATE_EPOCH (seconds since 1970), when set, stands for the clock: demo data come "
	"out the same each time.\n";

static const char init[] = "firstbellctl --data DIR init\n"
			   "\n"
			   "Makes DIR with a commented firstbell.conf and empty databases "
			   "(firstbell.db, care.db), readable by this user only.\n"
			   "What is there already is kept: after a damaged database was set aside, "
			   "this makes an empty one in its place.\n"
			   "Refused, and nothing changed, where nothing is missing, or where a "
			   "database has lost its firstbell.conf.\n";

static const char status[] =
	"firstbellctl --data DIR status [--json]\n"
	"\n"
	"Says the school and kiosk, the roster and how many pupils and cards "
	"are on it, how many looked-after children\n"
	"answer to each authority, what waits to be sent to whom and since "
	"when, what was refused and set aside (parked),\n"
	"the room left on the disk, and whether the databases are whole. "
	"ALARM lines ask for a person.\n"
	"\"to confirm\" names today's pupils with a provider (B, K, W) and "
	"by when to ask whether they came; \"conflict\" the\n"
	"marks of today that say otherwise than what was seen, and codes in no "
	"table. WARNING lines say what to see to.\n"
	"This is for the office: looked-after children are counted here, and "
	"shown by their authority's reference.\n";

static const char returns[] =
	"firstbellctl --data DIR returns [--from DATE] [--to DATE] [--json]\n"
	"\n"
	"Says of all pupils alike who has been ill for 15 school days, absent without authority "
	"for "
	"10, or has missed a\n"
	"tenth or a half of the sessions possible for them, in which session that was reached, and "
	"what the school has to\n"
	"do then. It is the school that tells the authority; Firstbell only prompts.\n"
	"\n"
	"  --from DATE  from this day on (2026-09-01); else from 1 September, or from the kiosk's "
	"first day where that is later\n"
	"  --to DATE    up to this day; else until now\n"
	"\n"
	"What counts is what the kiosk knows: who was seen, marks imported from the school's "
	"register, and closures. A session\n"
	"in which the kiosks cannot vouch for who was absent is unknown, and no absence, until it "
	"is marked. A half day counts\n"
	"half; a share is told from 60 possible sessions on, and of one that has fallen again it "
	"says \"no longer so\".\n";

static const char import_rules[] = "firstbellctl --data DIR import KIND FILE [--force] [--json]\n"
				   "\n"
				   "FILE is CSV as in RFC 4180: UTF-8 (with or without BOM), a "
				   "header line, cells with commas, quotes or line breaks\n"
				   "quoted. Columns are found by name in any order, upper or lower "
				   "case, \"pupil id\" as good as pupil_id; others are\n"
				   "reported and left alone; all those named below must be there. "
				   "Rows of empty cells are passed over. A bad row is\n"
				   "named as FILE:LINE:COLUMN with the reason (the first 20, then "
				   "how many), and nothing of that file is imported.\n"
				   "\n";

static void print_kind(FILE *out, const struct import_kind *kind)
{
	fprintf(out, "import %s\n%s\n", kind->name, kind->help);
}

static void print_import(FILE *out, const char *kind)
{
	fputs(import_rules, out);
	for (size_t i = 0; i < import_kind_count; i++)
		if (!kind || strcmp(import_kinds[i]->name, kind) == 0)
			print_kind(out, import_kinds[i]);
}

bool help_knows(const char *command, const char *kind)
{
	if (!command || strcmp(command, "init") == 0 || strcmp(command, "status") == 0 ||
	    strcmp(command, "returns") == 0)
		return kind == NULL;
	if (strcmp(command, "staff") == 0)
		return !kind || staff_knows(kind);
	return strcmp(command, "import") == 0 && (!kind || import_kind_find(kind));
}

void help_print(FILE *out, const char *command, const char *kind)
{
	if (!command)
		fputs(top, out);
	else if (strcmp(command, "init") == 0)
		fputs(init, out);
	else if (strcmp(command, "status") == 0)
		fputs(status, out);
	else if (strcmp(command, "returns") == 0)
		fputs(returns, out);
	else if (strcmp(command, "staff") == 0)
		fputs(staff_help, out);
	else
		print_import(out, kind);
}
