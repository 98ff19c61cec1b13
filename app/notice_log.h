#pragma once
/* notice_log: notices as they stand in the outboxes' log: written once, read again to know what was told. */
#include "core/notice.h"
#include "day.h"
#include "wire/wire.h"

/* What an event of this kiosk carries besides its data, made now. */
void notice_log_envelope(const struct day *day, uint64_t stream, uint64_t sequence,
			 struct wire_envelope *out);
/* Inside a transaction: appends a notice to its authority's log. */
MUST_CHECK enum err notice_log_write(struct day *day, const struct notice *notice);
/* All that an authority was told of a session, in order. `take` may look at the notice until it returns. */
typedef void notice_log_take(void *context, const struct notice *notice);
MUST_CHECK enum err notice_log_read(struct day *day, const char *authority, struct session session,
				    notice_log_take *take, void *context);
