#!/bin/sh
# Two authorities under one roof: nothing of the one is seen by the other.
. "$(dirname "$0")/support.sh"
stream=00000000000000aa
session=2026-09-14/AM

make_authority 838 'Dorset Virtual School' sam
make_authority 660 'Ysgol Rithwir Ynys Mon' mair --nation wales
make_kiosk 838 838/4123 'Ty Coed' front-door one
make_kiosk 660 660/4001 'Ysgol Bryn' front-door two
make_kiosk 660 838/4123 'Ty Coed' front-door three
check 'one authority has one file' '660.sqlite 838.sqlite' "$(ls "$home/data/authorities" | grep -v -- - | paste -sd' ')"
check 'an authority is never made over' 1 "$(make_authority 838 'Other' other 2>/dev/null; echo $?)"
check 'an authority with a strange name is refused' 1 "$(make_authority ../x 'Other' other 2>/dev/null; echo $?)"
start_server

post one 838 "$(batch "$(event $stream 1 flag.raised "$(raised 1 DORSET-CHILD $session)")" \
	"$(event $stream 2 suspension.recorded "{\"child\":\"DORSET-OUT\",\"session\":\"$session\",\"code\":\"E\"}")" \
	"$(event $stream 3 flag.raised "$(raised 3 DORSET-BACK $session)")" \
	"$(event $stream 4 flag.withdrawn "$(withdrawn 3 DORSET-BACK $session)")" \
	"$(event $stream 5 session.closed "$(closed $session 3 1 2)")" "$(health $stream)")" >/dev/null
# The same school, the same stream, the same place, to the other authority.
check 'one school answers to both' 200 \
	"$(post three 660 "$(batch "$(event $stream 1 flag.raised "$(raised 1 MON-CHILD $session)")" "$(health $stream)")")"

sign_in sam sam >/dev/null
sign_in mair mair >/dev/null
browse sam '/?day=2026-09-14' >/dev/null && cp "$home/body" "$home/dorset"
browse mair '/?day=2026-09-14' >/dev/null && cp "$home/body" "$home/mon"
for word in DORSET-CHILD DORSET-OUT DORSET-BACK 'Ty Coed' 'Dorset Virtual School' 'Education Welfare Officer'; do
	check_has "Dorset sees $word" "$home/dorset" "$word"
done
for word in MON-CHILD 'Ysgol Bryn' 'Ty Coed' 'LACE co-ordinator'; do check_has "Ynys Mon sees $word" "$home/mon" "$word"; done
for word in DORSET Dorset Welfare; do check_lacks "Ynys Mon does not see $word" "$home/mon" "$word"; done
for word in MON-CHILD Bryn Rithwir LACE; do check_lacks "Dorset does not see $word" "$home/dorset" "$word"; done

# A session of one is none of the other.
token=$(sed -n 's/.*660\.\([0-9a-f]*\)$/\1/p' "$home/mair")
check 'there is a session' 64 "${#token}"
curl -sS --cacert "$home/data/ca.pem" -H "Cookie: __Host-firstbell=838.$token" "$url/?day=2026-09-14" >"$home/crossed"
check_has 'under the other authority it opens nothing' "$home/crossed" 'action="/sign-in"'
check_lacks 'and shows nothing' "$home/crossed" DORSET

check 'the other kiosk of that name knows nothing of the stream' '{"stream":null,"acked_through":0,"missing":[]}' \
	"$(as_kiosk two 660 "/v1/stream?stream=$stream" >/dev/null; cat "$home/body")"
check 'each export is its own' '5 1' "$(vs export --authority 838 | wc -l) $(vs export --authority 660 | wc -l)"
check_lacks 'no child of Dorset is in the file of Ynys Mon' "$home/data/authorities/660.sqlite-wal" DORSET

# A port is one server's alone: two on it would each take some of the other's connections.
check 'a second server on the same port is refused' 1 \
	"$(timeout 30 "$virtual_school" --data "$home/data" serve --listen "${url#https://}" >/dev/null 2>&1; echo $?)"

# Everything secret is for the owner's eyes only.
check 'no file can be read by others' '' "$(find "$home/data" "$home/one" -perm /077 ! -type l)"

# One authority's file away does not open another under its name.
stop_server
cp "$home/data/authorities/660.sqlite" "$home/data/authorities/999.sqlite"
check 'a file under a wrong name is not served' 1 \
	"$(timeout 30 "$virtual_school" --data "$home/data" serve --listen 127.0.0.1:0 >/dev/null 2>&1; echo $?)"
finish
