# Two commands for a newcomer: `make demo` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
# Training is tested, and a range would take the build for graphics cards, gigabytes of it.
TORCH := 2.13.0
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint page page-check browser postgres java bench clean

demo: $(VENV)/.installed
	@$(BIN)/tonecheck check examples/good
	@$(BIN)/tonecheck check examples/bad || test $$? -eq 1
	@echo "以上为示例：examples/good 应全部通过，examples/bad 应逐条标出。"

test: lint
	$(BIN)/pytest --numprocesses auto --dist loadfile --cov --cov-report=term

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(MAKE) --no-print-directory page-check

# The page is built from web/ and committed, so that installing needs no npm.
page: $(VENV)/.installed web/node_modules/.installed
	PYTHONUTF8=1 PYTHONPATH=src $(BIN)/python web/contract.py > web/src/contract.json
	cd web && npm run --silent build

ifeq ($(shell command -v npm),)
page-check:
	@echo "没有 npm：没有核对随包的页面与 web/ 是否一致"
else
page-check: web/node_modules/.installed
	cd web && npm run --silent check
endif

web/node_modules/.installed: web/package.json web/package-lock.json
	cd web && npm ci --silent --no-audit --no-fund
	touch $@

# Tests of the page need a browser; without one they are skipped and say so.
browser:
	@if command -v chromium-headless-shell >/dev/null; then :; \
	elif [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  command -v chromium >/dev/null || echo "没有 chromium，也不能安装：页面的测试会跳过"; \
	else { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null; } \
	  || command -v chromium >/dev/null; fi

# The test of database queries starts a PostgreSQL of its own; without one it is skipped and says so.
postgres:
	@if ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; \
	else echo "没有 PostgreSQL，也不能安装：数据库查询的测试会跳过"; fi

# Spark needs a Java, 17 at least; without one its tests are skipped and say so.
java:
	@if command -v java >/dev/null || [ -n "$$JAVA_HOME" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openjdk-17-jre-headless >/dev/null; \
	else echo "没有 Java 17，也不能安装：Spark 的测试会跳过"; fi

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.throughput
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python -m benchmarks.disguises train

clean:
	rm -rf $(VENV) web/node_modules dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet torch==$(TORCH)
	$(BIN)/pip install --quiet --editable ".[dev]"
	touch $@
