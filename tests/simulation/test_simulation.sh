#!/bin/sh
# Whole school years with faults and the checker on, on plain memory and on the real store; and the same with one safeguard taken out.
# YEARS: how many small school years; 150 unless it is said.
set -u
B=${B:-build}
years=${YEARS:-150}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

say() { # say STATUS SENTENCE FILE
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		sed 's/^/# /' "$3" | cut -c 1-400 | tail -n 40
		failed=1
	fi
}
digest() { sed -n 's/.*; digest \([0-9a-f]*\)$/\1/p' "$1"; }

"$B/bin/simulate" --seed 20260914 --years "$years" --counts >"$work/years"
say $? "$years school years, 0 violations" "$work/years"
grep '^ *0  ' "$work/years" >"$work/none"
if [ "$years" -ge 60 ]; then
	[ ! -s "$work/none" ]
	say $? "each kind of fault and each situation of the rules occurred" "$work/none"
fi

for seed in 1014070 1020778 2007581 2009484 2041291; do
	"$B/bin/simulate" --seed $seed --years 1 >"$work/again"
	say $? "a year that once failed: $seed" "$work/again"
done

"$B/bin/simulate" --seed 7 --years 3 >"$work/once"
"$B/bin/simulate" --seed 7 --years 3 >"$work/twice"
[ -n "$(digest "$work/once")" ] && [ "$(digest "$work/once")" = "$(digest "$work/twice")" ]
say $? "the same seed gives the same years, byte for byte" "$work/twice"
"$B/bin/simulate" --seed 8 --years 3 >"$work/other"
[ "$(digest "$work/once")" != "$(digest "$work/other")" ]
say $? "another seed gives others" "$work/other"

"$B/bin/simulate" --seed 1 --years 1 --pupils 1000 --days 40 >"$work/large"
say $? "40 days of a school of 1,000, 0 violations" "$work/large"
"$B/bin/simulate-real" --seed 1 --years 6 --days 40 >"$work/real"
say $? "40 days of 6 schools on the real store, 0 violations" "$work/real"

tests/simulation/run-controls 40 "$B"/controls/*/simulate >"$work/controls"
while read -r line; do
	case $line in
	"caught in"*) say 0 "$line" /dev/null ;;
	*) say 1 "$line" "$work/controls" ;;
	esac
done <"$work/controls"

"$B/controls/watermarks/simulate" --seed 2 --years 40 --days 25 --first >"$work/shrunk"
replay=$(sed -n 's/^replay: build\/bin\/simulate //p' "$work/shrunk")
# shellcheck disable=SC2086
[ -n "$replay" ] && ! "$B/controls/watermarks/simulate" $replay >"$work/replayed" &&
	grep -q 'VIOLATION I[19]' "$work/replayed"
say $? "a failing year is told with a short history, and the command that replays it" "$work/shrunk"
[ "$(printf '%s' "$replay" | sed 's/.*--only //' | tr ',' '\n' | wc -l)" -le 10 ]
say $? "and it needs no more than ten of the year's planned steps" "$work/shrunk"
exit $failed
