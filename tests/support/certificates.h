#pragma once
/* certificates: authorities, servers and kiosks made for a test, as PEM files in a folder. */
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct certificate_wish {
	const char *folder;
	const char *name; /* files are <name>.pem and <name>.key; also the common name */
	const char
		*issuer; /* name of the authority in the same folder; NULL: an authority itself */
	const char *dns; /* a server's name; NULL: none */
	const char *ip;  /* a server's address, "127.0.0.1"; NULL: none */
	time_t from, to; /* 0: yesterday, in a year */
};
/* ECDSA P-256, as the protocol has it. False: could not; said on stderr. */
bool certificate_make(const struct certificate_wish *wish);
/* A new folder for a test's files, removed with all that is in it by folder_remove. */
bool folder_make(char *out, size_t size);
void folder_remove(const char *folder);
