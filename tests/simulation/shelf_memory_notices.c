#include "hal/hal.h"
#include "notice_log.h"
#include "store/outbox_store.h"
#include "tests/simulation/shelf_memory.h"

#include <stdlib.h>
#include <string.h>

/* -- queues ----------------------------------------------------------------------------------------------- */

static struct queue *find_queue(struct notices *notices, const char *authority)
{
	for (size_t i = 0; i < notices->queue_count; i++)
		if (strcmp(notices->queues[i].id, authority) == 0)
			return &notices->queues[i];
	return NULL;
}

static struct queue *need_queue(struct notices *notices, const char *authority, uint64_t stream)
{
	struct queue *queue = find_queue(notices, authority);
	if (queue)
		return queue;
	ENSURE(notices->queue_count < AUTHORITIES_MAX && authority[0]);
	queue = &notices->queues[notices->queue_count++];
	*queue = (struct queue){.stream = stream};
	ENSURE(text_copy(queue->id, sizeof(queue->id), authority));
	return queue;
}

/* Its place in the stream; NO_NOTICE: pruned, or never written. */
static uint32_t at_sequence(const struct notices *notices, const struct queue *queue,
			    uint64_t sequence)
{
	size_t i = (size_t)(queue - notices->queues);
	return sequence && sequence <= queue->last_sequence ? notices->by_sequence[i][sequence - 1]
							    : NO_NOTICE;
}

/* Sequences up to queue->last_sequence that were not set are none. */
static void set_sequence(struct notices *notices, const struct queue *queue, uint64_t sequence,
			 uint32_t notice)
{
	size_t i = (size_t)(queue - notices->queues);
	while (sequence > notices->sequence_capacity[i])
		notices->by_sequence[i] = shelf_room(
			notices->by_sequence[i], notices->sequence_capacity[i],
			&notices->sequence_capacity[i], sizeof(*notices->by_sequence[i]));
	notices->by_sequence[i][sequence - 1] = notice;
}

/* -- sessions --------------------------------------------------------------------------------------------- */

static struct chain *chain_place(const struct notices *notices, uint8_t queue,
				 struct session session)
{
	uint32_t hash = ((uint32_t)session.day * 2 + (uint32_t)session.part) * AUTHORITIES_MAX;
	size_t at = ((hash + queue) * UINT32_C(2654435761)) >> 7;
	for (;; at++) {
		struct chain *chain = &notices->chains[at % notices->chain_capacity];
		if (chain->first == NO_NOTICE ||
		    (chain->day == session.day && chain->part == session.part &&
		     chain->queue == queue))
			return chain;
	}
}

static void chains_make(struct notices *notices, size_t capacity)
{
	struct chain *old = notices->chains;
	size_t old_capacity = old ? notices->chain_capacity : 0;
	notices->chains = malloc(capacity * sizeof(*notices->chains));
	if (!notices->chains)
		abort();
	notices->chain_capacity = capacity;
	for (size_t i = 0; i < capacity; i++)
		notices->chains[i].first = NO_NOTICE;
	for (size_t i = 0; i < old_capacity; i++)
		if (old[i].first != NO_NOTICE)
			*chain_place(notices, old[i].queue,
				     (struct session){old[i].day, old[i].part}) = old[i];
	free(old);
}

static void chain_add(struct notices *notices, uint32_t notice)
{
	struct kept_notice *kept = &notices->kept[notice];
	if (2 * (notices->chain_count + 1) > notices->chain_capacity)
		chains_make(notices, notices->chain_capacity ? 2 * notices->chain_capacity : 1024);
	struct chain *chain = chain_place(notices, kept->queue, kept->session);
	kept->next = NO_NOTICE;
	if (chain->first == NO_NOTICE) {
		*chain = (struct chain){.first = notice,
					.day = kept->session.day,
					.part = (uint8_t)kept->session.part,
					.queue = kept->queue};
		notices->chain_count++;
	} else
		notices->kept[chain->last].next = notice;
	chain->last = notice;
}

/* -- taking back ------------------------------------------------------------------------------------------- */

static void change_place(struct notices *notices, uint32_t notice, struct notice_place place)
{
	notices->undos = shelf_room(notices->undos, notices->undo_count, &notices->undo_capacity,
				    sizeof(*notices->undos));
	notices->undos[notices->undo_count++] = (struct undo){notice, notices->kept[notice].place};
	notices->kept[notice].place = place;
}

