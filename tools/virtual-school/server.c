#include "tools/virtual-school/server.h"
#include "tools/virtual-school/files.h"
#include "tools/virtual-school/kiosk_api.h"
#include "tools/virtual-school/reply.h"
#include "tools/virtual-school/web.h"
#include "wire/wire.h"

#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4u
#define CONNECTIONS 4096u
#define CONNECTION_MEMORY 32768u
#define FORM_MAX 4096u

static enum MHD_Result alive(struct request *request)
{
	return reply_text(request, "text/plain; charset=utf-8", "ok\n", 0);
}

/* Ready: every authority's data can be read and written. */
static enum MHD_Result ready(struct request *request)
{
	struct registry *registry = &request->server->registry;

	for (size_t i = 0; i < registry->count; i++) {
		storage_begin(registry->list[i].storage);
		if (storage_commit(registry->list[i].storage) != OK)
			return reply_problem(request, 503, "storage", "Storage does not answer", 5);
	}
	return alive(request);
}

static const struct route routes[] = {
	{"POST", "/v1/events", kiosk_api_events, WIRE_BATCH_BYTES, true, false},
	{"GET", "/v1/stream", kiosk_api_stream, 0, true, false},
	{"GET", "/", web_home, 0, false, false},
	{"POST", "/sign-in", web_sign_in, FORM_MAX, false, false},
	{"POST", "/sign-out", web_sign_out, FORM_MAX, false, false},
	{"GET", "/style.css", web_style, 0, false, false},
	{"GET", "/healthz", alive, 0, false, true},
	{"GET", "/readyz", ready, 0, false, true},
};

static enum MHD_Result nothing_here(struct request *request)
{
	return reply_problem(request, 404, "not-found", "There is nothing here", 0);
}

static const struct route no_page = {"", "", web_not_found, 0, false, false};
static const struct route no_api = {"", "", nothing_here, 0, false, false};

static enum MHD_Result wrong_method(struct request *request)
{
	return reply_not_allowed(request, "GET, HEAD, POST");
}
static const struct route no_method = {"", "", wrong_method, 0, false, false};

static const struct route *find_route(const struct request *request, const char *method,
				      const char *path)
{
	bool known = false;

	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		if (strcmp(routes[i].path, path) != 0 ||
		    (routes[i].loopback_only && !request_is_loopback(request)))
			continue;
		if (strcmp(routes[i].method, method) == 0)
			return &routes[i];
		known = true;
	}
	if (known)
		return &no_method;
	return strncmp(path, "/v1/", 4) == 0 || strncmp(path, "/.well-known/", 13) == 0 ? &no_api
											: &no_page;
}

static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection,
			     const char *method, const char *path, void **state)
{
	struct request *request = calloc(1, sizeof(*request));

	if (!request)
		return MHD_NO;
	*state = request;
	request->server = server;
	request->connection = connection;
	request->began_mono_ms = turnstile_now_ms();
	request->route = find_route(request, method, path);
	if (request->route->kiosk)
		identity_of(request_tls(request), &server->registry, &request->identity);
	return MHD_YES;
}

static enum MHD_Result answer(struct request *request)
{
	if (request->route->kiosk && request->identity.status != IDENTITY_KNOWN)
		return kiosk_api_refuse(request);
	if (request->dropped && request->route->body_max)
		return reply_problem(request, 413, "too-large", "The body is too large", 0);
	return request->route->answer(request);
}

static enum MHD_Result on_request(void *server, struct MHD_Connection *connection, const char *path,
				  const char *method, const char *version, const char *data,
				  size_t *size, void **state)
{
	struct request *request = *state;

	(void)version;
	if (!request)
		return begin(server, connection, method, path, state);
	if (*size == 0)
		return answer(request);
	/* A stranger's body is not kept. */
	if (request->route->kiosk && request->identity.status != IDENTITY_KNOWN)
		request->dropped += request->dropped ? 0 : 1;
	if (!request_take(request, data, *size))
		return MHD_NO;
	*size = 0;
	return MHD_YES;
}

static void on_completed(void *server, struct MHD_Connection *connection, void **state,
			 enum MHD_RequestTerminationCode why)
{
	(void)server;
	(void)connection;
	(void)why;
	request_free(*state);
	*state = NULL;
}

