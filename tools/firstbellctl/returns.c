#include "returns.h"

#include <stdio.h>
#include <stdlib.h>

#define YEAR_DAYS_MAX 366

static enum ctl_exit usage(const char *problem, const char *word)
{
	fprintf(stderr, "firstbellctl returns: %s: %s\n", problem, word);
	return CTL_USAGE;
}

/* The 1 September on a day or before it. The Education Act 1996 s.579 begins a school year with the first term after July;
 * a school that begins in August says --from. */
static int32_t year_begin(int32_t day)
{
	int year = calendar_date(day).year;
	int32_t begin = calendar_day(year, 9, 1);
	return begin <= day ? begin : calendar_day(year - 1, 9, 1);
}

static enum ctl_exit find_range(const struct ctl *ctl, struct returns *returns)
{
	returns->to_day = ctl->now.day;
	if (ctl->to && !calendar_parse_day(ctl->to, &returns->to_day))
		return usage("--to is no date like 2026-09-01", ctl->to);
	if (returns->to_day > ctl->now.day)
		return usage("--to is a day to come", ctl->to);
	returns->from_day = year_begin(returns->to_day);
	if (ctl->from && !calendar_parse_day(ctl->from, &returns->from_day))
		return usage("--from is no date like 2026-09-01", ctl->from);
	if (returns->from_day > returns->to_day)
		return usage("--from is after the last day", ctl->from);
	if (returns->to_day - returns->from_day >= YEAR_DAYS_MAX)
		return usage("more than a school year, and the counts begin anew with each",
			     ctl->from);
	return CTL_DONE;
}

static enum ctl_exit say(const struct ctl *ctl, const struct returns *returns)
{
	if (ctl->json)
		returns_print_json(returns);
	else
		returns_print(returns);
	return CTL_DONE;
}

static enum ctl_exit run(const struct ctl *ctl, const struct config *config,
			 struct returns *returns)
{
	char words[600];
	struct store *store = NULL;
	struct roster roster = {0};
	struct store_report report = {0};
	enum err err = store_open(&store, ctl->data, false, &report);
	if (!err)
		err = store_load_roster(store, &roster);
	if (!err)
		err = returns_gather(store, config, &roster, &ctl->now, returns);
	enum ctl_exit code = CTL_REFUSED;
	if (err) {
		ctl_database_words(words, sizeof(words), "firstbell.db", report.problem, err);
		ctl_fail(ctl, "returns", words);
	} else {
		code = say(ctl, returns);
	}
	roster_release(&roster);
	store_close(store);
	return code;
}

enum ctl_exit ctl_returns(const struct ctl *ctl)
{
	char words[600] = "";
	struct returns returns = {0};
	enum ctl_exit code = find_range(ctl, &returns);
	if (code)
		return code;
	struct config *config = calloc(1, sizeof(*config));
	if (!config)
		return ctl_fail(ctl, "returns", err_text(ERR_NO_MEMORY));
	enum err err = config_load(ctl->data, config, words, sizeof(words));
	if (err) {
		code = ctl_fail(ctl, "returns", words[0] ? words : err_text(err));
	} else {
		returns.nation = config->nation;
		code = run(ctl, config, &returns);
	}
	free(returns.rows);
	free(config);
	return code;
}
