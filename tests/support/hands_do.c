#include "tests/support/hands_private.h"

#include <stdio.h>
#include <string.h>

#include "sim/disk.h"
#include "sim/world.h"

#define DAY_MS (24 * 60 * 60000)

/* -- what hands do --------------------------------------------------------------------------------- */

static void finger(enum hal_finger what, int x, int y)
{
	hands.touched_ms = world.true_ms;
	ENSURE(world_touch(what, x, y) == OK);
}

/* The centre of a random control of the screen. */
static bool some_control(int *x, int *y)
{
	int found = 0;

	for (const char *line = hands_seen(); *line; line += strcspn(line, "\n") + 1) {
		int left, top, width, height;
		const char *end = line + strcspn(line, "\n");

		while (end > line && end[-1] != '"')
			end--;
		if ((strncmp(line, "button", 6) == 0 || strncmp(line, "choice", 6) == 0) &&
		    sscanf(end, " %d,%d %dx%d", &left, &top, &width, &height) == 4 &&
		    hands_dice((uint32_t)++found) == 0) {
			*x = left + width / 2;
			*y = top + height / 2;
		}
	}
	return found > 0;
}

static void touch_point(void)
{
	int x = (int)hands_dice((uint32_t)world.screen.width_px);
	int y = (int)hands_dice((uint32_t)world.screen.height_px);

	finger(HAL_FINGER_DOWN, x, y);
	finger(HAL_FINGER_UP, x, y);
}

static void touch_control(void)
{
	int x = 0, y = 0;

	if (!some_control(&x, &y))
		return;
	hands_counts.controls++;
	finger(HAL_FINGER_DOWN, x, y);
	if (hands_dice(4) == 0)
		hands_pass(1 + hands_dice(400));
	finger(HAL_FINGER_UP, x, y);
}

static void slide(void)
{
	int x = 0, y = 0;

	hands_counts.slides++;
	if (hands_dice(2) == 0 || !some_control(&x, &y))
		x = (int)hands_dice((uint32_t)world.screen.width_px);
	if (hands_dice(8) != 0)
		finger(HAL_FINGER_DOWN, x, y);
	for (uint32_t i = hands_dice(5); i > 0; i--) {
		/* Off the edge too, as a panel's calibration may tell it. */
		finger(HAL_FINGER_MOVE, x += (int)hands_dice(81) - 40,
		       y += (int)hands_dice(81) - 40);
		hands_pass(1 + hands_dice(30));
	}
	if (hands_dice(8) != 0)
		finger(HAL_FINGER_UP, x, y);
}

static void key(enum hal_key what, int digit)
{
	hands_counts.keys++;
	hands.touched_ms = world.true_ms;
	/* More keys than wait are lost, as a keyboard's are. */
	(void)!world_key(what, digit);
}

/* Along the controls and then one of them, as a keypad is used; or any keys. */
static void press_keys(void)
{
	static const enum hal_key others[] = {HAL_KEY_BEFORE, HAL_KEY_BACK,  HAL_KEY_LISTEN,
					      HAL_KEY_ERASE,  HAL_KEY_DIGIT, HAL_KEY_PRESS};

	for (uint32_t i = hands_dice(6); i > 0; i--) {
		key(HAL_KEY_NEXT, 0);
		if (hands_dice(3) == 0)
			hands_pass(1 + hands_dice(400));
	}
	if (hands_dice(3) == 0)
		key(others[hands_dice(COUNT_OF(others))], (int)hands_dice(10));
	else
		key(HAL_KEY_PRESS, 0);
}

static void show_card(void)
{
	struct card card = hands.cards[hands_dice((uint32_t)hands.card_count)];

	hands_counts.cards++;
	if (hands_dice(6) == 0)
		card = (struct card){{4, 0xFF, 1, 2, 3, 4, (uint8_t)hands_dice(9)}, 7};
	else if (hands_dice(12) == 0)
		card = (struct card){{8, (uint8_t)hands_dice(256), (uint8_t)hands_dice(256), 1}, 4};
	hands.carded_ms = world.true_ms;
	/* More cards than a reader can hold are not put there. */
	(void)!world_put_card(&card, 50 + hands_dice(hands_dice(10) == 0 ? 9000 : 900));
}

