# Lectern: the two commands are `make site` and `make test`.
#
#   make            the program, build/lectern
#   make site       installs what is missing, compiles, builds the course into public/
#   make test       the same for the test tools, then every test
#   make install    PREFIX=/usr/local: program, themes, plugins, manual page
#   make LIBCURL=no a program that never goes online: links are checked, but not those to elsewhere
#   make asan tsan  the C tests and golden sites under the sanitizers
#   make fuzz       30 seconds of random input for each reader of hostile bytes
#   make bench      how fast it is beside the least possible and other generators, in about a minute
#   make bench-full the same for up to 100,000 pages, in an hour or two; wants a quiet machine
#   make lighthouse what Lighthouse says of the pages, performance too; wants a quiet machine
#   make floors format clean

CC      = cc
PREFIX  = /usr/local
BUILD   = build
OPTIMISE = -O2 -g
SAN     =
CFLAGS  = $(OPTIMISE) $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
WARN    = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings \
          -Wvla -Wundef -Wformat=2 -Wpointer-arith -Wno-missing-field-initializers -Werror

# What the theme loads and git does not hold.
VENDOR   = themes/default/assets/vendor/minisearch.js
VERSION := $(shell cat generator/VERSION)
LIBCURL  = yes
LIBS     = libcmark-gfm yaml-0.1 lua5.4 jansson libutf8proc libxxhash libzip libidn2
WITH_CURL = $(filter-out no,$(LIBCURL))
# libcurl and what comes with it take longer to load than a small site takes to build, so they are
# in a program of their own, which `lectern check --online` becomes. The files of net/ that are
# about libcurl, and the one that stands for them:
ON      := $(patsubst %,$(BUILD)/net/%.o,target outcome transfer transfer_setup)
OFF     := $(BUILD)/net/no_curl.o
SOURCES := $(sort $(wildcard generator/*/*.c))
COMMON  := $(filter-out $(ON) $(OFF),$(SOURCES:generator/%.c=$(BUILD)/%.o))
OBJECTS := $(COMMON) $(if $(WITH_CURL),$(ON),$(OFF))
PROGRAMS := $(BUILD)/lectern $(if $(WITH_CURL),$(BUILD)/lectern-online)
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
TOOLS   := $(BUILD)/tests/spec $(BUILD)/tests/publish_kill $(BUILD)/tests/linkd $(BUILD)/tests/resolver.so
BENCH   := $(addprefix $(BUILD)/bench/,generate floor measure)
ALLFLAGS = -std=gnu17 -D_GNU_SOURCE -DLECTERN_VERSION='"$(VERSION)"' -Igenerator -MMD -MP -pthread \
           -include generator/base/banned.h $(WARN) $(CFLAGS)
# Asked when a recipe runs, for `make site` may install what they ask for.
LIBFLAGS = $$(pkg-config --cflags $(LIBS) $(if $(WITH_CURL),libcurl))
LINK_OFF = $$(pkg-config --libs $(LIBS)) -lm
LINK     = $(LINK_OFF) $(if $(WITH_CURL),$$(pkg-config --libs libcurl))

all: $(PROGRAMS) $(VENDOR)

$(VENDOR): themes/default/package-lock.json themes/vendor.sh
	@echo "  npm $@"
	@themes/vendor.sh themes/default $(BUILD)/theme

$(BUILD)/lectern: $(BUILD)/main.o $(COMMON) $(OFF)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) -pthread -o $@ $^ $(LINK_OFF)

$(BUILD)/lectern-online: $(BUILD)/main.o $(COMMON) $(ON)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) -pthread -o $@ $^ $(LINK)

$(BUILD)/%.o: generator/%.c generator/VERSION
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALLFLAGS) $(LIBFLAGS) -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(OBJECTS)
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALLFLAGS) $(LIBFLAGS) -o $@ $< $(OBJECTS) -lcmocka $(LINK)

$(BUILD)/tests/link_peer: tests/bench/link_peer.c
	@mkdir -p $(@D)
	@$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) $(CFLAGS) -o $@ $< $$(pkg-config --cflags --libs libcurl)

# Built by tests/fuzz/run.sh, with its own flags.
$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(OBJECTS)
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -fsanitize=fuzzer $(LIBFLAGS) -o $@ $< $(OBJECTS) $(LINK)

$(BUILD)/tests/spec: tests/spec/spec.c $(OBJECTS)
$(BUILD)/tests/publish_kill: tests/fault/publish_kill.c $(OBJECTS)
$(BUILD)/tests/linkd: $(wildcard tests/linkd/*.[ch])
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) -std=gnu17 -D_GNU_SOURCE -pthread $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^) $$(pkg-config --cflags --libs openssl)
$(BUILD)/tests/resolver.so: tests/links/resolver.c
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) -std=gnu17 -D_GNU_SOURCE -shared -fPIC $(WARN) -o $@ $< -ldl
$(filter-out %/linkd %/resolver.so,$(TOOLS)):
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALLFLAGS) $(LIBFLAGS) -o $@ $< $(OBJECTS) $(LINK)

site:
	@generator/needs.sh generator/needs.txt
	@$(MAKE) --no-print-directory -j2 all
	@$(BUILD)/lectern build --output public
	@echo "Open $(CURDIR)/public/index.html in a browser."

test:
	@generator/needs.sh generator/needs.txt tests/needs.txt
	@$(MAKE) --no-print-directory -j2 all
	@tests/run.sh

# The bench stands alone: nothing of the generator is in its programs.
$(BENCH):
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) -std=gnu17 -D_GNU_SOURCE -pthread $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^) $(if $(BENCHLIBS),$$(pkg-config --cflags --libs $(BENCHLIBS)))
$(BUILD)/bench/generate: $(wildcard tests/bench/generate/*.[ch])
$(BUILD)/bench/measure: tests/bench/measure.c
$(BUILD)/bench/floor: $(wildcard tests/bench/floor/*.[ch])
$(BUILD)/bench/floor: BENCHLIBS = libcmark-gfm yaml-0.1 lua5.4

test-programs: $(PROGRAMS) $(VENDOR) $(UNITS) $(TOOLS) $(BENCH)

asan:
	@tests/run.sh --sanitizer address,undefined
tsan:
	@tests/run.sh --sanitizer thread

fuzz:
	@tests/fuzz/run.sh

bench: all $(BENCH)
	@tests/bench/run.sh
bench-full: all $(BENCH)
	@tests/bench/run.sh --full
	@tests/bench/links.sh

lighthouse: all
	@tests/npm.sh && tests/npm.sh lighthouse
	@node tests/browser/lighthouse.test.mjs --performance

floors:
	@generator/floors.sh

format:
	clang-format -i generator/main.c generator/*/*.[ch] tests/*/*.c tests/bench/*/*.[ch]

install: all
	generator/install.sh "$(DESTDIR)$(PREFIX)" $(PROGRAMS)

clean:
	rm -rf build public $(dir $(VENDOR))

-include $(COMMON:.o=.d) $(ON:.o=.d) $(OFF:.o=.d) $(BUILD)/main.d $(wildcard $(BUILD)/tests/*.d)
.PHONY: all site test test-programs asan tsan fuzz bench bench-full lighthouse floors format install clean
