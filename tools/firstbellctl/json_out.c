#include "json_out.h"

#include <inttypes.h>
#include <string.h>

#include "utf8.h"

static void quoted(FILE *file, const char *text)
{
	fputc('"', file);
	size_t left = strlen(text);
	while (left > 0) {
		size_t length = utf8_length(text, left);
		if (length == 0)
			fputs("\\ufffd", file);
		else if (*text == '"' || *text == '\\')
			fprintf(file, "\\%c", *text);
		else if ((unsigned char)*text < 0x20 || *text == 0x7f)
			fprintf(file, "\\u%04x", (unsigned char)*text);
		else
			fwrite(text, 1, length, file);
		text += length == 0 ? 1 : length;
		left -= length == 0 ? 1 : length;
	}
	fputc('"', file);
}

static void before(struct json_out *out, const char *key)
{
	if (out->comma)
		fputs(", ", out->file);
	out->comma = true;
	if (key) {
		quoted(out->file, key);
		fputs(": ", out->file);
	}
}

void json_out_open(struct json_out *out, const char *key, char bracket)
{
	before(out, key);
	fputc(bracket, out->file);
	out->comma = false;
}

void json_out_close(struct json_out *out, char bracket)
{
	fputc(bracket, out->file);
	out->comma = true;
}

void json_out_text(struct json_out *out, const char *key, const char *text)
{
	before(out, key);
	quoted(out->file, text);
}

void json_out_number(struct json_out *out, const char *key, int64_t number)
{
	before(out, key);
	fprintf(out->file, "%" PRId64, number);
}

void json_out_bool(struct json_out *out, const char *key, bool yes)
{
	before(out, key);
	fputs(yes ? "true" : "false", out->file);
}

void json_out_null(struct json_out *out, const char *key)
{
	before(out, key);
	fputs("null", out->file);
}
