#include "ui/staff.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* staff_delivery: what each authority has received, and on the last page how the kiosk is. Each line has a sign whose shape says
 * what its colour does. */

#define SIGN_MM 9.0F
#define NAME_MM 10.0F
#define LINES 5

static void put_sign(struct build *build, int parent, struct box *rest, bool well)
{
	struct box box = box_cut_left(rest, bench_px(build->bench, SIGN_MM));
	int side = box.w < box.h ? box.w : box.h;

	box = (struct box){box.x, box.y + (box.h - side) / 2, side, side};
	(void)box_cut_left(rest, build->gap);
	(void)build_picture(build, parent, &box, well ? TONE_WELCOME : TONE_UNKNOWN,
			    well ? MARK_TICK : MARK_WARNING);
}

/* -- authorities ---------------------------------------------------------------------------------------- */

/* A further sentence, behind what stands there. */
static void add(char out[TREE_LABEL_SIZE], const char *sentence)
{
	size_t used = strlen(out);

	(void)snprintf(out + used, TREE_LABEL_SIZE - used, "%.200s", sentence);
}

static void format_failing(const struct build *build, const struct staff_delivery *delivery,
			   char out[TREE_LABEL_SIZE])
{
	char ring[TREE_LABEL_SIZE];

	staff_format_minute(build, WORD_NOT_DELIVERED, delivery->failing_since_minute, out);
	staff_format(build, delivery->telephone[0] == '\0' ? WORD_RING_THEM : WORD_TELEPHONE,
		     delivery->telephone, ring);
	add(out, ring);
}

static const enum word received[] = {[STAFF_OPENED_NOT_TOLD] = WORD_RECEIVED,
				     [STAFF_OPENED_NOT_YET] = WORD_NOT_OPENED,
				     [STAFF_OPENED_ALL] = WORD_OPENED};

static void format_delivery(const struct build *build, const struct staff_delivery *delivery,
			    char out[TREE_LABEL_SIZE])
{
	if (delivery->failing_since_minute >= 0)
		format_failing(build, delivery, out);
	else if (delivery->delivered_minute >= 0)
		staff_format_minute(build, received[delivery->opened], delivery->delivered_minute,
				    out);
	else if (delivery->queued > 0)
		staff_format_number(build, WORD_QUEUED, (int64_t)delivery->queued, out);
	else
		(void)text_copy(out, TREE_LABEL_SIZE, build_words(build, WORD_NOTHING_SENT));
	if (delivery->parked > 0 && delivery->failing_since_minute < 0) {
		char parked[TREE_LABEL_SIZE];

		staff_format_number(build, WORD_PARKED, (int64_t)delivery->parked, parked);
		add(out, parked);
	}
}

static void put_authority(struct build *build, int root, const struct box *cell,
			  const struct staff_delivery *delivery)
{
	const struct build_text name = {ROLE_NAME, TONE_PAPER, TEXT_SMALL, false};
	const struct build_text below = {ROLE_TEXT, TONE_PAPER, TEXT_ROW, false};
	char said[TREE_LABEL_SIZE], label[TREE_LABEL_SIZE];
	struct box rest = *cell, top;
	int group;

	format_delivery(build, delivery, said);
	(void)snprintf(label, sizeof(label), "%s: %.300s", delivery->authority, said);
	group = build_group(build, root, cell, label);
	top = box_cut_top(&rest, bench_grown_px(build->bench, NAME_MM));
	put_sign(build, group, &top, delivery->failing_since_minute < 0 && delivery->parked == 0);
	(void)box_cut_left(&rest, top.x - rest.x);
	(void)build_text(build, group, &top, &name, delivery->authority);
	staff_text_above(build, group, &rest, &below, said);
}

/* -- the kiosk -------------------------------------------------------------------------------------------- */

struct line {
	bool well;
	char text[TREE_LABEL_SIZE];
};

static void say_roll(const struct build *build, int days, struct line *line)
{
	line->well = days <= STAFF_ROLL_OLD_DAYS;
	if (days > 1)
		staff_format_number(build, WORD_ROLL_DAYS, days, line->text);
	else
		staff_format(build, days == 1 ? WORD_ROLL_YESTERDAY : WORD_ROLL_TODAY, "",
			     line->text);
}

static void say_clock(const struct build *build, enum trust trust, struct line *line)
{
	line->well = trust != TRUST_UNTRUSTED;
	staff_format(build,
		     trust == TRUST_SYNCED     ? WORD_CLOCK_RIGHT
		     : trust == TRUST_HOLDOVER ? WORD_CLOCK_HOLDING
					       : WORD_CLOCK_WRONG,
		     "", line->text);
}

static void say_certificate(const struct build *build, const struct staff_health *health,
			    struct line *line)
{
	int days = health->certificate_days;

	line->well = days >= STAFF_CERTIFICATE_SHORT_DAYS && !health->key_refused;
	if (health->key_refused)
		staff_format(build, WORD_CERTIFICATE_REFUSED, "", line->text);
	else if (days == INT_MAX)
		staff_format(build, WORD_CERTIFICATE_NONE, "", line->text);
	else if (days <= 0)
		staff_format(build, WORD_CERTIFICATE_OUT, "", line->text);
	else if (days == 1)
		staff_format(build, WORD_CERTIFICATE_DAY, "", line->text);
	else
		staff_format_number(build, WORD_CERTIFICATE_DAYS, days, line->text);
}

static void put_kiosk(struct build *build, int root, const struct box *body)
{
	const struct staff_health *health = &build->view->staff->health;
	const struct build_text how = {ROLE_TEXT, TONE_PAPER, TEXT_SMALL, false};
	struct line lines[LINES];
	struct box rest = *body;

	say_roll(build, health->roll_age_days, &lines[0]);
	say_clock(build, health->clock, &lines[1]);
	lines[2].well = health->reader_well;
	staff_format(build, health->reader_well ? WORD_READER_WELL : WORD_READER_LOST, "",
		     lines[2].text);
	lines[3].well = health->disk_free_mb >= STAFF_DISK_SHORT_MB;
	staff_format_number(build, WORD_DISK, health->disk_free_mb, lines[3].text);
	say_certificate(build, health, &lines[4]);
	for (int i = 0; i < LINES; i++) {
		struct box line = box_cut_top(&rest, rest.h / (LINES - i));
		int group = build_group(build, root, &line, lines[i].text);

		put_sign(build, group, &line, lines[i].well);
		(void)build_text(build, group, &line, &how, lines[i].text);
	}
}

void staff_delivery(struct build *build, int root, const struct staff_plan *plan)
{
	const struct staff_view *staff = build->view->staff;
	struct staff_grid grid;

	ENSURE(staff->delivery_count <= AUTHORITIES_MAX);
	staff_head(build, root, plan, ROLE_TEXT,
		   build_words(build, staff->delivery_count > 0 ? WORD_DELIVERY : WORD_KIOSK));
	if (staff->delivery_count == 0) {
		put_kiosk(build, root, &plan->body);
		return;
	}
	staff_grid(build->bench, SCREEN_DELIVERY, &grid);
	for (size_t i = 0; i < staff->delivery_count && i < (size_t)(grid.columns * grid.rows);
	     i++) {
		const struct box cell = staff_cell(&grid, i);

		put_authority(build, root, &cell, &staff->deliveries[i]);
	}
}
