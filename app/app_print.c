/* The evacuation list to the printer: begun here, and asked after until it has ended. */
#include "app_private.h"

#include <stdlib.h>
#include <string.h>

#include "evacuation_sheets.h"

/* All may read it in the printer's queue. */
#define TITLE "Firstbell evacuation list"

enum staff_problem app_print(struct app *app)
{
	const char *printer = app->day.config.printer;
	struct evacuation list;
	if (printer[0] == '\0')
		return STAFF_NO_PRINTING;
	if (evacuation_make(&app->day, &list))
		return STAFF_PRINTER_REFUSED;
	char *text = evacuation_sheets(&app->day, &list, ui_words(app->ui), app->view.language);
	evacuation_release(&list);
	if (!text)
		return STAFF_PRINTER_REFUSED;
	bool begun = hal_print(printer, TITLE, text);
	free(text);
	/* A full disk keeps nobody from the list: it is printed, and that it was is missing in the log. */
	if (begun)
		app_staff_note(app, EVENT_LIST_PRINTED, "evacuation list");
	return begun ? STAFF_NO_PROBLEM : STAFF_PRINTER_BUSY;
}

static enum staff_problem problem_of(enum hal_printed printed)
{
	switch (printed) {
	case HAL_PRINT_MISSING: return STAFF_NO_PRINTING;
	case HAL_PRINT_SILENT: return STAFF_PRINTER_SILENT;
	case HAL_PRINTED: return STAFF_NO_PROBLEM;
	default: return STAFF_PRINTER_REFUSED;
	}
}

bool app_print_ended(const struct app *app, enum staff_problem *problem)
{
	enum hal_printed printed = hal_printed();
	if (!app->staffroom.printing || printed == HAL_PRINTING)
		return false;
	*problem = problem_of(printed);
	return true;
}
