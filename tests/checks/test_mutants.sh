#!/bin/sh
# The mutation run (make mutants) notices a test that sleeps, and a list that has grown old: seen on a core of one small file.
set -u
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { # say STATUS SENTENCE; returns the status
	if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi
	return "$1"
}
mkdir -p "$work/app/core" "$work/tests/core" "$work/b/obj/tests/core" "$work/s/obj/tests/core"
cd "$work" || exit 1
known=tests/core/mutants-known.txt

# core: door.c from the standard input. tests CONDITION: the test of the door passes where it holds.
core() {
	printf '#include <stdbool.h>\n#define KNOCKS 3\nbool door_opens(int knocks);\n' >app/core/door.h
	{ echo '#include "core/door.h"'; cat; } >app/core/door.c
}
tests() {
	printf '#include "core/door.h"\nint main(void)\n{\n\treturn !(%s);\n}\n' "$1" >tests/core/test_door.c
	gcc -Iapp -c -o b/obj/tests/core/test_door.o tests/core/test_door.c
	clang -fsanitize=address,undefined -Iapp -c -o s/obj/tests/core/test_door.o tests/core/test_door.c
}
run() { # run: what the mutation run says goes to $work/out
	B=b SANITIZED_B=s JOBS=2 "$root/tools/mutants/run" app/core/door.c >"$work/out" 2>&1
}
said() { # said STATUS SENTENCE; shows what the run said if it is not 0
	say "$1" "$2" || sed 's/^/# /' "$work/out"
}

# -- which mutants there are
core <<'END'
static int door_count(int a, bool b)
{
	/* a < b in a comment is left alone */
	const char *text = "a < b && !c";
	ENSURE(a > 0 && text);
	if (a <= 7 && (b ||
		       !a))
		a += KNOCKS;
	switch (a) {
	case 1: a = b ? a : -a; break;
	default: return a - 1;
	}
	for (int i = 0; i < a; i++)
		b = false;
	return a;
}
END
"$root/tools/mutants/find" app/core/door.h app/core/door.c | cut -f2,5 | tr '\t' ' ' >"$work/found"
cat >"$work/expected" <<'END'
7 true
7 false
7 !(a <= 7 && (b || !a))
7 <
7 >
7 8
7 6
7 ||
7 true
7 true
7 &&
7 false
8 false
8 
9 ;
9 -=
9 (KNOCKS + 1)
9 (KNOCKS - 1)
11 ;
11 2
11 0
11 ;
11 true
11 false
11 !(b)
11 ;
12 +
12 2
12 0
14 false
14 1
14 <=
14 >=
14 --
15 ;
15 true
END
cmp -s "$work/found" "$work/expected"
say $? "comparisons, conditions, junctions, numbers, signs, labels and statements are changed, and nothing else" ||
	diff "$work/expected" "$work/found" | sed 's/^/# /'

# -- what is said of them
core <<'END'
bool door_opens(int knocks)
{
	return knocks >= KNOCKS;
}
END
: >$known
tests '!door_opens(2) && door_opens(3)'
run && grep -qx '3 passed, 0 failed' "$work/out"
said $? "where the tests notice every mutant the run passes"

tests '!door_opens(2) && door_opens(4)'
! run && grep -qx '2 passed, 1 failed' "$work/out" && grep -qx 'no test notices, line 4:' "$work/out" &&
	grep -qxF 'app/core/door.c: door_opens' "$work/out" && grep -qxF -- '- return knocks >= KNOCKS;' "$work/out" &&
	grep -qxF '+ return knocks > KNOCKS;' "$work/out"
said $? "a mutant that no test notices is shown with its place and fails the run"

printf 'app/core/door.c: door_opens\n- return knocks >= KNOCKS;\n+ return knocks > KNOCKS;\n' >$known
! run && grep -qx '3 passed, 1 failed' "$work/out" && grep -qx 'listed without a reason:' "$work/out"
said $? "a listed survivor without a reason fails the run"
echo '  Nobody knocks three times here.' >>$known
run && grep -qx '3 passed, 0 failed' "$work/out"
said $? "a listed survivor with its reason passes"
{ cat $known; echo; sed 's#door\.c#wall.c#' $known; } >both && mv both $known
run
said $? "what is listed of a source that was not tried is left alone"

tests '!door_opens(2) && door_opens(3)'
! run && grep -qx '3 passed, 1 failed' "$work/out" && grep -qx 'listed, and no survivor (take it out):' "$work/out"
said $? "a listed survivor that a test notices by now fails the run"
: >$known

tests '!door_opens(3)'
! run && grep -q 'test_door fails with the sources as they are' "$work/out"
said $? "tests that fail without any mutant prove nothing: the run fails"

core <<'END'
bool door_opens(int knocks)
{
	int heard = 0;
	while (heard < knocks)
		heard++;
	return heard == knocks;
}
END
tests 'door_opens(0) && door_opens(2) && !door_opens(-1)'
run
said $? "an endless loop is a mutant killed"

core <<'END'
bool door_opens(int knocks)
{
	static const bool opens[KNOCKS] = {true, false, true};
	return knocks < KNOCKS && opens[knocks];
}
END
tests 'door_opens(0) && !door_opens(1) && door_opens(2) && !door_opens(3)'
run
said $? "a read beyond an array is noticed under the sanitizers"

core <<'END'
bool door_opens(int knocks)
{
	unsigned low = (unsigned)knocks & 1u;
	return low > 0;
}
END
tests '!door_opens(2) && door_opens(3)'
run && ! grep -qF 'low != 0' "$work/out"
said $? "a mutant that is the original in other words is not counted"
