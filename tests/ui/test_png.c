#include "sim/png.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define WIDTH 37
#define HEIGHT 11
#define PITCH 40

static uint32_t number_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static size_t read_file(const char *path, unsigned char *out, size_t size)
{
	FILE *file = fopen(path, "rb");
	size_t length;

	assert_non_null(file);
	length = fread(out, 1, size, file);
	(void)fclose(file);
	return length;
}

/* Reads it back by the specification: every CRC, the header, and the rows as differences from those above. */
static void what_is_written_can_be_read(void **state)
{
	char path[] = "/tmp/firstbell-png-XXXXXX";
	uint32_t pixels[PITCH * HEIGHT];
	unsigned char file[65536], rows[HEIGHT * (WIDTH * 3 + 1)], above[WIDTH * 3] = {0};
	uLongf unpacked = sizeof(rows);
	size_t size, at = 8;
	int made = mkstemp(path);

	(void)state;
	assert_true(made >= 0);
	(void)close(made);
	for (size_t i = 0; i < COUNT_OF(pixels); i++)
		pixels[i] = (uint32_t)i * 2654435761U;
	assert_int_equal(png_write(path, pixels, WIDTH, HEIGHT, PITCH * 4), OK);
	size = read_file(path, file, sizeof(file));
	assert_memory_equal(file, "\x89PNG\r\n\x1a\n", 8);
	while (at < size) {
		uint32_t length = number_at(file + at);

		assert_int_equal(number_at(file + at + 8 + length),
				 crc32(crc32(0, NULL, 0), file + at + 4, length + 4));
		if (memcmp(file + at + 4, "IDAT", 4) == 0)
			assert_int_equal(uncompress(rows, &unpacked, file + at + 8, length), Z_OK);
		at += length + 12;
	}
	assert_int_equal(at, size);
	assert_int_equal(number_at(file + 16), WIDTH);
	assert_int_equal(number_at(file + 20), HEIGHT);
	assert_memory_equal(file + 24, "\x08\x02\x00\x00\x00", 5);
	assert_int_equal(unpacked, sizeof(rows));
	for (size_t y = 0; y < HEIGHT; y++) {
		const unsigned char *row = rows + y * (WIDTH * 3 + 1);

		assert_int_equal(row[0], 2);
		for (size_t i = 0; i < (size_t)WIDTH * 3; i++) {
			above[i] = (unsigned char)(above[i] + row[1 + i]);
			assert_int_equal(above[i],
					 (pixels[y * PITCH + i / 3] >> (16 - 8 * (i % 3))) & 0xFF);
		}
	}
	assert_int_equal(unlink(path), 0);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
	const uint32_t pixel = 0;

	(void)state;
	assert_int_equal(png_write("/nowhere/at/all.png", &pixel, 1, 1, 4), ERR_IO);
}

static void a_full_disk_leaves_nothing(void **state)
{
	const uint32_t pixel = 0;
	char folder[] = "/tmp/firstbell-png-XXXXXX", path[64], draft[80];

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/a.png", folder);
	(void)snprintf(draft, sizeof(draft), "%s.part", path);
	/* /dev/full takes every byte and keeps none. */
	assert_int_equal(symlink("/dev/full", draft), 0);
	assert_int_equal(png_write(path, &pixel, 1, 1, 4), ERR_NO_SPACE);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_not_equal(access(draft, F_OK), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_can_be_read),
		cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
		cmocka_unit_test(a_full_disk_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
