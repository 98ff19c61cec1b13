#!/bin/sh
# firstbellctl returns from the outside: arguments, help, exit codes.
. tests/firstbellctl/support.sh
expect 0 "returns has a help of its own" "Firstbell only prompts" "$ctl" returns --help
expect 0 "the help of all names it" "returns                 who has reached a threshold" "$ctl" --help
expect 2 "no folder" "--data DIR is missing" "$ctl" returns
expect 1 "no data folder" "firstbell.conf" "$ctl" --data "$data" returns
expect 1 "no data folder, for machines" '"command": "returns", "done": false' "$ctl" --data "$data" returns --json
"$ctl" --data "$data" init >/dev/null || exit 1
expect 0 "a school without a log" "No register was taken by this kiosk in these days, up to 2026-09-14." "$ctl" --data "$data" returns
expect 0 "dates in two words" "up to 2026-09-10" "$ctl" --data "$data" returns --from 2026-09-01 --to 2026-09-10
expect 0 "dates in one" "up to 2026-09-10" "$ctl" --data="$data" returns --from=2026-09-01 --to=2026-09-10
expect 2 "no date" "--from is no date like 2026-09-01: soon" "$ctl" --data "$data" returns --from soon
expect 2 "a date is missing" "a date must follow: --to" "$ctl" --data "$data" returns --to
expect 2 "a folder is missing" "a folder must follow: --data" "$ctl" returns --data
expect 2 "an option that only begins like one" "no such option: --total" "$ctl" --data "$data" returns --total
expect 2 "dates are for returns" "--from and --to are for returns alone" "$ctl" --data "$data" status --from 2026-09-01
expect 2 "force is not" "--force is for import" "$ctl" --data "$data" returns --force
expect 2 "nor are more words" "no such command: now" "$ctl" --data "$data" returns now
before=$(cat "$data"/firstbell.db "$data"/care.db | sha256sum)
expect 0 "it reads" '"pupils": []' "$ctl" --data "$data" returns --json
if [ "$(cat "$data"/firstbell.db "$data"/care.db | sha256sum)" = "$before" ]; then
	echo "ok - and changes nothing"
else
	echo "not ok - and changes nothing"
	failed=1
fi
exit $failed
