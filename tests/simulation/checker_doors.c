/* I9: whose word a confirmed flag needs. */
#include "tests/simulation/checker.h"

#include <string.h>

#include "tests/simulation/oracle.h"

/* Has this kiosk heard what another wrote after the end of the window? What a restored one has written, others may know and it
 * does not. */
static bool heard_past(const struct world *world, int kiosk, int other, struct session session)
{
	if (world->restored_day && session.day <= world->restored_day)
		return true;
	uint64_t ordinal = facts_past(world, other, session);
	return ordinal > 0 && world->links[other][kiosk].ordinal >= ordinal;
}

void checker_doors(struct world *world, int kiosk, const struct letter *letter)
{
	struct view_of view = {world, kiosk, 0};
	int in_use = 0;
	/* Of a flag that is explained now the certainty stays as it was told. */
	if (!strchr("NOG", letter->code.text[0]))
		return;
	facts_read(world);
	for (int other = 0; other < world->plan.kiosk_count; other++) {
		if (oracle_door_unused(&view, other, letter->session)) {
			world->counts.of[COUNT_WITHOUT_DOOR]++;
			continue;
		}
		in_use++;
		if (other != kiosk && !heard_past(world, kiosk, other, letter->session))
			world_violation(
				world, "I9", letter->session.day,
				"session %d/%d: kiosk %d wrote a confirmed flag, and has not "
				"heard all of kiosk %d, whose door is in use",
				letter->session.day, (int)letter->session.part, kiosk, other);
	}
	if (in_use == 0)
		world_violation(world, "I9", letter->session.day,
				"session %d/%d: kiosk %d wrote a confirmed flag, and by what it "
				"knows no door of the site is in use",
				letter->session.day, (int)letter->session.part, kiosk);
}
