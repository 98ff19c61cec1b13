#!/bin/sh
# The contact sheet of `make screens`: every picture there is stands on it once, and a browser finds them all.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
says() {
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
}
mkdir -p "$work/gallery" "$work/run/7-lying"
for name in 7-lying,plain,00-idle,en 7-lying,contrast,00-idle,cy 10-upright,plain,01-welcome,en; do
	cp tests/ui/pictures/idle-7-lying-cy-plain.png "$work/gallery/$name.png"
done
cp tests/ui/pictures/idle-7-lying-cy-plain.png "$work/run/7-lying/morning,welcome.png"
tests/ui/write-index "$work"
says $? "the page is written"
each_once() {
	(cd "$work" && find gallery run -name '*.png') | while read -r picture; do
		[ "$(grep -c "<img .*src=\"$picture\"" "$work/index.html")" -eq 1 ] || echo "$picture"
	done | grep . >"$work/log"
	[ ! -s "$work/log" ]
}
each_once
says $? "every picture stands on it once"
cp "$work/gallery/7-lying,plain,00-idle,en.png" "$work/gallery/7-lying,plain,02-late,en.png"
! each_once
says $? "... and one that does not is noticed"
! grep -e '<script' -e 'http' -e '@import' "$work/index.html" >/dev/null
says $? "nothing on it comes from elsewhere"

if ! command -v chromium >/dev/null; then
	echo "ok - a browser finds every picture # SKIP there is no Chromium"
	exit 0
fi
# In a copy that counts: pictures that have come, of how many.
found() {
	sed 's#</html>#<script>addEventListener("load", () => { const all = [...document.images]; document.title =\
		`${all.filter(i => i.naturalWidth > 0).length} of ${all.length}`; });</script></html>#' \
		"$work/index.html" >"$work/counting.html"
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$work/profile" --virtual-time-budget=20000 \
		--dump-dom "file://$work/counting.html" 2>/dev/null | sed -n 's#.*<title>\(.*\)</title>.*#\1#p'
}
[ "$(found)" = "4 of 4" ]
says $? "a browser finds every picture"
rm "$work/gallery/7-lying,contrast,00-idle,cy.png"
[ "$(found)" = "3 of 4" ]
says $? "... and misses one that is gone"
