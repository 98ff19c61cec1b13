/* How long from a card on the reader to its sighting in the kiosk, through libnfc and a line of 115200 baud: 200
 * placements at times that have nothing to do with the reader's. Prints a line of JSON. */
#include "tests/support/reader_rig.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PLACEMENTS 200
/* Longer than a round of pause and select, so that every moment of it comes up. */
#define PHASE_MS 97

void hal_log(enum hal_level level, const char *line)
{
	fprintf(stderr, "<%d>%s\n", (int)level, line);
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double now_fine_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool place(struct rig *rig, const struct card *card, int placement, double *took_ms)
{
	int64_t put_ms = rig_now_ms(rig) + placement * 31 % PHASE_MS;

	while (rig_now_ms(rig) < put_ms)
		rig_step(rig, put_ms);
	rig_allow(rig, card);
	double start_ms = now_fine_ms();
	if (pn532_put(rig->chip, card) != OK || !rig_until_seen(rig, 1))
		return false;
	*took_ms = now_fine_ms() - start_ms;
	pn532_take(rig->chip);
	return rig_until_selects(rig, 2);
}

int main(void)
{
	static struct rig rig;
	double took_ms[PLACEMENTS];
	struct card card = rig_card("04A1B2C3D4E5F6");
	bool good = true;

	rig_open(&rig);
	good = rig_until_state(&rig, HAL_READER_WELL);
	for (int i = 0; i < PLACEMENTS && good; i++)
		good = place(&rig, &card, i, &took_ms[i]);
	rig_close(&rig);
	if (!good) {
		fprintf(stderr, "the card was not read: is firstbell-reader in $B/bin?\n");
		return 1;
	}
	qsort(took_ms, PLACEMENTS, sizeof took_ms[0], by_size);
	printf("{\"name\":\"card on the line to sighting\",\"placements\":%d,\"p50_ms\":%.1f,"
	       "\"p95_ms\":%.1f,\"max_ms\":%.1f}\n",
	       PLACEMENTS, took_ms[PLACEMENTS / 2], took_ms[PLACEMENTS * 95 / 100],
	       took_ms[PLACEMENTS - 1]);
	return 0;
}
