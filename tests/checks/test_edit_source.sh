#!/bin/sh
# edit-source takes out what it is told to, or nothing at all.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}
source=$work/door.c
printf 'open();\nlook();\nclose();\nopen();\nlook();\nlock();\n' >"$source"

# edit OLD NEW: an edit of the door, in printf's words, into $work/out.
edit() {
	printf "$source: nobody looks\n--- old\n$1--- new\n$2" >"$work/edit"
	rm -rf "$work/out"
	tools/edit-source "$work/edit" "$work/out" >"$work/said" 2>&1
}
# refused OLD NEW WORDS SENTENCE: exit 1, the words said, nothing written.
refused() {
	edit "$1" "$2"
	[ $? -eq 1 ] && grep -qF "$3" "$work/said" && [ ! -e "$work/out/$source" ]
	say $? "$4" || sed 's/^/# /' "$work/said"
}

edit 'look();\nlock();\n' 'lock();\n' && [ "$(cat "$work/said")" = "$work/out/$source" ]
say $? "the copy's path is printed"
printf 'open();\nlook();\nclose();\nopen();\nlock();\n' | cmp -s - "$work/out/$source"
say $? "the new lines take the place of the old, and all else stays"
edit 'close();\nopen();\n' '' && printf 'open();\nlook();\nlook();\nlock();\n' | cmp -s - "$work/out/$source"
say $? "no new lines: the old ones are gone"
refused 'look();\n' 'nap();\n' "2 times, not once" "what is there twice is refused"
refused 'knock();\n' 'nap();\n' "0 times, not once" "what is not there is refused"
refused 'ook();\n' 'nap();\n' "0 times, not once" "half a line is not a line"
refused 'lock();\n' 'lock();\n' "the new lines are the old ones" "an edit that changes nothing is refused"
refused '' 'nap();\n' "it needs lines below" "an edit of nothing is refused"
printf '%s: nobody looks\nlock();\n--- new\n' "$source" >"$work/edit"
! tools/edit-source "$work/edit" "$work/out" >/dev/null 2>&1
say $? "an edit without its first marker is refused"
printf '%s\n--- old\nlock();\n--- new\n' "$source" >"$work/edit"
! tools/edit-source "$work/edit" "$work/out" >/dev/null 2>&1
say $? "an edit without a sentence is refused"
