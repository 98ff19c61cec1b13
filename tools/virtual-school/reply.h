#pragma once
/* reply: answers, each with the headers that keep browsers honest. */
#include "tools/virtual-school/request.h"

/* RFC 9457; `problem` is the last part of its type. `retry_after_s` 0: not said. */
enum MHD_Result reply_problem(struct request *request, unsigned status, const char *problem,
			      const char *title, int retry_after_s);
/* Takes `text` over; NULL: out of memory, answered 503. */
enum MHD_Result reply_json(struct request *request, char *text);
/* Takes the page over. */
enum MHD_Result reply_page(struct request *request, unsigned status, struct html *page,
			   int retry_after_s);
/* 303; `cookie`: the whole Set-Cookie, or NULL. */
enum MHD_Result reply_redirect(struct request *request, const char *where, const char *cookie);
/* The text is constant. `max_age_s` 0: not kept by anyone. */
enum MHD_Result reply_text(struct request *request, const char *type, const char *text,
			   int max_age_s);
/* 405. */
enum MHD_Result reply_not_allowed(struct request *request, const char *allowed);