static void chains_clear(struct notices *notices)
{
	for (size_t i = 0; i < notices->chain_capacity; i++)
		notices->chains[i].first = NO_NOTICE;
	notices->chain_count = 0;
}

/* Sessions and sequences, from the notices themselves. */
static void index_again(struct notices *notices)
{
	chains_clear(notices);
	for (size_t i = 0; i < notices->queue_count; i++)
		for (uint64_t n = 1; n <= notices->queues[i].last_sequence; n++)
			set_sequence(notices, &notices->queues[i], n, NO_NOTICE);
	for (uint32_t i = 0; i < notices->count; i++) {
		const struct kept_notice *kept = &notices->kept[i];
		const struct queue *queue = &notices->queues[kept->queue];
		chain_add(notices, i);
		if (!kept->place.pruned && kept->place.stream == queue->stream)
			set_sequence(notices, queue, kept->place.sequence, i);
	}
}

void notices_take_back(struct notices *notices, const struct mark *mark)
{
	bool same = notices->count == mark->notice_count && notices->undo_count == mark->undo_count;
	while (notices->undo_count > mark->undo_count) {
		const struct undo *undo = &notices->undos[--notices->undo_count];
		notices->kept[undo->notice].place = undo->place;
	}
	notices->count = mark->notice_count;
	notices->queue_count = mark->queue_count;
	memcpy(notices->queues, mark->queues, mark->queue_count * sizeof(*mark->queues));
	if (!same)
		index_again(notices);
}

void notices_clear(struct notices *notices)
{
	notices->count = notices->queue_count = notices->undo_count = 0;
	chains_clear(notices);
	arena_clear(&notices->arena);
}

void notices_release(struct notices *notices)
{
	for (size_t i = 0; i < AUTHORITIES_MAX; i++)
		free(notices->by_sequence[i]);
	free(notices->kept);
	free(notices->notices);
	free(notices->chains);
	free(notices->undos);
	arena_clear(&notices->arena);
	*notices = (struct notices){0};
}

/* -- the log of notices ------------------------------------------------------------------------------------- */

static void make_room(struct notices *notices)
{
	size_t capacity = notices->capacity;
	notices->kept =
		shelf_room(notices->kept, notices->count, &capacity, sizeof(*notices->kept));
	notices->notices = shelf_room(notices->notices, notices->count, &notices->capacity,
				      sizeof(*notices->notices));
}

/* The real log asks for as many random bytes: the same seed gives the same year on both shelves. */
static uint64_t random_stream(void)
{
	uint64_t stream = 0;
	hal_random(&stream, sizeof(stream));
	return stream;
}

static void random_id(void)
{
	uint8_t random[10];
	hal_random(random, sizeof(random));
}

enum err notice_log_write(struct day *day, const struct notice *notice)
{
	uint64_t stream = random_stream();
	random_id();
	enum err err = store_write(day->store);
	if (err)
		return err;
	struct notices *notices = &day->store->base->notices;
	struct queue *queue = need_queue(notices, notice->authority, stream);
	make_room(notices);
	uint32_t place = (uint32_t)notices->count++;
	notices->kept[place] = (struct kept_notice){
		.place = {queue->stream, ++queue->last_sequence, NOT_ACKED, false},
		.at_utc_ms = day->now.utc_ms,
		.session = notice->session,
		.queue = (uint8_t)(queue - notices->queues),
	};
	notice_as_read(&notices->notices[place], notice, day->now.trust, &notices->arena);
	set_sequence(notices, queue, queue->last_sequence, place);
	chain_add(notices, place);
	return OK;
}

enum err notice_log_read(struct day *day, const char *authority, struct session session,
			 notice_log_take *take, void *context)
{
	struct notices *notices = &day->store->base->notices;
	enum err err = store_alive(day->store);
	const struct queue *queue = find_queue(notices, authority);
	if (err || !queue || !notices->chain_capacity)
		return err;
	uint8_t at = (uint8_t)(queue - notices->queues);
	for (uint32_t i = chain_place(notices, at, session)->first; i != NO_NOTICE;
	     i = notices->kept[i].next)
		if (!notices->kept[i].place.pruned)
			take(context, &notices->notices[i]);
	return OK;
}

enum err shelf_read_notices(struct day *day, const char *authority, uint64_t first, uint64_t last,
			    shelf_take_notice *take, void *context)
{
	struct notices *notices = &day->store->base->notices;
	enum err err = store_alive(day->store);
	const struct queue *queue = find_queue(notices, authority);
	for (uint64_t n = first ? first : 1;
	     !err && queue && n <= last && n <= queue->last_sequence; n++) {
		uint32_t i = at_sequence(notices, queue, n);
		if (i != NO_NOTICE)
			take(context, queue->stream, n, &notices->notices[i]);
	}
	return err;
}

