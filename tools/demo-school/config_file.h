#pragma once
/* config_file: the demo school's firstbell.conf: three authorities, one of them Welsh. */
#include <stdio.h>

#include "demo.h"

void config_file_write(const struct demo *demo, FILE *file);
