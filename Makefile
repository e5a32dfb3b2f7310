# `make map` and `make test` do everything on a fresh machine.
VENV := .venv
BIN := $(VENV)/bin
LOCKS := build_support/locks
SOURCES := pyproject.toml hatch_build.py constraints.txt $(wildcard $(LOCKS)/* build_support/* build_support/*/*.py gazetteer/supplement/*.csv geomap/languages/*/*.csv geomap/gazetteer/*.py)

.PHONY: map test bench docs site man fuzz lint train screenshot wheel lock audit clean

map: $(VENV)/.installed
	$(BIN)/geomap map seeds/ -o output/map.html --force

test: $(VENV)/.installed-test
	$(BIN)/pytest -n auto --maxprocesses 4

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/scoreboard.py

docs: $(VENV)/.installed-test
	$(BIN)/python docs/generate.py

# The documentation as pages that need no network, with live maps: dist/site/index.html
site: $(VENV)/.installed-test
	build_support/system npm
	$(BIN)/python docs/site.py dist/site

man: $(VENV)/.installed
	$(BIN)/python docs/manpage.py dist/geomap.1

fuzz: $(VENV)/.installed-test
	$(BIN)/python -m tests.fuzzing 300

lint: $(VENV)/.installed-test .cache/scripts/.installed
	.cache/scripts/node_modules/.bin/biome lint --error-on-warnings
	$(BIN)/ruff check . && $(BIN)/ruff format --check geomap tests benchmarks training build_support && $(BIN)/mypy
	$(BIN)/pytest -q tests/test_style.py

train: $(VENV)/.installed-test
	$(BIN)/pip install --quiet -e ".[training]" -c constraints.txt
	$(BIN)/python -m training.recognizer
	$(BIN)/python training/ranker/run.py --folds --fit

screenshot: $(VENV)/.installed-test map
	$(BIN)/python docs/screenshot.py

wheel: $(VENV)/.installed
	rm -f dist/geomap_text-*
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation -w dist .
	$(BIN)/python -m build_support.sbom dist/geomap_text-*.whl

# Writes the digests of every requirement anew, after a change of constraints.txt or pyproject.toml.
lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python -m build_support.lock

audit: $(VENV)/bin/python
	build_support/audit $(BIN)/python

$(VENV)/bin/python:
	build_support/system python
	"$$(build_support/system which-python)" -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python $(SOURCES)
	build_support/system npm
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCKS)/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	build_support/system browser
	build_support/system watch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCKS)/test.txt
	$(BIN)/python -c 'from pathlib import Path; from build_support import npm; npm.tarball("axe-core", Path(".cache/npm")); npm.tarball("iframe-worker", Path(".cache/npm"))'
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
