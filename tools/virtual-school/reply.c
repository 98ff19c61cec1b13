#include "tools/virtual-school/reply.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const guards[][2] = {
	{"Content-Security-Policy",
	 "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
	 "img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
	 "require-trusted-types-for 'script'"},
	{"Strict-Transport-Security", "max-age=31536000"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
};

static void add(struct MHD_Response *response, const char *name, const char *value)
{
	(void)MHD_add_response_header(response, name, value);
}

static void add_retry(struct MHD_Response *response, int retry_after_s)
{
	char seconds[16];

	if (retry_after_s <= 0)
		return;
	snprintf(seconds, sizeof(seconds), "%d", retry_after_s);
	add(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
}

/* A response with the guards on it, holding `text` (taken over). */
static struct MHD_Response *make(char *text, const char *type)
{
	struct MHD_Response *response =
		text ? MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE)
		     : NULL;

	if (!response) {
		free(text);
		return NULL;
	}
	for (size_t i = 0; i < COUNT_OF(guards); i++)
		add(response, guards[i][0], guards[i][1]);
	add(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	return response;
}

/* Hangs up where there is nothing to send; `no_store` for all that speaks of anyone. */
static enum MHD_Result queue(struct request *request, unsigned status,
			     struct MHD_Response *response, bool no_store)
{
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	if (no_store)
		add(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	result = MHD_queue_response(request->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

enum MHD_Result reply_problem(struct request *request, unsigned status, const char *problem,
			      const char *title, int retry_after_s)
{
	struct MHD_Response *response =
		make(wire_encode_problem((int)status, problem, title, NULL), WIRE_PROBLEM_TYPE);

	if (response)
		add_retry(response, retry_after_s);
	return queue(request, status, response, true);
}

enum MHD_Result reply_json(struct request *request, char *text)
{
	if (!text)
		return reply_problem(request, 503, "busy", "Try again later", 5);
	return queue(request, 200, make(text, "application/json"), true);
}

enum MHD_Result reply_page(struct request *request, unsigned status, struct html *page,
			   int retry_after_s)
{
	struct MHD_Response *response;

	if (page->failed) {
		html_release(page);
		return reply_problem(request, 503, "busy", "Try again later", 5);
	}
	response = make(page->text, "text/html; charset=utf-8");
	*page = (struct html){0};
	if (response)
		add_retry(response, retry_after_s);
	return queue(request, status, response, true);
}

enum MHD_Result reply_redirect(struct request *request, const char *where, const char *cookie)
{
	struct MHD_Response *response = make(strdup(""), "text/plain; charset=utf-8");

	if (response) {
		add(response, MHD_HTTP_HEADER_LOCATION, where);
		if (cookie)
			add(response, MHD_HTTP_HEADER_SET_COOKIE, cookie);
	}
	return queue(request, MHD_HTTP_SEE_OTHER, response, true);
}

enum MHD_Result reply_text(struct request *request, const char *type, const char *text,
			   int max_age_s)
{
	struct MHD_Response *response = make(strdup(text), type);
	char age[32];

	if (response && max_age_s > 0) {
		snprintf(age, sizeof(age), "max-age=%d", max_age_s);
		add(response, MHD_HTTP_HEADER_CACHE_CONTROL, age);
	}
	return queue(request, 200, response, max_age_s <= 0);
}

enum MHD_Result reply_not_allowed(struct request *request, const char *allowed)
{
	struct MHD_Response *response =
		make(wire_encode_problem(405, "method", "Not with this method", NULL),
		     WIRE_PROBLEM_TYPE);

	if (response)
		add(response, MHD_HTTP_HEADER_ALLOW, allowed);
	return queue(request, 405, response, true);
}
