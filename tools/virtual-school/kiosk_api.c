#include "tools/virtual-school/kiosk_api.h"
#include "tools/virtual-school/ledger.h"
#include "tools/virtual-school/reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BUSY_RETRY_S 5
#define REPLY_BLOCK_BYTES 1024
/* A kiosk sends once a minute and keeps its connection through the day. */
#define KIOSK_IDLE_S 180u

enum MHD_Result kiosk_api_refuse(struct request *request)
{
	switch (request->identity.status) {
	case IDENTITY_NONE:
		return reply_problem(request, 401, "no-certificate",
				     "A kiosk's certificate is needed", 0);
	case IDENTITY_REVOKED:
		return reply_problem(request, 403, "revoked", "This kiosk's key was revoked", 0);
	case IDENTITY_EXPIRED:
		return reply_problem(request, 403, "expired",
				     "This kiosk's certificate has expired", 0);
	case IDENTITY_UNKNOWN:
		return reply_problem(request, 401, "unknown-key", "This key is not known here", 0);
	default: return reply_problem(request, 503, "busy", "Try again later", BUSY_RETRY_S);
	}
}

static bool is_batch(const char *content_type)
{
	size_t length = strlen(WIRE_CONTENT_TYPE);

	return content_type && strncasecmp(content_type, WIRE_CONTENT_TYPE, length) == 0 &&
	       (content_type[length] == '\0' || content_type[length] == ';' ||
		content_type[length] == ' ');
}

/* Filled up with white space, so that the size of an answer tells nothing of what is in it (P4). */
static char *pad(char *text)
{
	size_t length = text ? strlen(text) : 0;
	size_t padded = (length / REPLY_BLOCK_BYTES + 1) * REPLY_BLOCK_BYTES;
	char *grown = text ? realloc(text, padded + 1) : NULL;

	if (!grown) {
		free(text);
		return NULL;
	}
	memset(grown + length, ' ', padded - length);
	grown[padded] = '\0';
	return grown;
}

static enum MHD_Result answer(struct request *request, enum ledger_verdict verdict,
			      const struct ledger_receipt *receipt)
{
	switch (verdict) {
	case LEDGER_COMMITTED:
		return reply_json(request, pad(wire_encode_ack(&receipt->ack, receipt->accepted,
							       receipt->duplicates)));
	case LEDGER_CONFLICT:
		return reply_problem(request, 409, "sequence-conflict",
				     "Another event stands at this place in the stream", 0);
	case LEDGER_UNKNOWN_STREAM:
		return reply_problem(request, 409, "unknown-stream",
				     "The beginning of this stream is not known here", 0);
	case LEDGER_SCHEMA:
		return reply_problem(request, 422, "schema",
				     "Events must be of one stream, each with a sequence", 0);
	case LEDGER_WRONG_KIOSK:
		return reply_problem(request, 403, "wrong-kiosk",
				     "This key is another kiosk's than these events", 0);
	default: return reply_problem(request, 503, "busy", "Try again later", BUSY_RETRY_S);
	}
}

enum MHD_Result kiosk_api_events(struct request *request)
{
	struct wire_events events = {0};
	struct ledger_receipt *receipt;
	char problem[160] = "";
	enum MHD_Result result;
	enum err err;

	(void)MHD_set_connection_option(request->connection, MHD_CONNECTION_OPTION_TIMEOUT,
					KIOSK_IDLE_S);
	if (!is_batch(request_header(request, MHD_HTTP_HEADER_CONTENT_TYPE)))
		return reply_problem(request, 415, "content-type",
				     "The body must be " WIRE_CONTENT_TYPE, 0);
	err = wire_decode_batch(request->body ? request->body : "", request->length, &events,
				problem, sizeof(problem));
	if (err == ERR_BAD_INPUT)
		return reply_problem(request, 400, "malformed", problem, 0);
	receipt = calloc(1, sizeof(*receipt));
	if (err != OK || !receipt) {
		wire_events_release(&events);
		free(receipt);
		return reply_problem(request, 503, "busy", "Try again later", BUSY_RETRY_S);
	}
	result = answer(request,
			ledger_take(request->identity.authority->storage, &request->identity.device,
				    &events, request_now_ms(), receipt),
			receipt);
	wire_events_release(&events);
	free(receipt);
	return result;
}

/* Numbers and hex digits only: nothing here needs escaping. */
static char *stream_json(const struct ledger_stream *stream)
{
	size_t size = 128 + OUTBOX_MISSING_MAX * 48, used;
	char *text = malloc(size);

	if (!text)
		return NULL;
	if (stream->name[0])
		used = (size_t)snprintf(text, size, "{\"stream\":\"%s\"", stream->name);
	else
		used = (size_t)snprintf(text, size, "{\"stream\":null");
	used += (size_t)snprintf(text + used, size - used, ",\"acked_through\":%llu,\"missing\":[",
				 (unsigned long long)stream->acked_through);
	for (size_t i = 0; i < stream->missing_count; i++)
		used += (size_t)snprintf(text + used, size - used, "%s[%llu,%llu]", i ? "," : "",
					 (unsigned long long)stream->missing[i].first,
					 (unsigned long long)stream->missing[i].last);
	snprintf(text + used, size - used, "]}");
	return text;
}

enum MHD_Result kiosk_api_stream(struct request *request)
{
	const char *name = request_argument(request, "stream");
	struct ledger_stream stream;

	if (ledger_stream(request->identity.authority->storage, &request->identity.device,
			  name ? name : "", &stream) != OK)
		return reply_problem(request, 503, "busy", "Try again later", BUSY_RETRY_S);
	return reply_json(request, stream_json(&stream));
}
