#pragma once
/* opened: what officers have had on a page. Inside the caller's transaction. */
#include "tools/virtual-school/inbox.h"

/* A stream that is new here: nothing of it is opened. */
void opened_begin(struct storage *storage, int64_t stream);
/* The page of a day, as this transaction has read it, is served to an officer. All of that day is opened, and of the days before all but
 * their flags, which no later page shows. */
void opened_note(struct storage *storage, int32_t day);
/* The highest sequence of a stream, at most `acked_through`, up to which everything was opened. */
int64_t opened_through(struct storage *storage, int64_t stream, int64_t acked_through);
/* The days before inbox->day that have flags nobody has opened, the latest first. */
void opened_read_left(struct storage *storage, struct inbox *inbox);
