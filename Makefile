# Firstbell: the only build file. Everything it makes is under build/ (B), programs at build/bin/.
# make run | test | check | bench | oracle | laws | mutants | simulate | golden | fuzz | hands | screens | pictures | all | hooks | clean

B ?= build
CC = gcc
SAN =
OPT = -O2
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wvla -Wwrite-strings -Wformat=2 -Wundef -Wpointer-arith -Wcast-qual -Werror
VERSION := $(shell sed -n 's/^\#\# \([0-9.]*\).*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1)
CPPFLAGS = -Iapp -I. -I$(B)/gen -D_GNU_SOURCE -DFIRSTBELL_VERSION='"$(or $(VERSION),0)"'
CFLAGS = -std=c11 $(OPT) -g $(WARN) -fno-omit-frame-pointer $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all)
LDFLAGS = $(if $(SAN),-fsanitize=$(SAN))

# What each room links, as its permission says (tools/check-layers).
pkg = $(shell pkg-config --$(1) $(2))
CFLAGS_ui = $(call pkg,cflags,sdl2 SDL2_ttf fribidi)
CFLAGS_firmware = $(call pkg,cflags,sdl2)
CFLAGS_sim = $(call pkg,cflags,sdl2 SDL2_ttf)
LIBS_store = -lsqlite3 -linih -lsodium -lpthread
LIBS_wire = -ljansson
LIBS_net = -lcurl -lcrypto
LIBS_ui = $(call pkg,libs,sdl2 SDL2_ttf fribidi)
LIBS_app = $(LIBS_ui) $(LIBS_net) $(LIBS_wire) $(LIBS_store) -lm

