# Everything a contributor types. Needs make and Python 3.11 or newer; the rest is made here.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo check test browser office torture bench fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/run: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/done: .venv/run requirements-dev.lock pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv/run ## the bot in a simulated messenger with an example city, no token needed
	@$(BIN)/python -m demo

check: .venv/done ## style, types, architecture, texts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m texts

test: .venv/done browser office ## all tests
	$(BIN)/python -m pytest -q -n auto

browser: # the tests of the simulator's page need a Chromium; a bare Debian machine gets one
	@for name in "$$PATROL_TEST_CHROMIUM" chromium chromium-browser google-chrome; do \
		command -v "$$name" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-noto-color-emoji; fi

office: # a LibreOffice reads the workbooks back; where none can be had that test is skipped and says so
	@command -v soffice >/dev/null || command -v libreoffice >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui; } \
			|| echo "LibreOffice was not installed: the test that reads workbooks with it will be skipped"; fi

torture: .venv/done ## kill, cut and confuse the program 200 times; the figures go to docs/reliability.md
	$(BIN)/python -m tests.torture --kills 200 --write docs/reliability.md

bench: .venv/done ## how fast it is, beside its peers; the figures go to docs/performance.md
	$(BIN)/python -m benchmarks --write docs/performance.md

fmt: .venv/done ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what was built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
