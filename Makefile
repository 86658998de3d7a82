# Starts from nothing but python3 and make. `make` alone says what there is.
#
# Each step leaves a stamp under .cache/, so a second run does only what has changed.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# `make test TESTS=tests/kernel` runs a part; ARGS goes to pytest as it is.
TESTS ?= tests
ARGS ?=

export UV_PYTHON_DOWNLOADS := never
export DEBIAN_FRONTEND := noninteractive

APT := { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
INSTALL := sh -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends "$$@" \
	</dev/null >.cache/apt.log 2>&1' apt

.PHONY: help demo dev doctor test check lint format bench e2e soak map assets messages clean

help:  ## This list
	@echo "Tradewind. Everything needed is installed on the first run of a target."
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

demo: .cache/python assets  ## Open a furnished mall on http://127.0.0.1:8000
	@$(BIN)/tradewind demo

dev: .cache/python assets  ## Run the mall of the data folder .data, telling more
	@TRADEWIND_LOG_LEVEL=debug $(BIN)/tradewind serve

doctor: .cache/python  ## Say what is wrong with this machine or its settings
	@$(BIN)/tradewind doctor

test: .cache/python .cache/chromium .cache/redis assets lint  ## Run every check and every test
	@$(BIN)/pytest -n $(CORES) --dist worksteal $(ARGS) $(TESTS)

check: lint messages  ## Lint, types, import direction, migrations, templates, translations, docs
	@$(BIN)/python -m tradewind.platform.i18n check
	@$(BIN)/pytest -q tests/architecture

lint: .cache/python
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >.cache/imports.log || { cat .cache/imports.log; exit 1; }

format: .cache/python  ## Put imports and layout in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .cache/python assets  ## Measure what the speed claims rest on
	@$(BIN)/python -m bench $(ARGS)

e2e: .cache/python .cache/chromium assets  ## Only the journeys, in a browser
	@$(BIN)/pytest -n $(CORES) --dist worksteal $(ARGS) tests/journeys

soak: .cache/python .cache/redis  ## Kill and race tests, 500 rounds each
	@SOAK=500 $(BIN)/pytest -m soak $(ARGS) $(TESTS)

map: .cache/python  ## Which package imports which
	@$(BIN)/python -m tests.architecture.map

assets: .cache/python messages  ## Build styles, scripts and icons
	@$(BIN)/python frontend/build.py

messages: .cache/python  ## Compile the French and Arabic messages
	@$(BIN)/python -m tradewind.platform.i18n compile

clean:  ## Remove what the other targets made, except data folders
	rm -rf .cache .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	rm -rf frontend/node_modules tradewind/dist tradewind/ui/static/dist

# --- What the targets stand on ---------------------------------------------------------------

.cache:
	@mkdir -p .cache

# Debian's bare python3 has no ensurepip, so `venv` fails there until python3-venv is installed.
$(BIN)/uv: | .cache
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it with make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT) && $(INSTALL) python3-venv; } || { \
		echo "python3 cannot make environments here: install python3-venv first." >&2; exit 1; }
	@echo "making .venv"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv </dev/null

.cache/python: pyproject.toml uv.lock $(BIN)/uv | .cache
	@echo "installing Python packages"
	@$(BIN)/uv sync --locked --quiet --inexact
	@touch $@

# Any Chromium will do; Playwright's own is a large download, so it comes last.
.cache/chromium: .cache/python | .cache
	@for name in chromium chromium-browser google-chrome; do command -v $$name && break; done >$@ \
		|| { $(APT) && echo "installing Chromium" && $(INSTALL) chromium; } \
		|| $(BIN)/playwright install chromium >.cache/playwright.log 2>&1 \
		|| echo "No Chromium could be installed: journeys will be skipped." >&2
	@touch $@

# The bus tests want a real server and say so when there is none.
.cache/redis: | .cache
	@command -v redis-server >$@ || command -v valkey-server >$@ \
		|| { $(APT) && echo "installing Redis" && $(INSTALL) redis-server; } \
		|| echo "No redis-server here: its bus tests will be skipped." >&2
	@touch $@
