#!/bin/sh
# How far an officer has opened what a kiosk has sent: told with every answer, over HTTPS, and never by an answer's size.
. "$(dirname "$0")/support.sh"

make_authority 838 'Dorset Virtual School' sam
make_authority 660 'Mon Virtual School' mair
make_kiosk 838 838/4123 'Ty Coed' front-door one
start_server
stream=00000000000000aa
day=2026-09-14
opened() { jq -c .opened_through "$home/body"; }
size() { wc -c <"$home/body"; }

check 'a beat before anything was sent' 200 "$(post one 838 "$(batch "$(health $stream)")")"
check 'is told that nothing was opened' 0 "$(opened)"
empty=$(size)
check 'flags are taken' 200 "$(post one 838 "$(batch "$(health $stream)" "$(event $stream 1 flag.raised "$(raised 1 CH-1 $day/AM)")" \
	"$(event $stream 2 flag.raised "$(raised 2 CH-2 $day/AM)")" "$(event $stream 3 session.closed "$(closed $day/AM 2 0 2)")")")"
check 'and not opened yet' 0 "$(opened)"
check 'what comes twice is told the same' 200 "$(post one 838 "$(batch "$(event $stream 1 flag.raised "$(raised 1 CH-1 $day/AM)")")")"
check 'again' 0 "$(opened)"

beat() { post one 838 "$(batch "$(health $stream)")"; }
check 'a stranger opens nothing' 200 "$(browse stranger "/?day=$day")"
check 'who is not signed in' '200 0' "$(beat) $(opened)"
check 'an officer of another authority' 303 "$(sign_in other mair)"
check 'looks at their own' 200 "$(browse other "/?day=$day")"
check 'which opens nothing here' '200 0' "$(beat) $(opened)"
check 'the officer signs in' 303 "$(sign_in jar sam)"
check 'and asks for the head alone' 200 "$(browse jar "/?day=$day" --head)"
check 'which shows nothing' '200 0' "$(beat) $(opened)"
check 'nor does another day' 200 "$(browse jar /?day=2026-09-11)"
check 'which shows others' '200 0' "$(beat) $(opened)"
check 'the page of the day' 200 "$(browse jar "/?day=$day")"
check_has 'has the flags' "$home/body" CH-2
check 'and the kiosk is told' '200 3' "$(beat) $(opened)"
check 'in an answer no larger or smaller than the first' "$empty" "$(size)"
check 'of whole kilobytes' 0 "$((empty % 1024))"
check 'what comes after is not opened' 200 "$(post one 838 "$(batch "$(event $stream 4 flag.withdrawn "$(withdrawn 1 CH-1 $day/AM)")")")"
check 'until it is looked at' 3 "$(opened)"
check 'a later page' 200 "$(browse jar /?day=2026-09-15)"
check_has 'says which day was left, and how much' "$home/body" '<a href="/?day=2026-09-14">Monday 14 September 2026</a>: 1 flag<'
check 'and leads there' 200 "$(browse jar "/?day=$day")"
check 'so that all is opened' '200 4' "$(beat) $(opened)"
check 'a later page again' 200 "$(browse jar /?day=2026-09-15)"
check_lacks 'has nothing left' "$home/body" 'nobody has opened'
stop_server -KILL
start_server
check 'it outlasts a crash' '200 4' "$(beat) $(opened)"
finish
