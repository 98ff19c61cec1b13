#!/bin/sh
# Every scenario runs on the demo school against a real virtual school; its trace is compared with the golden one
# (GOLDEN=record writes it anew). Runs repeat byte for byte, and nothing public depends on who is looked after.
set -u
B=${B:-build}
bin=$B/bin
here=tests/scenarios
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}

tools/make-demo "$work" 0 || exit 1
mkfifo "$work/said"
"$bin/virtual-school" --data "$work/authority" serve --listen 127.0.0.1:0 >"$work/said" 2>"$work/server.log" &
server=$!
read -r line <"$work/said"
port=${line##*:}
port=${port%%/*}
sed -i "s#^url = .*#url = https://127.0.0.1:$port#" "$work/school/firstbell.conf"

# play NAME FOLDER TRACE [OPTIONS]
play() {
	name=$1
	folder=$2
	trace=$3
	shift 3
	"$bin/firstbell-sim" --data "$folder" --scenario "$here/$name.scn" --trace "$trace" "$@" >"$work/out" 2>&1
}
# What a golden keeps: all but the beats and batches of health alone, the lamp (scenarios expect it by name) and the port of the
# day.
essence() {
	grep -v -e '"event":"heartbeat"' -e '"events":0' -e '"kind":"light"' "$1" | sed 's/127\.0\.0\.1:[0-9]*/HOST/'
}

# The same school with a printer, for those that say so.
cp -r "$work/school" "$work/printing"
printf '[screen]\nprinter = default\n' >>"$work/printing/firstbell.conf"
for file in "$here"/*.scn; do
	name=$(basename "$file" .scn)
	golden=$here/golden/$name.jsonl
	# "# site: ..." names the kiosks of the site, of which this is one.
	site=$(sed -n 's/^# site: //p' "$file")
	school=$work/school
	[ -z "$site" ] || {
		school=$work/site
		rm -rf "$school"
		cp -r "$work/school" "$school"
		sed -i "s/^site_kiosks = .*/site_kiosks = $site/" "$school/firstbell.conf"
	}
	! grep -q 'Needs \[screen\] printer' "$file" || school=$work/printing
	play "$name" "$school" "$work/trace"
	status=$?
	say $status "$name: $(sed -n '1s/^# //p' "$file")" || sed 's/^/# /' "$work/out"
	essence "$work/trace" >"$work/essence"
	if [ "${GOLDEN:-}" = record ]; then
		mkdir -p "$here/golden"
		cp "$work/essence" "$golden"
	fi
	cmp -s "$work/essence" "$golden"
	say $? "$name: the trace is the golden one" || diff "$golden" "$work/essence" | head -n 20 | sed 's/^/# /'
done

play morning "$work/school" "$work/first" && play morning "$work/school" "$work/second"
cmp -s "$work/first" "$work/second"
say $? "a second run gives the same trace byte for byte"

# Three schools that differ in who is looked after: as it is, others, nobody. Each has a seed of its own, for the virtual
# school would take the same stream with other content for a cloned kiosk.
others() { # others NAME WORDS SEED, the care list on standard input
	cp -r "$work/school" "$work/$1"
	cat >"$work/$1/care.csv"
	"$bin/firstbellctl" --data "$work/$1" import care "$work/$1/care.csv" --force >"$work/out" 2>&1 || cat "$work/out"
	compare public "$1" "the public scenario" "$2" "$3"
	compare staff-plain "$1" "staff without the right to know" "$2" "${3}1"
	cp -r "$work/$1" "$work/$1-printing"
	cp "$work/printing/firstbell.conf" "$work/$1-printing"
	compare staff-print "$1-printing" "the printed evacuation list" "$2" "${3}2" printing
}
compare() { # compare SCENARIO SCHOOL WHAT WORDS SEED [AS IT IS]
	play "$1" "$work/${6:-school}" "$work/as-it-is" --screens "$work/screens-as-it-is" &&
		play "$1" "$work/$2" "$work/$2.trace" --screens "$work/screens-$2" --seed "$5"
	say $? "$3: runs with $4"
	for trace in as-it-is "$2.trace"; do
		grep -E '"kind":"(screen|feedback|light|event|log|print)"' "$work/$trace" >"$work/$trace.public"
		# Of what goes out only the times and sizes can be seen from outside.
		grep -E '"kind":"(request|reply)"' "$work/$trace" |
			sed -E 's/"(events|first|last|acked)":[0-9]+,?//g' >"$work/$trace.wire"
	done
	cmp -s "$work/as-it-is.public" "$work/$2.trace.public"
	say $? "$3: screens, sounds, light, events, logs and their times are the same with $4"
	cmp -s "$work/as-it-is.wire" "$work/$2.trace.wire"
	say $? "$3: uploads go at the same times and in the same sizes with $4"
	diff -r "$work/screens-as-it-is" "$work/screens-$2" >/dev/null
	say $? "$3: every picture of the screen and every sheet is the same with $4"
	rm -rf "$work/screens-as-it-is" "$work/screens-$2"
}
upn() { awk -F, -v id="$1" '$1 == id { print $2 }' "$work/school/roster.csv"; }
{
	echo upn,authority,child_ref,cohort,from,to
	for pair in P0001:835:CH-1 P0002:835:CH-2 P0042:835:CH-42 P0120:835:CH-120 P0057:838:CH-57 P0003:838:CH-3 \
		P0004:681:CH-4 P0007:681:CH-7; do
		echo "$(upn "${pair%%:*}"),$(echo "$pair" | cut -d: -f2-3 | tr : ,),looked_after,2026-09-01,"
	done
} | others swapped "other children looked after" 2
echo upn,authority,child_ref,cohort,from,to | others nobody "nobody looked after" 3