/* The library's own words can hold a peer's bytes, and so a child's reference. */
static void on_log(void *server, const char *format, va_list arguments)
{
	(void)server;
	(void)format;
	(void)arguments;
}

static struct addrinfo *resolve(const char *listen)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC,
				 .ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	char host[64];
	const char *colon = strrchr(listen, ':');
	size_t length = colon ? (size_t)(colon - listen) : 0;

	/* getaddrinfo takes 99999 for a port and makes another of it. */
	if (length == 0 || length >= sizeof(host) || strlen(colon + 1) > 5 ||
	    strtol(colon + 1, NULL, 10) > UINT16_MAX)
		return NULL;
	memcpy(host, listen, length);
	host[length] = '\0';
	if (host[0] == '[' && host[length - 1] == ']') {
		memmove(host, host + 1, length - 2);
		host[length - 2] = '\0';
	}
	return getaddrinfo(host, colon + 1, &hints, &found) == 0 ? found : NULL;
}

struct certificates {
	gnutls_datum_t ca, certificate, key;
};

static enum err read_certificates(const char *folder, struct certificates *out)
{
	enum err err = files_read(folder, "ca.pem", &out->ca);

	if (err == OK)
		err = files_read(folder, "server.pem", &out->certificate);
	if (err == OK)
		err = files_read(folder, "server.key", &out->key);
	return err;
}

static struct MHD_Daemon *start(struct server *server, const struct server_options *options,
				const struct addrinfo *where, const struct certificates *files)
{
	unsigned flags = MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
			 MHD_USE_ERROR_LOG | (where->ai_family == AF_INET6 ? MHD_USE_IPv6 : 0u);

	return MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
		MHD_OPTION_SOCK_ADDR, where->ai_addr, MHD_OPTION_HTTPS_MEM_CERT,
		files->certificate.data, MHD_OPTION_HTTPS_MEM_KEY, files->key.data,
		MHD_OPTION_HTTPS_MEM_TRUST, files->ca.data, MHD_OPTION_HTTPS_PRIORITIES,
		"SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, NULL, MHD_OPTION_THREAD_POOL_SIZE, THREADS,
		MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)options->idle_s, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)options->per_address_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_MEMORY, MHD_OPTION_END);
}

/* Port 0 becomes the one that was given. */
static void announce(struct MHD_Daemon *daemon, const char *listen)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);

	printf("listening on https://%.*s:%u\n", (int)(strrchr(listen, ':') - listen), listen,
	       info ? info->port : 0u);
	fflush(stdout);
}

static enum err serve(struct server *server, const struct server_options *options,
		      const sigset_t *signals)
{
	struct certificates files = {0};
	struct addrinfo *where = resolve(options->listen);
	struct MHD_Daemon *daemon = NULL;
	enum err err = where ? read_certificates(options->folder, &files) : ERR_BAD_INPUT;
	int got;

	if (err == OK)
		daemon = start(server, options, where, &files);
	if (err == OK && !daemon)
		err = ERR_NETWORK;
	if (daemon) {
		announce(daemon, options->listen);
		while (sigwait(signals, &got) != 0)
			continue;
		/* First those who wait at the turnstile: a connection that is suspended cannot be closed. */
		turnstile_stop(server->turnstile);
		MHD_stop_daemon(daemon);
	}
	if (where)
		freeaddrinfo(where);
	files_release(&files.ca);
	files_release(&files.certificate);
	files_release(&files.key);
	return err;
}

enum err server_run(const struct server_options *options)
{
	static struct server server;
	sigset_t signals;
	enum err err;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	/* Before any thread is made, so that none of them takes the signal. */
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	err = registry_open(&server.registry, options->folder, NULL);
	if (err != OK)
		return err;
	pthread_mutex_init(&server.throttle_mutex, NULL);
	server.turnstile = turnstile_open();
	err = server.turnstile ? serve(&server, options, &signals) : ERR_NO_MEMORY;
	turnstile_close(server.turnstile);
	pthread_mutex_destroy(&server.throttle_mutex);
	registry_close(&server.registry);
	return err;
}
