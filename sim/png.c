#include "sim/png.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void put_number(unsigned char *out, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* PNG specification, 5.3: length, type, data, CRC of type and data. */
static bool put_chunk(FILE *file, const char type[4], const unsigned char *data, size_t size)
{
	unsigned char head[8], tail[4];
	uLong sum;

	put_number(head, (uint32_t)size);
	memcpy(head + 4, type, 4);
	sum = crc32(crc32(0, head + 4, 4), data, (uInt)size);
	put_number(tail, (uint32_t)sum);
	return fwrite(head, 1, 8, file) == 8 && fwrite(data, 1, size, file) == size &&
	       fwrite(tail, 1, 4, file) == 4;
}

/* Each row as its difference from the row above (filter type 2): flat areas become zeros. */
static void filter_rows(const uint32_t *argb, int width, int height, int pitch_bytes,
			unsigned char *out)
{
	for (int y = 0; y < height; y++) {
		const char *line = (const char *)argb + (ptrdiff_t)y * pitch_bytes;

		*out++ = 2;
		for (int x = 0; x < width; x++) {
			uint32_t pixel, above = 0;

			memcpy(&pixel, line + (ptrdiff_t)x * 4, 4);
			if (y > 0)
				memcpy(&above, line - pitch_bytes + (ptrdiff_t)x * 4, 4);
			for (int shift = 16; shift >= 0; shift -= 8)
				*out++ = (unsigned char)((pixel >> shift) - (above >> shift));
		}
	}
}

static enum err write_file(const char *path, const unsigned char header[13],
			   const unsigned char *data, size_t size)
{
	static const char signature[] = "\x89PNG\r\n\x1a\n";
	char draft[4096];
	FILE *file;
	bool good;

	(void)snprintf(draft, sizeof(draft), "%s.part", path);
	file = fopen(draft, "wbe");
	if (file == NULL)
		return ERR_IO;
	good = fwrite(signature, 1, 8, file) == 8 && put_chunk(file, "IHDR", header, 13) &&
	       put_chunk(file, "IDAT", data, size) && put_chunk(file, "IEND", header, 0);
	if (fclose(file) != 0 || !good || rename(draft, path) != 0) {
		enum err err = errno == ENOSPC ? ERR_NO_SPACE : ERR_IO;

		(void)remove(draft);
		return err;
	}
	return OK;
}

enum err png_write(const char *path, const uint32_t *argb, int width, int height, int pitch_bytes)
{
	unsigned char header[13] = {[8] = 8, [9] = 2};
	uLong plain = (uLong)height * ((uLong)width * 3 + 1);
	uLongf packed = compressBound(plain);
	unsigned char *rows = malloc(plain), *data = malloc(packed);
	enum err err = ERR_NO_MEMORY;

	if (rows == NULL || data == NULL)
		goto out;
	put_number(header, (uint32_t)width);
	put_number(header + 4, (uint32_t)height);
	filter_rows(argb, width, height, pitch_bytes, rows);
	if (compress2(data, &packed, rows, plain, 6) != Z_OK)
		goto out;
	err = write_file(path, header, data, packed);
out:
	free(rows);
	free(data);
	return err;
}
