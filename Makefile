# Two commands bring everything with them on a fresh machine: `make run` and `make test`.
# Settings come from the environment or from the command line (`make run PORT=9000`): make hands both on.

PYTHON ?= python3
python := .venv/bin/python
install := $(python) -m pip install --quiet --progress-bar off --disable-pip-version-check --require-hashes --no-deps
SOAK ?= 6
BENCH ?= page latency actions hosts weight vitals journey pdf desk numbers abuse.counting
catalogues := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/desk.po))

# A Python that is not Homebrew's does not look where Homebrew's libraries are.
ifeq ($(shell uname),Darwin)
python := DYLD_FALLBACK_LIBRARY_PATH=$(shell brew --prefix 2>/dev/null)/lib .venv/bin/python
endif

# Each of the servers and printing processes of the tests would compile the app anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run test quick soak coverage bench check format lock sbom audit messages goldens contact-sheet clean system-run system-test
# Each step stands on the one before it, and one cut short leaves nothing that looks finished.
.NOTPARALLEL:
.DELETE_ON_ERROR:

help: ## say what there is (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

install: system-run .venv/.run-stamp $(catalogues) ## install what the app needs, and no more

run: install ## start the page at http://localhost:8000 and the desk (make run PORT=9000 DESK=off)
	@$(python) -m webapp.cli run

test: system-test .venv/.browser-stamp $(catalogues) check ## run the whole suite (make test ARGS="tests/domain -k address")
	@$(python) -m pytest $(ARGS)

quick: system-test .venv/.test-stamp $(catalogues) ## run the tests that need no browser, for every save (make quick ARGS="-k token")
	@$(python) -m pytest tests/domain tests/campaigns tests/actions tests/web tests/repository $(ARGS)

soak: system-test .venv/.browser-stamp $(catalogues) ## repeat faults and invented requests many times (make soak SOAK=10)
	@SOAK=$(SOAK) $(python) -m pytest -m soak $(ARGS)

coverage: system-test .venv/.browser-stamp $(catalogues) ## run the suite and list the lines and branches that it does not reach
	@$(python) -m coverage erase
	@$(python) -m coverage run -m pytest $(ARGS)
	@$(python) -m coverage combine --quiet
	@$(python) -m coverage report

bench: system-test .venv/.test-stamp ## measure: every module of benchmarks/ that prints a table (make bench BENCH=pdf)
	@missed=; for name in $(BENCH); do $(python) -m benchmarks.$$name || missed="$$missed $$name"; done; \
	[ -z "$$missed" ] || { echo "Benchmarks that failed or missed a target:$$missed" >&2; exit 1; }

check: .venv/.test-stamp ## only what reads the code: ruff, oxlint, oxfmt, mypy, import-linter
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@.venv/bin/oxlint static/js
	@.venv/bin/oxfmt --check static/js static/css
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo

format: .venv/.test-stamp ## let ruff, oxfmt and oxlint lay out the code and mend what they can
	@$(python) -m ruff format
	@$(python) -m ruff check --fix
	@.venv/bin/oxlint --fix static/js
	@.venv/bin/oxfmt static/js static/css

messages: .venv/.run-stamp ## bring the translations' files up to date with the code (make messages ARGS=pt_BR begins one)
	@tools/messages $(ARGS)

goldens: system-test .venv/.test-stamp $(catalogues) ## renew the expected pictures of the print tests; look at them
	@$(python) -m pytest tests/printing --renew-goldens $(ARGS)

lock: .venv/.made ## renew the lists of locked packages (make lock ARGS=--upgrade)
	@tools/lock $(ARGS)

sbom: .venv/.test-stamp ## list the parts of the app with versions, hashes and licences, in sbom.cdx.json
	@$(python) tools/sbom >sbom.cdx.json.new && mv sbom.cdx.json.new sbom.cdx.json

audit: .venv/.test-stamp ## compare the locked packages with known vulnerabilities (make audit ARGS=all.zip: without a network)
	@$(python) tools/audit $(ARGS)

contact-sheet: system-test .venv/.browser-stamp $(catalogues) ## photograph the page in each language, phone and desktop, in contact-sheet/index.html
	@$(python) tools/contact-sheet

clean: ## remove what was installed and compiled; the database stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/failures .coverage*
	rm -f $(catalogues)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What follows makes the environment, each part only when what it is made from has changed.

system-run system-test: system-%:
	@tools/system-packages $*

# An environment dies when the Python goes that it was made from, as at an upgrade, and when the checkout moves.
dead := $(shell test -x .venv/bin/python && grep -qsxF "$(CURDIR)" .venv/.made || echo dead)
.PHONY: dead

.venv/.made: $(dead)
	@tools/system-packages run
	@$(PYTHON) -m venv --clear .venv
	@echo "$(CURDIR)" >$@

.venv/.run-stamp: requirements.txt .venv/.made
	@echo "Installing the app's Python packages"
	@$(install) -r requirements.txt
	@touch $@

# The tests' list holds the app's, in the same versions.
.venv/.test-stamp: requirements-test.txt .venv/.made
	@echo "Installing the app's and the tests' Python packages"
	@$(install) -r requirements-test.txt
	@touch .venv/.run-stamp $@

# Where the system has no Chromium for the tests, Playwright fetches the build that belongs to its version: the headless
# shell, and the whole browser for the tests that need it.
.venv/.browser-stamp: .venv/.test-stamp
	@[ -x "$${CHROMIUM:-/usr/bin/chromium}" ] || \
	{ $(python) -m playwright install --with-deps chromium && touch $@; } || \
	{ echo "No Chromium could be had: install one and name it, as in make test CHROMIUM=/path/to/it." >&2; exit 1; }

%.mo: %.po | .venv/.run-stamp
	@$(python) -m babel.messages.frontend --quiet compile -i $< -o $@
