#pragma once
/* page: the pages an officer sees. Work without JavaScript; all text is escaped by the writer. */
#include "tools/virtual-school/account.h"
#include "tools/virtual-school/html.h"
#include "tools/virtual-school/inbox.h"
#include "tools/virtual-school/registry.h"

/* `complaint` NULL: none. */
void page_sign_in(struct html *html, const char *complaint);
/* One thing to say, and the way back. */
void page_message(struct html *html, const char *heading, const char *words);
void page_inbox(struct html *html, const struct authority *authority,
		const struct web_session *session, const struct inbox *inbox);
