#!/bin/sh
# Every reply that the virtual school gives to a kiosk, over real TLS with real certificates.
. "$(dirname "$0")/support.sh"
stream=00000000000000aa
session=2026-09-14/AM

make_authority 838 'Dorset Virtual School' sam
make_kiosk 838 838/4123 'Ty Coed' front-door one
make_kiosk 838 838/2201 'St Aldhelm' front-door two
start_server

first=$(event $stream 1 flag.raised "$(raised 1 CH-19 $session)")
second=$(event $stream 2 flag.raised "$(raised 2 CH-20 $session)")
check 'a batch is committed' 200 "$(post one 838 "$(batch "$first" "$second" "$(health $stream)")")"
check 'the reply says how far, and what was taken' '2 3 0 [] []' \
	"$(jq -r '"\(.acked_through) \(.accepted) \(.duplicates) \(.missing) \(.rejected)"' "$home/body")"
check_has 'the reply is JSON' "$home/headers" 'Content-Type: application/json'
check 'the reply gives the time' yes "$(jq -r .server_time "$home/body" | grep -qE '^20[0-9]{2}-.*Z$' && echo yes)"
check 'what comes again is success' '200 2' "$(post one 838 "$(batch "$first" "$second")") $(jq .duplicates "$home/body")"
check 'an empty batch is fine' 200 "$(post one 838 '[]')"
check 'a hole is named' '200 [[3,4]]' \
	"$(post one 838 "$(batch "$(event $stream 5 flag.raised "$(raised 5 CH-21 $session)")")") $(jq -c .missing "$home/body")"
check 'a bad event is rejected by itself' '200 2 [{"sequence":4,"type":"urn:firstbell:problem:schema"}]' \
	"$(post one 838 "$(batch "$(event $stream 4 flag.raised '{}')" "$(event $stream 6 flag.raised "$(raised 6 CH-22 $session)")" "$(event $stream 7 flag.raised "$(raised 7 CH-23 $session)")")") $(jq -c '"\(.accepted) \(.rejected)"' "$home/body" | jq -r .)"
check 'its tombstone closes the hole' '200 [[3,3]]' \
	"$(post one 838 "$(batch "$(event $stream 4 event.quarantined '{"refused_sequence":4,"problem":"schema"}')")") $(jq -c .missing "$home/body")"
check 'the kiosk can ask how far' '200 {"stream":"00000000000000aa","acked_through":2,"missing":[[3,3]]}' \
	"$(as_kiosk one 838 /v1/stream) $(cat "$home/body")"
check 'one that has sent nothing hears so' '200 {"stream":null,"acked_through":0,"missing":[]}' \
	"$(as_kiosk two 838 /v1/stream) $(cat "$home/body")"

check 'other content at a place is a conflict' '409 sequence-conflict' \
	"$(post one 838 "$(batch "$(event $stream 1 flag.raised "$(raised 1 CH-99 $session)")")") $(problem)"
check_has 'a problem says its type in the header' "$home/headers" 'Content-Type: application/problem+json'
check 'a stream that begins in its middle is unknown' '409 unknown-stream' \
	"$(post one 838 "$(batch "$(event 00000000000000bb 3 flag.raised "$(raised 1 CH-19 $session)")")") $(problem)"

# bodies
check 'text is malformed' '400 malformed' "$(post one 838 'hello') $(problem)"
check 'nothing is malformed' '400 malformed' "$(post one 838 '') $(problem)"
check 'an object is malformed' '400 malformed' "$(post one 838 '{}') $(problem)"
check 'half a batch is malformed' '400 malformed' "$(post one 838 "[$first") $(problem)"
check 'a NUL is malformed' '400 malformed' \
	"$(printf '[\0]' >"$home/nul"; as_kiosk one 838 /v1/events -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$home/nul") $(problem)"
deep=$(head -c 5000 /dev/zero | tr '\0' '[')
check 'a deep nest is malformed' '400 malformed' "$(post one 838 "$deep") $(problem)"
check '201 events are malformed' '400 malformed' "$(post one 838 "[$(yes '{}' | head -n 201 | paste -sd,)]") $(problem)"
check 'an event without a sequence spoils the batch' '422 schema' \
	"$(post one 838 "$(batch "$(event $stream 0 flag.raised "$(raised 1 CH-19 $session)")")") $(problem)"
check 'two streams spoil the batch' '422 schema' \
	"$(post one 838 "$(batch "$first" "$(event 00000000000000cc 1 flag.raised "$(raised 1 CH-19 $session)")")") $(problem)"
check 'another content type is refused' '415 content-type' \
	"$(as_kiosk one 838 /v1/events -H 'Content-Type: application/json' --data-binary '[]') $(problem)"
head -c 262144 /dev/zero | tr '\0' ' ' >"$home/padding"
check '256 kB are taken' 200 "$(as_kiosk one 838 /v1/events -H 'Content-Type: application/cloudevents-batch+json' \
	--data-binary "@$(printf '[]' >"$home/full"; head -c 262142 "$home/padding" >>"$home/full"; echo "$home/full")")"
