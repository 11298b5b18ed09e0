# Two commands to begin with: `make run` and `make test`. `make help` lists all.

PYTHON ?= python3
PORT ?= 8001
DB ?= db/monitor.db
SAMPLE_DB ?= db/sample/monitor.db
VENV := .venv
BIN := $(VENV)/bin
MONITOR := $(BIN)/monitor --db $(DB)
# The sample ends in November 2025; its clock is set so that something in it is new.
SAMPLE := $(BIN)/monitor --db $(SAMPLE_DB) --rules tests/sample/rules --now 2025-11-21T07:00

.DEFAULT_GOAL := help
.PHONY: help setup run pictures publish test refresh serve detect alerts rules scorecard lint format clean lock

help:  ## list the targets
	@awk -F ':.*##' '/^[a-z-]+:.*##/ {printf "  make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed  ## build .venv with the `monitor` command in it

# Made again when a pinned version or the project's own metadata changes.
$(VENV)/.installed: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; say which with: make setup PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

run: setup  ## do the whole job on the bundled sample (no network) and serve it on PORT
	@$(SAMPLE) import articles tests/sample/articles
	@$(SAMPLE) import lmq-xml tests/sample/lmqs
	@$(SAMPLE) detect
	@$(SAMPLE) serve --sample --port $(PORT)

test: setup  ## run all tests
	@$(BIN)/python -m pytest

refresh: setup  ## poll the live sites, parse, detect, alert: one pass
	@$(MONITOR) refresh

serve: setup  ## serve the database with Datasette on PORT
	@$(MONITOR) serve --port $(PORT)

publish: setup  ## build build/site: the site and a copy of the database for a host (see Dockerfile)
	@$(MONITOR) publish build/site

pictures: setup  ## take the documentation's pictures anew, from the browser tests (needs Chromium)
	@PICTURES=1 $(BIN)/python -m pytest tests/browser -k sound

detect: setup  ## run the rule files over what was collected
	@$(MONITOR) detect

alerts: setup  ## run the saved alerts and send what is new
	@$(MONITOR) alerts

rules: setup  ## check the rule files and run their examples
	@$(MONITOR) rules check
	@$(MONITOR) rules test

scorecard: setup  ## fit rules/scorecard.yaml anew to tests/labelled and the rules' examples
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check scikit-learn
	@$(BIN)/python -m bench.scorecard --write

lint: setup  ## ruff (lint and format) and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup  ## put the code into ruff's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup  ## write requirements*.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile $(LOCK) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
LOCK := --quiet --no-header --no-annotate --no-emit-index-url --no-emit-find-links --universal --python-version 3.11

clean:  ## remove the environment, caches and the sample's database (never db/monitor.db or the archive)
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis db/sample
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +

# Jobs. SOURCE, SINCE, UNTIL and BACKUP are given on the command line: make backfill SOURCE=mayors-questions SINCE=2019-01-01

.PHONY: schedule refresh-source backfill parse redetect digest backup restore verify upgrade status

schedule: setup  ## keep refreshing at the times of rules/sources.yaml, until stopped
	@$(MONITOR) run

refresh-source: setup  ## refresh one source: SOURCE=…
	@$(MONITOR) refresh $(or $(SOURCE),$(error say which: make refresh-source SOURCE=met-news))

backfill: setup  ## collect a source's past, resuming: SOURCE=… SINCE=2019-01-01 [UNTIL=2019-12-31]
	@$(MONITOR) backfill $(or $(SOURCE),$(error say which: SOURCE=mayors-questions)) \
		--since $(or $(SINCE),$(error say since when: SINCE=2019-01-01)) $(if $(UNTIL),--until $(UNTIL))

parse: setup  ## read the archive again, without the network
	@$(MONITOR) parse

redetect: setup  ## run the rule files over everything again
	@$(MONITOR) detect --all

digest: setup  ## send now what waits for a digest or for the end of quiet hours
	@$(MONITOR) alerts --digest-now

backup: setup  ## copy the database, with a manifest of the archive, into db/backups
	@$(MONITOR) backup

restore: setup  ## put a backup in place: BACKUP=db/backups/2025-11-14T070000
	@$(MONITOR) restore $(or $(BACKUP),$(error say which: BACKUP=db/backups/…))

verify: setup  ## check the database, the archive's checksums, and that nothing is orphaned
	@$(MONITOR) verify

upgrade: setup  ## bring the database to this release, after a backup
	@$(MONITOR) upgrade

status: setup  ## how everything is doing; fails when something needs a person
	@$(MONITOR) status
