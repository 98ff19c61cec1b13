#pragma once
/* sheet_file: the two ends of reading a sheet: its bytes and their encoding, its header and the columns asked for. */
#include "sheet.h"

/* The whole file, freed with free() in every case. ERR_NOT_FOUND, ERR_IO, ERR_NO_MEMORY, ERR_BAD_INPUT (too large). */
MUST_CHECK enum err sheet_file_read(const char *path, char **bytes, size_t *size,
				    struct problems *problems);
/* UTF-8 throughout, or ERR_BAD_INPUT with advice; *start is past a BOM. */
MUST_CHECK enum err sheet_file_encoding(const char *bytes, size_t size, size_t *start,
					struct problems *problems);
/* Fills sheet->place from the header row; ERR_BAD_INPUT names what is missing or there twice. */
MUST_CHECK enum err sheet_find_columns(struct sheet *sheet, size_t name_count,
				       struct problems *problems);
