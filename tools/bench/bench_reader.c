/* How long from a card on the reader to its sighting in the kiosk, through libnfc and a line of 115200 baud: 200
 * placements at times that have nothing to do with the reader's. */
#include "tests/support/reader_rig.h"
#include "tools/bench/measure.h"

#include <stdio.h>

#define PLACEMENTS 200
#define LIMIT_MS 100.0
/* Longer than a round of pause and select, so that every moment of it comes up. */
#define PHASE_MS 97

void hal_log(enum hal_level level, const char *line)
{
	fprintf(stderr, "<%d>%s\n", (int)level, line);
}

static bool place(struct rig *rig, const struct card *card, int placement, double *took_ms)
{
	int64_t put_ms = rig_now_ms(rig) + placement * 31 % PHASE_MS;

	while (rig_now_ms(rig) < put_ms)
		rig_step(rig, put_ms);
	rig_allow(rig, card);
	double start_ms = measure_now_ms();
	if (pn532_put(rig->chip, card) != OK || !rig_until_seen(rig, 1))
		return false;
	*took_ms = measure_now_ms() - start_ms;
	pn532_take(rig->chip);
	return rig_until_selects(rig, 2);
}

static void print(const char *name, double value, double aim)
{
	measure_print(&(struct measurement){.name = name,
					    .value = value,
					    .unit = "ms",
					    .other = LIMIT_MS,
					    .words = "the limit",
					    .aim = aim});
}

int main(void)
{
	static struct rig rig;
	static struct samples samples;
	struct card card = rig_card("04A1B2C3D4E5F6");
	double took_ms = 0;

	rig_open(&rig);
	bool good = rig_until_state(&rig, HAL_READER_WELL);
	for (int i = 0; i < PLACEMENTS && good; i++) {
		good = place(&rig, &card, i, &took_ms);
		samples_add(&samples, took_ms);
	}
	rig_close(&rig);
	if (!good) {
		fprintf(stderr, "the card was not read: is firstbell-reader in $B/bin?\n");
		return 1;
	}
	print("reader: card on the line to sighting, p50", samples_at(&samples, 0.5), 0);
	print("reader: card on the line to sighting, p95", samples_at(&samples, 0.95), 1);
	return 0;
}
