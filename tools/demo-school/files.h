#pragma once
/* files: what the demo school's office would export, and its firstbell.conf. */
#include "demo.h"

/* Writes the six files into a folder that is there; `problem` says which could not be written. */
MUST_CHECK enum err files_write(const struct demo *demo, const char *folder, char *problem,
				size_t size);
