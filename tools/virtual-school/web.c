#include "tools/virtual-school/web.h"
#include "tools/virtual-school/account.h"
#include "tools/virtual-school/form.h"
#include "tools/virtual-school/page.h"
#include "tools/virtual-school/reply.h"
#include "tools/virtual-school/style.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define COOKIE "__Host-firstbell"
#define COOKIE_ATTRIBUTES "; Path=/; Secure; HttpOnly; SameSite=Strict"
#define COOKIE_SIZE (AUTHORITY_ID_SIZE + TOKEN_SIZE)
#define STYLE_AGE_S 3600

static struct authority *authority_of(struct server *server, const char *id)
{
	for (size_t i = 0; i < server->registry.count; i++)
		if (strcmp(server->registry.list[i].id, id) == 0)
			return &server->registry.list[i];
	return NULL;
}

/* Takes the cookie "AUTHORITY.TOKEN" apart. */
static struct authority *read_cookie(struct request *request, char token[TOKEN_SIZE])
{
	const char *cookie = request_cookie(request, COOKIE);
	char text[COOKIE_SIZE];
	char *dot;

	if (!cookie || !text_copy(text, sizeof(text), cookie) || !(dot = strrchr(text, '.')))
		return NULL;
	*dot = '\0';
	return text_copy(token, TOKEN_SIZE, dot + 1) ? authority_of(request->server, text) : NULL;
}

/* ERR_NOT_FOUND: nobody is signed in. */
static enum err session_of(struct request *request, struct web_session *session)
{
	char token[TOKEN_SIZE];

	request->authority = read_cookie(request, token);
	if (!request->authority)
		return ERR_NOT_FOUND;
	return account_resume(request->authority->storage, token, request_now_ms(), session);
}

static enum MHD_Result say(struct request *request, unsigned status, const char *heading,
			   const char *words)
{
	struct html page = {0};

	page_message(&page, heading, words);
	return reply_page(request, status, &page, status == 503 ? 5 : 0);
}

static enum MHD_Result ask(struct request *request, unsigned status, const char *complaint,
			   int retry_after_s)
{
	struct html page = {0};

	page_sign_in(&page, complaint);
	return reply_page(request, status, &page, retry_after_s);
}

static enum MHD_Result trouble(struct request *request)
{
	return say(request, 503, "This did not work just now",
		   "The virtual school could not read its data. Please try again in a minute.");
}

static enum MHD_Result show_inbox(struct request *request, const struct web_session *session)
{
	struct moment now = calendar_moment(request_now_ms(), 0, 0, TRUST_SYNCED);
	const char *day_text = request_argument(request, "day");
	int32_t day = now.day;
	struct inbox inbox;
	struct html page = {0};

	if (day_text && !calendar_parse_day(day_text, &day))
		return say(request, 400, "That is not a day",
			   "A day is written like 2026-09-14. Please go back and choose one.");
	/* Who asks for the head alone is shown nothing. */
	enum err err = (request->head ? inbox_read : inbox_open)(request->authority->storage, day,
								 &now, &inbox);
	if (err != OK)
		return trouble(request);
	page_inbox(&page, request->authority, session, &inbox);
	inbox_release(&inbox);
	return reply_page(request, 200, &page, 0);
}

/* A cookie without a session: it has ended since. Signing out oneself takes the cookie back. */
static const char *signed_out(const struct request *request)
{
	const char *cookie = request_cookie(request, COOKIE);

	return cookie && cookie[0] ? "You were signed out. Please sign in again." : NULL;
}

enum MHD_Result web_home(struct request *request)
{
	struct web_session session;

	switch (session_of(request, &session)) {
	case OK: return show_inbox(request, &session);
	case ERR_NOT_FOUND: return ask(request, 200, signed_out(request), 0);
	default: return trouble(request);
	}
}

static void checked(struct turnstile_job *job)
{
	struct request *request = job->owner;

	MHD_resume_connection(request->connection);
}

/* Finds the account's hash; none is no reason to answer sooner. */
static void find_account(struct request *request)
{
	struct registry *registry = &request->server->registry;

	for (size_t i = 0; i < registry->count; i++)
		if (account_find(registry->list[i].storage, request->username,
				 request->job.stored) == OK) {
			request->authority = &registry->list[i];
			return;
		}
	request->job.stored[0] = '\0';
}

static int64_t wait_ms(struct server *server, const char *who, int64_t max_ms, int64_t now_ms)
{
	int64_t wait;

	pthread_mutex_lock(&server->throttle_mutex);
	wait = throttle_wait_ms(&server->throttle, who, max_ms, now_ms);
	pthread_mutex_unlock(&server->throttle_mutex);
	return wait;
}

