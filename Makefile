# Two commands on a fresh machine: `make demo` and `make test`. Everything lives in .venv; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATEMENT ?= examples/2024-09-10-dtt-15.md

.PHONY: demo serve test system check format lint types contracts docs eval bench lock clean

demo: $(VENV)/.ready
	$(BIN)/communique read $(STATEMENT)
	@echo
	@echo "To see it in a browser, with all the examples: make serve"

# A register of the examples, filled once and kept; the page opens at http://127.0.0.1:8642/
serve: $(VENV)/.examples
	$(BIN)/communique serve --register $(VENV)/examples.db

test: $(VENV)/.ready
	$(BIN)/pytest

# On Debian, as root: the browser and the database server that tests drive. Without them those tests skip by name.
system:
	command -v chromium >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null || \
		{ apt-get update --quiet=2 && apt-get install --yes --quiet=2 --no-install-recommends chromium postgresql; }

check: $(VENV)/.ready format lint types contracts docs eval test

format: $(VENV)/.ready
	$(BIN)/ruff format --check .

lint: $(VENV)/.ready
	$(BIN)/ruff check .

types: $(VENV)/.ready
	$(BIN)/mypy

contracts: $(VENV)/.ready
	$(BIN)/lint-imports

docs: $(VENV)/.ready
	$(BIN)/pytest tests/docs

eval: $(VENV)/.ready
	$(BIN)/python -m evaluation.gate
	$(BIN)/python -m evaluation.gate --own
	$(BIN)/python -m evaluation.links

bench: $(VENV)/.ready
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.long_texts

# Hashes of every pinned version, so that an install takes what was reviewed and nothing else.
lock: $(VENV)/.ready
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --strip-extras --extra dev --output-file requirements.lock pyproject.toml

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.examples: $(VENV)/.ready $(wildcard examples/2*.md)
	$(BIN)/communique add --register $(VENV)/examples.db examples/2*.md
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
