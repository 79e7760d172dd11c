"""Where settings are read, and what is said of one that cannot be used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.settings import Settings, WrongSetting
from tests.conftest import ROOT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the program, whose home may have an `.env` of its own."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(ROOT / "compliance", tmp_path / "home" / "compliance", ignore=ignored)).parent


def status(home: Path, **environment: str) -> str:
    """What that program says of a store that its settings name and that is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "compliance.cli", "status"],
        env={**os.environ, "PYTHONPATH": str(home), **environment},
        cwd=home.parent,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    [line] = done.stderr.splitlines()
    return line


def test_only_the_file_at_home_is_read_and_not_that_of_the_folder_one_stands_in(home: Path) -> None:
    (home.parent / ".env").write_text("PILCROW_DATABASE=sqlite:////elsewhere.db")
    assert str(home / "var" / "pilcrow.db") in status(home)
    (home / ".env").write_text("PILCROW_DATABASE=sqlite:////mine.db")
    assert "There is no store at /mine.db" in status(home)
    assert "no store at /other.db" in status(home, PILCROW_DATABASE="sqlite:////other.db")


def test_a_file_of_settings_that_is_no_text_is_one_sentence(home: Path) -> None:
    (home / ".env").write_bytes("PILCROW_PUBLISHER=Caf\xe9".encode("latin-1"))
    assert f"{home / '.env'} cannot be read" in status(home)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_in_its_place_is_passed_over(home: Path, make: object) -> None:
    make(home / ".env")  # type: ignore[operator]
    assert str(home / "var" / "pilcrow.db") in status(home)


def test_a_setting_of_the_wrong_kind_is_one_sentence_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(Settings):
        limit: int = 1

    monkeypatch.setenv("PILCROW_LIMIT", "many")
    with pytest.raises(
        WrongSetting, match=r"^PILCROW_LIMIT cannot be used \(.*integer.*\); write it anew\.$"
    ):
        Counting()
