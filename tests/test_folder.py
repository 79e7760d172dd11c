"""A broken data folder names every problem of every file at once."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.intake.folder import read_folder
from compliance.reading import LARGEST, BrokenInput, Problem
from tests.conftest import CHICAGO
from tests.small import SOURCES, catalogue_content, criterion, record_content, write_folder, write_yaml

MAY = record_content("may", happened="2019-05-01", state="held")
Content = dict[str, Any]

DETERMINATIONS = "paragraph,body,report,level,level_words,reported_by,source\n"
TOTALS = "report,base,first,source\n"
WITH_PERIOD = catalogue_content(criterion("policy_in_force"))
WITH_PERIOD["periods"] = [{"key": "R-1", "first": "2019-03-01", "last": "2019-08-31", "source": "paper"}]


def problems(path: Path) -> list[Problem]:
    """What is wrong with a folder; nothing where it can be read."""
    try:
        read_folder(path)
    except BrokenInput as error:
        return error.problems
    return []


def in_evidence(tmp_path: Path, kind: str, **fields: Any) -> list[Problem]:
    """The problems of a folder with one record of a kind."""
    return problems(write_folder(tmp_path, **{kind: [record_content("one", **fields)]}))


def test_a_whole_folder_is_read(tmp_path: Path) -> None:
    folder = read_folder(write_folder(tmp_path, meeting=[MAY]))
    assert [record.key for record in folder.evidence] == ["may"]
    assert str(folder.release.release) == "2020-01-10"


def test_the_real_record_is_whole() -> None:
    assert problems(CHICAGO) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none", CHICAGO / "decree.yaml"):
        [problem] = problems(path)
        assert "there is no such folder" in problem.wrong
        assert str(path) in str(problem)


def test_an_empty_folder_names_each_file_that_it_needs(tmp_path: Path) -> None:
    assert [p.file for p in problems(tmp_path)] == ["decree.yaml", "release.yaml", "sources.yaml"]


def test_the_problems_of_all_files_are_named_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    broken = catalogue_content(criterion("meetings_had"))
    write_folder(
        tmp_path,
        "2020-13-01",
        catalogue=broken,
        sources=[SOURCES[0] | {"quality": "hearsay"}],
        meeting=[MAY | {"state": "hold"}, MAY | {"key": "June!"}],
        posting=[record_content("p", happened="2019-06-31", closes="2019-07-10", posted="draft")],
        gossip=[],
    )
    (tmp_path / "determinations.csv").write_text(DETERMINATIONS + "4/0,police,R-1,first,First,A,paper\n")
    (tmp_path / "totals.csv").write_text('report,base\n"R-1,1\n')
    found = problems(tmp_path)
    assert [(p.file, p.field) for p in found] == [
        ("decree.yaml", "obligations.0.criteria.0"),
        ("determinations.csv", "paragraph"),
        ("evidence/gossip.yaml", ""),
        ("evidence/meeting.yaml", "records.0.state"),
        ("evidence/meeting.yaml", "records.1.key"),
        ("evidence/posting.yaml", "records.0.draft_promised"),
        ("evidence/posting.yaml", "records.0.happened"),
        ("release.yaml", "release"),
        ("sources.yaml", "sources.0.quality"),
        ("totals.csv", ""),
    ]
    assert all(p.wrong and p.right and p.line > 0 for p in found)


def test_a_problem_names_the_line_on_which_it_stands(tmp_path: Path) -> None:
    write_folder(tmp_path, meeting=[MAY, MAY | {"key": "june", "state": "hold"}])
    [problem] = problems(tmp_path)
    line = (tmp_path / "evidence" / "meeting.yaml").read_text().splitlines()[problem.line - 1]
    assert line.strip() == "state: hold"
    assert str(problem).startswith(
        f"evidence/meeting.yaml:{problem.line}: records.1.state: 'hold' is not one of"
    )


CROSS: list[tuple[str, str, Content, str, str]] = [
    ("an unknown source", "meeting", MAY | {"source": "rumour"}, "source", "'rumour' is no source"),
    ("an unknown further source", "meeting", MAY | {"also": ["rumour"]}, "also", "'rumour' is no source"),
    ("an unknown subject", "meeting", MAY | {"subject": ["topik"]}, "subject", "'topik' is no subject"),
    ("an unknown group", "meeting", MAY | {"groups": ["cats"]}, "groups", "'cats' is no group"),
    (
        "a day that has not come",
        "meeting",
        MAY | {"happened": "2020-01-11"},
        "happened",
        "lies after 2020-01-10",
    ),
    (
        "a draft of nothing",
        "posting",
        record_content(
            "p",
            happened="2019-06-01",
            closes="2019-07-10",
            posted="draft",
            draft_promised="yes",
            draft_of="v",
        ),
        "draft_of",
        "'v' is no policy record",
    ),
    (
        "a window that closes before it opens",
        "posting",
        record_content("p", happened="2019-06-10", closes="2019-06-09", posted="draft", draft_promised="yes"),
        "",
        "lies before it opened",
    ),
    (
        "days in the wrong order",
        "meeting",
        MAY | {"happened": "2019-05-02/2019-05-01"},
        "happened",
        "runs backwards",
    ),
    (
        "an assignment that ends before it begins",
        "roster",
        record_content(
            "r",
            happened="2019-05-01",
            assignments=[{"officer": "o", "first": "2019-05-02", "last": "2019-05-01"}],
        ),
        "assignments.0",
        "before it begins",
    ),
    (
        "a claim that ends before it begins",
        "claim",
        record_content(
            "c", counts="x", value="1", as_of="2019-06-01", since="2019-05-02", until="2019-05-01"
        ),
        "",
        "lies before since",
    ),
]


@pytest.mark.parametrize(
    ("kind", "record", "field", "wrong"), [c[1:] for c in CROSS], ids=[c[0] for c in CROSS]
)
def test_what_one_record_gets_wrong_is_named(
    tmp_path: Path, kind: str, record: Content, field: str, wrong: str
) -> None:
    [problem] = problems(write_folder(tmp_path, **{kind: [record]}))
    assert wrong in problem.wrong
    assert problem.field == ".".join(["records.0", *([field] if field else [])])
    assert problem.right


@pytest.mark.parametrize("state", ["announced", "held"])
def test_only_what_may_lie_ahead_may_be_recorded_before_its_day(tmp_path: Path, state: str) -> None:
    ahead = MAY | {"happened": "2020-02-01", "state": state}
    assert bool(problems(write_folder(tmp_path, meeting=[ahead]))) == (state == "held")


def test_a_key_used_twice_is_refused_within_a_file_and_between_files(tmp_path: Path) -> None:
    [problem] = problems(write_folder(tmp_path / "a", meeting=[MAY, MAY]))
    assert "a second time" in problem.wrong
    document = record_content("may", voice="press")
    [problem] = problems(write_folder(tmp_path / "b", meeting=[MAY], document=[document]))
    assert "'may' stands in two records" in problem.wrong


def test_a_source_given_twice_is_refused(tmp_path: Path) -> None:
    [problem] = problems(write_folder(tmp_path, sources=[*SOURCES, *SOURCES]))
    assert (problem.file, problem.field) == ("sources.yaml", "sources.1.key")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://x", "https://a b", 'https://a"onload="x', "www.example.org"]
)
def test_an_address_that_could_do_harm_or_leads_nowhere_is_refused(tmp_path: Path, address: str) -> None:
    [problem] = problems(write_folder(tmp_path, sources=[SOURCES[0] | {"address": address}]))
    assert problem.field == "sources.0.address"
    assert "http:// or https://" in problem.right


@pytest.mark.parametrize("content", [[], {"meetings": []}, {"records": {}}, "words", None])
def test_a_file_of_another_shape_says_what_it_should_begin_with(tmp_path: Path, content: Any) -> None:
    write_folder(tmp_path)
    write_yaml(tmp_path / "evidence" / "meeting.yaml", content)
    [problem] = problems(tmp_path)
    assert (problem.file, problem.right) == (
        "evidence/meeting.yaml",
        "Begin it with 'records:' and a list under it",
    )


def with_tables(tmp_path: Path, determinations: str = "", totals: str = "") -> list[Problem]:
    """The problems of a folder with these two tables."""
    write_folder(tmp_path, catalogue=WITH_PERIOD)
    (tmp_path / "determinations.csv").write_text(DETERMINATIONS + determinations, encoding="utf-8")
    (tmp_path / "totals.csv").write_text(TOTALS + totals, encoding="utf-8")
    return problems(tmp_path)


GOOD = "40,police,R-1,first,First,the body itself,paper\n"


def test_whole_tables_are_read(tmp_path: Path) -> None:
    assert with_tables(tmp_path, GOOD, "R-1,12,3,paper\n") == []
    assert read_folder(tmp_path).determinations[0].key == "40/R-1/police"
    assert read_folder(tmp_path).totals[0].deadlines_met is None, "what a source does not give is not a zero"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (GOOD.replace("40", "41"), "paragraph"),
        (GOOD.replace("police", "mayor"), "body"),
        (GOOD.replace("R-1", "R-9"), "report"),
        (GOOD.replace(",first,", ",top,"), "level"),
        (GOOD.replace("paper", "rumour"), "source"),
        (GOOD.replace("paper", ""), "source"),
        (GOOD.replace("\n", ",more\n"), ""),
    ],
)
def test_a_bad_row_of_a_table_is_named_by_its_line_and_column(tmp_path: Path, row: str, field: str) -> None:
    [problem] = with_tables(tmp_path, GOOD.replace("police", "schools") + row)
    assert (problem.file, problem.line, problem.field) == ("determinations.csv", 3, field)
    assert problem.right


def test_a_level_given_twice_for_one_report_and_body_is_refused(tmp_path: Path) -> None:
    [problem] = with_tables(tmp_path, GOOD + GOOD)
    assert "a second time" in problem.wrong


def test_a_table_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "totals.csv").write_bytes(b"report\n\xff\xfe\n")
    [problem] = problems(tmp_path)
    assert (problem.file, "cannot be read" in problem.wrong) == ("totals.csv", True)


def _append(path: Path, line: str) -> None:
    """The file with one line more, in place of the line of the same field."""
    field = line.split(":")[0]
    kept = [old for old in path.read_text().splitlines() if not old.startswith(f"{field}:")]
    path.write_text("\n".join([*kept, line]))


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


HOSTILE: list[tuple[str, Callable[[Path], None]]] = [
    ("deep", lambda p: (p / "sources.yaml").write_text("sources: " + "[" * 50_000) and None),
    ("laughs", lambda p: (p / "decree.yaml").write_text("a: &a [x]\nb: [*a, *a]\n") and None),
    ("zero byte", lambda p: (p / "release.yaml").write_text("release: 2020-01-10\0") and None),
    ("a long field", lambda p: (p / "totals.csv").write_text("report\n" + "x" * 5_000_000 + "\n") and None),
    ("a colour of the terminal", lambda p: _append(p / "release.yaml", 'title: "\\e[31mred"\n')),
    ("a turned direction", lambda p: _append(p / "release.yaml", 'about: "a\\u202eb"\n')),
    (
        "a colour in a table",
        lambda p: (p / "totals.csv").write_text("report,note\nR-1,\x1b[31mred\n") and None,
    ),
    ("a pipe that nobody writes to", lambda p: _pipe(p / "evidence" / "claim.yaml")),
    ("a folder in a file's place", lambda p: (p / "totals.csv").mkdir()),
    ("an open quotation", lambda p: (p / "totals.csv").write_text('report\n"' + "x\n" * 10_000) and None),
]


@pytest.mark.parametrize("spoil", [h[1] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_a_hostile_file_is_a_problem_and_no_traceback(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    write_folder(tmp_path)
    spoil(tmp_path)
    found = problems(tmp_path)
    assert found
    assert all(len(str(problem)) < 2_000 for problem in found)


def test_evidence_that_cannot_be_read_never_passes_for_none(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    for record in (folder / "evidence").iterdir():
        record.unlink()
    (folder / "evidence").rmdir()
    (folder / "evidence").write_text("a file in the folder's place")
    [problem] = problems(folder)
    assert (problem.file, "cannot be read" in problem.wrong) == ("evidence", True)


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01", "2019-05-01/9999-12-31"]
)
def test_a_day_with_which_nobody_can_reckon_is_named_with_its_bounds(tmp_path: Path, day: str) -> None:
    [problem] = in_evidence(tmp_path, "meeting", happened=day, state="announced")
    assert (problem.field, "is no day of a record" in problem.wrong) == ("records.0.happened", True)
    assert problem.right == "Write a day from 1900-01-01 to 2199-12-31"


@pytest.mark.parametrize("number", ["1" + "0" * 9, "9" * 4_000, "9" * 400_000, "-1"])
def test_a_number_that_is_too_large_or_below_nothing_is_named(tmp_path: Path, number: str) -> None:
    [problem] = in_evidence(tmp_path, "claim", counts="x", value=number, as_of="2019-06-01")
    assert (problem.field, "is too" in problem.wrong) == ("records.0.value", True)
    assert len(str(problem)) < 2_000


def test_a_release_of_a_day_that_has_not_come_is_named_by_the_day_in_the_decrees_time_zone(
    tmp_path: Path,
) -> None:
    folder = write_folder(tmp_path, "2020-01-10")
    assert read_folder(folder, datetime(2020, 1, 10, 6, tzinfo=UTC))
    with pytest.raises(BrokenInput) as broken:
        read_folder(folder, datetime(2020, 1, 10, 5, 59, tzinfo=UTC))
    [problem] = broken.value.problems
    assert (problem.file, problem.line, problem.field) == ("release.yaml", 1, "release")
    assert problem.wrong == "the release is of 2020-01-10, and in America/Chicago it is 2020-01-09"


def test_a_file_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    for name in ("sources.yaml", "totals.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(LARGEST + 1)
    found = [p.file for p in problems(folder) if "more than 10,000,000 bytes" in p.wrong]
    assert found == ["sources.yaml", "totals.csv"]


def test_no_mark_in_the_name_of_a_file_or_a_field_acts_on_a_screen(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "evidence" / "\x1b[31mred.yaml").write_text("records: []\n")
    _append(folder / "release.yaml", '"\\e[32mgreen\\u202e": 1')
    (folder / "totals.csv").write_text(f"report,{'x' * 50_000}\nR-1,1\n")
    found = problems(folder)
    assert len(found) == 3
    assert not any("\x1b" in str(problem) or "\u202e" in str(problem) for problem in found)
    assert all(len(str(problem)) < 2_000 for problem in found)