check 'one byte more is too large' '413 too-large' "$(printf ' ' >>"$home/full"
	as_kiosk one 838 /v1/events -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$home/full") $(problem)"
check 'a megabyte is too large' '413 too-large' "$(for n in 1 2 3; do cat "$home/padding" "$home/padding"; done >"$home/huge"
	as_kiosk one 838 /v1/events -H 'Content-Type: application/cloudevents-batch+json' -H 'Expect:' --data-binary "@$home/huge") $(problem)"
check 'a chunked body too large is too large' '413 too-large' \
	"$(as_kiosk one 838 /v1/events -H 'Content-Type: application/cloudevents-batch+json' -H 'Transfer-Encoding: chunked' --data-binary "@$home/huge") $(problem)"

# who
as_nobody() {
	curl -sS --max-time 30 -o "$home/body" -D "$home/headers" -w '%{http_code}' --cacert "$home/data/ca.pem" "$@"
}
send="-H Content-Type:application/cloudevents-batch+json --data-binary []"
check 'without a certificate' '401 no-certificate' "$(as_nobody $send "$url/v1/events") $(problem)"
check 'without a certificate, a large body' '401 no-certificate' \
	"$(as_nobody -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$home/huge" "$url/v1/events") $(problem)"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=rogue \
	-keyout "$home/rogue.key" -out "$home/rogue.pem" 2>/dev/null
check 'with a certificate of its own making' '401 unknown-key' \
	"$(as_nobody --cert "$home/rogue.pem" --key "$home/rogue.key" $send "$url/v1/events") $(problem)"
# certificates of our CA for keys: sign NAME KEY DAYS-FROM-NOW
sign() {
	openssl req -new -key "$2" -subj "/CN=$1" 2>/dev/null |
		openssl x509 -req -CA "$home/data/ca.pem" -CAkey "$home/data/ca.key" -CAcreateserial -days "$3" -out "$home/$1.pem" 2>/dev/null
}
openssl ecparam -name prime256v1 -genkey -noout -out "$home/stray.key"
sign stray "$home/stray.key" 30
check 'with a key that was never enrolled' '401 unknown-key' \
	"$(as_nobody --cert "$home/stray.pem" --key "$home/stray.key" $send "$url/v1/events") $(problem)"
sign old "$home/one/838-kiosk.key" -1
check 'with a certificate that has expired' '403 expired' \
	"$(as_nobody --cert "$home/old.pem" --key "$home/one/838-kiosk.key" $send "$url/v1/events") $(problem)"
sign oldstray "$home/stray.key" -1
check 'expired and never enrolled' '401 unknown-key' \
	"$(as_nobody --cert "$home/oldstray.pem" --key "$home/stray.key" $send "$url/v1/events") $(problem)"
kiosk=side-door
check 'events of another kiosk' '403 wrong-kiosk' \
	"$(post one 838 "$(batch "$(event $stream 8 flag.raised "$(raised 8 CH-19 $session)")")") $(problem)"
kiosk=front-door
vs kiosk revoke --authority 838 --school 838/2201 --kiosk front-door
check 'a revoked key is refused at once' '403 revoked' "$(post two 838 '[]') $(problem)"
make_kiosk 838 838/2201 'St Aldhelm' front-door three
check 'a kiosk that was enrolled again goes on' 200 "$(post three 838 '[]')"
check 'a second key for a kiosk is refused' 1 "$(make_kiosk 838 838/2201 'St Aldhelm' front-door four 2>/dev/null; echo $?)"
check 'and leaves no files' '' "$(ls "$home/four")"

# addresses
check 'what is not there' '404 not-found' "$(as_kiosk one 838 /v1/roster) $(problem)"
check 'EST is not there' '404 not-found' "$(as_kiosk one 838 /.well-known/est/cacerts) $(problem)"
check 'events cannot be read' '405 method' "$(as_kiosk one 838 /v1/events) $(problem)"
check 'alive' 200 "$(as_nobody "$url/healthz")"
check 'ready' 200 "$(as_nobody "$url/readyz")"
check 'an old TLS is refused' 35 "$(as_nobody --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 "$url/healthz" >/dev/null 2>&1; echo $?)"

# another address than loopback sees no health page
stop_server
check 'it ended cleanly' 0 "$stopped"
address=$(hostname -I 2>/dev/null | tr ' ' '\n' | grep -m 1 -E '^[0-9.]+$' || true)
if [ -n "$address" ]; then
	mkfifo "$home/listening2"
	"$virtual_school" --data "$home/data" serve --listen 0.0.0.0:0 >"$home/listening2" 2>>"$home/log" &
	server_pid=$!
	read -r line <"$home/listening2"
	check 'from elsewhere there is no health page' 404 "$(curl -sk --max-time 30 -o /dev/null -w '%{http_code}' "https://$address:${line##*:}/healthz")"
	stop_server
fi

check 'the export holds each event once' '1 2 4 5 6 7' "$(vs export --authority 838 >"$home/export"
	jq -r .sequence "$home/export" | paste -sd' ')"
check 'the export holds content' CH-19 "$(head -n 1 "$home/export" | jq -r .canonical.data.child)"
check_lacks 'no child is named in the log' "$home/log" CH-
finish
