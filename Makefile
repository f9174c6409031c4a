# threadreader: `make run` reads the bundled stories, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint docs bench bench-quick clean

run: $(READY)
	@$(BIN)/threadreader sample_feeds

test: $(READY)
	@$(BIN)/python -m pytest

# Ruff, types and layers, and that the generated pages are the present ones.
lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python docs/generate.py --check

docs: $(READY)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/pictures.py

bench: $(READY)
	@$(BIN)/python -m benchmarks

bench-quick: $(READY)
	@$(BIN)/python -m benchmarks --quick

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache benchmarks/data
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One place makes the environment, from the pins in constraints.txt.
$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "threadreader needs Python 3.11 or newer: install python3 (Debian: apt install python3 python3-venv), or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "threadreader needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Install a newer one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv), then run make again." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "Making $(VENV) ..."
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation hatchling editables
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable . $$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"])' | tr ' ' '\n')
	@touch $@
