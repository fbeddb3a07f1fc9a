# `make run` and `make test` do everything a newcomer needs; `make help` tells the rest.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
export SAM_CLI_TELEMETRY := 0

.DEFAULT_GOAL := help
.PHONY: help run test check explore fuzz conditions chaos mutate policy-lab bench build deploy openapi messages

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/installed ## the whole stack on this machine and its story (ONCE=1 ends after it; PORT=4566 SPEED=600)
	@$(BIN)/python -m local

# What needs the stack wants the whole machine: beside other tests its people would run out of patience.
ON_THE_STACK := tests/e2e tests/browser
test: .venv/installed ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -o testpaths=tests $(patsubst %,--ignore=%,$(ON_THE_STACK) tests/chaos)
	$(BIN)/python -m pytest $(ON_THE_STACK)

check: .venv/installed ## formatting, lint, types, security, architecture, template, drift of what is generated
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/bandit -q -r layers/core/python functions ops
	PYTHONPATH=layers/core/python $(BIN)/lint-imports
	AWS_DEFAULT_REGION=eu-west-1 $(BIN)/sam validate --lint
	PYTHONPATH=layers/core/python $(BIN)/python -m whapp.http.openapi --check
	PYTHONPATH=layers/core/python $(BIN)/python -m whapp.http.catalogue --check

explore: .venv/installed ## break it: every call with every mishap, N=1000 random runs, planted bugs (SEED= tells one run in full, JOBS=2)
	@PYTHONPATH=layers/core/python $(BIN)/python -m tests.explore --n $(or $(N),1000) --jobs $(or $(JOBS),2) $(if $(SEED),--seed $(SEED))

fuzz: .venv/installed ## break it: calls made from the OpenAPI document, as it says and as it forbids (N=10000, SEED=1)
	@PYTHONPATH=layers/core/python $(BIN)/python -m tests.security.fuzz --n $(or $(N),10000) --seed $(or $(SEED),1)

conditions: .venv/installed ## break it: drop every condition of every write to the table, and see who notices
	@PYTHONPATH=layers/core/python $(BIN)/python -m tests.mutation.conditions

chaos: .venv/installed ## a storm of taps, killed workers and an outage on the emulator: some five minutes
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests/chaos -s

mutate: .venv-mutation/installed ## how many small changes to the domain do the unit tests notice? (ONLY=needs: one module, JOBS=2)
	@.venv-mutation/bin/python -m tests.mutation $(if $(ONLY),--only $(ONLY)) $(if $(JOBS),--jobs $(JOBS))

policy-lab: .venv/installed ## how well we ask, against every published policy (N=720 requests a world, SEED=1, WORLD=path, JOBS=2, OUT=folder, YARDSTICKS=1)
	@PYTHONPATH=layers/core/python $(BIN)/python -m benchmarks.policy_lab $(if $(N),--n $(N)) $(if $(SEED),--seed $(SEED)) $(if $(WORLD),--world "$(WORLD)") $(if $(JOBS),--jobs $(JOBS)) $(if $(OUT),--out "$(OUT)") $(if $(YARDSTICKS),--yardsticks)

bench: .venv/installed ## what it costs: loading, calls, reads, a burst, money; a line for each goal (ONLY=question)
	@PYTHONPATH=layers/core/python $(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY))

build: .venv/installed ## the artefacts for the cloud
	PIP_PYTHON="$(CURDIR)/$(BIN)/python" $(BIN)/sam build

deploy: build ## to the cloud account of your AWS profile
	$(BIN)/sam deploy

openapi: .venv/installed ## write docs/openapi.json and its page from the code, with what the tests are answered
	@PYTHONPATH=layers/core/python $(BIN)/python -m tests.handlers.recorded >/dev/null
	PYTHONPATH=layers/core/python $(BIN)/python -m whapp.http.openapi

messages: .venv/installed ## write docs/messages.md from the code
	PYTHONPATH=layers/core/python $(BIN)/python -m whapp.http.catalogue

# The file's own date says whether the environment is older than what it should hold.
.venv/installed: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Name another with: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "installing the development tools into .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements/dev.txt
	@touch $@

.venv-mutation/installed: requirements/mutation.txt
	@$(PYTHON) -m venv .venv-mutation
	@.venv-mutation/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements/mutation.txt
	@touch $@
