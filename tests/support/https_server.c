#include "tests/support/https_server.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PENDING_MAX 16
#define PATH_ROOM 512

struct https_server {
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock; /* of answer, seen and pending */
	struct https_answer answer;
	struct https_seen seen;
	struct MHD_Connection *pending[PENDING_MAX];
	size_t pending_count;
	gnutls_datum_t certificate, key, ca, ticket_key;
	bool alert;
	uint16_t port;
};

/* One request being read. */
struct request {
	char body[4096];
	size_t length;
};

static gnutls_session_t session_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	return info ? (gnutls_session_t)info->tls_session : NULL;
}

/* Closed at once, with the client's request unread, TCP would reset the connection and the alert could be lost. */
static void wait_for_end(int fd)
{
	char waste[4096];
	struct pollfd end = {fd, POLLIN, 0};
	while (poll(&end, 1, 10000) > 0 && recv(fd, waste, sizeof(waste), 0) > 0)
		;
}

static int verify_or_alert(gnutls_session_t session)
{
	unsigned status = 0;
	gnutls_alert_description_t alert = GNUTLS_A_UNKNOWN_CA;
	int result = gnutls_certificate_verify_peers2(session, &status);
	if (result == 0 && status == 0)
		return 0;
	if (result != 0)
		alert = GNUTLS_A_CERTIFICATE_REQUIRED;
	else if (status & GNUTLS_CERT_EXPIRED)
		alert = GNUTLS_A_CERTIFICATE_EXPIRED;
	gnutls_alert_send(session, GNUTLS_AL_FATAL, alert);
	wait_for_end((int)(intptr_t)gnutls_session_get_ptr(session));
	return -1;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **unused,
			  enum MHD_ConnectionNotificationCode code)
{
	struct https_server *server = context;
	(void)unused;
	if (code != MHD_CONNECTION_NOTIFY_STARTED)
		return;
	pthread_mutex_lock(&server->lock);
	server->seen.connections++;
	pthread_mutex_unlock(&server->lock);
	gnutls_session_t session = session_of(connection);
	gnutls_session_ticket_enable_server(session, &server->ticket_key);
	if (server->alert) {
		int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
				 ->connect_fd;
		gnutls_session_set_ptr(session, (void *)(intptr_t)fd);
		gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
		gnutls_session_set_verify_function(session, verify_or_alert);
	}
}

static void see_client(struct https_server *server, struct MHD_Connection *connection)
{
	struct https_seen *seen = &server->seen;
	unsigned status = 0, count = 0;
	gnutls_session_t session = session_of(connection);
	const gnutls_datum_t *chain =
		session ? gnutls_certificate_get_peers(session, &count) : NULL;
	gnutls_x509_crt_t client = NULL;
	size_t size = sizeof(seen->client);
	seen->client[0] = '\0';
	seen->client_expired = false;
	if (!chain || gnutls_certificate_verify_peers2(session, &status) != 0)
		return;
	seen->client_expired = (status & GNUTLS_CERT_EXPIRED) != 0;
	if ((status & ~(unsigned)(GNUTLS_CERT_EXPIRED | GNUTLS_CERT_INVALID)) != 0 ||
	    (status != 0 && !seen->client_expired))
		return;
	gnutls_x509_crt_init(&client);
	gnutls_x509_crt_import(client, &chain[0], GNUTLS_X509_FMT_DER);
	if (gnutls_x509_crt_get_dn_by_oid(client, GNUTLS_OID_X520_COMMON_NAME, 0, 0, seen->client,
					  &size) != 0)
		seen->client[0] = '\0';
	gnutls_x509_crt_deinit(client);
}

static void see_header(struct MHD_Connection *connection, const char *name, char *out, size_t size)
{
	const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
	snprintf(out, size, "%s", value ? value : "");
}

static void see(struct https_server *server, struct MHD_Connection *connection, const char *path,
		const char *method, const struct request *request)
{
	struct https_seen *seen = &server->seen;
	size_t kept = request->length < sizeof(seen->body) ? request->length : sizeof(seen->body);
	seen->requests++;
	seen->resumed = gnutls_session_is_resumed(session_of(connection)) != 0;
	see_client(server, connection);
	snprintf(seen->method, sizeof(seen->method), "%s", method);
	snprintf(seen->path, sizeof(seen->path), "%s", path);
	see_header(connection, "Content-Type", seen->content_type, sizeof(seen->content_type));
	see_header(connection, "User-Agent", seen->user_agent, sizeof(seen->user_agent));
	seen->expect = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Expect") != NULL;
	memcpy(seen->body, request->body, kept);
	seen->length = request->length;
}

/* A body that is handed out in pieces, and may stop half-way. */
struct pieces {
	const char *body;
	size_t length;
	bool stops;
};

static ssize_t give_piece(void *context, uint64_t position, char *out, size_t size)
{
	struct pieces *pieces = context;
	size_t end = pieces->stops ? pieces->length / 2 : pieces->length;
	if (position >= end)
		return pieces->stops ? MHD_CONTENT_READER_END_WITH_ERROR
				     : MHD_CONTENT_READER_END_OF_STREAM;
	size_t left = end - (size_t)position, piece = left < 1000 ? left : 1000;
	if (piece > size)
		piece = size;
	memcpy(out, pieces->body + position, piece);
	return (ssize_t)piece;
}

