#pragma once
/* https_server: a real HTTPS server for tests, in a thread of its own, with mutual TLS and misbehaviour to order. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct https_server;

struct https_setup {
	const char *folder; /* where the certificates are (certificates.h) */
	const char *name;   /* the server's certificate: <name>.pem and <name>.key */
	const char *ca;     /* whose clients it believes: <ca>.pem */
	uint16_t port;      /* 0: any free one */
	/* Ends TLS with an alert when the client's certificate is missing or wrong; else the handler sees who it was. */
	bool alert;
};
/* NULL: could not start; said on stderr. */
struct https_server *https_server_open(const struct https_setup *setup);
/* Takes NULL. */
void https_server_close(struct https_server *server);
uint16_t https_server_port(const struct https_server *server);

enum https_manner {
	HTTPS_WELL,
	HTTPS_CLOSE_AFTER,    /* the whole answer, then the connection is closed */
	HTTPS_CHUNKED,        /* the body comes in pieces of unknown number */
	HTTPS_CLOSE_MID_BODY, /* half of the body, then the connection is closed */
	HTTPS_CLOSE_AT_ONCE,  /* closed without a word of answer */
	HTTPS_NEVER,          /* the request is read and never answered */
};
struct https_answer {
	enum https_manner manner;
	int status;
	const char *content_type; /* NULL: none */
	const char *retry_after;  /* NULL: none */
	const char *location;     /* NULL: none */
	const char *date;         /* NULL: the server's clock */
	const char *body;
	size_t length; /* 0: that of the text */
};
/* What the next requests get, until told otherwise. The strings stay the caller's and must outlive their use. */
void https_server_answer(struct https_server *server, const struct https_answer *answer);

/* What has come so far. */
struct https_seen {
	unsigned connections; /* TCP connections accepted */
	unsigned requests;    /* whole requests */
	char client
		[64]; /* common name of the last request's client certificate; "": none, or not of the CA */
	bool client_expired;
	bool resumed; /* the last request's connection went on with an earlier TLS session */
	char method[8], path[64], content_type[96], user_agent[64];
	bool expect; /* an Expect header came along */
	char body[4096];
	size_t length; /* of the whole body */
};
void https_server_seen(struct https_server *server, struct https_seen *out);
