"""The Makefile and the packaging, as a stranger meets them.

make runs for real, in a copy of the few files it needs. Only the Python that it finds is a stand-in: a script
that answers make's questions, writes down what it is asked to do, and installs nothing. What a real
installation does is tests/test_fresh_clone.py's to show.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROVIDER_LOCK = Path("tests/provider/requirements.lock")
TARGETS = ("run", "demo", "test", "torture", "mutants", "check", "bench", "setup", "lock")
TOOLS = ("sh", "make", "cat", "chmod", "cp", "echo", "grep", "mkdir", "mktemp", "rm", "sed", "touch")

# A stand-in interpreter. Its `-m venv` makes a .venv whose python and pilcrow only keep a diary.
STAND_IN = r"""#!/bin/sh
case "$*" in
    "-c "*"print("*) echo '{version}' ;;
    "-c "*"sys.exit("*) exit {too_old} ;;
    "-c "*ensurepip*) exit {no_venv} ;;
    "-m venv "*)
        echo "venv by {version}" >> diary
        mkdir -p .venv/bin
        printf '#!/bin/sh\necho "python $*" >> diary\n[ "$2" != venv ] || {{ mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; }}\nexit "${{FAIL:-0}}"\n' > .venv/bin/python
        printf '#!/bin/sh\necho "pilcrow $* on ${{PORT:-no port}}" >> diary\n' > .venv/bin/pilcrow
        chmod +x .venv/bin/python .venv/bin/pilcrow ;;
    *) echo "not expected: $*" >&2; exit 99 ;;
