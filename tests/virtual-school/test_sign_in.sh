#!/bin/sh
# The officer's door: sign-in, sessions, forged requests, guessing, and what headers say.
. "$(dirname "$0")/support.sh"

make_authority 838 'Dorset <b>Virtual</b> School' sam
start_server
header() { tr -d '\r' <"$home/headers" | grep -i "^$1: " | sed 's/^[^:]*: //'; }

check 'a stranger sees the sign-in page' 200 "$(browse jar /)"
check_has 'which has a form' "$home/body" 'action="/sign-in"'
check_lacks 'and names no authority' "$home/body" Dorset
signed_out='You were signed out. Please sign in again.'
check_lacks 'and complains of nothing' "$home/body" "$signed_out"
csp=$(header Content-Security-Policy)
for part in "default-src 'none'" "frame-ancestors 'none'" "base-uri 'none'" "form-action 'self'" "style-src 'self'"; do
	check "the policy says $part" yes "$(echo "$csp" | grep -qF "$part" && echo yes)"
done
check 'nothing is kept' no-store "$(header Cache-Control)"
check 'types are not guessed' nosniff "$(header X-Content-Type-Options)"
check 'addresses are not told on' no-referrer "$(header Referrer-Policy)"
check 'only ever HTTPS' max-age=31536000 "$(header Strict-Transport-Security)"
check 'windows are kept apart' same-origin "$(header Cross-Origin-Opener-Policy)"

check 'a wrong password' 401 "$(sign_in jar sam 'wrong password')"
cp "$home/body" "$home/wrong"
check 'an officer who does not exist' 401 "$(sign_in jar nobody 'wrong password')"
check 'hears the same words' same "$(cmp -s "$home/body" "$home/wrong" && echo same)"
check 'the right password' 303 "$(sign_in jar sam)"
cookie=$(header Set-Cookie)
check 'leads to the inbox' / "$(header Location)"
check 'the cookie is bound to this host, to HTTPS, and kept from scripts and other sites' yes \
	"$(echo "$cookie" | grep -qxE '__Host-firstbell=838\.[0-9a-f]{64}; Path=/; Secure; HttpOnly; SameSite=Strict' && echo yes)"
token=$(echo "$cookie" | sed 's/.*838\.\([0-9a-f]*\);.*/\1/')
check 'the token is nowhere in the database' 0 "$(cat "$home"/data/authorities/838.sqlite* | grep -c "$token")"
check 'the inbox opens' 200 "$(browse jar /)"
check_has 'with the name as text' "$home/body" 'Dorset &lt;b&gt;Virtual&lt;/b&gt; School'
check_has 'and who is signed in' "$home/body" sam
check 'nothing of it is kept' no-store "$(header Cache-Control)"
check_lacks 'no script' "$home/body" '<script'
cp "$home/body" "$home/inbox"
check_lacks 'no style in the page' "$home/body" 'style='
csrf=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' "$home/body")
check 'another day' 200 "$(browse jar '/?day=2026-09-14')"
check_has 'is shown' "$home/body" 'Monday 14 September 2026'
check 'a day that does not exist' 400 "$(browse jar '/?day=2026-02-30')"
check 'a day that is none' 400 "$(browse jar '/?day=%3Cscript%3E')"
check_lacks 'is not echoed' "$home/body" script
check 'the head names the firm, the authority, and then the account' 'brand authority account' \
	"$(grep -oE 'class="(brand|authority|account)"' "$home/inbox" | cut -d'"' -f2 | paste -sd' ')"
check 'the style sheet' 200 "$(browse jar /style.css)"
check 'which shows things in the order they are written' 0 "$(grep -cE '(^|[^-a-z])order:' "$home/body")"
check 'is one' 'text/css; charset=utf-8' "$(header Content-Type)"
check 'what is not there' 404 "$(browse jar /inbox)"
check 'an officer is no kiosk' 401 "$(browse jar /v1/stream)"

