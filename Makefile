# How to set up, run, test and check Pilcrow. `make` alone lists what there is.
# A machine needs Python 3.11 or newer with its venv module, and make; everything else goes into .venv.

# The port of `make run`: `make run PORT=9000` or `PORT=9000 make run`.
PORT ?= 8501
# Handed on by the environment, since a quotation mark in it would end its place in a command.
export PORT

# The interpreters to try, in this order. `make run PYTHON=/path/to/python3.12` tries that one only.
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3 python

# Whom to be, alone and on a copy that is thrown away: `make run AS=monitor`. Only what the
# command says counts: make itself, and many an environment, give this name to an assembler.
ifneq ($(origin AS),command line)
AS :=
endif
export AS

# How many processes `make test` uses (one more than two cores: browser tests wait a lot), and what else pytest is told: `make test ARGS="-k timeline"`.
WORKERS ?= 3
ARGS ?=

# How large the city of `make demo` is; with `CITY=`, as large as `pilcrow example` makes one: some two minutes.
CITY ?= --obligations 200 --evidence 20000

PIP = .venv/bin/python -m pip --disable-pip-version-check
# Every package is a pinned wheel with a known hash. Building one from source would bring in tools that
# nobody pinned, so that is refused.
INSTALL = $(PIP) install -qq --require-hashes --only-binary :all:

.PHONY: help setup run demo test torture mutants bench check lock FORCE

help:
	@echo 'make run     the dashboard, on http://localhost:8501 (another port: make run PORT=9000; to try a role on a copy: make run AS=monitor)'
	@echo 'make demo    the dashboard of a fictional city, made the first time, in half a minute (larger: make demo CITY=)'
	@echo 'make test    all tests (some of them: make test ARGS="-k timeline")'
	@echo 'make torture kills, crowds, full disks and lost databases against the record: a few minutes'
	@echo 'make mutants changes the core and the rules line by line and counts which changes a test notices: an hour (one: make mutants ARGS=compliance/timeline.py)'
	@echo 'make check   format, lint, types, and the direction of imports'
	@echo 'make bench   how long things take, and how that grows'
	@echo 'make setup   the environment .venv with everything for the above, and no more'
	@echo 'make lock    requirements.lock anew from pyproject.toml (newer versions too: make lock ARGS=--upgrade)'

setup: .venv/ready-to-test
	@echo 'Ready: make run, make test, make check.'

run: .venv/ready-to-run
	@.venv/bin/pilcrow init --if-none
	@exec .venv/bin/pilcrow serve $${AS:+--as "$$AS"}

demo: .venv/ready-to-run
	@[ -e demo-city ] || .venv/bin/pilcrow example demo-city $(CITY)
	@PILCROW_DATABASE=sqlite:///demo-city/pilcrow.db PILCROW_FILES=demo-city/files exec .venv/bin/pilcrow serve $${AS:+--as "$$AS"}

test: .venv/ready-to-test
	@.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

torture: .venv/ready-to-test
	@.venv/bin/python -m pytest -s tests/torture $(ARGS)

# Whoever sets up to work on the product does not need mutmut: it is fetched the first time.
mutants: .venv/ready-to-test
	@.venv/bin/python -c 'import mutmut' 2>/dev/null || $(PIP) install -qq --only-binary :all: $$(.venv/bin/python \
	    -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["mutants"])')
	@nice -n 15 .venv/bin/python -m tests.mutants $(ARGS)

bench: .venv/ready-to-test
	@.venv/bin/python -m tests.bench $(ARGS)

check: .venv/ready-to-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/python -m pytest -q tests/test_import_direction.py


# The environment. .venv/ready-to-run and .venv/ready-to-test are written last, so a set-up that was
# interrupted is not taken for a whole one. ready-to-run holds the folder's path, because an environment
# that was moved or copied with its folder does not work. A whole one is brought up to date in place.

WHOLE := $(shell [ -x .venv/bin/python ] && [ "$$(cat .venv/ready-to-run 2>/dev/null)" = '$(CURDIR)' ] && echo yes)
ifneq ($(WHOLE),yes)
.venv/ready-to-run: FORCE
endif

