#!/bin/sh
# What `make run` plays on a machine without a display: twice, and broken off in the middle.
set -u
B=${B:-build}
export B
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RUN="$work/run"
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}
holds() { # holds SENTENCE COMMAND ...
	sentence=$1
	shift
	"$@" >/dev/null 2>&1
	say $? "$sentence" || sed 's/^/# /' "$work/out" | tail -n 20
}
none_left() { ! pgrep -f -- "--data $RUN/" >/dev/null; }

tools/run-demo >"$work/out" 2>&1
say $? "a morning plays to its end" || tail -n 20 "$work/out" | sed 's/^/# /'
holds "it says where the inbox is" grep -q "^Officer's inbox: https://127.0.0.1:" "$work/out"
holds "it says how to sign in" grep -q '^Sign in as: *officer-835 *password: ' "$work/out"
holds "it says what a pupil saw" grep -q 'the screen says: Good morning, Aisha' "$work/out"
holds "it says what the authority was sent" grep -q 'flag.raised CH-20' "$work/out"
holds "it leaves pictures of the screens" test -s "$RUN/screens/001-idle.png"
holds "it leaves the officer's page" grep -q 'CH-20' "$RUN/inbox.html"
holds "the officer's page shows no other authority's child" sh -c "! grep -q -e 'CH-57' -e 'CH-93' $RUN/inbox.html"
holds "it leaves nothing running" none_left
grep -v '^Officer' "$work/out" >"$work/first"

tools/run-demo >"$work/out" 2>&1
say $? "it plays again" || tail -n 20 "$work/out" | sed 's/^/# /'
grep -v '^Officer' "$work/out" >"$work/second"
cmp -s "$work/first" "$work/second"
say $? "and tells the same" || diff "$work/first" "$work/second" | head -n 10 | sed 's/^/# /'

# Ctrl-C reaches the whole foreground group. setsid makes one of our own, to be interrupted when the morning runs.
mkfifo "$work/said"
setsid sh -c 'trap - INT; exec tools/run-demo' >"$work/said" 2>&1 &
while read -r line; do
	case $line in *"Good morning"*) break ;; esac
done <"$work/said"
pkill -INT -f "$RUN/school" 2>/dev/null
wait $!
for _ in 1 2 3 4 5 6 7 8 9 10; do none_left && break; sleep 0.2; done
holds "broken off in the middle, it leaves nothing running" none_left
