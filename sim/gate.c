#include "sim/gate.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SOCKETS_MAX 64

static bool down;
static int sockets[SOCKETS_MAX];
static int socket_count;

void gate_set(bool up)
{
	down = !up;
	if (up)
		return;
	/* shutdown, not close: the descriptors are libcurl's. A number used anew for a file is refused by the kernel. */
	for (int i = 0; i < socket_count; i++)
		shutdown(sockets[i], SHUT_RDWR);
	socket_count = 0;
}

bool gate_is_up(void)
{
	return !down;
}

void gate_spare_open(void)
{
	socket_count = 0;
}

int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t length)
{
	bool local = address.__sockaddr__->sa_family == AF_UNIX;
	if (down && !local) {
		errno = ENETUNREACH;
		return -1;
	}
	if (!local) {
		if (socket_count == SOCKETS_MAX)
			socket_count = 0;
		sockets[socket_count++] = fd;
	}
	return (int)syscall(SYS_connect, fd, address.__sockaddr__, length);
}
