#!/bin/sh
# The demo school: the same for the same seed, another for another, and taken by firstbellctl without a word but the one intended.
set -u
B=${B:-build}
demo=$B/bin/demo-school
ctl=$B/bin/firstbellctl
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1789365600
failed=0
check() {
	if eval "$2" >"$work/out" 2>&1; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		sed 's/^/# /' "$work/out"
		failed=1
	fi
}
# The pupils who are the same for every seed.
fixed() {
	grep -E '^P(0001|0002|0003|0004|0005|0006|0007|0008|0009|0010|0011|0012|0013|0014|0015|0016|0042),' "$1/roster.csv"
}
# import_all DATA SCHOOL: all five files, all that is said on the way
import_all() {
	"$ctl" --data "$1" init >/dev/null && cp "$2/firstbell.conf" "$1/" || return 1
	for kind in roster care cards closures expectations; do
		"$ctl" --data "$1" import $kind "$2/$kind.csv" 2>&1 >/dev/null || return 1
	done
}

check "a school is made" "'$demo' --seed 7 --out '$work/a'"
check "again the same, byte for byte" "'$demo' --seed 7 --out '$work/b' && diff -r '$work/a' '$work/b'"
check "another for another seed" "'$demo' --seed 8 --out '$work/c' && ! cmp -s '$work/a/roster.csv' '$work/c/roster.csv'"
fixed "$work/a" >"$work/fixed-a"
fixed "$work/c" >"$work/fixed-c"
check "the fixed pupils are the same for every seed" "[ \$(wc -l <'$work/fixed-a') = 17 ] && cmp '$work/fixed-a' '$work/fixed-c'"
check "so are their cards" "cmp '$work/a/cards.csv' '$work/c/cards.csv'"
check "and who looks after whom" "cut -d, -f1-4 '$work/a/care.csv' >'$work/care-a'; cut -d, -f1-4 '$work/c/care.csv' | cmp - '$work/care-a'"

for pupil in 'P0001,.*,Aisha,Rahman,,,7,7A,' 'P0002,.*,Siân,Llewelyn,,,7,7A,2026-09-14,,cy' 'P0042,' 'P0300,.*,11,11C,' 'P0016,,'; do
	check "the roster has $pupil" "grep -q '^$pupil' '$work/a/roster.csv'"
done
for card in 04A1B2C3D4E5F6,P0001 04000000000002,P0002 04000000000019,P0019 04000000000120,P0120 04EE0000000010,P0010 04000000000300,P0300; do
	check "the cards have $card" "grep -qx '$card' '$work/a/cards.csv'"
done
check "three pupils have no card" "! grep -qE ',P(0030|0077|0155)\$' '$work/a/cards.csv' && [ \$(grep -c ,P '$work/a/cards.csv') = 298 ]"
for child in 835,CH-19 835,CH-20 835,CH-21 838,CH-57 838,CH-58 681,CH-93 681,CH-94 835,CH-120; do
	number=$(printf %04d "${child#*-}")
	upn=$(sed -n "s/^P$number,\([^,]*\),.*/\1/p" "$work/a/roster.csv")
	check "P$number is $child" "grep -q '^$upn,$child,looked_after,20' '$work/a/care.csv'"
done
check "nobody else is looked after" "[ \$(wc -l <'$work/a/care.csv') = 9 ]"
check "P0120 has C2 on all five afternoons" "[ \$(grep -c '^P0120,.*,PM,C2,' '$work/a/expectations.csv') = 5 ]"
check "fifteen forms of twenty" "[ \"\$(cut -d, -f8 '$work/a/roster.csv' | sed 1d | sort | uniq -c | awk '{print \$1}' | uniq -c | tr -s ' ')\" = ' 15 20' ]"
check "a name of sixty characters" "awk -F, '\$1 == \"P0009\" {print \$3 \" \" \$4}' '$work/a/roster.csv' | grep -qx '.\{60\}'"
check "twins: one form, one surname, two forenames" "[ \"\$(awk -F, '\$1 ~ /P000[56]/ {print \$4 \$8}' '$work/a/roster.csv' | uniq | wc -l)\" = 1 ]"
check "Easter 2027 and Christmas are closed, the first day is not" \
	"grep -q '^2027-03-26,,#,bank' '$work/a/closures.csv' && grep -q '^2026-12-25,,#,bank' '$work/a/closures.csv' && ! grep -q '^2026-09-14' '$work/a/closures.csv'"

check "firstbellctl takes it all" "import_all '$work/data' '$work/a' >'$work/said'"
check "with one warning, the intended one" "[ \"\$(cat '$work/said')\" = '$work/a/roster.csv:17:7: warning: upn: empty: this pupil can answer to no authority until there is one' ]"
check "made at the same hour it is the same database" \
	"import_all '$work/data2' '$work/a' >/dev/null && cmp '$work/data/firstbell.db' '$work/data2/firstbell.db' && cmp '$work/data/care.db' '$work/data2/care.db'"
for options in '--pupils 60' '--pupils 3000 --looked-after 60' '--looked-after 0' '--first-day 2026-11-23' \
	'--first-day 2027-08-30' '--first-day 2025-12-25 --pupils 997 --looked-after 300' '--url https://localhost:9443'; do
	rm -rf "$work/d" "$work/data3"
	check "seed 3 $options: made and taken" \
		"'$demo' --seed 3 --out '$work/d' $options && import_all '$work/data3' '$work/d' >'$work/said' && [ \$(wc -l <'$work/said') = 1 ]"
done
check "the address is where it was asked for" "[ \$(grep -c '^url = https://localhost:9443\$' '$work/d/firstbell.conf') = 3 ]"
for wrong in '--pupils 59' '--pupils 3001' '--looked-after 151' '--first-day 2026-09-13' '--first-day monday' '--seed x' '--colour red'; do
	check "$wrong is a matter of usage" "'$demo' --seed 1 --out '$work/e' $wrong; [ \$? = 2 ] && [ ! -e '$work/e' ]"
done
check "without its name lists it says so" "'$demo' --seed 1 --out '$work/e' --names '$work'; [ \$? = 1 ]"
exit $failed
