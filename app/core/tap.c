#include "core/tap.h"

static bool lies_there(const struct sighting *seen, int64_t mono_ms)
{
	return seen->card.length != 0 && seen->mono_ms <= mono_ms &&
	       mono_ms - seen->mono_ms <= TAP_WINDOW_MS;
}

bool tap_step(struct tap *tap, const struct sighting *sighting)
{
	/* What lies there no longer, or was seen in a time yet to come (a restart), gives up its place
	 * first; when all eight lie there, the one that was seen longest ago. */
	struct sighting *place = &tap->recent[0];
	if (sighting->card.length == 0)
		return false;
	for (size_t i = 0; i < TAP_RECENT_MAX; i++) {
		struct sighting *seen = &tap->recent[i];
		if (!lies_there(seen, sighting->mono_ms)) {
			place = seen;
		} else if (card_equal(&seen->card, &sighting->card)) {
			seen->mono_ms = sighting->mono_ms;
			return false;
		} else if (lies_there(place, sighting->mono_ms) && seen->mono_ms < place->mono_ms) {
			place = seen;
		}
	}
	*place = *sighting;
	return true;
}
