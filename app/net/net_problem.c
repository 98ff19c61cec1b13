#include "net/net_slot.h"

#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>

/* Words for a server's certificate that was not accepted; the host stands before them. */
static const char *server_words(long verdict)
{
	switch (verdict) {
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return "its certificate has expired: tell the virtual school, and check the clock";
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return "its certificate is not valid yet: check this kiosk's clock";
	case X509_V_ERR_UNSPECIFIED: /* curl sets the verdict only after it has liked the name */
		return "its certificate is made out to another name: check the url; your network "
		       "may be intercepting this connection";
	default:
		return "it is not vouched for by the authority we trust; your network may be "
		       "intercepting this connection: ask IT to exempt it";
	}
}

static const char *network_words(CURLcode result)
{
	switch (result) {
	case CURLE_COULDNT_RESOLVE_PROXY: return "the proxy was not found";
	case CURLE_COULDNT_RESOLVE_HOST:
		return "the name was not found: check the network, its DNS and the url";
	case CURLE_COULDNT_CONNECT: return "it could not be reached: check the network";
	case CURLE_OPERATION_TIMEDOUT: return "it did not answer in time";
	case CURLE_GOT_NOTHING: return "it closed the connection without an answer";
	case CURLE_PARTIAL_FILE: return "it closed the connection in the middle of its answer";
	case CURLE_WRITE_ERROR: return "it answered more than can be right";
	default: return "the connection failed";
	}
}

/* The other side ended TLS with an alert. In TLS 1.3 the one about our certificate arrives only after the handshake,
 * as a read or write that failed, and curl keeps no more of it than OpenSSL's words. */
static bool is_alert(const struct net_slot *slot)
{
	return (slot->result == CURLE_SSL_CONNECT_ERROR || slot->result == CURLE_RECV_ERROR ||
		slot->result == CURLE_SEND_ERROR) &&
	       strstr(slot->curl_words, " alert ") != NULL;
}

static bool alert_speaks_of_certificate(const char *words)
{
	return strstr(words, "certificate") || strstr(words, "unknown ca") ||
	       strstr(words, "access denied");
}

static const char *tls_words(const struct net_slot *slot)
{
	long verdict = 0;
	switch (slot->result) {
	case CURLE_PEER_FAILED_VERIFICATION:
		curl_easy_getinfo(slot->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
		return server_words(verdict);
	case CURLE_SSL_CERTPROBLEM:
		return "this kiosk's own certificate or key cannot be used: enrol this kiosk "
		       "again";
	case CURLE_SSL_CACERT_BADFILE:
		return "the file with the authority to trust cannot be read: enrol this kiosk "
		       "again";
	default: break;
	}
	if (is_alert(slot))
		return alert_speaks_of_certificate(slot->curl_words)
			       ? "it refuses this kiosk's certificate, which may have expired: "
				 "enrol this kiosk again"
			       : "it broke off the encrypted connection: tell the virtual school";
	return slot->result == CURLE_SSL_CONNECT_ERROR ? "no encrypted connection could be made"
						       : NULL;
}

enum err net_explain(const struct net_slot *slot, char *problem, size_t size)
{
	if (slot->result == CURLE_OK)
		return OK;
	const char *words = tls_words(slot);
	enum err err = words ? ERR_TLS : ERR_NETWORK;
	if (!words)
		words = network_words(slot->result);
	snprintf(problem, size, "%.60s: %s", slot->host, words);
	return err;
}
