# Two commands for a newcomer: `make demo` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
# Training is tested, and a range would take the build for graphics cards, gigabytes of it.
TORCH := 2.13.0
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench clean

demo: $(VENV)/.installed
	@$(BIN)/tonecheck check examples/good
	@$(BIN)/tonecheck check examples/bad || test $$? -eq 1
	@echo "以上为示例：examples/good 应全部通过，examples/bad 应逐条标出。"

test: lint
	$(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.throughput
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.disguises train

clean:
	rm -rf $(VENV) dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet torch==$(TORCH)
	$(BIN)/pip install --quiet --editable ".[dev]"
	touch $@
