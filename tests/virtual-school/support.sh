# support: a virtual school of its own for a test script, and kiosks that speak to it through curl. Sourced.
# Needs B. Prints TAP with ok/not_ok; the script ends with `finish`.
set -u
B=${B:-build}
virtual_school="$B/bin/virtual-school"
home=$(mktemp -d)
server_pid=
failed=0

stop_server() {
	[ -n "$server_pid" ] || return 0
	kill "${1:--TERM}" "$server_pid" 2>/dev/null
	wait "$server_pid" 2>/dev/null
	stopped=$?
	server_pid=
}
tidy() {
	stop_server -KILL
	rm -rf "$home"
}
trap tidy EXIT
trap 'exit 1' INT TERM

# check SENTENCE EXPECTED ACTUAL
check() {
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "# expected: $2"
		echo "# actual:   $3"
		failed=1
	fi
}
# check_has SENTENCE FILE FIXED-TEXT; check_lacks likewise
check_has() { check "$1" yes "$(grep -qF -- "$3" "$2" && echo yes || echo no)"; }
check_lacks() { check "$1" no "$(grep -qF -- "$3" "$2" && echo yes || echo no)"; }
# The exit of a server that is still there counts, too: a sanitizer speaks through it.
finish() {
	if [ -n "$server_pid" ]; then
		stop_server
		check 'the server ends cleanly' 0 "$stopped"
	fi
	exit "$failed"
}

vs() { "$virtual_school" --data "$home/data" "$@"; }

# make_authority ID NAME OFFICER [more options]; the password is always this one.
password='correct horse battery staple'
make_authority() {
	id=$1 name=$2 officer=$3
	shift 3
	printf '%s\n' "$password" | vs init --authority "$id" --name "$name" --officer "$officer" --password-stdin "$@"
}
# make_kiosk AUTHORITY NUMBER SCHOOL KIOSK FOLDER
make_kiosk() {
	vs kiosk add --authority "$1" --school "$2" --school-name "$3" --kiosk "$4" --out "$home/$5"
}

# start_server [more options]: on a free port; sets $url. Returns once it listens.
start_server() {
	rm -f "$home/listening"
	mkfifo "$home/listening"
	"$virtual_school" --data "$home/data" serve --listen 127.0.0.1:0 "$@" >"$home/listening" 2>>"$home/log" &
	server_pid=$!
	read -r line <"$home/listening"
	url=${line#listening on }
}

# event STREAM SEQUENCE TYPE DATA [TIME]: one event of kiosk $kiosk.
kiosk=front-door
event() {
	printf '{"specversion":"1.0","id":"019944a0-0000-7000-8000-%012x","source":"urn:firstbell:kiosk:%s","type":"uk.firstbell.%s.v1","time":"%s","datacontenttype":"application/json","stream":"%s","sequence":%s,"clocktrust":"synced","data":%s}' \
		"$2" "$kiosk" "$3" "${5:-2026-09-14T08:30:00.000Z}" "$1" "$2" "$4"
}
health() {
	printf '{"specversion":"1.0","id":"019944a0-0000-7000-8000-00000000ffff","source":"urn:firstbell:kiosk:%s","type":"uk.firstbell.kiosk.health.v1","time":"2026-09-14T08:31:00.000Z","datacontenttype":"application/json","stream":"%s","clocktrust":"synced","data":{"queue":0,"oldest_unsent_s":0,"disk_free_mb":9000,"reader":"%s","clock":"synced","clock_offset_ms":3,"cert_days_left":390,"version":"0.1","commit_ms_p99":4.5}}' \
		"$kiosk" "$1" "${2:-well}"
}
flag_id() { printf '00000000-0000-5000-8000-%012x' "$1"; }
# Data of the common events: raised N CHILD SESSION, withdrawn N CHILD SESSION, closed SESSION
raised() {
	printf '{"flag":"%s","child":"%s","session":"%s","kind":"%s","day":%s,"certainty":"%s","because":[%s],"office":"%s","code":"N","roster_version":7}' \
		"$(flag_id "$1")" "$2" "$3" "${4:-first_day}" "${5:-1}" "${6:-confirmed}" "${7:-}" "${8:-says_absent}"
}
withdrawn() {
	printf '{"flag":"%s","child":"%s","session":"%s","reason":"arrived_late","at":"2026-09-14T10:12:30.000+01:00","code":"U"}' \
		"$(flag_id "$1")" "$2" "$3"
}
recorded() {
	printf '{"child":"%s","session":"%s","state":"%s","at":"2026-09-14T08:41:10.400+01:00"}' "$1" "$2" "$3"
}
closed() {
	printf '{"session":"%s","closed_at":"2026-09-14T09:30:00.000+01:00","roster_version":7,"expected":%s,"present":%s,"absent":%s,"unknown":%s,"children":[%s],"coverage":[{"kiosk":"%s","through":"2026-09-14T09:20:00.000+01:00","complete":true,"because":[]}],"reader_activity":"normal"}' \
		"$1" "${2:-0}" "${3:-0}" "${4:-0}" "${5:-0}" "${6:-}" "$kiosk"
}
# batch EVENT ...: the events as a batch
batch() {
	printf '['
	separator=
	for one in "$@"; do
		printf '%s%s' "$separator" "$one"
		separator=,
	done
	printf ']'
}

# as_kiosk FOLDER AUTHORITY PATH [curl options]: prints the status; the body is in $home/body, headers in $home/headers.
as_kiosk() {
	folder=$1 authority=$2 path=$3
	shift 3
	curl -sS --max-time 30 -o "$home/body" -D "$home/headers" -w '%{http_code}' --cacert "$home/data/ca.pem" \
		--cert "$home/$folder/$authority-kiosk.pem" --key "$home/$folder/$authority-kiosk.key" "$@" "$url$path"
}
# post FOLDER AUTHORITY BODY: a batch to /v1/events
post() {
	printf '%s' "$3" >"$home/posted"
	as_kiosk "$1" "$2" /v1/events -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$home/posted"
}
problem() { jq -r .type "$home/body" | sed 's/^urn:firstbell:problem://'; }

# browse JAR PATH [curl options]: an officer's browser, with no certificate
browse() {
	jar=$1 path=$2
	shift 2
	curl -sS --max-time 30 -o "$home/body" -D "$home/headers" -w '%{http_code}' --cacert "$home/data/ca.pem" \
		-b "$home/$jar" -c "$home/$jar" "$@" "$url$path"
}
sign_in() {
	browse "$1" /sign-in --data-urlencode "username=$2" --data-urlencode "password=${3:-$password}"
}
