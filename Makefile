# What a person can do here. `make` alone lists it.

PYTHON    ?= python3
VENV      ?= .venv
WORKSPACE ?= ./workspace
ARGS      ?=
TORCH     ?= 2.13.0

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALLED := $(VENV)/.installed

# Prefect reports nothing to anyone.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format bench pin clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  Settings: PYTHON=$(PYTHON) WORKSPACE=$(WORKSPACE) ARGS='...' (for test and bench)"

setup: $(INSTALLED) ## make .venv with the pinned packages (PYTHON=python3.12 names another Python)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    found=$$($(PYTHON) --version 2>&1) || found="not found"; \
	    echo "Bilik needs Python 3.11 or newer; $(PYTHON) is: $$found." >&2; \
	    echo "Name another one, for example: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments." >&2; \
	    echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the pinned packages into $(VENV) (a minute or two, about 2 GB) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

demo: setup ## the whole job on the restated texts: ingest, build, index, report
	@$(BIN)/bilik ingest --source folder:corpus/restated --workspace $(WORKSPACE)
	@$(BIN)/bilik build --workspace $(WORKSPACE)
	@$(BIN)/bilik index --workspace $(WORKSPACE)
	@$(BIN)/bilik report --workspace $(WORKSPACE)

test: lint ## style, types and all tests (ARGS="-k name" chooses some)
	@$(BIN)/python -m pytest $(ARGS)

lint: setup ## style and types only
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: setup ## mend the style where a tool can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup ## run the benchmarks, each benchmarks/*.py in turn
	@for script in $(sort $(wildcard benchmarks/*.py)); do \
	    echo "== $$script"; $(BIN)/python $$script $(ARGS) || exit 1; done

# torch goes first, in the version whose CPU build pip can find here; the check refuses the CUDA
# build, which would pin gigabytes that nothing uses.
pin: ## write constraints.txt anew with the newest packages that pyproject.toml allows
	@rm -rf build/pin && $(PYTHON) -m venv build/pin
	@build/pin/bin/python -m pip -qq install torch==$(TORCH)
	@build/pin/bin/python -m pip -qq install '.[dev]'
	@build/pin/bin/python -m pip check
	@build/pin/bin/python -m pip -qq freeze --all --exclude pip --exclude bilik > build/freeze.txt
	@! grep -E '^(nvidia|triton|cuda)' build/freeze.txt || { \
	    echo "A CUDA build of torch was installed; point pip at torch's CPU builds." >&2; exit 1; }
	@{ grep '^#' constraints.txt; \
	    sed -E 's/ @ file:.*torch-([0-9.]+).*/==\1/; s/^(torch==[0-9.]+)\+cpu$$/\1/' build/freeze.txt; \
	    } > build/constraints.txt
	@mv build/constraints.txt constraints.txt && rm -rf build

clean: ## remove caches and build products; .venv and the workspace stay
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
