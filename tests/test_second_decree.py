"""Another decree's ladder, numbers and citations need no code: every command runs over an invented one."""

import csv
from pathlib import Path

import pytest

from compliance.access import PUBLIC
from compliance.determinations import ReportTotal
from compliance.intake.folder import read_folder
from compliance.reading import BrokenInput
from tests.second_decree import IN_ORDER, LADDER, TOTALS, catalogue, second_decree
from tests.small import write_yaml
from tests.stores import a_desk, load_folder, sqlite_place
from tests.test_command_line import Command, Said, flat

ON = "2020-01-05"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A store with the invented decree; no test changes it."""
    folder = tmp_path_factory.mktemp("harbour")
    command = Command(folder / "pilcrow.db", second_decree(folder / "data"), unchanging=True)
    assert "Rows added" in command("init").right
    return command


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_monitors_levels_stand_by_each_citation(harbour: Command, lang: str) -> None:
    said = flat(harbour("status", "--on", ON, "--lang", lang).right)
    assert "§24.2" in said and "Task 5" in said and "¶" not in said
    for level in LADDER:
        assert level.title() in said
    others = said[said.index("§12(a)(iv)") :]
    assert others.index("§12(a)(iv)") < others.index("Task 10")


def test_one_obligation_is_found_by_what_it_rests_on(harbour: Command) -> None:
    for asked in ("24.2", "§24.2", "task 5"):
        assert "is in: duty." in harbour("status", asked).wrong
    assert "No obligation here rests on §24.10" in harbour("status", "24.10").wrong


def test_json_has_the_ladder_and_the_numbers_as_they_are(harbour: Command) -> None:
    answer = harbour("status", "--on", ON, "--json").json
    assert [f["level"] for f in answer["findings"]] == ["primary", "operational", None]
    assert answer["findings"][0]["paragraphs"] == ["24.2", "Task 5"]
    levels = {
        one["paragraph"]: [level["level"] for level in one["levels"]] for one in answer["determinations"]
    }
    assert levels == {
        "24.2": ["primary"],
        "Task 5": [],
        "12(a)(iii)": ["secondary"],
        "12(a)(iv)": ["operational"],
        "Task 10": ["primary"],
    }


CALLS = [
    ("timeline", "duty"),
    ("timeline", "bare"),
    ("gaps",),
    ("gaps", "--on", ON, "--json"),
    ("status", "bare", "--lang", "es"),
    ("record",),
    ("record", "1"),
    ("people",),
    ("verify",),
    ("catalogue", "check"),
    ("catalogue", "schema"),
    ("catalogue", "coverage"),
    ("catalogue", "coverage", "--lang", "es"),
]


def test_every_other_command_answers(harbour: Command) -> None:
    answers: list[Said] = harbour.each(*CALLS)
    assert {call: said.status for call, said in zip(CALLS, answers, strict=True)} == dict.fromkeys(CALLS, 0)
    assert all("¶" not in said.out for said in answers[:6])


def test_an_export_has_a_column_for_each_rung(harbour: Command, tmp_path: Path) -> None:
    harbour("export", str(tmp_path / "out")).right  # noqa: B018
    with (tmp_path / "out" / "report-totals.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert [row[level] for level in LADDER] == ["31", "17", "11"]
    assert (row["none"], row["any_level"], row["fictional"]) == ("1", "", "yes")


def test_the_monitor_determines_by_its_numbers(tmp_path: Path) -> None:
    command = Command(tmp_path / "pilcrow.db", second_decree(tmp_path / "data"))
    for call in (
        ("init",),
        ("person", "mo", "Mo"),
        ("grant", "mo", "monitor"),
    ):
        assert command(*call).status == 0, command(*call)
    write_yaml(
        tmp_path / "level.yaml",
        {
            "paragraph": "12(a)(iii)",
            "body": "police",
            "report": "Report A",
            "level": "operational",
            "level_words": "Operational",
            "reported_by": "the monitor",
            "stage": "filed",
            "rationale": "Seen by the team.",
            "filed_on": "2020-02-20",
            "docket": "Dkt. 7",
        },
    )
    assert "Recorded as number" in command("determine", str(tmp_path / "level.yaml"), "--as", "mo").right
    said = flat(command("status", "bare", "--as", "mo").right)
    assert (
        "§12(a)(iii): Police: Operational, as of Report A, filed by the monitor on 20 February 2020 (Dkt. 7)."
        in said
    ), said


def test_totals_are_read_back_as_they_were_loaded_and_nothing_is_recorded_twice(tmp_path: Path) -> None:
    desk = a_desk(sqlite_place(tmp_path / "store"))
    folder = second_decree(tmp_path / "data")
    load_folder(desk, folder)
    again = load_folder(desk, folder)
    assert (again.added, again.corrected) == (0, 0)
    [total] = desk.door.ask(PUBLIC).knowledge.totals
    assert total.levels == {"primary": "31", "secondary": "17", "operational": "11"}


def test_totals_that_were_recorded_with_the_levels_among_the_figures_stay_the_same_row() -> None:
    stored = '{"report":"R","any_level":"3","full":"1","none":"2","source":"paper","also":[]}'
    total = ReportTotal.model_validate_json(stored)
    assert total.levels == {"full": "1"}
    assert total.model_dump_json(exclude_none=True) == stored


@pytest.mark.parametrize(
    ("old", "new", "field", "right"),
    [
        ("operational", "practical", "practical", "operational"),
        ("none", "nonee", "nonee", "Near it: none"),
    ],
)
def test_a_column_that_is_no_rung_of_this_ladder_is_named(
    tmp_path: Path, old: str, new: str, field: str, right: str
) -> None:
    folder = second_decree(tmp_path)
    (folder / "totals.csv").write_text(TOTALS.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenInput) as broken:
        read_folder(folder)
    [problem] = broken.value.problems
    assert (problem.file, problem.line, problem.field) == ("totals.csv", 2, field)
    assert "is no level or figure that is declared" in problem.wrong
    assert right in problem.right or old == "operational"


def test_a_rung_cannot_have_the_name_of_another_column(tmp_path: Path) -> None:
    folder, content = second_decree(tmp_path), catalogue()
    content["levels"].append(content["levels"][0] | {"key": "none"})
    write_yaml(folder / "decree.yaml", content)
    with pytest.raises(BrokenInput) as broken:
        read_folder(folder)
    assert [(p.field, "another column" in p.wrong) for p in broken.value.problems] == [("levels.3.key", True)]


@pytest.mark.parametrize("key", ["gone", "may"])
def test_an_amendment_names_the_order_that_brought_it(tmp_path: Path, key: str) -> None:
    folder, content = second_decree(tmp_path), catalogue()
    content["paragraphs"][1]["wordings"][1]["changed_by"] = key
    write_yaml(folder / "decree.yaml", content)
    with pytest.raises(BrokenInput) as broken:
        read_folder(folder)
    [problem] = broken.value.problems
    assert (problem.field, problem.wrong) == (
        "paragraphs.1.wordings.1.changed_by",
        f"'{key}' is no instrument on record",
    )


def test_the_paragraphs_stand_in_their_own_order(tmp_path: Path) -> None:
    read = read_folder(second_decree(tmp_path)).catalogue
    assert tuple(read.cited(p.number).en for p in read.paragraphs_in_order) == IN_ORDER
