#include "tests/simulation/inbox.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 262144
/* How many times a kiosk that has gone back as far as it can is asked for more before it is believed. */
#define ASKED_MAX 3

struct inbox_block {
	struct inbox_block *next;
	size_t used;
	_Alignas(16) unsigned char bytes[BLOCK_SIZE];
};

void inbox_open(struct inbox *inbox, const struct plan *plan)
{
	*inbox = (struct inbox){.plan = plan};
	inbox->day_count = plan->last_day - plan->first_day + 60;
	size_t count = (size_t)(plan->authority_count * inbox->day_count * PART_COUNT);
	inbox->sessions = calloc(count, sizeof(*inbox->sessions));
	ENSURE(inbox->sessions);
}

void inbox_close(struct inbox *inbox)
{
	for (size_t i = 0; i < inbox->stream_count; i++)
		free(inbox->streams[i].letters);
	while (inbox->blocks) {
		struct inbox_block *next = inbox->blocks->next;
		free(inbox->blocks);
		inbox->blocks = next;
	}
	free(inbox->sessions);
	*inbox = (struct inbox){0};
}

void *inbox_memory(struct inbox *inbox, size_t size)
{
	size = (size + 15) & ~(size_t)15;
	ENSURE(size <= BLOCK_SIZE);
	if (!inbox->blocks || inbox->blocks->used + size > BLOCK_SIZE) {
		struct inbox_block *block = malloc(sizeof(*block));
		ENSURE(block);
		block->next = inbox->blocks;
		block->used = 0;
		inbox->blocks = block;
	}
	void *memory = inbox->blocks->bytes + inbox->blocks->used;
	inbox->blocks->used += size;
	return memset(memory, 0, size);
}

uint64_t inbox_hash(const char *text)
{
	uint64_t hash = 14695981039346656037u;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash;
}

/* -- letters --------------------------------------------------------------------------------------- */

static int16_t ref_of(const struct plan *plan, const char *child)
{
	int at = 0;
	if (strlen(child) != 5)
		return -1;
	for (int i = 2; i < 5; i++)
		at = at * 10 + (child[i] - '0');
	return (int16_t)(at < plan->ref_count ? at : -1);
}

static uint64_t code_bits(struct code code)
{
	return (uint64_t)(unsigned char)code.text[0] << 8 | (unsigned char)code.text[1];
}

static uint64_t content_of(const struct letter *letter)
{
	uint64_t hash = dice_mix(letter->flag, (uint64_t)letter->at_ms);
	hash = dice_mix(hash, (uint64_t)(letter->session.day * 2 + (int)letter->session.part));
	hash = dice_mix(hash, code_bits(letter->code) << 32 | (uint64_t)(letter->ref & 0xffff));
	hash = dice_mix(hash, (uint64_t)letter->kind << 40 | (uint64_t)letter->state << 32 |
				      (uint64_t)letter->certainty << 24 |
				      (uint64_t)letter->because << 16 |
				      (uint64_t)letter->withdrawal << 8 | letter->office);
	hash = dice_mix(hash, (uint64_t)letter->day << 2 | (uint64_t)letter->first_day << 1 |
				      letter->complete);
	hash = dice_mix(hash, letter->by_role ^ (uint64_t)letter->expected);
	for (int i = 0; i < letter->line_count; i++)
		hash = dice_mix(hash, (uint64_t)(letter->lines[i].ref & 0xffff) << 32 |
					      (uint64_t)letter->lines[i].state << 16 |
					      code_bits(letter->lines[i].code));
	return hash;
}

static void copy_statement(struct inbox *inbox, const struct notice *notice, struct letter *out)
{
	out->expected = (int16_t)notice->expected;
	out->present = (int16_t)notice->present;
	out->absent = (int16_t)notice->absent;
	out->unknown = (int16_t)notice->unknown;
	out->complete = notice->coverage && notice->coverage->complete;
	out->coverage_because = (uint8_t)(notice->coverage ? notice->coverage->because : 0);
	out->line_count = (int16_t)notice->child_count;
	out->lines = inbox_memory(inbox, (notice->child_count + 1) * sizeof(*out->lines));
	for (size_t i = 0; i < notice->child_count; i++)
		out->lines[i] = (struct letter_line){ref_of(inbox->plan, notice->children[i].child),
						     (uint8_t)notice->children[i].state,
						     notice->children[i].code};
}

struct letter *inbox_letter(struct inbox *inbox, int kiosk, uint64_t stream, uint64_t sequence,
			    const struct notice *notice)
{
	struct letter *out = inbox_memory(inbox, sizeof(*out));
	*out = (struct letter){
		.stream = stream,
		.sequence = sequence,
		.flag = notice->flag[0] ? inbox_hash(notice->flag) : 0,
		.at_ms = notice->has_at ? notice->at.utc_ms : 0,
		.session = notice->session,
		.code = notice->code,
		.ref = notice->child[0] ? ref_of(inbox->plan, notice->child) : (int16_t)-1,
		.kind = (uint8_t)notice->kind,
		.state = (uint8_t)notice->state,
		.certainty = (uint8_t)notice->certainty,
		.because = (uint8_t)notice->because,
		.withdrawal = (uint8_t)notice->withdrawal,
		.office = (uint8_t)notice->office,
		.first_day = notice->first_day,
		.day = (int16_t)notice->day,
		.by_role = notice->by_role[0] ? inbox_hash(notice->by_role) : 0,
		.kiosk = (uint8_t)kiosk,
	};
	if (notice->kind == NOTICE_SESSION_CLOSED)
		copy_statement(inbox, notice, out);
	out->content = content_of(out);
	return out;
}

