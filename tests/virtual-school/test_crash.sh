#!/bin/sh
# The virtual school is killed in the middle of its work, again and again: what it acknowledged is there, once.
. "$(dirname "$0")/support.sh"
stream=00000000000000aa
cycles=${CYCLES:-20}
seed=${SEED:-7}

make_authority 838 'Dorset Virtual School' sam
make_kiosk 838 838/4123 'Ty Coed' front-door one
mkfifo "$home/acked"

# Sends one event after the other from $1 on, says each number once it is acknowledged, and ends with the server.
send_from() {
	n=$1
	while :; do
		status=$(post one 838 "$(batch "$(event $stream "$n" attendance.recorded "$(recorded "CH-$n" 2026-09-14/AM present)")")" 2>/dev/null)
		[ "$status" = 200 ] || break
		jq -r .acked_through "$home/body"
		n=$((n + 1))
	done
	echo end
}

last=0
cycle=0
while [ "$cycle" -lt "$cycles" ]; do
	cycle=$((cycle + 1))
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	life=$((seed / 65536 % 6 + 1))
	start_server
	send_from $((last + 1)) >"$home/acked" &
	sender=$!
	exec 9<"$home/acked"
	while read -r number <&9 && [ "$number" != end ]; do
		last=$number
		life=$((life - 1))
		[ "$life" -ne 0 ] || stop_server -KILL
	done
	exec 9<&-
	wait "$sender"
	[ -z "$server_pid" ] || break
done
check 'it was killed every time' "$cycles" "$cycle"
vs export --authority 838 | jq -r .sequence >"$home/there"
count=$(wc -l <"$home/there")
check 'much was acknowledged' yes "$([ "$last" -ge "$cycles" ] && echo yes)"
check 'all that was acknowledged is there, once, in a row' "$(seq "$count" | cksum)" "$(cksum <"$home/there")"
# At most the one that was under way is there without its acknowledgement.
check 'and no more than was sent' yes "$([ "$count" -ge "$last" ] && [ "$count" -le $((last + 1)) ] && echo yes)"
sqlite3 "$home/data/authorities/838.sqlite" 'DELETE FROM state_fact WHERE sequence = 3; DELETE FROM event WHERE sequence = 3'
check 'a lost event would be noticed' no \
	"$([ "$(seq "$count" | cksum)" = "$(vs export --authority 838 | jq -r .sequence | cksum)" ] && echo yes || echo no)"
start_server
check 'after all that it is ready' 200 "$(as_kiosk one 838 /readyz)"

# A connection that dribbles is cut, and one address cannot hold all places.
stop_server
start_server --idle 1 --per-address 2
host=${url#https://}
mkfifo "$home/never"
exec 8<>"$home/never"
printf 'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Le' >&8
timeout 60 openssl s_client -connect "$host" -CAfile "$home/data/ca.pem" -quiet <"$home/never" >/dev/null 2>&1
check 'a request that never ends is cut' no "$([ $? -eq 124 ] && echo yes || echo no)"
stop_server
start_server --idle 600 --per-address 2
host=${url#https://}
for n in 1 2; do
	mkfifo "$home/said$n"
	timeout 60 openssl s_client -connect "$host" -CAfile "$home/data/ca.pem" <"$home/never" >"$home/said$n" 2>/dev/null &
	holders="${holders:-} $!"
	grep -m 1 -q 'SSL handshake has read' "$home/said$n"
done
check 'a third connection of one address is turned away' refused "$(curl -sS --max-time 30 --cacert "$home/data/ca.pem" "$url/healthz" 2>/dev/null || echo refused)"
check 'another address is served' ok "$(curl -sS --interface 127.0.0.2 --max-time 30 --cacert "$home/data/ca.pem" "$url/healthz")"
kill $holders 2>/dev/null
wait $holders 2>/dev/null
stop_server
check 'it ends cleanly with connections open' 0 "$stopped"

# No room, no folder, no address: said plainly.
check 'a port that is none' 2 "$(timeout 30 "$virtual_school" --data "$home/data" serve --listen 127.0.0.1:99999 2>/dev/null; echo $?)"
check 'no data' 1 "$(timeout 30 "$virtual_school" --data "$home/nowhere" serve --listen 127.0.0.1:0 2>/dev/null; echo $?)"
check 'a lost key' 1 "$(mv "$home/data/server.key" "$home/data/kept"; timeout 30 "$virtual_school" --data "$home/data" serve --listen 127.0.0.1:0 2>/dev/null; echo $?)"
check 'can be made again' 0 "$(vs renew --host school.example; echo $?)"
check 'for the hosts asked for' yes "$(openssl x509 -in "$home/data/server.pem" -noout -ext subjectAltName | grep -q 'DNS:localhost.*DNS:school.example' && echo yes)"
for words in '' 'no such' 'serve' 'serve --listen' 'serve --strange' 'kiosk' 'kiosk add --authority 838' 'init --authority 1'; do
	check "usage: virtual-school $words" 2 "$(vs $words >/dev/null 2>&1; echo $?)"
done
check 'usage: a time that is none' 2 "$(vs kiosk add --authority 838 --school 1 --school-name x --kiosk y --out z --am-due 25:00 2>/dev/null; echo $?)"
for words in --help 'kiosk --help' 'kiosk add --help' 'serve --help'; do
	check "help: virtual-school $words" 0 "$(vs $words >"$home/help"; echo $?)"
	check_has 'says how' "$home/help" '--data DIR'
done
check 'an authority that is not there' 1 "$(vs export --authority 999 2>/dev/null; echo $?)"
finish
