#include "tools/virtual-school/server.h"
#include "tools/virtual-school/certificates.h"
#include "tools/virtual-school/kiosk_api.h"
#include "tools/virtual-school/listen.h"
#include "tools/virtual-school/reply.h"
#include "tools/virtual-school/trouble.h"
#include "tools/virtual-school/web.h"
#include "wire/wire.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	/* A page loaded again, or an address from the history. */
	{"GET", "/sign-in", web_go_home, 0, false, false},
	{"GET", "/sign-out", web_go_home, 0, false, false},
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
	request->head = strcmp(method, "HEAD") == 0;
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

static struct MHD_Daemon *start(struct server *server, const struct server_options *options,
				int socket, const struct certificates *files)
{
	unsigned flags = MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
			 MHD_USE_ERROR_LOG;

	return MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
		MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_HTTPS_MEM_CERT,
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
	bool good = certificates_read(options->folder, &files);
	/* From here on the library's, which closes it. */
	int got, socket = good ? listen_open(options->listen) : -1;
	struct MHD_Daemon *daemon = socket >= 0 ? start(server, options, socket, &files) : NULL;

	if (daemon) {
		announce(daemon, options->listen);
		while (sigwait(signals, &got) != 0)
			continue;
		/* First those who wait at the turnstile: a connection that is suspended cannot be closed. */
		turnstile_stop(server->turnstile);
		MHD_stop_daemon(daemon);
	} else if (socket >= 0) {
		trouble_say("serve: no memory or no threads left: end other programs");
	}
	certificates_release(&files);
	return daemon ? OK : ERR_REFUSED;
}

static const char *what_to_do(enum err err, int error)
{
	if (error == EACCES)
		return "run this as the user whose file it is";
	if (error && error != ENOENT)
		return "look at what is there";
	switch (err) {
	case ERR_NOT_FOUND: return "run virtual-school init first";
	case ERR_BAD_INPUT: return "its name is no authority's: move it elsewhere";
	case ERR_BUSY: return "end the other program";
	case ERR_TOO_NEW: return "use that version";
	case ERR_DAMAGED: return "put it back from a copy, or move it elsewhere";
	default: return "look at the disk";
	}
}

static void say_registry(const char *path, enum err err)
{
	int error = access(path, R_OK | W_OK) == 0 ? 0 : errno;

	if (error)
		trouble_say("serve: %s: %s: %s", path, strerror(error), what_to_do(err, error));
	else if (err == ERR_NOT_FOUND)
		trouble_say("serve: %s: no authority in it: %s", path, what_to_do(err, 0));
	else
		trouble_say("serve: %s: %s: %s", path, err_text(err), what_to_do(err, 0));
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
	if (err != OK) {
		say_registry(server.registry.trouble, err);
		return err;
	}
	pthread_mutex_init(&server.throttle_mutex, NULL);
	server.turnstile = turnstile_open();
	if (!server.turnstile)
		trouble_say("serve: no memory or no threads left: end other programs");
	err = server.turnstile ? serve(&server, options, &signals) : ERR_NO_MEMORY;
	turnstile_close(server.turnstile);
	pthread_mutex_destroy(&server.throttle_mutex);
	registry_close(&server.registry);
	return err;
}
