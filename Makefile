# Two commands do everything: `make report` builds the newest edition, `make test` runs every check.
# Both set up what is missing: a virtual environment in .venv (or the one that is active), and, as root, Pango.
SHELL := /bin/bash
VENV := $(if $(VIRTUAL_ENV),$(VIRTUAL_ENV),.venv)
BIN := $(VENV)/bin
PYTHON ?= python3
JOBS ?= 2

.PHONY: report test setup system format clean

report: setup
	$(BIN)/igreport build

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/igreport check
	$(BIN)/pytest -n $(JOBS) --cov=igreport --cov-report=term:skip-covered --cov-fail-under=90

setup: system $(BIN)/.igreport-installed

# Installed anew when the list of dependencies changes.
$(BIN)/.igreport-installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

system:
	@tools/system-libraries.sh $(PYTHON) $(VENV)

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf build/* .venv .mypy_cache .ruff_cache .pytest_cache .coverage*
