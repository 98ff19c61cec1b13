#pragma once
/* listen: the address that `serve` listens on. */
#include <stdbool.h>

/* A numeric address and a port, "127.0.0.1:8443" or "[::1]:0"? Names are not looked up. */
bool listen_valid(const char *address);
/* A socket that listens there, the caller's to close; -1: said to stderr why not. `address` is valid. */
int listen_open(const char *address);
