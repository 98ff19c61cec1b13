#!/bin/sh
# The checks fail when what they guard is broken on purpose, and pass on the tree as it is.
set -u
root=$(pwd)
B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}
sources=$(git ls-files '*.c' '*.h')

tools/check-layers $sources >"$work/out" 2>&1
say $? "the layers of the tree are as the table says" || cat "$work/out" | sed 's/^/# /'

# breach FILE LINE SENTENCE: the line, added to the file in a copy, must be caught.
breach() {
	mkdir -p "$work/tree/$(dirname "$1")"
	{ cat "$root/$1" 2>/dev/null; echo "$2"; } >"$work/tree/$1"
	(cd "$work/tree" && "$root/tools/check-layers" "$1" >"$work/out" 2>&1)
	[ $? -ne 0 ]
	say $? "$3"
	rm -f "$work/tree/$1"
}
breach app/core/roll.c '#include "store/store.h"' "core including store is caught"
breach app/core/roll.c '#include <time.h>' "core including <time.h> is caught"
breach app/core/flow.c '#include "core/care.h"' "flow naming care is caught"
breach app/app.c '#include "store/care_store.h"' "app.c naming the care store is caught"
breach app/store/config.c '#include "core/care.h"' "the configuration naming care is caught"
breach app/store/config_keys.c 'static struct care x;' "the configuration spelling a child's care is caught"
breach app/app.c 'static unsigned x(const struct config *c) { return c->authorities[0].cohorts; }' "app.c asking for cohorts is caught"
breach app/app.c 'static struct care x;' "app.c spelling care without the header is caught"
breach app/closing.c '#include "ui/ui.h"' "closing including ui is caught"
breach app/closing.c '#include "core/flow.h"' "closing including flow is caught"
breach app/ui/ui.c '#include "net/net.h"' "ui including net is caught"
breach app/hal/hal.h '#include "core/event.h"' "hal including more than base is caught"
breach app/wire/wire_batch.c '#include <sqlite3.h>' "wire using SQLite is caught"
breach firmware/hal.c '#include "store/store.h"' "firmware reaching into the store is caught"
breach sim/script.c '#include "core/care.h"' "the simulator naming care is caught"
breach tools/virtual-school/main.c '#include "store/store.h"' "the virtual school reaching into the kiosk's store is caught"

# A core of its own, for a sanitizer's calls are not the core's.
core=$work/pure/lib/libapp-core.a
make B="$work/pure" CC=gcc SAN= "$core" >"$work/out" 2>&1 && tools/check-purity "$core" >"$work/out" 2>&1
say $? "the core's objects are pure" || cat "$work/out" | sed 's/^/# /'
# impure BODY SENTENCE: a core with this in it must be caught.
impure() {
	echo "$1" >"$work/impure.c"
	cc -O0 -c -o "$work/impure.o" "$work/impure.c" && cp "$core" "$work/impure.a" &&
		ar r "$work/impure.a" "$work/impure.o" 2>/dev/null
	tools/check-purity "$work/impure.a" >/dev/null 2>&1
	[ $? -ne 0 ]
	say $? "$2"
}
impure 'long time(long *); long impure(void); long impure(void) { return time(0); }' "core asking the clock is caught"
impure 'void *malloc(unsigned long); void *impure(void); void *impure(void) { return malloc(1); }' "core using the heap is caught"
impure 'int impure(void); int impure(void) { static int n; return ++n; }' "core keeping a mutable static is caught"
impure 'int impure_table[] = {1};' "core with a table that can change is caught"

tools/check-headers $(git ls-files '*.h') >"$work/out" 2>&1
say $? "every header stands alone and says what it is" || cat "$work/out" | sed 's/^/# /'
mkdir -p "$work/tree/app/core"
printf '#pragma once\n/* x: y */\nint32_t f(void);\n' >"$work/tree/app/core/broken.h"
(cd "$work/tree" && "$root/tools/check-headers" app/core/broken.h >/dev/null 2>&1)
[ $? -ne 0 ]
say $? "a header that needs another is caught"

tools/check-text $sources >"$work/out" 2>&1
say $? "format, length and banned calls are as they should be" || cat "$work/out" | sed 's/^/# /'
untidy() {
	printf '%s\n' "$1" >"$work/untidy.c"
	cp "$root/.clang-format" "$work/"
	tools/check-text "$work/untidy.c" >/dev/null 2>&1
	[ $? -ne 0 ]
	say $? "$2"
}
untidy 'int  main( void ){return 0;}' "a file that is not formatted is caught"
untidy "$(seq 1 401 | sed 's/.*/int x&;/')" "a file over 400 lines is caught"
untidy "$(printf 'void f(char *a);\n\nvoid f(char *a)\n{\n\tstrcpy(a, "b");\n}')" "a banned call is caught"