sign_out() { browse jar /sign-out "$@"; }
check 'signing out needs the token of the page' 403 "$(sign_out -d x=1)"
check 'a wrong one does not do' 403 "$(sign_out -d "csrf=$token")"
check 'nor an empty one' 403 "$(sign_out -d csrf=)"
check 'nor another site with the right one' 403 "$(sign_out -d "csrf=$csrf" -H 'Origin: https://evil.example')"
check 'nor one that the browser calls cross-site' 403 "$(sign_out -d "csrf=$csrf" -H 'Sec-Fetch-Site: cross-site')"
check 'nor is reading the address enough' 303 "$(browse jar /sign-out)"
check 'the session is still there' 200 "$(browse jar / && grep -q sign-out "$home/body" || echo gone)"
cp "$home/jar" "$home/kept"
check 'from our own page it works' 303 "$(sign_out -d "csrf=$csrf" -H "Origin: $url" -H 'Sec-Fetch-Site: same-origin')"
check 'and takes the cookie back' yes "$(header Set-Cookie | grep -q 'Max-Age=0' && echo yes)"
browse jar / >/dev/null
check_lacks 'who signed out is not told so again' "$home/body" "$signed_out"
check 'the old cookie opens nothing' sign-in "$(browse kept / >/dev/null; grep -o 'action="/sign-in"' "$home/body" | grep -o sign-in)"

check_has 'and its holder hears why' "$home/body" "$signed_out"

check 'signing in from another site' 403 "$(browse jar /sign-in -H 'Origin: https://evil.example' -d username=sam --data-urlencode "password=$password")"
check 'or what the browser calls one' 403 "$(browse jar /sign-in -H 'Sec-Fetch-Site: same-site' -d username=sam --data-urlencode "password=$password")"
check 'a browser that hides the origin but calls it ours' 303 \
	"$(browse jar /sign-in -H 'Origin: null' -H 'Sec-Fetch-Site: same-origin' -d username=sam --data-urlencode "password=$password")"
for path in /sign-in /sign-out; do
	check "$path read as a page" 303 "$(browse jar2 $path)"
	check 'leads to the first page' / "$(header Location)"
	check 'and takes no cookie' '' "$(header Set-Cookie)"
	check "$path cannot be put" 405 "$(browse jar2 $path -X PUT)"
done
check 'nor can the inbox be written' 405 "$(browse jar2 / -d x=1)"
check 'a form that is too large' 413 "$(browse jar2 /sign-in -d "username=$(head -c 5000 /dev/zero | tr '\0' a)")"
check 'an empty form' 401 "$(browse jar2 /sign-in -d '')"
check 'half a form' 401 "$(browse jar2 /sign-in -d 'username=sam&password=%4')"
check 'a user name of a kilobyte' 401 "$(browse jar2 /sign-in -d "username=$(head -c 1000 /dev/zero | tr '\0' a)&password=x")"

# guessing
wait_asked() { for n in 1 2 3 4 5 6; do sign_in jar2 sam "guess $n" >>"$home/statuses"; echo >>"$home/statuses"; done; }
wait_asked
check 'guessing is slowed down' 429 "$(tail -n 1 "$home/statuses")"
check 'and told for how long' yes "$(header Retry-After | grep -qE '^[0-9]+$' && echo yes)"
check 'the account is not locked: from elsewhere it opens' 303 \
	"$(browse jar3 /sign-in --interface 127.0.0.2 -d username=sam --data-urlencode "password=$password")"

# cookies of all kinds
for value in '' . 838. .x '838.zz' "660.$token" "../838.$token" "$(head -c 3000 /dev/zero | tr '\0' a)"; do
	check 'a made-up cookie opens nothing' 1 "$(curl -sS --cacert "$home/data/ca.pem" -H "Cookie: __Host-firstbell=$value" "$url/" | grep -c 'action="/sign-in"')"
done

# a new password ends the sessions
browse jar3 / >/dev/null
check_has 'signed in' "$home/body" sign-out
printf 'another password\n' | vs officer password --authority 838 --officer sam --password-stdin
browse jar3 / >/dev/null
check_lacks 'a new password ends the sessions' "$home/body" sign-out
check_has 'and says that it did' "$home/body" "$signed_out"
made=$(vs officer add --authority 838 --officer mair | sed 's/^password: //')
check 'a new officer signs in with the password made' 303 \
	"$(browse jar4 /sign-in --interface 127.0.0.3 -d username=mair --data-urlencode "password=$made")"
check 'a name can be had once' 1 "$(vs officer add --authority 838 --officer mair 2>/dev/null >&2; echo $?)"
check 'also across authorities' 1 "$(make_authority 660 'Ynys Mon' mair 2>/dev/null >&2; echo $?)"
check 'a password too short is refused' 1 "$(printf 'short\n' | vs officer password --authority 838 --officer mair --password-stdin 2>/dev/null; echo $?)"
for word in "$password" "$made" "$token" 'guess 1'; do check_lacks 'no secret in the log' "$home/log" "$word"; done
finish