esac
"""


class House:
    """A copy of the files that make needs, on a machine whose Pythons the test chooses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pilcrow"
        self.bin = folder / "bin"
        self.folder.mkdir()
        self.bin.mkdir()
        for name in ("Makefile", "pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / name, self.folder)
        (self.folder / "tests" / "provider").mkdir(parents=True)
        shutil.copy(ROOT / PROVIDER_LOCK, self.folder / PROVIDER_LOCK)
        for tool in TOOLS:
            path = shutil.which(tool)
            assert path is not None, f"this test needs {tool}"
            (self.bin / tool).symlink_to(path)

    def python(self, name: str, version: str, *, venv: bool = True) -> None:
        major, minor = map(int, version.split("."))
        script = STAND_IN.format(
            version=version, too_old=int((major, minor) < (3, 11)), no_venv=0 if venv else 1
        )
        path = self.bin / name
        path.write_text(script)
        path.chmod(0o755)

    def make(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", *words],
            cwd=self.folder,
            env={"PATH": str(self.bin), **(env or {})},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def diary(self) -> list[str]:
        """What was done since the last look."""
        path = self.folder / "diary"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """All that a failing make said, which must be one line."""
    assert done.returncode != 0
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


# What make says


def test_make_alone_lists_the_targets_and_does_nothing(house: House) -> None:
    house.python("python3", "3.12")
    done = house.make()
    assert done.returncode == 0, done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()] == list(TARGETS)
    assert all(len(line.split()) > 4 for line in done.stdout.splitlines()), "each target says what it does"
    assert house.diary() == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_python_that_is_too_old_is_one_line_with_the_cure(house: House, target: str) -> None:
    house.python("python3", "3.9")
    line = one_line(house.make(target))
    assert "needs Python 3.11 or newer, and python3 is 3.9" in line
    assert "make run PYTHON=" in line
    assert house.diary() == []


def test_no_python_at_all_is_one_line_with_the_cure(house: House) -> None:
    line = one_line(house.make("run"))
    assert "needs Python 3.11 or newer" in line
    assert "apt install python3 python3-venv" in line


def test_a_python_without_its_venv_module_is_one_line_with_the_cure(house: House) -> None:
    house.python("python3", "3.11", venv=False)
    line = one_line(house.make("run"))
    assert "Python 3.11 is here without its venv module" in line
    assert "apt install python3.11-venv" in line
    assert not (house.folder / ".venv").exists()


def test_an_interpreter_that_lacks_something_is_passed_over_for_one_that_does_not(house: House) -> None:
    house.python("python3.13", "3.13", venv=False)
    house.python("python3.12", "3.12")
    house.python("python3", "3.9")
    assert house.make("run").returncode == 0
    assert house.diary()[0] == "venv by 3.12"


def test_a_named_interpreter_is_the_only_one_tried(house: House) -> None:
    house.python("python3.13", "3.13")
    house.python("mine", "3.10")
    assert "mine is 3.10" in one_line(house.make("run", "PYTHON=mine"))


# What make does


def test_make_run_sets_up_once_makes_the_store_and_serves(house: House) -> None:
    house.python("python3", "3.12")
    first = house.make("run")
    assert first.returncode == 0, first.stderr
    assert "Installing" in first.stdout
    did = house.diary()
    assert did[0] == "venv by 3.12"
    installs = [line for line in did if line.startswith("python -m pip")]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert installs[1].endswith("-e .")
    assert did[-2].startswith("pilcrow init --if-none")
    assert did[-1] == "pilcrow serve on 8501"

    second = house.make("run")
    assert second.stdout == ""
    assert [line.split()[1] for line in house.diary()] == ["init", "serve"]


def test_make_demo_makes_the_fictional_city_once_and_serves_it(house: House) -> None:
    house.python("python3", "3.12")
    assert house.make("demo").returncode == 0
    assert house.diary()[-2:] == [
        "pilcrow example demo-city --obligations 200 --evidence 20000 on 8501",
        "pilcrow serve on 8501",
    ]
    (house.folder / "demo-city").mkdir()
    house.make("demo")
    assert house.diary() == ["pilcrow serve on 8501"]


def test_make_run_installs_nothing_that_only_tests_use(house: House) -> None:
    house.python("python3", "3.12")
    house.make("run")
    installed = (house.folder / ".venv/to-run.lock").read_text()
    assert re.search(r"^streamlit==", installed, re.MULTILINE)
    assert re.search(r"^setuptools==", installed, re.MULTILINE)
    for name in ("pytest", "playwright", "ruff", "mypy"):
        assert not re.search(rf"^{name}==", installed, re.MULTILINE)
    house.diary()
    assert house.make("setup").returncode == 0
    did = house.diary()
    assert [line for line in did if line.endswith("-r requirements.lock")]
    assert [line for line in did if line.endswith(f"-r {PROVIDER_LOCK}")]


@pytest.mark.parametrize(
    ("words", "env"),
    [(["run", "PORT=9000"], {}), (["run"], {"PORT": "9000"}), (["PORT=9000", "run"], {"PORT": "9001"})],
)
def test_the_port_may_come_from_the_command_or_the_environment(
    house: House, words: list[str], env: dict[str, str]
) -> None:
    house.python("python3", "3.12")
    house.make(*words, env=env)
    assert house.diary()[-1] == "pilcrow serve on 9000"


@pytest.mark.parametrize(
    "port", ["'; touch harm; '", '"; touch harm; "', "`touch harm`", "$(shell touch harm)"]
)
def test_a_port_is_never_a_command(house: House, port: str) -> None:
    house.python("python3", "3.12")
    house.make("run", env={"PORT": port})
    assert house.diary()[-1] == f"pilcrow serve on {port}"
    house.make("run", f"PORT={port.replace('$', '$$')}")
    assert house.diary()[-1] == f"pilcrow serve on {port}"
    assert not (house.folder / "harm").exists()


@pytest.mark.parametrize("what", ["run", "demo"])
def test_a_role_is_tried_only_where_the_command_says_so(house: House, what: str) -> None:
    house.python("python3", "3.12")
    house.make(what, "AS=coordinator/patrol", "PORT=9000")
    assert house.diary()[-1] == "pilcrow serve --as coordinator/patrol on 9000"
    for env in ({}, {"AS": "x86_64-linux-gnu-as"}):
        house.make(what, "PORT=9000", env=env)
        assert house.diary()[-1] == "pilcrow serve on 9000"
    house.make(what, "AS=", "PORT=9000")
    assert house.diary()[-1] == "pilcrow serve on 9000"


def test_a_role_is_never_a_command(house: House) -> None:
    house.python("python3", "3.12")
    house.make("run", "AS='; touch harm; '", "PORT=9000")
    assert house.diary()[-1] == "pilcrow serve --as '; touch harm; ' on 9000"
    assert not (house.folder / "harm").exists()


def test_a_set_up_that_did_not_finish_is_begun_again(house: House) -> None:
    house.python("python3", "3.12")
    assert house.make("run", env={"FAIL": "1"}).returncode != 0
    assert not any("pilcrow" in line for line in house.diary())
    leftover = house.folder / ".venv/leftover"
    leftover.touch()
    assert house.make("run").returncode == 0
    assert house.diary()[0] == "venv by 3.12"
    assert not leftover.exists()


def test_a_folder_that_was_moved_is_set_up_again(house: House) -> None:
    house.python("python3", "3.12")
    house.make("run")
    house.diary()
    house.folder = house.folder.rename(house.folder.with_name("elsewhere"))
    assert house.make("run").returncode == 0
    assert house.diary()[0] == "venv by 3.12"


def test_a_newer_lock_file_is_installed_into_the_same_environment(house: House) -> None:
    house.python("python3", "3.12")
    house.make("setup")
    house.diary()
    later = (house.folder / ".venv/ready-to-test").stat().st_mtime + 5
    os.utime(house.folder / "requirements.lock", (later, later))
    assert house.make("run").returncode == 0
    did = house.diary()
    assert any("--require-hashes" in line for line in did)
    assert not any(line.startswith("venv") for line in did)


# What is installed


def lock_parts() -> tuple[str, str]:
    text = (ROOT / "requirements.lock").read_text()
    to_run, to_test = text.split("\n# To test and check\n")
    return to_run.split("\n# To run\n")[1], to_test


def pinned(part: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", part, re.MULTILINE))


def test_the_lock_file_holds_pins_with_hashes_and_nothing_else() -> None:
    """No host name and no path can hide in it, since every line is a pin, one of its hashes, or a heading."""
    pin = re.compile(r"[a-z0-9-]+==[A-Za-z0-9.+!]+( ; [a-z_'<>=!.0-9A-Z() -]+)? \\")
    a_hash = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    provider_heading, provider_pins = (ROOT / PROVIDER_LOCK).read_text().split("\n\n", 1)
    for part in (*lock_parts(), provider_pins):
        lines = [line for line in part.splitlines() if line]
        assert lines
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            assert pin.fullmatch(line) or a_hash.fullmatch(line), line
            if line.endswith("\\"):
                assert a_hash.fullmatch(following), f"no hash after: {line}"
            else:
                assert not a_hash.fullmatch(following), f"a hash that belongs to no pin: {following}"
    heading = (ROOT / "requirements.lock").read_text().split("\n# To run\n")[0]
    assert not re.search(r"://|[a-z]/[a-z]", heading + provider_heading)


def test_the_lock_file_names_whatever_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(requirements: list[str]) -> set[str]:
        found = (re.match(r"[A-Za-z0-9._-]+", each) for each in requirements)
        return {re.sub(r"[-_.]+", "-", each[0]).lower() for each in found if each}

    to_run, to_test = map(pinned, lock_parts())
    groups = project["dependency-groups"]
    assert names(project["project"]["dependencies"]) | names(groups["build"]) <= to_run
    assert names(groups["dev"]) <= to_run | to_test
    assert not to_run & to_test
    # In brackets stands what of Canaille is wanted.
    [provider] = groups["provider"]
    assert names([provider]) <= pinned((ROOT / PROVIDER_LOCK).read_text())


def test_the_command_pilcrow_is_installed_and_leads_to_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["name"] == "pilcrow-monitor"
    assert project["scripts"] == {"pilcrow": "compliance.cli:main"}
    assert importlib.metadata.version("pilcrow-monitor") == project["version"]
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="pilcrow")
    assert callable(command.load())
    done = subprocess.run(
        [str(Path(sys.executable).with_name("pilcrow")), "--help"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    for word in ("init", "serve", "status"):
        assert word in done.stdout
