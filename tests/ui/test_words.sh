#!/bin/sh
# The catalogues against the words in the source, and the check against catalogues broken on purpose.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
says() {
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
}
# Exit 0 when the check refuses the catalogue.
refused() {
	! WORDS="$folder/cy.po" tools/update-words --check >"$folder/log" 2>&1
}
tools/update-words --check >"$folder/log" 2>&1
says $? "every word has its translation, and no translation is left over"
sed '/^msgid "Yes"/,/^$/d' assets/words/cy.po >"$folder/cy.po"
refused
says $? "a missing translation is noticed"
sed 's/^msgstr "Ie"/msgstr ""/' assets/words/cy.po >"$folder/cy.po"
refused
says $? "an empty translation is noticed"
{ cat assets/words/cy.po; printf '\nmsgid "Left over"\nmsgstr "Ar ôl"\n'; } >"$folder/cy.po"
refused
says $? "a translation left over is noticed"
sed 's/Bore da, %s/Bore da, %d/' assets/words/cy.po >"$folder/cy.po"
refused
says $? "a placeholder of the wrong kind is noticed"
