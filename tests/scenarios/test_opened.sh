#!/bin/sh
# From the officer's browser to the school's staff screen: what was opened is said there, of each authority by itself.
set -u
B=${B:-build}
bin=$B/bin
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
url=${line#listening on }
sed -i "s#^url = .*#url = $url#" "$work/school/firstbell.conf"

# look DORSET BLACKMORE SENTENCE: the same morning again (what was sent before is sent again and counts once), then the screen
look() {
	{
		echo 'start 2026-09-14 08:25:00'
		echo '08:41:00 tap 04000000000019'
		echo '09:40:00 tap 04C0FFEE000001'
		for digit in 2 5 8 0 Enter; do echo "09:40:01 touch \"$digit\""; done
		echo '09:40:02 touch "Delivery and kiosk"'
		echo "09:40:03 expect screen \"Dorset Virtual School: Received 09:39, $1\""
		echo "09:40:03 expect screen \"Blackmore Virtual School: Received 09:39, $2\""
		echo '09:41:00 end'
	} >"$work/look.scn"
	"$bin/firstbell-sim" --data "$work/school" --scenario "$work/look.scn" --seed 7 >"$work/out" 2>&1
	say $? "$3" || sed 's/^/# /' "$work/out"
}
browse() { # browse PATH [curl options]; prints the status
	path=$1
	shift
	curl -sS --max-time 30 -o "$work/page" -w '%{http_code}' --cacert "$work/authority/ca.pem" -b "$work/jar" -c "$work/jar" "$@" \
		"$url$path"
}
sign_in() { # sign_in AUTHORITY
	rm -f "$work/jar"
	browse /sign-in --data-urlencode "username=officer-$1" \
		--data-urlencode "password=$(awk -v who="officer-$1" '$1 == who { print $2 }' "$work/sign-in")"
}

look 'not opened yet' 'not opened yet' 'flags that nobody has looked at are not opened'
[ "$(sign_in 835)" = 303 ] && [ "$(browse '/?day=2026-09-14')" = 200 ] && grep -q CH-20 "$work/page"
say $? 'an officer of Dorset opens the day'
look 'all opened' 'not opened yet' 'the school is told so, of Dorset and not of Blackmore'
[ "$(sign_in 838)" = 303 ] && [ "$(browse '/?day=2026-09-14')" = 200 ] && grep -q CH-57 "$work/page"
say $? 'an officer of Blackmore opens it too'
look 'all opened' 'all opened' 'then all is opened'
