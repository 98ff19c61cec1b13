#include "tools/virtual-school/listen.h"
#include "tools/virtual-school/trouble.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct addrinfo *resolve(const char *address)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC,
				 .ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	char host[64];
	const char *colon = strrchr(address, ':');
	size_t length = colon ? (size_t)(colon - address) : 0;
	size_t digits = colon ? strlen(colon + 1) : 0;

	/* getaddrinfo takes 99999 for a port and makes another of it. */
	if (length == 0 || length >= sizeof(host) || digits == 0 || digits > 5 ||
	    strspn(colon + 1, "0123456789") != digits || strtol(colon + 1, NULL, 10) > UINT16_MAX)
		return NULL;
	memcpy(host, address, length);
	host[length] = '\0';
	if (host[0] == '[' && host[length - 1] == ']') {
		memmove(host, host + 1, length - 2);
		host[length - 2] = '\0';
	}
	return getaddrinfo(host, colon + 1, &hints, &found) == 0 ? found : NULL;
}

bool listen_valid(const char *address)
{
	struct addrinfo *where = resolve(address);

	if (where)
		freeaddrinfo(where);
	return where != NULL;
}

static const char *what_to_do(int error)
{
	switch (error) {
	case EADDRINUSE: return "stop the other program or choose another port";
	case EADDRNOTAVAIL: return "choose an address of this machine; 0.0.0.0 is all of them";
	case EACCES: return "choose a port from 1024 on";
	default: return "choose another address";
	}
}

int listen_open(const char *address)
{
	struct addrinfo *where = resolve(address);
	int fd = where ? socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
	int yes = 1;

	/* Reuse: connections of a server that has just ended must not keep the next one out. */
	if (fd >= 0 &&
	    (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
	     (where->ai_family == AF_INET6 &&
	      setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes)) != 0) ||
	     bind(fd, where->ai_addr, where->ai_addrlen) != 0 || listen(fd, SOMAXCONN) != 0)) {
		int error = errno;

		close(fd);
		fd = -1;
		errno = error;
	}
	if (fd < 0)
		trouble_say("serve: %s: %s: %s", address, strerror(errno), what_to_do(errno));
	if (where)
		freeaddrinfo(where);
	return fd;
}
