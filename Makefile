# `make run` and `make test` are the only two commands needed; each sets up what it needs by itself (build/prepare.py).

PYTHON ?= python3
IN_VENV := .venv/bin/python
PREPARE := @$(PYTHON) build/prepare.py

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench package lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null || grep '##' Makefile

run: ## Open the sample desk: a window, or without a display a report and a PDF
	$(PREPARE) run
	@$(IN_VENV) -m ui demo

test: lint types ## Check style and types, and run every test
	QT_QPA_PLATFORM=offscreen $(IN_VENV) -m pytest -n auto --dist worksteal -m "not frozen"

lint: ## Check style
	$(PREPARE) test
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .

types: ## Check types
	$(PREPARE) test
	$(IN_VENV) -m mypy
	$(IN_VENV) -m mypy build/prepare.py build/package.py build/fit.py

bench: ## Measure how fast it is (PEER=1: also textacy and CollateX, in environments of their own; QUOTES=1000000: a desk of so many)
	$(PREPARE) test
	QT_QPA_PLATFORM=offscreen $(IN_VENV) tests/benchmarks/run.py
	QT_QPA_PLATFORM=offscreen $(IN_VENV) -m tests.benchmarks.reader
	QT_QPA_PLATFORM=offscreen $(IN_VENV) -m tests.benchmarks.many
	$(IN_VENV) -m tests.benchmarks.statements $(if $(QUOTES),$(QUOTES),20000)
	$(IN_VENV) tests/benchmarks/extraction.py --memory $(if $(PEER),--peer)
	$(IN_VENV) tests/benchmarks/alignment.py $(if $(PEER),--peer)

package: ## Build the program that needs no Python into dist/quotedesk, and try it
	$(PREPARE) package
	$(IN_VENV) build/package.py
	dist/quotedesk/quotedesk self-test
	QUOTEDESK_PACKAGE=dist/quotedesk $(IN_VENV) -m pytest -m frozen tests/end_to_end/test_frozen.py

lock: ## Choose the versions in requirements.lock by pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --extra dev pyproject.toml --output-file requirements.lock

clean: ## Remove what was made here, except .venv (build/ is source and stays)
	rm -rf dist .scratch .mypy_cache .ruff_cache .pytest_cache .hypothesis quotedesk-sample.pdf
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