/* -- streams --------------------------------------------------------------------------------------- */

static struct inbox_stream *find_stream(struct inbox *inbox, const struct packet *packet)
{
	for (size_t i = 0; i < inbox->stream_count; i++) {
		struct inbox_stream *stream = &inbox->streams[i];
		if (stream->authority == packet->authority && stream->kiosk == packet->kiosk &&
		    stream->stream == packet->stream)
			return stream;
	}
	ENSURE(inbox->stream_count < INBOX_STREAMS_MAX);
	struct inbox_stream *stream = &inbox->streams[inbox->stream_count++];
	*stream = (struct inbox_stream){
		.authority = packet->authority, .kiosk = packet->kiosk, .stream = packet->stream};
	return stream;
}

/* A stream begins with its first event: who begins later is asked to go back. */
static bool is_known(struct inbox_stream *stream, uint64_t lowest)
{
	if (stream->known)
		return true;
	bool gone_back =
		stream->asked > 0 && (lowest < stream->asked_from || stream->asked >= ASKED_MAX);
	if (lowest > 1 && !gone_back) {
		stream->asked++;
		stream->asked_from = lowest;
		return false;
	}
	stream->known = true;
	stream->lost_through = stream->acked_through = lowest - 1;
	return true;
}

static void grow(struct inbox_stream *stream, uint64_t sequence)
{
	if (sequence < stream->capacity)
		return;
	size_t capacity = stream->capacity ? stream->capacity : 64;
	while (capacity <= sequence)
		capacity *= 2;
	stream->letters = realloc(stream->letters, capacity * sizeof(*stream->letters));
	ENSURE(stream->letters);
	memset(stream->letters + stream->capacity, 0,
	       (capacity - stream->capacity) * sizeof(*stream->letters));
	stream->capacity = capacity;
}

static bool conflicts(const struct inbox_stream *stream, const struct packet *packet)
{
	for (size_t i = 0; i < packet->count; i++) {
		uint64_t sequence = packet->letters[i]->sequence;
		if (sequence < stream->capacity && stream->letters[sequence] &&
		    stream->letters[sequence]->content != packet->letters[i]->content)
			return true;
	}
	return false;
}

static struct letter **session_place(const struct inbox *inbox, int authority,
				     struct session session)
{
	int32_t day = session.day - inbox->plan->first_day + 30;
	if (day < 0 || day >= inbox->day_count)
		return NULL;
	return &inbox->sessions[(authority * inbox->day_count + day) * PART_COUNT +
				(int)session.part];
}

static void put(struct inbox *inbox, struct inbox_stream *stream, struct letter *letter)
{
	grow(stream, letter->sequence);
	if (stream->letters[letter->sequence]) {
		inbox->duplicates++;
		return;
	}
	stream->letters[letter->sequence] = letter;
	letter->stream_at = (uint8_t)(stream - inbox->streams);
	inbox->accepted++;
	if (letter->sequence > stream->last)
		stream->last = letter->sequence;
	struct letter **place = session_place(inbox, stream->authority, letter->session);
	if (!place)
		return;
	letter->next = *place;
	*place = letter;
}

static void settle(struct inbox_stream *stream, struct packet *packet)
{
	while (stream->acked_through < stream->last && stream->letters[stream->acked_through + 1])
		stream->acked_through++;
	packet->acked_through = stream->acked_through;
	uint64_t last = stream->acked_through;
	for (uint64_t i = last + 1; i <= stream->last; i++) {
		if (!stream->letters[i])
			continue;
		if (i > last + 1 && packet->missing_count < OUTBOX_MISSING_MAX)
			packet->missing[packet->missing_count++] =
				(struct outbox_range){last + 1, i - 1};
		last = i;
	}
}

static void answer(struct packet *packet, int status, const char *problem)
{
	packet->status = status;
	packet->ours = true;
	packet->problem = problem;
}

void inbox_take(struct inbox *inbox, struct packet *packet)
{
	packet->missing_count = 0;
	struct inbox_stream *stream = find_stream(inbox, packet);
	uint64_t lowest = 0;
	for (size_t i = 0; i < packet->count; i++)
		if (!lowest || packet->letters[i]->sequence < lowest)
			lowest = packet->letters[i]->sequence;
	if (lowest && !is_known(stream, lowest)) {
		inbox->unknown_streams++;
		answer(packet, 409, "unknown-stream");
		return;
	}
	if (conflicts(stream, packet)) {
		inbox->conflicts++;
		answer(packet, 409, "sequence-conflict");
		return;
	}
	for (size_t i = 0; i < packet->count; i++)
		put(inbox, stream, packet->letters[i]);
	settle(stream, packet);
	inbox->holes += packet->missing_count > 0;
	answer(packet, 200, "");
}

const struct letter *inbox_session(const struct inbox *inbox, int authority, struct session session)
{
	struct letter **place = session_place(inbox, authority, session);
	return place ? *place : NULL;
}

bool inbox_has_holes(const struct inbox *inbox, int authority, int kiosk)
{
	for (size_t i = 0; i < inbox->stream_count; i++) {
		const struct inbox_stream *stream = &inbox->streams[i];
		if (stream->authority == authority && stream->kiosk == kiosk &&
		    stream->acked_through < stream->last)
			return true;
	}
	return false;
}
