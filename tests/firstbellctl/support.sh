# support: firstbellctl run from the outside by a test script, in a folder of its own. Sourced. Prints TAP; a failure sets `failed`.
set -u
B=${B:-build}
ctl=$B/bin/firstbellctl
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data
export SOURCE_DATE_EPOCH=1789365600 # 2026-09-14, seven in the morning
failed=0

ok() { echo "ok - $1"; }
not_ok() {
	echo "not ok - $1"
	sed 's/^/# /' "$work/out"
	failed=1
}
# expect EXIT "sentence" "words of the output" command ...
expect() {
	exit=$1 sentence=$2 words=$3
	shift 3
	"$@" >"$work/out" 2>&1 </dev/null
	code=$?
	if [ "$code" = "$exit" ] && grep -qF -- "$words" "$work/out"; then
		ok "$sentence"
	else
		echo "# exit $code where $exit was due; looked for: $words"
		not_ok "$sentence"
	fi
}
