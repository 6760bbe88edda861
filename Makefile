# The commands of this project. GNU Make 3.81 is enough.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEEP_STAMP := $(VENV)/.installed-deep
BROWSER_STAMP := $(VENV)/.installed-browser
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
MANAGE := $(BIN)/python manage.py

export LC_ALL ?= C.UTF-8
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run serve test test-browser lint setup doctor port translations screenshots bench deep clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: export DEBUG := 1
run: port $(STAMP)  ## set up, load the content, and serve on this machine, with demonstration log-ins
	@$(MANAGE) prepare
	@echo "Studyguide: http://127.0.0.1:$(PORT)/  (stop with Ctrl-C)"
	@exec $(MANAGE) runserver --skip-checks 127.0.0.1:$(PORT)

serve: export DEBUG := 0
serve: export PORT := $(PORT)
serve: port $(STAMP)  ## serve as in production: DEBUG off, gunicorn, hashed static files
	@$(MANAGE) prepare
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@exec $(BIN)/gunicorn --config studyguide/server.py studyguide.wsgi

test: $(STAMP)  ## run every test; the browser's too where Chromium is found
	@$(BIN)/python -m pytest -q -n auto
	@if [ -n "$(CHROMIUM)" ]; then \
	  $(MAKE) --no-print-directory test-browser; \
	else \
	  echo "Browser tests left out: install Chromium (Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk libatomic1)."; \
	fi

# One after the other: a second browser on two cores costs more than it brings.
test-browser: $(STAMP) $(BROWSER_STAMP)
	@mkdir -p var
	@CHROMIUM="$(CHROMIUM)" DJANGO_ALLOW_ASYNC_UNSAFE=true TEST_DATABASE=var/test-browser.sqlite3 \
	  $(BIN)/python -m pytest -q -m browser -p no:xdist tests/browser

lint: $(STAMP) $(BROWSER_STAMP)  ## formatting, templates, migrations, deployment checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --check --target-version 5.2
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) check --deploy --fail-level ERROR
	@$(MANAGE) check --tag content

setup: $(STAMP)  ## make the virtual environment

translations: $(STAMP)  ## gather the interface's texts and compile its Chinese (needs gettext)
	@$(MANAGE) makemessages -l zh_Hans -e html,txt,py,svg -i .venv -i var -i tests --no-location --no-wrap
	@$(BIN)/python tests/compile_translations.py

screenshots: $(STAMP) $(BROWSER_STAMP)  ## take the pictures that the README shows
	@CHROMIUM="$(CHROMIUM)" DJANGO_ALLOW_ASYNC_UNSAFE=true $(BIN)/python tests/screenshots.py

bench: $(STAMP)  ## measure pages and engine, as ratios within one run
	@$(BIN)/python tests/bench/bench.py

# Long: the properties' long runs, then every mutant of rules and numbers. Both always run.
deep: $(STAMP) $(DEEP_STAMP)  ## long properties and mutation testing of the engine (long); FAMILIES="space disk" for some
	@$(BIN)/python -m pytest -q -n auto -m deep; properties=$$?; \
	  $(BIN)/python tests/deep/mutate.py $(FAMILIES); mutants=$$?; \
	  exit $$(( properties > mutants ? properties : mutants ))

doctor:  ## say what this machine lacks, and the remedy
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "There is no $(PYTHON) on this machine. Debian, Ubuntu: sudo apt install python3 python3-venv"; exit 2; }
	@"$(PYTHON)" studyguide/doctor.py

port: doctor
	@"$(PYTHON)" studyguide/doctor.py --port $(PORT)

# uv, where it is there, is quicker; it must not go and fetch a Python of its own.
$(STAMP): requirements.txt constraints.txt | doctor
	@test -x $(BIN)/python && $(BIN)/python -c "" 2>/dev/null || rm -rf $(VENV)
	@if command -v uv >/dev/null 2>&1; then \
	  UV_PYTHON_DOWNLOADS=never uv venv -q --allow-existing --python "$(PYTHON)" $(VENV) && \
	  uv pip install -q --python $(BIN)/python -r requirements.txt -c constraints.txt; \
	else \
	  { test -x $(BIN)/pip || "$(PYTHON)" -m venv $(VENV); } && \
	  echo "Installing the requirements (about half a minute, once)" && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt -c constraints.txt; \
	fi
	@touch $@

$(BROWSER_STAMP): tests/requirements-browser.txt $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install -q --python $(BIN)/python -r tests/requirements-browser.txt -c constraints.txt; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements-browser.txt -c constraints.txt; \
	fi
	@touch $@

$(DEEP_STAMP): tests/requirements-deep.txt $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install -q --python $(BIN)/python -r tests/requirements-deep.txt -c constraints.txt; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements-deep.txt -c constraints.txt; \
	fi
	@touch $@

clean:  ## remove the virtual environment; your data in var/ stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .mutants
