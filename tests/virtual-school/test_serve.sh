#!/bin/sh
# What keeps `serve` from starting is named, with what to do about it; and what the program is called.
. "$(dirname "$0")/support.sh"

check 'the version' yes "$("$virtual_school" --version | grep -qE '^virtual-school [^ ]+$' && echo yes)"
check 'is not an error' 0 "$("$virtual_school" --version >/dev/null; echo $?)"

# refused SENTENCE EXIT LISTEN WORDS: serve ends with that exit and says just these words, in one line (its log apart)
refused() {
	timeout 20 "$virtual_school" --data "$home/data" serve --listen "$3" >"$home/out" 2>"$home/said"
	check "$1: the exit" "$2" "$?"
	check "$1" "virtual-school: serve: $4" "$(grep -v '^<[0-7]>' "$home/said")"
	check "$1: nothing is announced" '' "$(cat "$home/out")"
}
any=127.0.0.1:0
ca=$home/data/ca.pem pem=$home/data/server.pem key=$home/data/server.key
refused 'no data folder' 1 $any "$home/data/authorities: No such file or directory: run virtual-school init first"
make_authority 838 'Dorset Virtual School' sam

numeric='not a numeric address and a port, like 127.0.0.1:8443 or [::1]:8443 (for localhost say 127.0.0.1)'
for listen in localhost:8443 127.0.0.1 127.0.0.1: 127.0.0.1:x 127.0.0.1:-1 127.0.0.1:65536 :8443 256.0.0.1:8443; do
	refused "usage: --listen $listen" 2 "$listen" "--listen $listen: $numeric"
done
refused 'an address of another machine' 1 192.0.2.1:8443 \
	'192.0.2.1:8443: Cannot assign requested address: choose an address of this machine; 0.0.0.0 is all of them'
start_server
refused 'a port that is taken' 1 "${url#https://}" \
	"${url#https://}: Address already in use: stop the other program or choose another port"
check 'the one that has it goes on' 200 "$(browse jar /)"
stop_server
check 'and ends cleanly' 0 "$stopped"

# break_file FILE: puts it aside; mend FILE: back again
break_file() { mv "$1" "$home/aside"; }
mend() {
	rm -rf "$1"
	mv "$home/aside" "$1"
}
for file in server.pem server.key; do
	break_file "$home/data/$file"
	refused "no $file" 1 $any "$home/data/$file: No such file or directory: run virtual-school renew"
	mkdir "$home/data/$file"
	refused "a folder as $file" 1 $any "$home/data/$file: Is a directory: run virtual-school renew"
	mend "$home/data/$file"
done
break_file "$ca"
refused 'no ca.pem' 1 $any "$ca: No such file or directory: put it back from a copy"
echo garbage >"$ca"
refused 'garbage as ca.pem' 1 $any "$ca: not a certificate: put it back from a copy"
mend "$ca"
break_file "$pem"
echo garbage >"$pem"
refused 'garbage as server.pem' 1 $any "$pem: not a certificate: run virtual-school renew"
mend "$pem"
break_file "$key"
: >"$key"
refused 'nothing as server.key' 1 $any "$key: not a key: run virtual-school renew"
cp "$home/data/ca.key" "$key"
refused 'the key of another' 1 $any "$key: does not belong to server.pem: run virtual-school renew"
rm "$home/aside"
check 'what it says to do' 0 "$(vs renew >/dev/null 2>&1; echo $?)"
start_server
check 'puts it right' 200 "$(browse jar /)"
stop_server

one=$home/data/authorities/838.sqlite
printf '%s\n' "$password" | vs init --authority 660 --name Mon --officer mair --password-stdin
break_file "$one"
head -c 8192 /dev/zero | tr '\0' x >"$one"
refused 'a damaged authority is named' 1 $any "$one: the database is damaged: put it back from a copy, or move it elsewhere"
rm "$one"
cp "$home/data/authorities/660.sqlite" "$one"
refused 'and one under the name of another' 1 $any "$one: the database is damaged: put it back from a copy, or move it elsewhere"
mend "$one"
mv "$home/data/authorities" "$home/kept"
mkdir "$home/data/authorities"
refused 'a folder without any' 1 $any "$home/data/authorities: no authority in it: run virtual-school init first"
rmdir "$home/data/authorities"
ln -s authorities "$home/data/authorities"
refused 'a folder that cannot be read' 1 $any \
	"$home/data/authorities: Too many levels of symbolic links: look at what is there"
finish
