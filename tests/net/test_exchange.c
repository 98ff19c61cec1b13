/* Each way in which an exchange can end: what net says of it, and what the outbox would make of it. */
#include "tests/net/exchange.h"

#define ACK "{\"acked_through\":7,\"accepted\":1,\"duplicates\":0,\"missing\":[],\"rejected\":[]}"

static char long_type[70001];

#define ACK_BUT(how)                                                                               \
	.answer = {.manner = how, .status = 200, .content_type = "application/json", .body = ACK}
#define ANSWER_ACK ACK_BUT(HTTPS_WELL)

static const struct row {
	const char *sentence;
	/* NULL: "server" at 127.0.0.1, "ca", "kiosk" and the key that belongs to it */
	const char *server, *host, *ca, *cert, *key;
	bool nobody; /* nobody listens */
	struct https_answer answer;
	bool alert;
	int32_t total_ms; /* 0: as it comes */
	enum err err;
	int status;
	bool ours;
	const char *problem; /* a part of it */
	int32_t retry_after_s;
} rows[] = {
	{"an ack", ANSWER_ACK, .err = OK, .status = 200, .ours = true, .retry_after_s = -1},
	{"an ack from a server known by name", .host = "localhost", ANSWER_ACK, .err = OK,
	 .status = 200, .ours = true, .retry_after_s = -1},
	{"an ack in pieces of unknown number", ACK_BUT(HTTPS_CHUNKED), .err = OK, .status = 200,
	 .ours = true, .retry_after_s = -1},
	{"a web filter's page with status 200",
	 .answer = {.status = 200, .content_type = "text/html", .body = "<html>blocked</html>"},
	 .err = OK, .status = 200, .retry_after_s = -1},
	{"503 with Retry-After in seconds",
	 .answer = {.status = 503,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .retry_after = "120",
		    .body = "{\"type\":\"urn:firstbell:problem:busy\"}"},
	 .err = OK, .status = 503, .ours = true, .retry_after_s = 120},
	{"503 of a stranger, with Retry-After as a date after its own clock",
	 .answer = {.status = 503,
		    .retry_after = "Fri, 31 Dec 1999 23:59:59 GMT",
		    .date = "Fri, 31 Dec 1999 23:58:29 GMT",
		    .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = 90},
	{"a Retry-After that has gone by",
	 .answer = {.status = 503,
		    .retry_after = "Fri, 31 Dec 1999 23:57:59 GMT",
		    .date = "Fri, 31 Dec 1999 23:58:29 GMT",
		    .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = 0},
	{"a Retry-After without meaning",
	 .answer = {.status = 503, .retry_after = "soon", .body = "busy"}, .err = OK, .status = 503,
	 .retry_after_s = -1},
	{"a Retry-After beyond all bounds",
	 .answer = {.status = 503, .retry_after = "99999999999999999999", .body = "busy"},
	 .err = OK, .status = 503, .retry_after_s = INT32_MAX},
	{"a problem of ours",
	 .answer = {.status = 409,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .body = "{\"type\":\"urn:firstbell:problem:unknown-stream\",\"status\":409}"},
	 .err = OK, .status = 409, .ours = true, .retry_after_s = -1},
	{"a redirect, which is not followed",
	 .answer = {.status = 302,
		    .content_type = "text/html",
		    .location = "/elsewhere",
		    .body = "elsewhere"},
	 .err = OK, .status = 302, .retry_after_s = -1},
	{"a reply as large as allowed",
	 .answer = {.status = 200, .body = giant, .length = NET_REPLY_MAX}, .err = OK,
	 .status = 200, .retry_after_s = -1},
	{"a reply without end",
	 .answer = {.manner = HTTPS_CHUNKED, .status = 200, .body = giant, .length = sizeof(giant)},
	 .err = ERR_NETWORK, .problem = "answered more than can be right"},
	{"headers without end", .answer = {.status = 200, .content_type = long_type, .body = ACK},
	 .err = ERR_NETWORK, .problem = "answered more than can be right"},
	{"a reply a byte larger",
	 .answer = {.status = 200, .body = giant, .length = NET_REPLY_MAX + 1}, .err = ERR_NETWORK,
	 .problem = "answered more than can be right"},
	{"a server that closes in the middle of its answer", ACK_BUT(HTTPS_CLOSE_MID_BODY),
	 .err = ERR_NETWORK, .problem = "in the middle of its answer"},
	{"a server that closes without an answer", ACK_BUT(HTTPS_CLOSE_AT_ONCE), .err = ERR_NETWORK,
	 .problem = "closed the connection without an answer"},
	{"a server that never answers", ACK_BUT(HTTPS_NEVER), .total_ms = 400, .err = ERR_NETWORK,
	 .problem = "did not answer in time"},
	{"nobody listens", .nobody = true, .err = ERR_NETWORK, .problem = "could not be reached"},
	{"a name that does not exist", .host = "firstbell.invalid", .err = ERR_NETWORK,
	 .problem = "firstbell.invalid:"},
	{"a server of an authority we do not know", .ca = "other-ca", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "your network may be intercepting this connection"},
	{"a server whose certificate has expired", .server = "server-expired", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "its certificate has expired: tell the virtual school"},
	{"a server whose certificate is of tomorrow", .server = "server-early", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "check this kiosk's clock"},
	{"a server of another name", .server = "server-elsewhere", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "made out to another name"},
	{"a file of the authority that is missing", .ca = "nothing", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "enrol this kiosk again"},
	{"a certificate of ours that is missing", .cert = "nothing", .key = "kiosk", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "enrol this kiosk again"},
	{"a key of ours that is missing", .key = "nothing", ANSWER_ACK, .err = ERR_TLS,
	 .problem = "enrol this kiosk again"},
	{"a key that does not belong to the certificate", .key = "kiosk-two", ANSWER_ACK,
	 .err = ERR_TLS, .problem = "enrol this kiosk again"},
	{"a server that ends TLS because our certificate has expired", .cert = "kiosk-expired",
	 .alert = true, ANSWER_ACK, .err = ERR_TLS, .problem = "refuses this kiosk's certificate"},
	{"a server that ends TLS because it does not know our authority", .cert = "kiosk-stranger",
	 .alert = true, ANSWER_ACK, .err = ERR_TLS, .problem = "refuses this kiosk's certificate"},
	{"a server that would end TLS, and need not", .alert = true, ANSWER_ACK, .err = OK,
	 .status = 200, .ours = true, .retry_after_s = -1},
	{"a server that says by problem that our certificate has expired", .cert = "kiosk-expired",
	 .answer = {.status = 403,
		    .content_type = WIRE_PROBLEM_TYPE,
		    .body = "{\"type\":\"urn:firstbell:problem:expired\"}"},
	 .err = OK, .status = 403, .ours = true, .retry_after_s = -1},
};

static void check_row(const struct row *row, const struct net_reply *reply)
{
	static struct outbox_reply heard;
	wire_parse_reply(reply->status, reply->content_type, reply->body, reply->length,
			 reply->retry_after_s, &heard);
	if (reply->err != row->err || reply->status != row->status)
		fail_msg("%s: err %d, status %d, %s", row->sentence, reply->err, reply->status,
			 reply->problem);
	if (heard.ours != row->ours)
		fail_msg("%s: ours %d: %s", row->sentence, heard.ours, reply->body);
	if (row->problem ? !strstr(reply->problem, row->problem) : reply->problem[0] != '\0')
		fail_msg("%s: \"%s\"", row->sentence, reply->problem);
	if (row->err != OK && (reply->body || reply->content_type[0]))
		fail_msg("%s: a failure came with a body", row->sentence);
	if (row->err == OK && reply->retry_after_s != row->retry_after_s)
		fail_msg("%s: retry after %d", row->sentence, reply->retry_after_s);
}

static void row_place(const struct row *row, uint16_t port, struct place *place)
{
	const char *cert = row->cert ? row->cert : "kiosk";
	place_make(place, row->host ? row->host : "127.0.0.1", port, row->ca ? row->ca : "ca", cert,
		   row->key ? row->key : cert);
}

static void test_each_exchange(void **state)
{
	(void)state;
	memset(long_type, 'y', sizeof(long_type) - 1);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];
		struct https_server *server =
			serve(row->server ? row->server : "server", row->alert, 0);
		struct net_reply reply[2] = {{0}};
		struct place place;
		row_place(row, https_server_port(server), &place);
		https_server_answer(server, &row->answer);
		if (row->nobody) {
			https_server_close(server);
			server = NULL;
		}
		struct net *net = open_net(&place, 1);
		if (row->total_ms)
			net_limit(net, 10000, row->total_ms);
		exchange(net, 0, reply);
		check_row(row, reply);
		net_reply_release(reply);
		net_close(net);
		https_server_close(server);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_exchange),
	};
	return cmocka_run_group_tests_name("exchange", tests, make_certificates,
					   remove_certificates);
}