# However the panel is mounted and coloured, the same is touched, recorded and heard: only the picture is another.
play no-card "$work/school" "$work/as-it-is" --screens "$work/screens-upright"
essence "$work/as-it-is" >"$work/essence"
for set_up in "rotate = 90" "rotate = 180" "rotate = 270" "theme = contrast"; do
	cp -r "$work/school" "$work/mounted"
	printf '[screen]\n%s\n' "$set_up" >>"$work/mounted/firstbell.conf"
	play no-card "$work/mounted" "$work/trace" --screens "$work/screens-mounted" || cat "$work/out"
	essence "$work/trace" | cmp -s - "$work/essence"
	say $? "with $set_up a pupil without a card finds their name, and the trace is the same"
	! diff -q "$work/screens-upright/001-idle.png" "$work/screens-mounted/001-idle.png" >/dev/null
	say $? "and the picture is another"
	rm -rf "$work/mounted" "$work/screens-mounted"
done
cp -r "$work/school" "$work/calm"
printf '[screen]\ncalm = yes\n' >>"$work/calm/firstbell.conf"
play no-card "$work/calm" "$work/trace" || cat "$work/out"
[ "$(grep -c '"kind":"feedback"' "$work/trace")" -gt 1 ] && ! grep '"kind":"feedback"' "$work/trace" | grep -qv '"soft":true'
say $? "a calm kiosk's sounds are soft, all of them"
essence "$work/trace" | sed 's/,"soft":true//' | cmp -s - "$work/essence"
say $? "and nothing else is different"

# A kiosk whose key one authority has taken away: that outbox stops and says so, the others go on, and the next day it is
# tried again.
"$bin/virtual-school" --data "$work/authority" kiosk revoke --authority 838 --school 838/4123 --kiosk front-door \
	>"$work/out" 2>&1
say $? "a kiosk's key can be taken away" || sed 's/^/# /' "$work/out"
echo 'start 2026-09-14 08:50:00
08:53:00 tap 04C0FFEE000001
08:53:01 touch "2"
08:53:01 touch "5"
08:53:01 touch "8"
08:53:01 touch "0"
08:53:02 touch "Enter"
08:53:03 touch "Delivery and kiosk"
08:53:04 touch "More"
08:53:04 touch "More"
08:53:05 expect screen "Certificate: refused, enrol again"
08:53:06 touch "Lock"
08:55:00 next day 08:20
08:25:00 end' >"$work/revoked.scn"
"$bin/firstbell-sim" --data "$work/school" --scenario "$work/revoked.scn" --trace "$work/trace" >"$work/out" 2>&1
say $? "a morning with a refused key runs to its end" || sed 's/^/# /' "$work/out"
refusals() { grep -c "\"t\":\"2026-09-$1.*\"to\":\"838\".*\"status\":403" "$work/trace"; }
[ "$(refusals 14)" -eq 1 ] && grep -q '"line":"authority 838: .*refused.*enrol' "$work/trace"
say $? "after a refusal nothing more is sent there, and staff are asked to enrol again"
[ "$(refusals 15)" -eq 1 ]
say $? "the next day it is tried once more"
[ "$(grep -c '"to":"835".*"status":200' "$work/trace")" -gt 5 ]
say $? "the other authorities go on receiving"

