#include "tools/virtual-school/html.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append(struct html *html, const char *bytes, size_t length)
{
	if (html->failed)
		return;
	if (html->length + length + 1 > html->capacity) {
		size_t capacity = html->capacity ? html->capacity * 2 : 4096;
		char *grown;

		while (capacity < html->length + length + 1)
			capacity *= 2;
		grown = realloc(html->text, capacity);
		if (!grown) {
			html->failed = true;
			return;
		}
		html->text = grown;
		html->capacity = capacity;
	}
	memcpy(html->text + html->length, bytes, length);
	html->length += length;
	html->text[html->length] = '\0';
}

static void append_text(struct html *html, const char *text)
{
	append(html, text, strlen(text));
}

/* How many bytes a well-formed UTF-8 character has here; 0: it is none (RFC 3629 section 4). */
static size_t character_length(const unsigned char *s)
{
	static const struct {
		unsigned char lead_from, lead_to, second_from, second_to;
		size_t length;
	} forms[] = {
		{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};

	if (s[0] < 0x80)
		return 1;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		if (s[0] < forms[i].lead_from || s[0] > forms[i].lead_to)
			continue;
		if (s[1] < forms[i].second_from || s[1] > forms[i].second_to)
			return 0;
		for (size_t n = 2; n < forms[i].length; n++)
			if ((s[n] & 0xc0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

static void append_escaped(struct html *html, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	while (*s) {
		size_t length = character_length(s);

		switch (*s) {
		case '<': append_text(html, "&lt;"); break;
		case '>': append_text(html, "&gt;"); break;
		case '&': append_text(html, "&amp;"); break;
		case '"': append_text(html, "&quot;"); break;
		case '\'': append_text(html, "&#39;"); break;
		default:
			if (!length || *s < ' ' || *s == 0x7f)
				append_text(html, "\xef\xbf\xbd");
			else
				append(html, (const char *)s, length);
		}
		s += length ? length : 1;
	}
}

/* Writes what stands at a '%' and says how much of the format it took. */
static size_t convert(struct html *html, const char *format, va_list *arguments)
{
	char number[24];

	if (strncmp(format, "%s", 2) == 0) {
		append_escaped(html, va_arg(*arguments, const char *));
		return 2;
	}
	if (strncmp(format, "%d", 2) == 0) {
		snprintf(number, sizeof(number), "%d", va_arg(*arguments, int));
		append_text(html, number);
		return 2;
	}
	if (strncmp(format, "%lld", 4) == 0) {
		snprintf(number, sizeof(number), "%lld", va_arg(*arguments, long long));
		append_text(html, number);
		return 4;
	}
	ENSURE(format[1] == '%');
	append_text(html, "%");
	return 2;
}

void html_print(struct html *html, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	while (*format) {
		size_t length = strcspn(format, "%");

		append(html, format, length);
		format += length;
		if (*format)
			format += convert(html, format, &arguments);
	}
	va_end(arguments);
}

void html_release(struct html *html)
{
	free(html->text);
	*html = (struct html){0};
}
