#include "tests/support/reader_rig.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

const char *rig_reader(void)
{
	static char path[256];
	const char *build = getenv("B");

	snprintf(path, sizeof path, "%s/bin/firstbell-reader", build ? build : "build");
	return path;
}

int64_t rig_now_ms(const struct rig *rig)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + rig->skew_ms;
}

void rig_open(struct rig *rig)
{
	char connection[128];

	*rig = (struct rig){.chip = NULL};
	snprintf(rig->link, sizeof rig->link, "/tmp/firstbell-rig-%d", (int)getpid());
	ENSURE(pn532_open(&rig->chip, rig->link) == OK);
	snprintf(connection, sizeof connection, "pn532_uart:%s", rig->link);
	ENSURE(reader_child_init(&rig->keeper, rig_reader(), connection));
}

void rig_close(struct rig *rig)
{
	/* Gone, the chip costs the reader's goodbye no time-out. */
	pn532_unplug(rig->chip);
	reader_child_release(&rig->keeper);
	pn532_close(rig->chip);
}

struct card rig_card(const char *uid)
{
	struct card card = {.length = 0};

	ENSURE(card_parse(uid, &card));
	return card;
}

void rig_allow(struct rig *rig, const struct card *card)
{
	struct sighting old;

	while (reader_child_sighting(&rig->keeper, &old))
		;
	rig->allowed = card ? *card : (struct card){.length = 0};
	rig->seen = 0;
}

static int wait_ms(const struct rig *rig, int64_t deadline_ms)
{
	int64_t wait = deadline_ms - rig_now_ms(rig);

	return wait < 0 ? 0 : wait > 100 ? 100 : (int)wait;
}

void rig_step(struct rig *rig, int64_t until_ms)
{
	struct sighting sighting;
	int64_t chip_ms = pn532_step(rig->chip, rig_now_ms(rig));
	int64_t keeper_ms = reader_child_step(&rig->keeper, rig_now_ms(rig));
	struct pollfd fds[] = {{.fd = pn532_fd(rig->chip), .events = POLLIN},
			       {.fd = reader_child_fd(&rig->keeper), .events = POLLIN}};

	int64_t next_ms = chip_ms < keeper_ms ? chip_ms : keeper_ms;
	poll(fds, COUNT_OF(fds), wait_ms(rig, next_ms < until_ms ? next_ms : until_ms));
	pn532_step(rig->chip, rig_now_ms(rig));
	reader_child_step(&rig->keeper, rig_now_ms(rig));
	while (reader_child_sighting(&rig->keeper, &sighting)) {
		if (rig->allowed.length && card_equal(&rig->allowed, &sighting.card))
			rig->seen++;
		else
			rig->wrong = true;
	}
}

bool rig_until_state(struct rig *rig, enum hal_reader state)
{
	int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS;

	while (rig->keeper.state != state && !rig->wrong && rig_now_ms(rig) < end_ms)
		rig_step(rig, end_ms);
	return rig->keeper.state == state && !rig->wrong;
}

bool rig_until_seen(struct rig *rig, unsigned sightings)
{
	int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS;

	while (rig->seen < sightings && !rig->wrong && rig_now_ms(rig) < end_ms)
		rig_step(rig, end_ms);
	return rig->seen >= sightings && !rig->wrong;
}

bool rig_until_selects(struct rig *rig, unsigned selects)
{
	unsigned before = pn532_selects(rig->chip);
	int64_t end_ms = rig_now_ms(rig) + RIG_BOUND_MS;

	while (pn532_selects(rig->chip) - before < selects && !rig->wrong &&
	       rig_now_ms(rig) < end_ms)
		rig_step(rig, end_ms);
	return pn532_selects(rig->chip) - before >= selects && !rig->wrong;
}
