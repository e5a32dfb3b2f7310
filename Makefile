# `make map` and `make test` do everything on a fresh machine.
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml hatch_build.py constraints.txt $(wildcard build_support/* build_support/*/*.py gazetteer/supplement/*.csv geomap/languages/*/*.csv geomap/gazetteer/*.py)

.PHONY: map test bench docs fuzz lint train screenshot wheel clean

map: $(VENV)/.installed
	$(BIN)/geomap map seeds/ -o output/map.html --force

test: $(VENV)/.installed-test
	$(BIN)/pytest -n auto --maxprocesses 4

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/scoreboard.py

docs: $(VENV)/.installed-test
	$(BIN)/python docs/generate.py

fuzz: $(VENV)/.installed-test
	$(BIN)/python -m tests.fuzzing 300

lint: $(VENV)/.installed-test .cache/scripts/.installed
	.cache/scripts/node_modules/.bin/biome lint --error-on-warnings
	$(BIN)/ruff check . && $(BIN)/ruff format --check geomap tests benchmarks training build_support && $(BIN)/mypy

train: $(VENV)/.installed-test
	$(BIN)/pip install --quiet -e ".[training]" -c constraints.txt
	$(BIN)/python -m training.recognizer
	$(BIN)/python training/ranker/run.py --folds --fit

screenshot: $(VENV)/.installed-test map
	$(BIN)/python docs/screenshot.py

wheel: $(VENV)/.installed
	$(BIN)/pip wheel --quiet --no-deps -w dist .

$(VENV)/bin/python:
	build_support/system python
	"$$(build_support/system which-python)" -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python $(SOURCES)
	build_support/system npm
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . -c constraints.txt
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	build_support/system browser
	build_support/system watch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]" -c constraints.txt
	$(BIN)/python -c 'from pathlib import Path; from build_support import npm; npm.tarball("axe-core", Path(".cache/npm"))'
	touch $@

# Checks the page's scripts; its version and digests are in package-lock.json.
.cache/scripts/.installed: build_support/scripts/package.json build_support/scripts/package-lock.json
	build_support/system npm
	mkdir -p .cache/scripts
	cp build_support/scripts/package*.json .cache/scripts/
	cd .cache/scripts && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@

clean:
	rm -rf $(VENV) .cache geomap/gazetteer/data geomap/basemap/data geomap/render/assets
