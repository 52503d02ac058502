# `make help` lists what can be made. Everything runs in .venv, which is set up when it is first needed.

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format facts docs eval bench bench-archive clean

# The first of these that is new enough; say `make PYTHON=/path/to/python` to choose another.
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3 python
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in $(PYTHONS); do $$each -c '$(USABLE)' 2>/dev/null && echo $$each && break; done)

# The set-up is made again only when what it depends on changes, whatever the files' dates say; a .venv that was
# moved with its folder does not work, so the folder counts too.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/made-$(shell (cat pyproject.toml; echo $(CURDIR)) | cksum | tr ' ' '-')
GATHERED := ../shared/facts
FACTS := src/readout/data/facts
SHOWN := examples/06-galwan-call.txt
SIDES := examples/03-israel-readout-turkey-call.txt examples/04-turkey-readout-israel-call.txt

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP)  ## set up .venv with the package, its checks and its tests
	@echo "Ready: $(BIN)/readout --help"

$(STAMP):
	@[ -n "$(PYTHON)" ] && $(PYTHON) -c '$(USABLE)' 2>/dev/null || { \
	  echo "Readout needs Python 3.11 or newer, with its venv module. Found here:"; \
	  for each in $(PYTHONS); do \
	    version=$$($$each --version 2>/dev/null) && echo "  $$each: $$version" || true; \
	  done; \
	  echo "Debian or Ubuntu: apt-get install python3 python3-venv; macOS: brew install python."; \
	  echo "One that is not on the PATH: make PYTHON=/path/to/python3 ..."; \
	  exit 1; } >&2
	@echo "Setting up $(VENV) with $$($(PYTHON) --version); once, in a few minutes."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[compiled]' 2>/dev/null \
	  || echo "Left out: followthemoney, which one test needs (Debian: apt-get install libicu-dev pkg-config g++)."
	@touch $(STAMP)

demo: $(STAMP)  ## read the examples into an archive, and show what came of it
	@mkdir -p build
	@rm -f build/demo.db build/demo.db-*
	$(BIN)/readout add build/demo.db examples
	$(BIN)/readout read $(SHOWN) --format pretty
	$(BIN)/readout compare $(SIDES) --format pretty
	$(BIN)/readout timeline build/demo.db India Pakistan --format table --limit 8
	@echo
	@echo "The archive build/demo.db has all of the examples. Next:"
	@echo "  $(BIN)/readout search build/demo.db ceasefire     find reports, statements, events, engagements"
	@echo "  $(BIN)/readout serve build/demo.db                the same over HTTP"
	@echo "  $(BIN)/readout read YOUR-REPORT.txt               read a report of your own"
	@echo "  $(BIN)/readout --help                             all else"
	@echo "  make test                                      check the whole installation"

test: check  ## all checks, then all tests
	$(BIN)/python -m pytest

check: $(STAMP)  ## style, types and the rules of who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m train.stale $(GATHERED) $(FACTS)

lint: check  ## the same as check

format: $(STAMP)  ## put the code into the project's form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

facts: $(STAMP)  ## make the tables of facts from ../shared/facts and train/register_own, where the first is there
	$(BIN)/python -m train.register $(GATHERED) $(FACTS)
	$(BIN)/readout facts check

docs: $(STAMP)  ## make the pages that are generated: the codebook and the commands
	$(BIN)/python -m readout.export.codebook > docs/codebook.md
	$(BIN)/python -m readout.cli.reference > docs/cli.md

eval: $(STAMP)  ## score on ../shared/gold, where that is there, against eval/floors.json
	$(BIN)/python -m eval.run

bench: $(STAMP)  ## speed, start-up time and memory
	$(BIN)/python -m bench.speed

bench-archive: $(STAMP)  ## adding, asking and linking at 10,000 and 100,000 records; half an hour and 7 GB
	$(BIN)/python -m bench.archive
	$(BIN)/python -m bench.linking

clean:  ## remove what was made, .venv too
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
