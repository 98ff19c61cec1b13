#!/bin/sh
# How often an idle kiosk wakes, and what it costs, on SDL's dummy driver without a reader. Prints a line of JSON.
# Usage: B=build tests/hal/bench_idle.sh [SECONDS]
set -eu
seconds=${1:-20}
bin=${B:-build}/bin
folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; wait; rm -rf "$folder"' EXIT
tools/make-demo-school "$folder/data" https://127.0.0.1:9
SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "$bin/firstbell" --data "$folder/data" --reader none --window 1280x800 \
	--trust-clock 2>"$folder/log" &
pid=$!
wakes() { awk '/^voluntary_ctxt/ { print $2 }' "/proc/$pid/status"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
sleep 3 # the start is not idle
wakes0=$(wakes)
ticks0=$(ticks)
sleep "$seconds"
awk -v wakes=$(($(wakes) - wakes0)) -v ticks=$(($(ticks) - ticks0)) -v seconds="$seconds" -v hz="$(getconf CLK_TCK)" \
	-v peak="$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status")" 'BEGIN {
	printf "{\"name\":\"idle kiosk\",\"seconds\":%d,\"wakes_per_s\":%.2f,\"cpu_percent\":%.2f,\"peak_kb\":%d}\n",
		seconds, wakes / seconds, 100 * ticks / hz / seconds, peak }'
