#include "tests/support/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "sim/png.h"

enum err picture_init(struct picture *picture, int width, int height, uint32_t rgb)
{
	size_t count = (size_t)width * (size_t)height;

	*picture = (struct picture){width, height, malloc(count * sizeof(uint32_t))};
	if (picture->argb == NULL)
		return ERR_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		picture->argb[i] = 0xFF000000U | rgb;
	return OK;
}

void picture_release(struct picture *picture)
{
	free(picture->argb);
	*picture = (struct picture){0};
}

void picture_take(struct picture *picture, const uint32_t *pixels, int pitch_bytes)
{
	const char *row = (const char *)pixels;

	for (int y = 0; y < picture->height; y++, row += pitch_bytes)
		memcpy(picture->argb + (size_t)y * (size_t)picture->width, row,
		       (size_t)picture->width * sizeof(uint32_t));
}

/* -- PNG ------------------------------------------------------------------------------------------- */

static uint32_t number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int paeth(int left, int above, int corner)
{
	int guess = left + above - corner;
	int l = abs(guess - left), a = abs(guess - above), c = abs(guess - corner);

	return l <= a && l <= c ? left : a <= c ? above : corner;
}

/* PNG specification, 9.2: takes the filter off a row of `size` bytes, in place. */
static bool unfilter(unsigned char *row, const unsigned char *before, size_t size, int filter)
{
	for (size_t i = 0; i < size; i++) {
		int left = i >= 3 ? row[i - 3] : 0;
		int above = before != NULL ? before[i] : 0;
		int corner = before != NULL && i >= 3 ? before[i - 3] : 0;

		switch (filter) {
		case 0: break;
		case 1: row[i] = (unsigned char)(row[i] + left); break;
		case 2: row[i] = (unsigned char)(row[i] + above); break;
		case 3: row[i] = (unsigned char)(row[i] + (left + above) / 2); break;
		case 4: row[i] = (unsigned char)(row[i] + paeth(left, above, corner)); break;
		default: return false;
		}
	}
	return true;
}

static enum err unpack(const unsigned char *packed, size_t packed_size, struct picture *out)
{
	size_t line = (size_t)out->width * 3 + 1;
	uLongf size = (uLongf)(line * (size_t)out->height);
	unsigned char *rows = malloc(size);
	bool good = rows != NULL && uncompress(rows, &size, packed, (uLong)packed_size) == Z_OK &&
		    size == line * (size_t)out->height;

	for (int y = 0; good && y < out->height; y++) {
		unsigned char *row = rows + line * (size_t)y;
		uint32_t *pixel = out->argb + (size_t)y * (size_t)out->width;

		good = unfilter(row + 1, y > 0 ? row - line + 1 : NULL, line - 1, row[0]);
		for (int x = 0; x < out->width; x++)
			pixel[x] = 0xFF000000U | (uint32_t)row[1 + 3 * x] << 16 |
				   (uint32_t)row[2 + 3 * x] << 8 | row[3 + 3 * x];
	}
	free(rows);
	return good ? OK : ERR_DAMAGED;
}

/* Signature, IHDR, IDAT: where each stands when the file is one of ours. */
static enum err decode(const unsigned char *file, size_t size, struct picture *out)
{
	static const unsigned char kind[] = {8, 2, 0, 0, 0};
	enum err err;

	if (size < 57 || memcmp(file + 1, "PNG", 3) != 0 || memcmp(file + 24, kind, 5) != 0 ||
	    memcmp(file + 37, "IDAT", 4) != 0 || number(file + 33) > size - 57 ||
	    number(file + 16) > 16384 || number(file + 20) > 16384)
		return ERR_DAMAGED;
	err = picture_init(out, (int)number(file + 16), (int)number(file + 20), 0);
	if (err == OK)
		err = unpack(file + 41, number(file + 33), out);
	if (err != OK)
		picture_release(out);
	return err;
}

enum err picture_read(const char *path, struct picture *out)
{
	FILE *file = fopen(path, "rbe");
	unsigned char *bytes;
	enum err err = ERR_NO_MEMORY;
	long size;

	*out = (struct picture){0};
	if (file == NULL)
		return ERR_NOT_FOUND;
	(void)fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	bytes = malloc(size > 0 ? (size_t)size : 1);
	if (bytes != NULL)
		err = size > 0 && fread(bytes, 1, (size_t)size, file) == (size_t)size
			      ? decode(bytes, (size_t)size, out)
			      : ERR_DAMAGED;
	free(bytes);
	(void)fclose(file);
	return err;
}

enum err picture_write(const char *path, const struct picture *picture)
{
	return png_write(path, picture->argb, picture->width, picture->height,
			 picture->width * (int)sizeof(uint32_t));
}

/* -- pixels ---------------------------------------------------------------------------------------- */

static int channel(uint32_t argb, int shift)
{
	return (int)(argb >> shift & 0xFF);
}

static uint32_t mean(const struct picture *picture, int left, int top, int by)
{
	uint32_t out = 0xFF;

	for (int shift = 16; shift >= 0; shift -= 8) {
		int sum = 0;

		for (int i = 0; i < by * by; i++)
			sum += channel(
				picture->argb[(top + i / by) * picture->width + left + i % by],
				shift);
		out = out << 8 | (uint32_t)((sum + by * by / 2) / (by * by));
	}
	return out;
}

enum err picture_shrink(const struct picture *picture, int by, struct picture *out)
{
	enum err err = picture_init(out, picture->width / by, picture->height / by, 0);

	for (int i = 0; err == OK && i < out->width * out->height; i++)
		out->argb[i] = mean(picture, i % out->width * by, i / out->width * by, by);
	return err;
}

void picture_lay(struct picture *onto, int x, int y, const struct picture *picture)
{
	for (int row = 0; row < picture->height; row++) {
		for (int column = 0; column < picture->width; column++) {
			int to_x = x + column, to_y = y + row;

			if (to_x >= 0 && to_x < onto->width && to_y >= 0 && to_y < onto->height)
				onto->argb[to_y * onto->width + to_x] =
					picture->argb[row * picture->width + column];
		}
	}
}

static bool pixels_differ(uint32_t a, uint32_t b, int tolerance)
{
	for (int shift = 0; shift <= 16; shift += 8) {
		if (abs(channel(a, shift) - channel(b, shift)) > tolerance)
			return true;
	}
	return false;
}

long picture_differs(const struct picture *a, const struct picture *b, int tolerance,
		     struct picture *show)
{
	long count = 0;

	if (a->width != b->width || a->height != b->height)
		return (long)a->width * a->height;
	for (int i = 0; i < a->width * a->height; i++) {
		bool differs = pixels_differ(a->argb[i], b->argb[i], tolerance);
		uint32_t grey = 0x80 + (uint32_t)channel(b->argb[i], 8) / 2;

		count += differs;
		if (show != NULL)
			show->argb[i] = 0xFF000000U | (differs ? 0xD00000U : grey * 0x010101U);
	}
	return count;
}
