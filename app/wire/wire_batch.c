#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

/* The closing bracket and the final newline. */
#define CLOSING_BYTES 2

static_assert(WIRE_BATCH_BYTES % WIRE_BLOCK_BYTES == 0, "padding may exceed the largest batch");

static bool make_room(struct wire_batch *batch, size_t more)
{
	size_t needed = batch->length + more;
	if (needed <= batch->capacity)
		return true;
	size_t capacity = (needed + WIRE_BLOCK_BYTES - 1) / WIRE_BLOCK_BYTES * WIRE_BLOCK_BYTES;
	char *text = realloc(batch->text, capacity + 1);
	if (!text)
		return false;
	batch->text = text;
	batch->capacity = capacity;
	return true;
}

bool wire_batch_add(struct wire_batch *batch, const char *event)
{
	size_t length = strlen(event);
	if (batch->count == OUTBOX_BATCH_EVENTS ||
	    batch->length + 1 + length + CLOSING_BYTES > WIRE_BATCH_BYTES ||
	    !make_room(batch, length + 1 + CLOSING_BYTES))
		return false;
	batch->text[batch->length] = batch->count == 0 ? '[' : ',';
	memcpy(batch->text + batch->length + 1, event, length);
	batch->length += length + 1;
	batch->count++;
	return true;
}

enum err wire_batch_finish(struct wire_batch *batch)
{
	size_t opening = batch->count == 0 ? 1 : 0;
	if (!make_room(batch, opening + CLOSING_BYTES))
		return ERR_NO_MEMORY;
	if (opening)
		batch->text[batch->length++] = '[';
	batch->text[batch->length++] = ']';
	/* Room is always whole blocks, so what is left of it is the padding. */
	memset(batch->text + batch->length, ' ', batch->capacity - batch->length);
	batch->length = batch->capacity;
	batch->text[batch->length - 1] = '\n';
	batch->text[batch->length] = '\0';
	return OK;
}

void wire_batch_release(struct wire_batch *batch)
{
	if (!batch)
		return;
	free(batch->text);
	*batch = (struct wire_batch){0};
}
