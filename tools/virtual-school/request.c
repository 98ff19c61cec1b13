#include "tools/virtual-school/request.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* A body that takes longer than this is someone holding a place. */
#define BODY_MS 60000
/* What is read and dropped of a body that is too large, so that the refusal is heard at the other end. */
#define DROP_MAX (8u << 20)

int64_t request_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *request_header(const struct request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

const char *request_argument(const struct request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

const char *request_cookie(const struct request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, name);
}

static const struct sockaddr *peer(const struct request *request)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info ? info->client_addr : NULL;
}

/* The 16 bytes of an IPv6 address, or an IPv4 one as IPv6 has it. */
static bool peer_bytes(const struct request *request, unsigned char out[16])
{
	const struct sockaddr *address = peer(request);
	struct sockaddr_in6 six;
	struct sockaddr_in four;

	memset(out, 0, 16);
	if (address && address->sa_family == AF_INET6) {
		memcpy(&six, address, sizeof(six));
		memcpy(out, &six.sin6_addr, 16);
		return true;
	}
	if (!address || address->sa_family != AF_INET)
		return false;
	memcpy(&four, address, sizeof(four));
	out[10] = out[11] = 0xff;
	memcpy(out + 12, &four.sin_addr, 4);
	return true;
}

static bool is_four(const unsigned char bytes[16])
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

	return memcmp(bytes, mapped, sizeof(mapped)) == 0;
}

void request_address(const struct request *request, char out[ADDRESS_SIZE])
{
	unsigned char bytes[16];

	if (!peer_bytes(request, bytes))
		memset(bytes, 0, sizeof(bytes));
	if (!is_four(bytes))
		memset(bytes + 8, 0, 8);
	if (!inet_ntop(AF_INET6, bytes, out, ADDRESS_SIZE))
		out[0] = '\0';
}

bool request_is_loopback(const struct request *request)
{
	static const unsigned char six[16] = {[15] = 1};
	unsigned char bytes[16];

	if (!peer_bytes(request, bytes))
		return false;
	return is_four(bytes) ? bytes[12] == 127 : memcmp(bytes, six, sizeof(six)) == 0;
}

gnutls_session_t request_tls(const struct request *request)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);

	return info ? info->tls_session : NULL;
}

bool request_same_origin(const struct request *request)
{
	const char *site = request_header(request, "Sec-Fetch-Site");
	const char *origin = request_header(request, "Origin");
	const char *host = request_header(request, "Host");

	if (site)
		return strcmp(site, "same-origin") == 0;
	if (!origin)
		return true;
	return host && strncmp(origin, "https://", 8) == 0 && strcmp(origin + 8, host) == 0;
}

static bool make_room(struct request *request, size_t size)
{
	size_t capacity = request->capacity ? request->capacity : 4096;
	char *grown;

	if (request->length + size < request->capacity)
		return true;
	while (capacity <= request->length + size)
		capacity *= 2;
	grown = realloc(request->body, capacity);
	if (!grown)
		return false;
	request->body = grown;
	request->capacity = capacity;
	return true;
}

bool request_take(struct request *request, const char *data, size_t size)
{
	if (turnstile_now_ms() - request->began_mono_ms > BODY_MS)
		return false;
	if (request->dropped || size > request->route->body_max - request->length) {
		request->dropped += size;
		return request->dropped <= DROP_MAX;
	}
	if (!make_room(request, size))
		return false;
	memcpy(request->body + request->length, data, size);
	request->length += size;
	request->body[request->length] = '\0';
	return true;
}

void request_free(struct request *request)
{
	if (!request)
		return;
	/* It may hold a password. */
	if (request->body)
		gnutls_memset(request->body, 0, request->length);
	free(request->body);
	free(request);
}
