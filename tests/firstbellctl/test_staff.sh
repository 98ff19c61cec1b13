#!/bin/sh
# firstbellctl staff: who may open staff mode, from end to end. Refusals change nothing.
. tests/firstbellctl/support.sh
staff() { "$ctl" --data "$data" staff "$@"; }
# pin PIN command ...: with the PIN on standard input
pin() {
	given=$1
	shift
	printf '%s\n' "$given" | staff "$@" --pin-stdin
}
sum() { cat "$data"/*.db "$data"/*.conf | sha256sum; }
# refuse "sentence" "words" command ...
refuse() {
	before=$(sum)
	expect 1 "$@"
	: >"$work/out"
	if [ "$(sum)" = "$before" ]; then ok "... and nothing is changed"; else not_ok "... and nothing is changed"; fi
}

"$B/bin/demo-school" --seed 1 --pupils 60 --out "$work/demo" || exit 1
"$ctl" --data "$data" init >/dev/null
cp "$work/demo/firstbell.conf" "$data/"
"$ctl" --data "$data" import roster "$work/demo/roster.csv" >/dev/null 2>&1
"$ctl" --data "$data" import cards "$work/demo/cards.csv" >/dev/null

expect 0 "staff has a help" "--pin-stdin  the PIN" "$ctl" staff --help
expect 0 "so has each command of it" "unblock NAME" "$ctl" staff unblock --help
expect 0 "the first help names it" "staff list|add|..." "$ctl" --help
expect 2 "staff alone is a matter of usage" "staff list, or staff add" staff
expect 2 "so is an unknown command" "no such command: fire" staff fire "R. Okafor"
expect 2 "add without a post" "staff add NAME --post POST --card UID" staff add "R. Okafor" --card 04C0FFEE000001
expect 2 "remove without a name" "staff list, or staff add" staff remove
expect 2 "list of one" "one word too many" staff list "R. Okafor"
expect 2 "a post for list" "--post and --card are for staff add alone" staff list --post teacher
expect 2 "a PIN for list" "--pin-stdin is for staff add" staff list --pin-stdin

expect 0 "nobody at first" "nobody may open staff mode yet" staff list
expect 0 "a member is added" "R. Okafor: added" pin 2580 add "R. Okafor" --post "attendance officer" --card 04c0ffee000001
expect 0 "... and listed" "R. Okafor, attendance officer, card 04C0FFEE000001" staff list
expect 0 "for machines too" '{"name": "R. Okafor", "post": "attendance officer", "card": "04C0FFEE000001", "wrong_pins": 0, "blocked": false}' staff list --json
expect 0 "adding says so to machines" '"command": "staff add", "done": true, "name": "Siân Pryce"' pin 13579 add "Siân Pryce" --post teacher --card 04C0FFEE000002 --json
refuse "the name again" "another member's already" pin 2580 add "R. Okafor" --post teacher --card 04C0FFEE000003
refuse "the card again" "another member's already" pin 2580 add "T. Evans" --post teacher --card 04C0FFEE000001
refuse "a pupil's card" "this card is a pupil's" pin 2580 add "T. Evans" --post teacher --card 04A1B2C3D4E5F6
refuse "a number made anew at every tap" "begins with 08" pin 2580 add "T. Evans" --post teacher --card 08C0FFEE
refuse "no card number" "8, 14 or 20 hexadecimal digits" pin 2580 add "T. Evans" --post teacher --card 04C0
refuse "an unknown post, with those there are" 'no such post; there are "school office", "teacher"' pin 2580 add "T. Evans" --post caretaker --card 04C0FFEE000003
refuse "a PIN that is none" "a PIN is 4 to 8 digits" pin 123 add "T. Evans" --post teacher --card 04C0FFEE000003
refuse "a PIN that everybody tries" "too easily guessed" pin 1234 add "T. Evans" --post teacher --card 04C0FFEE000003
refuse "... for who has one" "too easily guessed" pin 0000 set-pin "R. Okafor"
refuse "no PIN" "no terminal to ask for the PIN" staff add "T. Evans" --post teacher --card 04C0FFEE000003
refuse "an empty standard input" "no PIN was given" staff add "T. Evans" --post teacher --card 04C0FFEE000003 --pin-stdin
refuse "a name of nothing" "1 to 95 bytes" pin 2580 add "" --post teacher --card 04C0FFEE000003
refuse "a name that only looks like another" "a space too many" pin 2580 add " R. Okafor" --post teacher --card 04C0FFEE000003
refuse "... at its end" "a space too many" pin 2580 add "R. Okafor " --post teacher --card 04C0FFEE000003
refuse "... within" "a space too many" pin 2580 add "R.  Okafor" --post teacher --card 04C0FFEE000003
refuse "a name of one space" "a space too many" pin 2580 add " " --post teacher --card 04C0FFEE000003
refuse "a name that colours the terminal" "a control character" pin 2580 add "$(printf 'T.\033[31m Evans')" --post teacher --card 04C0FFEE000003
refuse "... by one character" "a control character" pin 2580 add "$(printf 'T.\302\23331m Evans')" --post teacher --card 04C0FFEE000003
refuse "a name written backwards" "a control character" pin 2580 add "$(printf 'T. \342\200\256snavE')" --post teacher --card 04C0FFEE000003
refuse "a refusal for machines" '"command": "staff remove", "done": false, "problem": "nobody of that name"' staff remove "T. Evans" --json
refuse "a PIN for nobody" "nobody of that name" pin 2580 set-pin "T. Evans"
refuse "nobody unblocked" "nobody of that name" staff unblock "T. Evans"

hash() { sqlite3 "$data/firstbell.db" "SELECT pin_hash FROM staff WHERE name = 'R. Okafor'"; }
first=$(hash)
case $first in '$argon2id$v=19$m=19456,t=2,p=1$'*) ok "the PIN is kept as argon2id" ;; *) not_ok "the PIN is kept as argon2id" ;; esac
sqlite3 "$data/firstbell.db" "UPDATE staff SET failures = 7, blocked_until_utc_ms = 1789365720000 WHERE name = 'R. Okafor'"
expect 0 "a blocked member is listed so" "blocked until 07:02 after 7 wrong PINs" staff list
expect 0 "unblock" "may try again at once" staff unblock "R. Okafor"
expect 0 "... and nobody is blocked" "card 04C0FFEE000001" sh -c "'$ctl' --data '$data' staff list | grep -v blocked"
expect 0 "a new PIN" "has a new PIN" pin 97531 set-pin "R. Okafor"
if [ "$(hash)" != "$first" ]; then ok "... is another hash"; else not_ok "... is another hash"; fi

printf 'card,pupil_id\n04C0FFEE000001,P0001\n' >"$work/cards.csv"
refuse "an import that gives a member's card to a pupil" ":2:1: card: is the card of a member of staff" "$ctl" --data "$data" import cards "$work/cards.csv" --force
expect 0 "remove" "removed; what they did stays in the log" staff remove "R. Okafor"
expect 0 "then the card may be a pupil's" "cards: 1 rows imported" "$ctl" --data "$data" import cards "$work/cards.csv" --force
expect 1 "staff of no data folder" "firstbell.db" "$ctl" --data "$work/nowhere" staff list
exit $failed
