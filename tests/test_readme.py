"""The README is true: its commands run, its files are there, and the fields it leads to are those that are emitted."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.json_fields import fields_as_markdown

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
EXAMPLES = re.findall(r"^\.venv/bin/(pilcrow .+)$", README, re.M)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a store with the default data folder."""
    file = tmp_path_factory.mktemp("readme") / "pilcrow.db"
    environment = {**os.environ, "PILCROW_DATABASE": f"sqlite:///{file}"}
    subprocess.run([_pilcrow(), "init"], env=environment, check=True, capture_output=True)
    return environment


def _pilcrow() -> str:
    return str(Path(sys.executable).with_name("pilcrow"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_of_the_readme_runs(example: str, store: dict[str, str]) -> None:
    ran = subprocess.run(
        [_pilcrow(), *example.split()[1:]], env=store, capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


def test_the_readme_has_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_every_file_the_readme_links_to_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert linked and all((ROOT / name).exists() for name in linked), linked


def test_every_command_the_readme_names_exists(store: dict[str, str]) -> None:
    for command in re.findall(r"^\| `pilcrow ([a-z ]+?)(?: [\[A-Z]|`)", README, re.M):
        ran = subprocess.run(
            [_pilcrow(), *command.split(), "--help"], env=store, capture_output=True, text=True
        )
        assert ran.returncode == 0, f"pilcrow {command}: {ran.stderr}"


def test_every_setting_of_the_program_is_in_the_readme() -> None:
    from compliance.settings import Settings

    for name in Settings.model_fields:
        assert f"PILCROW_{name.upper()}" in README


def test_the_documented_fields_are_the_emitted_ones() -> None:
    written = (ROOT / "docs" / "json.md").read_text()
    assert written.endswith(fields_as_markdown().strip() + "\n"), (
        "docs/json.md differs from compliance/json_fields.py; write fields_as_markdown() into it"
    )