static void remember(struct request *request)
{
	struct throttle *throttle = &request->server->throttle;
	int64_t now_ms = turnstile_now_ms();

	pthread_mutex_lock(&request->server->throttle_mutex);
	if (request->job.matches) {
		throttle_success(throttle, request->address);
		throttle_success(throttle, request->username);
	} else {
		throttle_failure(throttle, request->address, now_ms);
		throttle_failure(throttle, request->username, now_ms);
	}
	pthread_mutex_unlock(&request->server->throttle_mutex);
}

static enum MHD_Result begin_sign_in(struct request *request)
{
	const char *body = request->body ? request->body : "";
	int64_t now_ms = turnstile_now_ms(), wait;

	if (!request_same_origin(request))
		return say(request, 403, "That did not come from this page",
			   "Please go to the sign-in page and try again.");
	request_address(request, request->address);
	wait = wait_ms(request->server, request->address, THROTTLE_ADDRESS_MAX_MS, now_ms);
	if (wait > 0)
		return ask(request, 429,
			   "Too many attempts from this network. Please wait a little.",
			   (int)(wait / 1000) + 1);
	if (!form_field(body, request->length, "username", request->username,
			sizeof(request->username)) ||
	    !form_field(body, request->length, "password", request->job.password,
			sizeof(request->job.password)))
		return ask(request, 401, "That user name and password do not match.", 0);
	find_account(request);
	/* One account is only ever delayed a few seconds: nobody can be locked out by another's guessing. */
	request->job.not_before_mono_ms = now_ms + wait_ms(request->server, request->username,
							   THROTTLE_ACCOUNT_MAX_MS, now_ms);
	request->job.done = checked;
	request->job.owner = request;
	request->checking = true;
	MHD_suspend_connection(request->connection);
	turnstile_add(request->server->turnstile, &request->job);
	return MHD_YES;
}

static enum MHD_Result finish_sign_in(struct request *request)
{
	char token[TOKEN_SIZE], cookie[COOKIE_SIZE + 80];
	enum MHD_Result result;

	if (request->job.turned_away)
		return ask(request, 503, "Many people are signing in. Please try again.", 5);
	remember(request);
	if (!request->job.matches || !request->authority) {
		fprintf(stderr, "<5>sign-in refused\n");
		return ask(request, 401, "That user name and password do not match.", 0);
	}
	if (account_begin(request->authority->storage, request->username, request_now_ms(),
			  token) != OK)
		return trouble(request);
	snprintf(cookie, sizeof(cookie), COOKIE "=%s.%s" COOKIE_ATTRIBUTES, request->authority->id,
		 token);
	result = reply_redirect(request, "/", cookie);
	sodium_memzero(token, sizeof(token));
	sodium_memzero(cookie, sizeof(cookie));
	return result;
}

enum MHD_Result web_sign_in(struct request *request)
{
	return request->checking ? finish_sign_in(request) : begin_sign_in(request);
}

enum MHD_Result web_sign_out(struct request *request)
{
	struct web_session session;
	char token[TOKEN_SIZE], csrf[TOKEN_SIZE];
	enum err err = session_of(request, &session);

	if (err == ERR_NOT_FOUND)
		return reply_redirect(request, "/", COOKIE "=; Max-Age=0" COOKIE_ATTRIBUTES);
	if (err != OK)
		return trouble(request);
	if (!request_same_origin(request) ||
	    !form_field(request->body ? request->body : "", request->length, "csrf", csrf,
			sizeof(csrf)) ||
	    strlen(csrf) != strlen(session.csrf) ||
	    sodium_memcmp(csrf, session.csrf, strlen(session.csrf)) != 0)
		return say(request, 403, "That did not come from this page",
			   "You are still signed in. Please sign out from the inbox.");
	if (!read_cookie(request, token) || account_end(request->authority->storage, token) != OK)
		return trouble(request);
	return reply_redirect(request, "/", COOKIE "=; Max-Age=0" COOKIE_ATTRIBUTES);
}

enum MHD_Result web_go_home(struct request *request)
{
	return reply_redirect(request, "/", NULL);
}

enum MHD_Result web_style(struct request *request)
{
	return reply_text(request, "text/css; charset=utf-8", style_text(), STYLE_AGE_S);
}

enum MHD_Result web_not_found(struct request *request)
{
	return say(request, 404, "There is nothing here",
		   "The address may be mistyped. The inbox is on the first page.");
}