# One archive a room: archive name = folder, '/' as '-'. A main.c is a program's, never an archive's.
room_sources = $(filter-out %/main.c,$(wildcard $(1)/*.c))
ROOMS = app/core app/store app/wire app/net app/ui app firmware firmware/reader sim tools/firstbellctl \
	tools/virtual-school tools/demo-school tests/support
archive = $(B)/lib/lib$(subst /,-,$(1)).a
object = $(patsubst %.c,$(B)/obj/%.o,$(1))
APP = $(foreach room,app app/ui app/net app/wire app/store app/core,$(call archive,$(room)))

PROGRAMS = firstbell firstbell-reader firstbell-sim firstbellctl virtual-school demo-school
.PHONY: all run test test-built check bench bench-built golden fuzz fuzz-built mutants mutants-built pictures hooks clean packages packages_run locale
.SECONDARY:
.DELETE_ON_ERROR:

all: $(PROGRAMS:%=$(B)/bin/%) locale compile_commands.json

$(B)/bin/firstbell: $(call object,firmware/main.c) $(call archive,firmware) $(APP)
	$(link) $(LIBS_app)
$(B)/bin/firstbell-reader: $(call object,firmware/reader/main.c) $(call archive,firmware/reader) $(call archive,app/core)
	$(link) -lnfc
# Of firmware the desk has the keeper of firstbell-reader, for a real reader, and the folder's lock: never firmware's half of the seam.
$(B)/bin/firstbell-sim: $(call object,sim/main.c firmware/reader_child.c firmware/child.c firmware/reader_line.c firmware/folder_lock.c) $(call archive,sim) $(APP)
	$(link) $(LIBS_app) -lz
$(B)/bin/firstbellctl: $(call object,tools/firstbellctl/main.c) $(call archive,tools/firstbellctl) $(call archive,app/store) $(call archive,app/core)
	$(link) $(LIBS_store) -lcsv
$(B)/bin/virtual-school: $(call object,tools/virtual-school/main.c) $(call archive,tools/virtual-school) $(call archive,app/wire) $(call archive,app/core)
	$(link) -lmicrohttpd -lgnutls -lsodium -lsqlite3 $(LIBS_wire) -lpthread
$(B)/bin/demo-school: $(call object,tools/demo-school/main.c) $(call archive,tools/demo-school) $(call archive,app/core)
	$(link)
link = @mkdir -p $(@D); echo "link $@"; $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group

# The code tables are data in assets/codes/, made into C. Named before the rule below, which is read at once.
EXTRA_app_core = $(B)/obj/gen/codes_tables.o
define room_rule
$$(call archive,$(1)): $$(call object,$$(call room_sources,$(1))) $$(EXTRA_$(subst /,_,$(1)))
	@mkdir -p $$(@D); rm -f $$@; ar rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call room_rule,$(room))))

$(B)/gen/codes_tables.c: tools/make-codes $(wildcard assets/codes/*.csv)
	@mkdir -p $(@D); tools/make-codes $(sort $(wildcard assets/codes/*.csv)) >$@
$(B)/obj/gen/codes_tables.o: $(B)/gen/codes_tables.c
	$(compile)

$(B)/obj/app/ui/%.o: CFLAGS_room = $(CFLAGS_ui)
$(B)/obj/firmware/%.o: CFLAGS_room = $(CFLAGS_firmware)
$(B)/obj/sim/%.o: CFLAGS_room = $(CFLAGS_sim)
$(B)/obj/tests/%.o: CFLAGS_room = $(CFLAGS_ui)
compile = @mkdir -p $(@D); echo "cc   $<"; $(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_room) -MMD -MP -c -o $@ $<
$(B)/obj/%.o: %.c
	$(compile)

# The style sheet is part of the program.
$(B)/obj/tools/virtual-school/style.o: assets/web/style.css

# Words: gettext, English in the source.
locale: $(patsubst assets/words/%.po,$(B)/share/locale/%/LC_MESSAGES/firstbell.mo,$(wildcard assets/words/*.po))
$(B)/share/locale/%/LC_MESSAGES/firstbell.mo: assets/words/%.po
	@mkdir -p $(@D); msgfmt --check -o $@ $<

# Tests: tests/ROOM/test_*.c is a program that speaks TAP, tests/ROOM/test_*.sh a script that does.
TEST_SOURCES = $(filter-out tests/simulation/test_shelf.c,$(wildcard tests/*/test_*.c))
TESTS = $(TEST_SOURCES:tests/%.c=$(B)/tests/%) $(SHELF_TESTS)
TEST_SCRIPTS = $(wildcard tests/*/test_*.sh)
LIBS_test = -lcmocka -lz -lmicrohttpd -lgnutls -lsodium -lnfc -lcsv $(LIBS_app) -lpthread
TEST_ROOMS = $(filter-out firmware,$(ROOMS))
# Of the two halves of the seam the first named is linked: firmware's here, for the chip of sim's.
$(B)/tests/hal/%: TEST_ROOMS = $(ROOMS)
$(B)/tests/%: $(B)/obj/tests/%.o $(foreach room,$(ROOMS),$(call archive,$(room)))
	@mkdir -p $(@D); echo "link $@"; $(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group \
		$(foreach room,$(TEST_ROOMS),$(call archive,$(room))) -Wl,--end-group $(LIBS_test)

packages:
	@tools/install-packages build test
# `make test ROOM=store` runs one room's; B, CC and SAN choose another build of it.
ROOM =
ROOM_TESTS = $(sort $(if $(ROOM),$(filter $(B)/tests/$(ROOM)/%,$(TESTS)),$(TESTS)))
ROOM_SCRIPTS = $(sort $(if $(ROOM),$(filter tests/$(ROOM)/%,$(TEST_SCRIPTS)),$(TEST_SCRIPTS)))
test: packages
	@$(MAKE) --no-print-directory -j2 test-built
test-built: all $(ROOM_TESTS)
	@B=$(B) LOGS=$(B)/test-logs tools/run-tests $(ROOM_TESTS) $(ROOM_SCRIPTS)

# Commits and pragmas go through the tests' own hands, which can take a safeguard away.
$(B)/tests/scenarios/test_kill: LDFLAGS += -Wl,--wrap=store_begin -Wl,--wrap=store_commit
$(B)/tests/scenarios/test_power: LDFLAGS += -Wl,--wrap=store_begin -Wl,--wrap=store_commit -Wl,--wrap=sqlite3_exec

# Every frame and sound is seen on its way out.
$(B)/tests/scenarios/test_public: LDFLAGS += -Wl,--wrap=hal_present -Wl,--wrap=hal_feedback -Wl,--wrap=hal_random -Wl,--wrap=statvfs

# -- simulation: the shelf, on which the simulated kiosks' databases stand, is chosen by the linker: the real store on a disk whose
# power can be cut, or plain memory in place of app/store, app/notice_log and app/wire.
SHELF_memory = $(call object,$(wildcard tests/simulation/shelf_memory*.c) app/store/roster.c app/store/school.c) $(foreach room,app app/core,$(call archive,$(room)))
SHELF_real = $(call object,$(wildcard tests/simulation/shelf_real*.c)) $(foreach room,sim app app/wire app/store app/core,$(call archive,$(room)))
LIBS_shelf_memory =
LIBS_shelf_real = $(LIBS_wire) $(LIBS_store)
SHELF_TESTS = $(B)/tests/simulation/test_shelf_memory $(B)/tests/simulation/test_shelf_real
SHELF_law = $(call object,tests/simulation/test_shelf.c $(wildcard tests/simulation/shelf_law*.c))
$(B)/tests/simulation/test_shelf_memory: $(SHELF_law) $(SHELF_memory)
	$(link) -lcmocka $(LIBS_shelf_memory)
$(B)/tests/simulation/test_shelf_real: $(SHELF_law) $(SHELF_real)
	$(link) -lcmocka $(LIBS_shelf_real)
# -- end of the shelf

# -- the simulated school years: `make simulate SEED=1 YEARS=200`, on memory, or SHELF=real on the true store (slower).
SEED ?= 1
YEARS ?= 200
SHELF = memory
SIMULATE_OUT = $(B)/bin/simulate$(if $(filter real,$(SHELF)),-real)
SIMULATION = $(call object,$(filter-out tests/simulation/shelf_% tests/simulation/test_%,$(wildcard tests/simulation/*.c)))
.PHONY: simulate simulate-built
simulate: packages
	@$(MAKE) --no-print-directory simulate-built
simulate-built: $(SIMULATE_OUT)
	@$(SIMULATE_OUT) --seed $(SEED) --years $(YEARS) --counts
$(B)/bin/simulate: $(SIMULATION) $(SHELF_memory)
	$(link) $(LIBS_shelf_memory)
$(B)/bin/simulate-real: $(SIMULATION) $(SHELF_real)
	$(link) $(LIBS_shelf_real)
# With one safeguard taken out, each must be caught: `make simulate-controls`.
CONTROL_YEARS = 1000
CONTROLS = $(patsubst tests/simulation/controls/%.edit,$(B)/controls/%/simulate,$(wildcard tests/simulation/controls/*.edit))
.PHONY: simulate-controls controls-built
simulate-controls: packages
	@$(MAKE) --no-print-directory controls-built
	@tests/simulation/run-controls $(CONTROL_YEARS) $(CONTROLS)
controls-built: $(CONTROLS)
	@:
$(B)/controls/%/simulate: tests/simulation/controls/%.edit tools/edit-source $(SIMULATION) $(SHELF_memory) $(wildcard app/*.c app/core/*.c)
	@mkdir -p $(@D); source=$$(tools/edit-source $< $(@D)) && \
		$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $(@D)/edited.o $$source && echo "link $@" && \
		$(CC) $(LDFLAGS) -o $@ $(@D)/edited.o $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group
ifneq ($(if $(ROOM),$(filter simulation,$(ROOM)),all),)
test-built: $(SHELF_TESTS) $(B)/bin/simulate $(B)/bin/simulate-real controls-built
endif
# -- end of the simulated school years

# What must hold of the sources, in seconds: also a pre-push hook (make hooks).
SOURCES = $(shell git ls-files '*.c' '*.h')
check: packages $(call archive,app/core)
	@tools/check-layers $(SOURCES)
	@tools/check-purity $(call archive,app/core)
	@tools/check-headers $(filter %.h,$(SOURCES))
	@tools/check-text $(SOURCES)
	@echo "the sources are as they should be"
hooks:
	@printf '#!/bin/sh\nexec make check\n' >.git/hooks/pre-push && chmod +x .git/hooks/pre-push
	@echo "make check runs before each push"

# The rules stated twice, and the laws over random histories (docs/rules.md). SEED= and COUNT= choose others.
ORACLE = $(patsubst %,$(B)/tests/core/test_%,oracle oracle_coverage)
LAWS = $(patsubst %,$(B)/tests/core/test_%,roll notice_laws tally_laws coverage outbox_laws)
.PHONY: oracle laws oracle-built laws-built
oracle laws: packages
	@$(MAKE) --no-print-directory -j2 $@-built
oracle-built: $(ORACLE)
	@B=$(B) LOGS=$(B)/test-logs tools/run-tests $(ORACLE)
laws-built: $(LAWS)
	@B=$(B) LOGS=$(B)/test-logs tools/run-tests $(LAWS)

# Every small wrong change to the rules must fail a test of the core (tools/mutants). FILE=app/core/spell.c tries one source.
FILE =
JOBS = 2
mutants: packages
	@$(MAKE) --no-print-directory -j$(JOBS) mutants-built
	@$(MAKE) --no-print-directory -j$(JOBS) B=build/asan CC=clang SAN=address,undefined mutants-built
	@B=$(B) SANITIZED_B=build/asan JOBS=$(JOBS) tools/mutants/run $(FILE)
mutants-built: $(call object,$(filter tests/core/%,$(TEST_SOURCES))) $(call archive,tests/support) $(B)/gen/codes_tables.c
	@:

# Goldens are recorded anew, to be reviewed as a diff.
golden: packages all
	@GOLDEN=record $(MAKE) --no-print-directory test-built ROOM=ui
	@GOLDEN=record $(MAKE) --no-print-directory test-built ROOM=scenarios

# Fingers, cards and time at random on the whole kiosk; SEED= and STEPS= choose another run.
STEPS ?= 100000
.PHONY: hands
hands: packages
	@$(MAKE) --no-print-directory -j2 locale $(B)/bin/firstbellctl $(B)/bin/demo-school $(B)/tests/fuzz/test_hands
	@FIRSTBELL_LOCALE=$(B)/share/locale B=$(B) SEED=$(SEED) STEPS=$(STEPS) $(B)/tests/fuzz/test_hands

# Short fuzzing of what strangers can send; SECONDS each, on the corpus in tests/fuzz/corpus/.
SECONDS = 20
FUZZERS = $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: packages
	@$(MAKE) --no-print-directory -j2 B=build/fuzz CC=clang SAN=fuzzer-no-link,address,undefined fuzz-built
fuzz-built: $(FUZZERS)
	@LOGS=$(B)/test-logs SECONDS=$(SECONDS) tools/run-fuzzers $(FUZZERS)
$(B)/fuzz/%: TEST_ROOMS = $(ROOMS)
$(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(foreach room,$(ROOMS),$(call archive,$(room)))
	@mkdir -p $(@D); echo "link $@"; $(CC) -fsanitize=fuzzer,address,undefined -o $@ $< -Wl,--start-group \
		$(foreach room,$(TEST_ROOMS),$(call archive,$(room))) -Wl,--end-group $(LIBS_test)

run: packages_run
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) tools/run-demo
packages_run:
	@tools/install-packages build

# Measurements, as ratios against a limit or a peer measured in the same run, to build/bench.json.
BENCHES = $(wildcard tools/bench/bench_*.c)
BENCH_PARTS = $(filter-out tools/bench/appliance.c $(BENCHES),$(wildcard tools/bench/*.c))
bench: packages
	@$(MAKE) --no-print-directory -j2 bench-built
	@B=$(B) tools/bench/run
bench-built: all $(BENCHES:tools/bench/%.c=$(B)/bench/%) $(B)/bench/appliance
	@:
$(B)/lib/libtools-bench.a: $(call object,$(BENCH_PARTS))
	@mkdir -p $(@D); rm -f $@; ar rcs $@ $^
$(B)/bench/bench_reader: TEST_ROOMS = $(ROOMS)
$(B)/bench/bench_%: $(B)/obj/tools/bench/bench_%.o $(B)/lib/libtools-bench.a $(foreach room,$(ROOMS),$(call archive,$(room)))
	@mkdir -p $(@D); echo "link $@"; $(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(B)/lib/libtools-bench.a \
		$(foreach room,$(TEST_ROOMS),$(call archive,$(room))) -Wl,--end-group $(LIBS_test)
# The appliance itself, on a school day of the benchmark's choosing.
$(B)/bench/appliance: LDFLAGS += -Wl,--wrap=clock_read -Wl,--wrap=hal_feedback -Wl,--wrap=hal_present
$(B)/bench/appliance: $(call object,tools/bench/appliance.c firmware/main.c) $(call archive,firmware) $(APP)
	$(link) $(LIBS_app)

# Every screen on every panel, in both languages and all themes, on one page to be looked through: build/screens/index.html.
.PHONY: screens screens-built
screens: packages
	@$(MAKE) --no-print-directory -j2 screens-built
screens-built: all $(B)/tests/ui/screens
	@B=$(B) tests/ui/draw-screens $(B)/screens

# The pictures of the README, as the programs draw them today.
pictures: packages all
	@B=$(B) tools/make-pictures docs/pictures

compile_commands.json: Makefile
	@{ echo '['; for f in $(wildcard app/*.c app/*/*.c firmware/*.c firmware/*/*.c sim/*.c tools/*/*.c tests/*/*.c); do \
	printf '{"directory":"%s","file":"%s","command":"$(CC) -std=c11 -Iapp -I. -I$(B)/gen -D_GNU_SOURCE %s -c %s"},\n' \
	"$(CURDIR)" "$$f" "$(CFLAGS_ui)" "$$f"; done; echo '{}]'; } >$@

clean:
	rm -rf build compile_commands.json

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
