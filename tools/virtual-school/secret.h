#pragma once
/* secret: an officer's password from the command line's side. */
#include "tools/virtual-school/password.h"

/* Takes the first line of stdin, or makes one up; ERR_BAD_INPUT: too short or too long. */
MUST_CHECK enum err secret_get(bool from_stdin, char password[PASSWORD_SIZE],
			       char hash[PASSWORD_HASH_SIZE]);