static void press(const char *label)
{
	int x, y;

	if (!app_control(hands.app, label, &x, &y))
		return;
	finger(HAL_FINGER_DOWN, x, y);
	finger(HAL_FINGER_UP, x, y);
	hands_pass(1 + hands_dice(300));
}

static void touch_pin(const char *pin)
{
	for (; *pin != '\0'; pin++)
		press((char[]){*pin, '\0'});
	press("Enter");
	press("Iawn");
}

static void key_pin(const char *pin)
{
	for (; *pin != '\0'; pin++)
		key(HAL_KEY_DIGIT, *pin - '0');
	key(HAL_KEY_PRESS, 0);
	hands_pass(300);
}

/* Deep in staff mode lies what hands at random hardly come to in its minute. */
static void go_and_search(void)
{
	static const char *const ways[] = {"Register", "Cofrestr", "Search", "Chwilio", "S"};

	for (size_t i = 0; i < COUNT_OF(ways); i++)
		press(ways[i]);
}

/* A card of the demo's staff and its PIN, or another. */
static void open_staff_mode(void)
{
	static const struct {
		uint8_t last;
		const char *pin;
	} staff[] = {{1, "2580"}, {2, "1379"}};
	uint32_t who = hands_dice(COUNT_OF(staff));
	const struct card card = {{4, 0xC0, 0xFF, 0xEE, 0, 0, staff[who].last}, 7};
	const char *pin = staff[hands_dice(5) == 0 ? 1 - who : who].pin;

	hands.carded_ms = world.true_ms;
	(void)!world_put_card(&card, 300);
	hands_pass(500);
	if (hands_dice(2) == 0)
		touch_pin(pin);
	else
		key_pin(pin);
	if (hands_dice(8) == 0)
		go_and_search();
	hands_counts.staff++;
}

void hands_fill_disk(bool full)
{
	hands.disk_full = full;
	/* it is tried again once a minute */
	hands.disk_well_ms = full ? INT64_MAX : world.true_ms + 61000;
	disk_set_full(hands.disk, full);
}

static void turn_a_switch(void)
{
	switch (hands_dice(5)) {
	case 0: world.reader = hands_dice(3) == 0 ? HAL_READER_LOST : HAL_READER_WELL; break;
	case 1: hands_fill_disk(true); break;
	case 2: world.headset = hands_dice(3) == 0; break;
	case 3:
		world.clock_offset_ms =
			hands_dice(3) == 0 ? (int64_t)hands_dice(7200000) - 3600000 : 0;
		break;
	default: world.trust = hands_dice(3) == 0 ? TRUST_UNTRUSTED : TRUST_SYNCED; break;
	}
}

/* On to shortly before midnight, or the next morning. */
static void let_hours_pass(void)
{
	int64_t into_day = world.true_ms % DAY_MS;
	int64_t night =
		DAY_MS - into_day - hands_dice(2000) - 3600000; /* midnight in summer time */

	hands_counts.days++;
	hands_pass(night > 0 ? night : 8 * 3600000);
	if (hands_dice(2) == 0)
		hands_pass(8 * 3600000 + hands_dice(3600000));
}

static void leave_alone(void)
{
	hands_counts.quiet++;
	hands_pass(51000 + hands_dice(12000));
}

static const struct {
	const char *says;
	void (*act)(void);
	uint32_t weight;
} acts[] = {
	{"a touch somewhere", touch_point, 1000},
	{"a touch on a control", touch_control, 5000},
	{"a slide", slide, 700},
	{"keys", press_keys, 1500},
	{"a card", show_card, 2500},
	{"a staff card", open_staff_mode, 200},
	{"a switch", turn_a_switch, 100},
	{"left alone", leave_alone, 60},
	{"the power goes", hands_cut_power, 4},
	{"hours pass", let_hours_pass, 2},
};

void hands_do(void)
{
	uint32_t sum = 0, drawn;
	size_t i = 0;

	for (size_t a = 0; a < COUNT_OF(acts); a++)
		sum += acts[a].weight;
	drawn = hands_dice(sum);
	while (drawn >= acts[i].weight)
		drawn -= acts[i++].weight;
	(void)snprintf(hands.did, sizeof(hands.did), "%s", acts[i].says);
	acts[i].act();
}
