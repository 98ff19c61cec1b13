#pragma once
/* html: a page being written, into which text can only come escaped. Markup is what stands in the literal formats
 * (the compiler refuses any other: -Wformat=2); every %s is escaped, for content and for quoted attributes alike. */
#include "core/base.h"

struct html {
	char *text; /* NUL-terminated once anything was written; owned */
	size_t length, capacity;
	bool failed; /* out of memory: the page is not whole */
};

/* %s (escaped), %d, %lld and %% only. */
void html_print(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
void html_release(struct html *html);