static struct MHD_Response *make_response(const struct https_answer *answer)
{
	size_t length = answer->length ? answer->length : strlen(answer->body);
	if (answer->manner == HTTPS_WELL || answer->manner == HTTPS_CLOSE_AFTER)
		return MHD_create_response_from_buffer_with_free_callback(
			length, memcpy(malloc(length + 1), answer->body, length), free);
	struct pieces *pieces = malloc(sizeof(*pieces));
	*pieces = (struct pieces){answer->body, length, answer->manner == HTTPS_CLOSE_MID_BODY};
	return MHD_create_response_from_callback(answer->manner == HTTPS_CHUNKED ? MHD_SIZE_UNKNOWN
										 : length,
						 4096, give_piece, pieces, free);
}

static enum MHD_Result send_answer(struct MHD_Connection *connection,
				   const struct https_answer *answer)
{
	struct MHD_Response *response = make_response(answer);
	if (answer->content_type)
		MHD_add_response_header(response, "Content-Type", answer->content_type);
	if (answer->retry_after)
		MHD_add_response_header(response, "Retry-After", answer->retry_after);
	if (answer->manner == HTTPS_CLOSE_AFTER)
		MHD_add_response_header(response, "Connection", "close");
	if (answer->location)
		MHD_add_response_header(response, "Location", answer->location);
	if (answer->date)
		MHD_add_response_header(response, "Date", answer->date);
	enum MHD_Result result = MHD_queue_response(connection, (unsigned)answer->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result answer_now(struct https_server *server, struct MHD_Connection *connection)
{
	if (server->answer.manner == HTTPS_CLOSE_AT_ONCE)
		return MHD_NO;
	if (server->answer.manner != HTTPS_NEVER)
		return send_answer(connection, &server->answer);
	if (server->pending_count == PENDING_MAX)
		return MHD_NO;
	server->pending[server->pending_count++] = connection;
	MHD_suspend_connection(connection);
	return MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
				  const char *path, const char *method, const char *version,
				  const char *data, size_t *length, void **state)
{
	struct https_server *server = context;
	struct request *request = *state;
	(void)version;
	if (!request) {
		*state = calloc(1, sizeof(*request));
		return *state ? MHD_YES : MHD_NO;
	}
	if (*length > 0) {
		for (size_t i = 0; i < *length && request->length + i < sizeof(request->body); i++)
			request->body[request->length + i] = data[i];
		request->length += *length;
		*length = 0;
		return MHD_YES;
	}
	pthread_mutex_lock(&server->lock);
	see(server, connection, path, method, request);
	enum MHD_Result result = answer_now(server, connection);
	pthread_mutex_unlock(&server->lock);
	return result;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
			 enum MHD_RequestTerminationCode code)
{
	(void)context;
	(void)connection;
	(void)code;
	free(*state);
	*state = NULL;
}

/* GnuTLS and libmicrohttpd want the text ended by a NUL, which gnutls_load_file puts there. */
static bool load(const char *folder, const char *name, const char *ending, gnutls_datum_t *out)
{
	char path[PATH_ROOM];
	snprintf(path, sizeof(path), "%s/%s.%s", folder, name, ending);
	return gnutls_load_file(path, out) == 0;
}

static struct MHD_Daemon *start(struct https_server *server, uint16_t port)
{
	const struct sockaddr_in address = {.sin_family = AF_INET,
					    .sin_port = htons(port),
					    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	return MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME, port,
		NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, &address,
		MHD_OPTION_HTTPS_MEM_CERT, server->certificate.data, MHD_OPTION_HTTPS_MEM_KEY,
		server->key.data, MHD_OPTION_HTTPS_MEM_TRUST, server->ca.data,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)262144, MHD_OPTION_NOTIFY_CONNECTION,
		on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
		MHD_OPTION_END);
}

struct https_server *https_server_open(const struct https_setup *setup)
{
	struct https_server *server = calloc(1, sizeof(*server));
	if (!server)
		return NULL;
	pthread_mutex_init(&server->lock, NULL);
	server->alert = setup->alert;
	server->answer = (struct https_answer){
		.status = 200, .content_type = "application/json", .body = "{}"};
	if (load(setup->folder, setup->name, "pem", &server->certificate) &&
	    load(setup->folder, setup->name, "key", &server->key) &&
	    load(setup->folder, setup->ca, "pem", &server->ca) &&
	    gnutls_session_ticket_key_generate(&server->ticket_key) == 0)
		server->daemon = start(server, setup->port);
	if (!server->daemon) {
		fprintf(stderr, "https server not started: %s\n", setup->name);
		https_server_close(server);
		return NULL;
	}
	server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	return server;
}

void https_server_close(struct https_server *server)
{
	if (!server)
		return;
	if (server->daemon) {
		pthread_mutex_lock(&server->lock);
		server->answer = (struct https_answer){.status = 503, .body = ""};
		for (size_t i = 0; i < server->pending_count; i++)
			MHD_resume_connection(server->pending[i]);
		pthread_mutex_unlock(&server->lock);
		MHD_stop_daemon(server->daemon);
	}
	gnutls_free(server->certificate.data);
	gnutls_free(server->key.data);
	gnutls_free(server->ca.data);
	gnutls_free(server->ticket_key.data);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

uint16_t https_server_port(const struct https_server *server)
{
	return server->port;
}

void https_server_answer(struct https_server *server, const struct https_answer *answer)
{
	pthread_mutex_lock(&server->lock);
	server->answer = *answer;
	pthread_mutex_unlock(&server->lock);
}

void https_server_seen(struct https_server *server, struct https_seen *out)
{
	pthread_mutex_lock(&server->lock);
	*out = server->seen;
	pthread_mutex_unlock(&server->lock);
}
