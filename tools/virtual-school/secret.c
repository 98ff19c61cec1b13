#include "tools/virtual-school/secret.h"

#include <stdio.h>
#include <string.h>

enum err secret_get(bool from_stdin, char password[PASSWORD_SIZE], char hash[PASSWORD_HASH_SIZE])
{
	char *end;

	if (!from_stdin) {
		password_make(password);
		return password_hash(password, hash);
	}
	if (!fgets(password, PASSWORD_SIZE, stdin))
		return ERR_BAD_INPUT;
	end = strchr(password, '\n');
	if (!end && !feof(stdin))
		return ERR_BAD_INPUT;
	if (end)
		*end = '\0';
	return password_hash(password, hash);
}