/* -- the outbox ------------------------------------------------------------------------------------------- */

static void count_waiting(const struct notices *notices, const struct queue *queue,
			  struct outbox_cursor *out)
{
	for (uint64_t n = queue->acked_through + 1; n <= queue->last_sequence; n++) {
		uint32_t i = at_sequence(notices, queue, n);
		if (i == NO_NOTICE)
			continue;
		if (out->waiting++ == 0)
			out->oldest_unsent_utc_ms = notices->kept[i].at_utc_ms;
		/* the rest of a stream is all there */
		if (n > queue->pruned_through) {
			out->waiting += queue->last_sequence - n;
			break;
		}
	}
}

enum err outbox_store_cursor(struct store *store, const char *authority, uint64_t stream,
			     struct outbox_cursor *out)
{
	struct notices *notices = &store->base->notices;
	enum err err = find_queue(notices, authority) ? store_alive(store) : store_write(store);
	*out = (struct outbox_cursor){0};
	if (err)
		return err;
	const struct queue *queue = need_queue(notices, authority, stream);
	out->stream = queue->stream;
	out->acked_through = queue->acked_through;
	out->last_sequence = queue->last_sequence;
	count_waiting(notices, queue, out);
	return OK;
}

enum err outbox_store_ack(struct store *store, const char *authority, uint64_t acked_through,
			  int64_t now_utc_ms)
{
	struct notices *notices = &store->base->notices;
	struct queue *queue = find_queue(notices, authority);
	enum err err = queue ? store_write(store) : ERR_NOT_FOUND;
	if (err)
		return err;
	if (acked_through > queue->last_sequence)
		acked_through = queue->last_sequence;
	bool forwards = acked_through > queue->acked_through;
	uint64_t from = forwards ? queue->acked_through : acked_through;
	uint64_t to = forwards ? acked_through : queue->acked_through;
	for (uint64_t n = from + 1; n <= to; n++) {
		uint32_t i = at_sequence(notices, queue, n);
		if (i == NO_NOTICE)
			continue;
		struct notice_place place = notices->kept[i].place;
		place.acked_utc_ms = forwards ? now_utc_ms : NOT_ACKED;
		change_place(notices, i, place);
	}
	queue->acked_through = acked_through;
	return OK;
}

enum err outbox_store_new_stream(struct store *store, const char *authority, uint64_t stream,
				 outbox_restamp *restamp)
{
	struct notices *notices = &store->base->notices;
	struct queue *queue = find_queue(notices, authority);
	uint64_t sequence = 0;
	enum err err = queue ? store_write(store) : ERR_NOT_FOUND;
	(void)restamp;
	if (!err && queue->stream == stream)
		err = ERR_EXISTS;
	if (err)
		return err;
	for (uint64_t n = queue->acked_through + 1; n <= queue->last_sequence; n++) {
		uint32_t i = at_sequence(notices, queue, n);
		if (i == NO_NOTICE)
			continue;
		struct notice_place place = notices->kept[i].place;
		place.stream = stream;
		place.sequence = ++sequence;
		change_place(notices, i, place);
		set_sequence(notices, queue, sequence, i);
	}
	queue->stream = stream;
	queue->acked_through = queue->pruned_through = 0;
	queue->last_sequence = sequence;
	return OK;
}

static void prune_one(struct notices *notices, uint32_t notice)
{
	struct notice_place place = notices->kept[notice].place;
	struct queue *queue = &notices->queues[notices->kept[notice].queue];
	place.pruned = true;
	change_place(notices, notice, place);
	if (place.stream != queue->stream)
		return;
	set_sequence(notices, queue, place.sequence, NO_NOTICE);
	if (place.sequence > queue->pruned_through)
		queue->pruned_through = place.sequence;
}

enum err outbox_store_prune(struct store *store, int64_t before_utc_ms)
{
	struct notices *notices = &store->base->notices;
	enum err err = store_write(store);
	for (uint32_t i = 0; !err && i < notices->count; i++) {
		const struct kept_notice *kept = &notices->kept[i];
		if (!kept->place.pruned && kept->place.acked_utc_ms != NOT_ACKED &&
		    kept->place.acked_utc_ms < before_utc_ms &&
		    kept->session.day < before_utc_ms / 86400000)
			prune_one(notices, i);
	}
	return err;
}
