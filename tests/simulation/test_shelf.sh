#!/bin/sh
# The shelf of plain memory and the real store answer alike, whatever is asked of them: random histories, told by both
# programs line by line, are the same. SEED and SHELF_STEPS choose others.
set -u
tests=${B:-build}/tests/simulation
steps=${SHELF_STEPS:-2500}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

tell() { # SHELF SEED
	"$tests/test_shelf_$1" tell "$2" "$steps" >"$work/$1-$2" 2>"$work/$1-$2.err" ||
		echo "ended with $?: $(tail -n 1 "$work/$1-$2.err")" >>"$work/$1-$2"
}

for seed in ${SEED:-1 2 3 4 5 6 7 8}; do
	tell memory "$seed"
	tell real "$seed"
	if cmp -s "$work/memory-$seed" "$work/real-$seed" && [ "$(wc -l <"$work/real-$seed")" -gt "$steps" ]; then
		echo "ok - both shelves answer alike in $steps steps (SEED=$seed)"
	else
		echo "not ok - both shelves answer alike in $steps steps (SEED=$seed SHELF_STEPS=$steps)"
		diff "$work/memory-$seed" "$work/real-$seed" | head -n 6
		failed=1
	fi
done

if [ -z "${SEED:-}" ]; then
	if cmp -s "$work/memory-1" "$work/memory-2"; then
		echo "not ok - another seed is another history"
		failed=1
	else
		echo "ok - another seed is another history"
	fi
fi
exit $failed
