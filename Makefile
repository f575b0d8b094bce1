# One virtualenv, `.venv`, set up step by step: `make demo` lays the program, `make test` adds what testing needs.
# Each step leaves a stamp, so that a second run does nothing.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
LINTED := domain ledger cli tests $(dir $(firstword $(wildcard benchmarks/*.py)))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test coverage lint format bench soak requirements clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/base.stamp ## a small practice election, verified, one tampering caught: build/demo
	@$(BIN)/rekap demo --out build/demo

TESTING := --quiet --numprocesses=auto --dist=worksteal

test: lint ## lint and tests; ends with the list of what was skipped (REKAP_STRICT=1: no skip is let pass)
	@mkdir -p build/coverage
	@$(BIN)/pytest $(TESTING) tests/domain --cov=domain --cov-report=term --cov-fail-under=95
	@$(BIN)/pytest $(TESTING) --ignore=tests/domain

coverage: $(VENV)/dev.stamp ## what all tests together reach of the code: about twice the time of the tests
	@mkdir -p build/coverage
	@$(BIN)/pytest $(TESTING) --cov --cov-report=term

lint: $(VENV)/dev.stamp ## style, types, layers
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --diff .
	@$(BIN)/mypy --no-error-summary $(LINTED)
	@mkdir -p build && $(BIN)/lint-imports --no-logo >build/layers.txt 2>&1 || { cat build/layers.txt; exit 1; }

format: $(VENV)/dev.stamp ## lays out the code as `make lint` wants it
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/dev.stamp ## what is fast, as ratios
	@$(BIN)/python -m benchmarks

soak: $(VENV)/dev.stamp ## the long tests: minutes to hours
	@$(BIN)/pytest --quiet --numprocesses=auto --timeout=0 --hypothesis-profile=soak -m soak

clean: ## removes the virtualenv and all that was built
	@rm -rf $(VENV) build *.egg-info .coverage* .hypothesis .*_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up ---

# Its date is the interpreter's own: a new or vanished one sets all up again.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'rekap needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@echo 'setting up $(VENV) (once)'
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/base.stamp: requirements/base.txt pyproject.toml $(VENV)/bin/python
	@$(PIP) install --require-hashes --requirement requirements/base.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@echo 'adding what tests need (once)'
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

# --- pins ---

PINS    := build/pins
COMPILE  = CUSTOM_COMPILE_COMMAND='make requirements' $(PINS)/bin/pip-compile --quiet --generate-hashes --allow-unsafe \
           --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(UPGRADE)

requirements: ## compiles requirements/*.txt anew; newer versions: make requirements UPGRADE=--upgrade
	@$(PYTHON) -m venv $(PINS)
	@$(PINS)/bin/pip --disable-pip-version-check --quiet --quiet install --require-hashes --requirement requirements/pins.txt
	@$(COMPILE) requirements/pins.in --output-file requirements/pins.txt
	@$(COMPILE) pyproject.toml requirements/base.in --output-file requirements/base.txt
	@$(COMPILE) --extra parquet --extra postgres --constraint requirements/base.txt \
		pyproject.toml requirements/base.in --output-file requirements/extras.txt
	@$(COMPILE) --extra parquet --extra postgres --constraint requirements/extras.txt \
		pyproject.toml requirements/base.in requirements/dev.in --output-file requirements/dev.txt
