"""The commands that make and describe a catalogue, as a person and as a program call them."""

import json
from pathlib import Path

import pytest
import yaml

from compliance.catalogue_schema import catalogue_schema
from compliance.intake.columns import NAMES
from tests.second_decree import second_decree
from tests.test_command_line import Command, flat
from tests.test_matrix import HEADER, ROWS, saved


@pytest.fixture
def pilcrow(tmp_path: Path) -> Command:
    """The command where there is no store: making a catalogue needs none."""
    return Command(tmp_path / "pilcrow.db")


def test_the_schema_is_printed_for_programs(pilcrow: Command) -> None:
    assert json.loads(pilcrow("catalogue", "schema").right) == catalogue_schema()


def test_help_names_every_name_that_a_column_may_have(pilcrow: Command) -> None:
    said = " ".join(pilcrow("catalogue", "import", "--help").right.split())
    for first, second in NAMES.values():
        for name in (*first, *second):
            assert name in said, name


def test_a_matrix_is_printed_as_stubs(pilcrow: Command, tmp_path: Path) -> None:
    out = pilcrow("catalogue", "import", str(saved(tmp_path)), "--source", "plan").right
    assert "Nothing here is checked." in out and "under the key plan." in out
    made = yaml.load(out, yaml.CBaseLoader)
    assert [o["paragraphs"] for o in made["obligations"]] == [["40"], ["24.10"], ["Task 5"]]
    assert {o["sources"][0] for o in made["obligations"]} == {"plan"}


def test_columns_that_are_not_read_are_named_beside_the_answer(pilcrow: Command, tmp_path: Path) -> None:
    file = saved(tmp_path, [(*HEADER, "Status"), *((*row, "Full") for row in ROWS[1:])])
    said = pilcrow("catalogue", "import", str(file))
    assert (said.status, said.err) == (0, "Not read: 'Status' (F).\n")
    assert json.loads(pilcrow("catalogue", "import", str(file), "--json").right)["unused"] == ["'Status' (F)"]


def test_nothing_is_written_over(pilcrow: Command, tmp_path: Path) -> None:
    call = ("catalogue", "import", str(saved(tmp_path)), "--to", str(tmp_path / "stubs.yaml"))
    assert "Wrote 3 stubs, none of them checked, to stubs.yaml." in pilcrow(*call).right
    before = (tmp_path / "stubs.yaml").read_bytes()
    assert "stubs.yaml is there already" in pilcrow(*call).wrong
    assert (tmp_path / "stubs.yaml").read_bytes() == before


def test_one_bad_row_and_nothing_is_written(pilcrow: Command, tmp_path: Path) -> None:
    file = saved(tmp_path, [*ROWS, ("24.3", None, None, None, None)])
    said = pilcrow("catalogue", "import", str(file), "--to", str(tmp_path / "stubs.yaml"))
    assert "matrix.xlsx:5: B5: the row has no title." in said.wrong
    assert "Nothing was written." in said.wrong
    assert not (tmp_path / "stubs.yaml").exists()


def test_a_source_that_is_no_key_is_refused(pilcrow: Command, tmp_path: Path) -> None:
    said = pilcrow("catalogue", "import", str(saved(tmp_path)), "--source", "My plan")
    assert "'My plan' is no key" in said.wrong


def test_coverage_is_told_per_basis_with_its_denominators(tmp_path: Path) -> None:
    command = Command(tmp_path / "pilcrow.db", second_decree(tmp_path / "data"))
    assert command("init").status == 0
    said = flat(command("catalogue", "coverage").right)
    assert "1 of 2 checked by a rule 0 of 2 judged by people only 1 of 2 not checked" in said
    assert "1 of 2 never looked at: no record loaded here bears on them" in said
    assert "Of the decree’s 100 paragraphs, 6 are loaded here, and obligations rest on 3 of those." in said
    found = command("catalogue", "coverage", "--json").json
    assert found["bases"] == {
        "decree": {"obligations": 2, "by_rule": 1, "by_people": 0, "unchecked": 1, "without_records": 1}
    }
    assert (found["paragraphs_in_all"], found["paragraphs_loaded"], found["paragraphs_rested_on"]) == (
        100,
        6,
        3,
    )
    assert (found["as"], found["fictional"]) == (None, True)
