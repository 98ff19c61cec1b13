#!/bin/sh
# firstbellctl from end to end, on a demo school: init, six imports, refusals that change nothing, status.
. tests/firstbellctl/support.sh
demo=$work/demo
sum() { cat "$data"/* | sha256sum; }
# refuse "sentence" "words" command ...: exit 1, and not a byte of the data folder is another
refuse() {
	before=$(sum)
	expect 1 "$@"
	: >"$work/out"
	if [ "$(sum)" = "$before" ]; then ok "... and nothing is changed"; else not_ok "... and nothing is changed"; fi
}

"$B/bin/demo-school" --seed 1 --out "$demo" || exit 1

expect 2 "no command is a matter of usage" "firstbellctl --data DIR init" "$ctl"
expect 0 "--help says what there is" "import KIND FILE" "$ctl" --help
expect 0 "init has a help of its own" "Makes DIR" "$ctl" init --help
expect 0 "status has one" "ALARM lines" "$ctl" status --help
expect 0 "import has one" "child_ref  the authority's own reference" "$ctl" import --help
for kind in roster care cards closures expectations marks; do
	expect 0 "import $kind has one" "import $kind" "$ctl" import $kind --help
done
expect 0 "--version says one" "firstbellctl " "$ctl" --version
expect 2 "an unknown command" "no such command: frobnicate" "$ctl" --data "$data" frobnicate
expect 2 "an unknown kind" "no such command: pupils" "$ctl" --data "$data" import pupils x.csv
expect 2 "an unknown option" "no such option: --forse" "$ctl" --data "$data" --forse status
expect 2 "an import of nothing" "import KIND FILE" "$ctl" --data "$data" import roster
expect 2 "two files" "one word too many" "$ctl" --data "$data" import roster a.csv b.csv
expect 2 "no folder" "--data DIR is missing" "$ctl" status
expect 2 "--force is for what may lose someone" "--force is for import roster, care and cards alone" "$ctl" --data "$data" import marks x.csv --force
expect 2 "a clock that is none" "SOURCE_DATE_EPOCH" env SOURCE_DATE_EPOCH=monday "$ctl" --data "$data" status

expect 1 "status of no data folder" "firstbell.conf" "$ctl" --data "$data" status
expect 1 "import into no data folder" "nothing was imported" "$ctl" --data "$data" import roster "$demo/roster.csv"
expect 1 "init where no folder can be" "cannot be made" "$ctl" --data "$work/no/such/place" init
expect 0 "init makes a data folder" "made $data/firstbell.db" "$ctl" --data "$data" init
expect 0 "its firstbell.conf is valid as it stands" "front-door, one of 1" "$ctl" --data "$data" status
expect 0 "nobody else may read it" "700" stat -c %a "$data"
refuse "init refuses a folder that is one already" "already; nothing was changed" "$ctl" --data "$data" init
cp "$demo/firstbell.conf" "$data/"
refuse "cards before the roster are nobody's" "P0001 is not in the roster" "$ctl" --data "$data" import cards "$demo/cards.csv"

expect 0 "the roster" "roster: 300 rows imported" "$ctl" --data "$data" import roster "$demo/roster.csv"
expect 0 "care" "care: 8 rows imported" "$ctl" --data "$data" import care "$demo/care.csv"
expect 0 "cards" "cards: 298 rows imported" "$ctl" --data "$data" import cards "$demo/cards.csv"
expect 0 "closures" "rows imported" "$ctl" --data "$data" import closures "$demo/closures.csv"
expect 0 "expectations" "expectations: 11 rows imported" "$ctl" --data "$data" import expectations "$demo/expectations.csv"
cat >"$work/marks.csv" <<'CSV'
pupil_id,date,session,code,reason,by_name,by_role
P0042,2026-09-14,AM,I,"rang in",R. Okafor,attendance officer
P0043,2026-09-14,AM,M,dentist,R. Okafor,attendance officer
CSV
expect 0 "marks" "marks: 2 rows imported" "$ctl" --data "$data" import marks "$work/marks.csv"
expect 0 "the same marks again" "marks: 0 rows imported, 2 there already" "$ctl" --data "$data" import marks "$work/marks.csv"

expect 0 "status counts the pupils" "version 2 of 2026-09-14: 300 pupils on the roll today, 298 cards" "$ctl" --data "$data" status
expect 0 "status counts by authority" "Ysgol Rithwir Cwm Hafod: 2 of its children here; 0 messages written" "$ctl" --data "$data" status
expect 0 "status for machines" '"authority": "835", "name": "Dorset Virtual School", "reported": 4' "$ctl" --data "$data" status --json
expect 0 "in order means no alarm" "alarms: 0." sh -c "echo alarms: \$('$ctl' --data '$data' status | grep -c ALARM)."

grep -v '^P0019,' "$demo/roster.csv" >"$work/without.csv"
refuse "a roster without a looked-after child" "would lose 1 reported child (left out, left, or their UPN given to another): P0019; import the new care.csv first, or say --force" \
	"$ctl" --data "$data" import roster "$work/without.csv"
head -200 "$demo/roster.csv" >"$work/short.csv"
refuse "a roster without a third of the school" "take 101 of 300 pupils off the roll" "$ctl" --data "$data" import roster "$work/short.csv"
head -240 "$demo/roster.csv" >"$work/fifth.csv"
refuse "a long list of them ends somewhere" "P0231 ...; if that is right, say --force" "$ctl" --data "$data" import roster "$work/short.csv"
refuse "61 of 300 are more than a fifth" "take 61 of 300 pupils off the roll" "$ctl" --data "$data" import roster "$work/fifth.csv"
head -241 "$demo/roster.csv" >"$work/fifth.csv"
expect 0 "60 of 300 are not" "roster: 240 rows imported" "$ctl" --data "$data" import roster "$work/fifth.csv"
expect 0 "and come back" "roster: 300 rows imported" "$ctl" --data "$data" import roster "$demo/roster.csv"
head -1 "$demo/care.csv" >"$work/care.csv"
refuse "a care list of nobody" "would lose 8 reported children (left out" "$ctl" --data "$data" import care "$work/care.csv"
head -5 "$demo/care.csv" >"$work/care.csv"
refuse "half a care list, by reference" "lose 4 reported children (left out, or under another UPN or authority): 835/CH-120 838/CH-58 681/CH-94 681/CH-93; give the day of" \
	"$ctl" --data "$data" import care "$work/care.csv"
expect 0 "half of it by force" "care: 4 rows imported" "$ctl" --data "$data" import care "$work/care.csv" --force
expect 0 "the others come back" "care: 8 rows imported" "$ctl" --data "$data" import care "$demo/care.csv"
head -239 "$demo/cards.csv" >"$work/cards.csv"
refuse "60 of 298 cards are more than a fifth" "would lose 60 of 298 cards, more than a fifth" "$ctl" --data "$data" import cards "$work/cards.csv"
head -240 "$demo/cards.csv" >"$work/cards.csv"
expect 0 "59 of 298 are not" "cards: 239 rows imported" "$ctl" --data "$data" import cards "$work/cards.csv"
expect 0 "the other cards come back" "cards: 298 rows imported" "$ctl" --data "$data" import cards "$demo/cards.csv"
head -1 "$demo/cards.csv" >"$work/cards.csv"
refuse "no cards at all" "no cards in the file, and 298 now" "$ctl" --data "$data" import cards "$work/cards.csv"
head -1 "$demo/expectations.csv" >"$work/none.csv"
expect 0 "no expectations is a warning" "all expectations are taken away, 11 in number" "$ctl" --data "$data" import expectations "$work/none.csv"
head -c 9000 "$demo/roster.csv" >"$work/half.csv"
refuse "half a file" "cut short?" "$ctl" --data "$data" import roster "$work/half.csv"
iconv -c -f UTF-8 -t WINDOWS-1252 "$demo/roster.csv" >"$work/1252.csv"
refuse "a file in Windows-1252" 'choose Save As, "CSV UTF-8' "$ctl" --data "$data" import roster "$work/1252.csv"
refuse "no such file" "No such file or directory" "$ctl" --data "$data" import roster "$work/nothing.csv"
printf 'card,pupil_id\n0400,P0001\n' >"$work/cards.csv"
refuse "a bad card, for machines" '"line": 2, "column": 1' "$ctl" --data "$data" --json import cards "$work/cards.csv"
sed 's/835/999/' "$demo/care.csv" >"$work/care.csv"
refuse "an authority of no section" "needs a section [authority 999]" "$ctl" --data "$data" import care "$work/care.csv"
cp "$data/firstbell.conf" "$work/firstbell.conf"
sed -i 's/^opens/openz/' "$data/firstbell.conf"
refuse "a misspelt key of firstbell.conf" "openz" "$ctl" --data "$data" import cards "$demo/cards.csv"
awk '/^\[/ { off = /authority 681/ } !off' "$work/firstbell.conf" >"$data/firstbell.conf"
expect 0 "an authority whose section is gone is an alarm" "2 facts of care.csv are of an authority without a section" "$ctl" --data "$data" status
expect 0 "and for machines" '"of_no_section": 2,' "$ctl" --data "$data" status --json
cp "$work/firstbell.conf" "$data/firstbell.conf"

expect 0 "the same roster by force" "roster: 299 rows imported" "$ctl" --data "$data" import roster "$work/without.csv" --force
expect 0 "the lost child is an alarm of status, by reference" "on no roll here; their authority is told that nothing is known of them: 835/CH-19" "$ctl" --data "$data" status
expect 0 "and for machines" '"on_no_roll": [{"authority": "835", "child": "CH-19"}]' "$ctl" --data "$data" status --json
expect 0 "care says so on screen" "care.csv:2:1: warning: ALARM: this child is on no roll here" "$ctl" --data "$data" import care "$demo/care.csv"
expect 0 "no name is in status" "names: 0." sh -c "echo names: \$('$ctl' --data '$data' status | grep -cE 'Aisha|Llewelyn|P0019')."

dd if=/dev/zero of="$data/firstbell.db" bs=1024 seek=4 count=40 conv=notrunc 2>/dev/null
expect 1 "a damaged database is named, with what to do" "firstbell.db: damaged" "$ctl" --data "$data" status
expect 1 "and is missing from then on" "firstbell.db: not found; begin with firstbellctl init" "$ctl" --data "$data" status
expect 0 "it was set aside, not deleted" "firstbell.db.damaged-" ls "$data"
refuse "an import without the database" "nothing was imported" "$ctl" --data "$data" import cards "$demo/cards.csv"
expect 0 "init makes anew what is missing, and keeps the rest" "kept $data/firstbell.conf" "$ctl" --data "$data" init
expect 0 "the roster has to come again" "none yet: firstbellctl import roster FILE" "$ctl" --data "$data" status
expect 0 "care is still there" "8 of the children in care.csv are on no roll" "$ctl" --data "$data" status
rm "$data/firstbell.conf"
refuse "init without a firstbell.conf beside databases" "bring that back from a backup" "$ctl" --data "$data" init
exit $failed
