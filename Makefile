# Every target first makes sure that .venv and the system libraries are there; the second time this costs a blink.
READY  := python3 .ci/bootstrap.py
PYTHON := .venv/bin/python

.PHONY: run test torture lint bench

run:  ## open the program: make run ARGS="--data DIR" (without ARGS the demo desk)
	@$(READY) run $(ARGS)

test:  ## everything that must hold, offscreen
	@$(READY)
	@$(PYTHON) -m pytest -n 2 --cov --cov-report=
	@$(PYTHON) .ci/coverage_gates.py

torture:  ## every promise as often as it is promised: kills, full disks, damage, hostile input; prints a table
	@$(READY)
	@TORTURE=1 $(PYTHON) -m pytest tests/torture -p no:randomly -s

lint:  ## only the checks that read the code
	@$(READY)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

bench:  ## how fast, as ratios measured in one run
	@$(READY)
	@$(PYTHON) -m pytest tests/benchmarks -p no:randomly -s