# A damaged database: the kiosk says so calmly and ticks nobody, rather than lie.
echo 'start 2026-09-14 08:25:00
08:26:00 expect screen "Please tell the office you are here"
08:31:00 tap 04A1B2C3D4E5F6
08:31:01 expect not screen "Good morning"
08:31:01 expect screen "Please tell the office you are here"
08:40:00 end' >"$work/damaged.scn"
for file in firstbell.db care.db; do
	rm -rf "$work/damaged"
	cp -r "$work/school" "$work/damaged"
	dd if=/dev/urandom of="$work/damaged/$file" bs=1024 seek=1 count=6 conv=notrunc 2>/dev/null
	"$bin/firstbell-sim" --data "$work/damaged" --scenario "$work/damaged.scn" --trace "$work/trace" >"$work/out" 2>&1
	say $? "with a damaged $file the kiosk is out of order, and ticks nobody" || sed 's/^/# /' "$work/out"
	grep -q "\"level\":3,\"line\":\"database cannot be used: .*damaged" "$work/trace"
	say $? "and the log names what is wrong with $file" || grep '"level":3' "$work/trace" | sed 's/^/# /'
	! grep -q '"event":"arrived"' "$work/trace"
	say $? "and nothing is recorded on a damaged $file"
done

# Bad input is named, and the exit code says which kind it was.
bad() { # bad STATUS TEXT SENTENCE, the scenario on standard input
	cat >"$work/bad.scn"
	"$bin/firstbell-sim" --data "$work/school" --scenario "$work/bad.scn" >"$work/out" 2>&1
	[ $? -eq "$1" ] && grep -q -- "$2" "$work/out"
	say $? "$3" || sed 's/^/# /' "$work/out"
}
echo 'start 2026-09-14 08:25:00
08:26:00 dance
08:27:00 end' | bad 2 'bad.scn:2: not a step' "a step that is none is named with its line"
echo 'start 2026-09-14 08:25:00
08:26:00 tap 04A1B2
08:27:00 end' | bad 2 'bad.scn:2: tap needs a card' "a card that is none is named with its line"
echo 'start 2026-09-14 08:25:00
08:26:00 tap 04A1B2C3D4E5F6
08:25:59 end' | bad 2 'bad.scn:3: this is before' "time that runs backwards is named with its line"
echo 'start 2026-09-14 08:25:00
08:26:00 expect screen "Nos da"
08:27:00 end' | bad 1 'bad.scn:2: expected on the screen' "an expectation that fails is named, exit 1"
echo 'start 2026-09-14 08:25:00' | bad 2 'the last step must be: end' "a scenario cut short is refused"
bad_step() { # bad_step STATUS TEXT SENTENCE STEP: the step stands on line 2
	printf 'start 2026-09-14 08:25:00\n%s\n09:00:00 end\n' "$4" | bad "$1" "bad.scn:2: $2" "$3"
}
bad_step 2 'no message has this type' "a misspelt message is named, or it would never be sent" \
	'08:26:00 expect not sent flag.rased child=CH-20'
bad_step 2 'no message has this key' "a misspelt key is named" '08:26:00 expect not sent flag.raised chld=CH-20'
bad_step 2 'no message has this key' "an empty key is named" '08:26:00 expect not sent flag.raised =CH-20'
bad_step 2 'expected: expect sent' "a key without a value is named" '08:26:00 expect sent flag.raised child'
bad_step 1 'expected to have been sent' "what is spelt well and was not sent fails" '08:26:00 expect sent flag.raised to=835'
bad_step 2 'a step begins with its time' "a second in hex is no time" '08:26:0x1 tap 04A1B2C3D4E5F6'
bad_step 2 'expected: tap CARD for 3s' "a duration in hex is none" '08:26:00 tap 04A1B2C3D4E5F6 for 0x3s'
bad_step 2 'expected: tap CARD for 3s' "a duration has one dot at most" '08:26:00 tap 04A1B2C3D4E5F6 for 1.5.5s'
bad_step 2 'there is no pupil P9999' "a mark for nobody is bad input" '08:26:00 mark P9999 I "rang in" by "R. O." "office"'
bad_step 2 'QQ is no code in force that day' "a mark with no code is bad input" \
	'08:26:00 mark P0020 QQ "rang in" by "R. O." "office"'
bad_step 2 'QQ is no code in force that day' "a closure with no code is bad input" '08:26:00 closure today QQ "boiler"'
printf '\357\273\277start 2026-09-14 08:25:00\n08:26:00 dance\n08:27:00 end\n' |
	bad 2 'bad.scn:2: not a step' "a byte order mark before the first line is taken off"
"$bin/firstbell-sim" --data "$work/nowhere" --scenario "$here/morning.scn" >"$work/out" 2>&1
[ $? -eq 2 ]
say $? "a data folder that is not there is bad input"
