# The front door. Every target installs what it needs, once.
.PHONY: run build test check bench fuzz faults clean
DATA ?= schakel-data
LISTEN ?= 127.0.0.1:8080

run: build
	@test -e $(DATA)/schakel.db || build/schakel demo --data $(DATA)
	@build/schakel serve --data $(DATA) --listen $(LISTEN)

build:
	@tools/setup.sh build
	@tools/build.sh build schakel

test:
	@tools/setup.sh test
	@test/run.sh

check:
	@tools/setup.sh check
	@tools/check.sh

bench: build
	@tools/setup.sh bench
	@bench/run.sh

fuzz:
	@tools/setup.sh fuzz
	@test/fuzz.sh

faults: build
	@tools/setup.sh test
	@test/faults.sh

clean:
	rm -rf build build-*
