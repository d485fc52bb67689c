# What people and CI run. Needs Python 3.11+ with venv, git and make; installs the rest into .venv.

PYTHON ?= python3
BIN := .venv/bin
MERMAID := tests/charts/mermaid_parser
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check check-all mermaid golden generate pictures bench lock clean

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: requirements-dev.lock pyproject.toml scripts/bootstrap.sh
	@sh scripts/bootstrap.sh "$(PYTHON)"
	@touch $@

demo: .venv/ready ## Check, rank and render the example, and say what to open
	@sh scripts/demo.sh

test: .venv/ready ## Run the tests
	@$(BIN)/python -m pytest -n auto

check: .venv/ready ## All that CI runs: style, types, layers, generated files, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

check-all: ## The same and the slow proofs
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory mermaid; \
		else echo "There is no npm: the charts are not read by Mermaid's own parsers." >&2; fi
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n auto -m slow

mermaid: $(MERMAID)/node_modules/.package-lock.json ## Install Mermaid's own parsers, which test the charts; needs npm

$(MERMAID)/node_modules/.package-lock.json: $(MERMAID)/package-lock.json
	@cd $(MERMAID) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

golden: .venv/ready ## Rewrite the golden files; git diff reviews them
	@PMKIT_GOLDEN=1 $(BIN)/python -m pytest tests/test_golden.py tests/locale tests/test_documentation.py

generate: .venv/ready ## Rewrite schemas and generated docs
	@$(BIN)/python -m scripts.generate

pictures: .venv/ready ## Redraw the pictures of the documentation from what pmkit prints
	@$(BIN)/python scripts/pictures.py

bench: .venv/ready ## Measure speed and memory against peers
	@$(BIN)/python -m pip install --quiet throughline==4.2.0
	@$(BIN)/python bench/run.py --write

lock: .venv/ready ## Renew requirements-dev.lock
	@sh scripts/lock.sh

clean: ## Remove what was installed and built
	@rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		$(MERMAID)/node_modules
