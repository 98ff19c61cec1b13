#include "import_print.h"

#include <string.h>

#include "json_out.h"

static void print_list(const struct import *import, const struct problem_list *list,
		       const char *label)
{
	for (size_t i = 0; i < list->count && i < PROBLEMS_SHOWN; i++) {
		const struct problem *problem = &list->shown[i];
		fputs(import->path, stderr);
		if (problem->line)
			fprintf(stderr, ":%u", problem->line);
		if (problem->column)
			fprintf(stderr, ":%u", problem->column);
		fprintf(stderr, ": %s%s\n", label, problem->text);
	}
	if (list->count > PROBLEMS_SHOWN)
		fprintf(stderr, "%s: %sand %zu more, %zu in all\n", import->path, label,
			list->count - PROBLEMS_SHOWN, list->count);
}

static void json_list(struct json_out *out, const char *key, const struct problem_list *list)
{
	json_out_open(out, key, '[');
	for (size_t i = 0; i < list->count && i < PROBLEMS_SHOWN; i++) {
		json_out_open(out, NULL, '{');
		json_out_number(out, "line", list->shown[i].line);
		json_out_number(out, "column", list->shown[i].column);
		json_out_text(out, "text", list->shown[i].text);
		json_out_close(out, '}');
	}
	json_out_close(out, ']');
}

static void print_json(const struct import *import, bool done)
{
	char command[32] = "import ";
	strncat(command, import->kind->name, sizeof(command) - strlen(command) - 1);
	struct json_out out = {.file = stdout};
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "command", command);
	json_out_text(&out, "file", import->path);
	json_out_bool(&out, "done", done);
	if (import->failure[0])
		json_out_text(&out, "problem", import->failure);
	json_out_number(&out, "rows", (int64_t)import->sheet.row_count);
	json_out_number(&out, "added", (int64_t)import->added);
	json_out_number(&out, "skipped", (int64_t)import->skipped);
	json_out_number(&out, "problem_count", (int64_t)import->problems.bad.count);
	json_list(&out, "problems", &import->problems.bad);
	json_out_number(&out, "warning_count", (int64_t)import->problems.warnings.count);
	json_list(&out, "warnings", &import->problems.warnings);
	json_out_close(&out, '}');
	putchar('\n');
}

void import_print(const struct import *import, bool done)
{
	if (import->ctl->json) {
		print_json(import, done);
		return;
	}
	print_list(import, &import->problems.warnings, "warning: ");
	print_list(import, &import->problems.bad, "");
	if (import->failure[0])
		fprintf(stderr, "firstbellctl import %s: %s\n", import->kind->name,
			import->failure);
	if (!done) {
		fprintf(stderr, "%s: nothing was imported\n", import->path);
		return;
	}
	printf("%s: %zu rows imported", import->kind->name, import->added);
	if (import->skipped)
		printf(", %zu there already", import->skipped);
	putchar('\n');
}