.venv/ready-to-run: requirements.lock pyproject.toml
	$(eval CHOICE := $(if $(WHOLE),,$(a_python)))
	@echo '$(if $(WHOLE),Bringing .venv up to date,Installing what Pilcrow needs into .venv: about 150 MB and a minute or two, this once) ...'
	@rm -f .venv/ready-to-run .venv/ready-to-test
	@$(if $(WHOLE),,rm -rf .venv && '$(CHOICE)' -m venv .venv)
	@sed '/^# To test and check/,$$d' requirements.lock > .venv/to-run.lock
	@$(INSTALL) -r .venv/to-run.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@echo '$(CURDIR)' > $@

.venv/ready-to-test: .venv/ready-to-run tests/provider/requirements.lock
	@echo 'Installing the tools for tests and checks into .venv ...'
	@$(INSTALL) -r requirements.lock
	@# The OpenID provider at which tests sign in: much that Pilcrow itself does not use, so apart from it.
	@[ -x .venv/provider/bin/python ] || .venv/bin/python -m venv .venv/provider
	@.venv/provider/bin/python -m pip --disable-pip-version-check install -qq --require-hashes --only-binary :all: \
	    -r tests/provider/requirements.lock
	@touch $@

# The first interpreter that will do: one that lacks something is passed over for a later one. If there
# is none, make ends with the one line that find_python prints after "problem:".
a_python = $(call or_stop,$(shell $(find_python)))
or_stop = $(if $(filter problem:,$(1)),$(error $(wordlist 2,99,$(1))),$(1))

define find_python
old= ; bare= ; \
for name in $(PYTHON); do \
    version=$$("$$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
    if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
        old="$${old:-$$name is $$version}"; \
    elif ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then \
        bare="$${bare:-$$version}"; \
    else \
        command -v "$$name"; exit; \
    fi; \
done; \
if [ "$$bare" ]; then \
    echo "problem: Python $$bare is here without its venv module; on Debian or Ubuntu: sudo apt install python$$bare-venv"; \
elif [ "$$old" ]; then \
    echo "problem: Pilcrow needs Python 3.11 or newer, and $$old; install a newer one, or name it: make run PYTHON=/path/to/python3.12"; \
else \
    echo "problem: Pilcrow needs Python 3.11 or newer, and found none of: $(PYTHON); on Debian or Ubuntu: sudo apt install python3 python3-venv"; \
fi
endef


# The lock file has two parts, so that `make run` need not install what only tests use. The second part
# leaves out what the first one has. uv is used because it resolves for all systems and Pythons at once;
# without ARGS=--upgrade it keeps the versions that the lock file already names.
COMPILED = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $(ARGS)
COMPILE = "$$tmp/uv/bin/uv" pip compile $(COMPILED) pyproject.toml --group build

lock:
	$(eval CHOICE := $(a_python))
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && set -e; \
	'$(CHOICE)' -m venv "$$tmp/uv"; \
	"$$tmp/uv/bin/python" -m pip --disable-pip-version-check install -qq uv; \
	cp requirements.lock "$$tmp/run"; \
	cp requirements.lock "$$tmp/test"; \
	$(COMPILE) --output-file "$$tmp/run" >/dev/null; \
	$(COMPILE) --group dev --constraint "$$tmp/run" --output-file "$$tmp/test" \
	    $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' "$$tmp/run") >/dev/null; \
	cp tests/provider/requirements.lock "$$tmp/provider" 2>/dev/null || true; \
	"$$tmp/uv/bin/uv" pip compile $(COMPILED) --group provider --output-file "$$tmp/provider" >/dev/null; \
	{ \
	    echo '# Every package Pilcrow uses, with its exact version and the hashes of its files.'; \
	    echo '# `make lock` writes this file from pyproject.toml; do not edit it by hand.'; \
	    echo; \
	    echo '# To run'; \
	    cat "$$tmp/run"; \
	    echo; \
	    echo '# To test and check'; \
	    cat "$$tmp/test"; \
	} > "$$tmp/lock"; \
	{ \
	    echo '# The OpenID provider at which tests sign in. `make lock` writes this file; do not edit it by hand.'; \
	    echo; \
	    cat "$$tmp/provider"; \
	} > "$$tmp/lock-provider"; \
	cp "$$tmp/lock" requirements.lock; \
	cp "$$tmp/lock-provider" tests/provider/requirements.lock; \
	echo "requirements.lock names $$(grep -c '==' requirements.lock) packages."
