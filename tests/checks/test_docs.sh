#!/bin/sh
# What the documents say is so: pictures, links, commands, packages. Each check is also seen to fail.
set -u
B=${B:-build}
export B
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}
pages=$(git ls-files '*.md')

# holds SENTENCE CHECK ...: the check finds nothing wrong. caught SENTENCE CHECK ...: it finds something. Both show what.
holds() {
	sentence=$1
	shift
	"$@" >"$work/out" 2>&1
	say $? "$sentence" || sed 's/^/# /' "$work/out"
}
caught() {
	sentence=$1
	shift
	! "$@" >"$work/out" 2>&1 && [ -s "$work/out" ]
	say $? "$sentence"
}

# -- pictures: drawn again, they are the same, byte for byte
tools/make-pictures --kiosk "$work/pictures" >"$work/out" 2>&1
say $? "the kiosk's pictures can be drawn" || sed 's/^/# /' "$work/out"
same_pictures() { # same_pictures DRAWN KEPT
	stale=0
	for drawn in "$1"/*.png; do
		cmp -s "$drawn" "$2/$(basename "$drawn")" && continue
		echo "$2/$(basename "$drawn") is not what the kiosk draws today; run: make pictures"
		stale=1
	done
	return $stale
}
holds "the README's pictures are what the kiosk draws today (else: make pictures)" \
	same_pictures "$work/pictures" docs/pictures
cp -r "$work/pictures" "$work/stale"
cp "$work/stale/idle.png" "$work/stale/late.png"
caught "a stale picture is caught" same_pictures "$work/pictures" "$work/stale"
rm "$work/stale/idle.png"
caught "a picture that is missing is caught" same_pictures "$work/pictures" "$work/stale"
[ -s docs/pictures/inbox.png ]
say $? "the officer's page is among the pictures"

# -- links: whatever a page points to in this tree is there
links_hold() { # links_hold PAGE ...
	broken=0
	for page in "$@"; do
		for link in $(sed '/^```/,/^```/d' "$page" | grep -oE '\]\([^) ]+\)|(src|href)="[^"]+"' |
			sed -E 's/^\]\(//; s/\)$//; s/^(src|href)="//; s/"$//'); do
			case $link in
			http:* | https:* | mailto:* | \#*) continue ;;
			esac
			[ -e "$(dirname "$page")/${link%%#*}" ] && continue
			echo "$page: there is no $link"
			broken=1
		done
	done
	return $broken
}
holds "every link between the pages leads somewhere" links_hold $pages
printf 'See [there](nowhere.md).\n' >"$work/page.md"
caught "a link to nowhere is caught" links_hold "$work/page.md"
printf '<img src="nowhere.png">\n' >"$work/page.md"
caught "a picture that is not there is caught" links_hold "$work/page.md"

# -- make: what a page tells to make can be made
targets_hold() { # targets_hold PAGE ...
	unknown=0
	for target in $(grep -ohE '(^|`)make [a-z]+' "$@" | sed 's/.*make //' | sort -u); do
		grep -qE "^([a-z -]+ )?$target( [a-z -]+)?:" Makefile && continue
		echo "the Makefile has no target: $target"
		unknown=1
	done
	return $unknown
}
holds "whatever the pages tell to make is in the Makefile" targets_hold README.md CONTRIBUTING.md docs/*.md
printf '`make coffee`\n' >"$work/page.md"
caught "a target that is none is caught" targets_hold "$work/page.md"

# -- packages: each is accounted for
packages_hold() { # packages_hold LIST PAGE
	missing=0
	for package in $(sed -nE 's/^(build|test) //p' "$1"); do
		grep -qF "\`$package\`" "$2" && continue
		echo "$2 does not say what $package is for"
		missing=1
	done
	return $missing
}
holds "docs/dependencies.md says of each package what it is for" packages_hold tools/packages docs/dependencies.md
echo 'build cowsay' >"$work/packages"
caught "a package that nobody accounts for is caught" packages_hold "$work/packages" docs/dependencies.md

# -- places: the pages hold on every machine
places_hold() { # places_hold PAGE ...
	! grep -nE '(^|[^a-z.])/(home|root|work|tmp|mnt|Users)/' "$@"
}
holds "no page speaks of one machine's folders" places_hold $pages
printf 'It lies in %s/home/somebody/.\n' '' >"$work/page.md"
caught "a page that does is caught" places_hold "$work/page.md"

# -- the README's own commands for making a school and an authority, run as printed but for the folders
sed -n '/^<!-- by hand -->$/,/^```$/p' README.md | sed '1,2d; /^```$/d' |
	sed "s#build/hand#$work/hand#g; s#build/bin#$B/bin#g" >"$work/by-hand"
grep -q 'virtual-school .* init' "$work/by-hand" && sh -eu "$work/by-hand" >"$work/out" 2>&1
say $? "the README's school and authority are made as printed" || sed 's/^/# /' "$work/out"
grep -q '^835 .*: 1 of its children here;' "$work/out"
say $? "and the school knows whom it must tell of whom"
printf 'start 2026-09-14 08:25:00\n08:30:00 tap 04A1B2C3D4E5F6\n08:30:00.600 expect screen "Siân"\n08:31:00 end\n' \
	>"$work/hand.scn"
"$B/bin/firstbell-sim" --data "$work/hand/school" --scenario "$work/hand.scn" >"$work/out" 2>&1
say $? "and its card opens the morning" || sed 's/^/# /' "$work/out"
