#pragma once
/* page_parts: pieces that pages are put together from. */
#include "tools/virtual-school/page.h"

void page_begin(struct html *html, const char *title);
void page_end(struct html *html);

/* "3 schools", "1 school". */
const char *page_plural(int64_t count, const char *one, const char *many);
/* "Monday 14 September 2026" */
#define PAGE_DAY_SIZE 48
void page_day(int32_t day, char out[PAGE_DAY_SIZE]);
/* "08:42" of the day shown; "Fri 11 Sep 08:42" of another day; "never" for 0. */
#define PAGE_TIME_SIZE 32
void page_time(int64_t utc_ms, int32_t shown_day, char out[PAGE_TIME_SIZE]);
/* "Morning", "Afternoon" */
const char *page_part(enum part part);
const char *page_withdrawal(enum withdrawal reason);
const char *page_because(unsigned bit);
/* What the person who reads the inbox is called there. */
const char *page_role(enum nation nation);

void page_silent(struct html *html, const struct inbox *inbox);
void page_flags(struct html *html, const struct inbox *inbox, enum nation nation);
void page_schools(struct html *html, const struct inbox *inbox);
