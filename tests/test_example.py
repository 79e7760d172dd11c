"""The fictional city: what is in it, that it is the same for the same seed, and that it says everywhere what it is."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compliance.access import PUBLIC, Desk, Door, Filed, StoreError, keeping, open_record
from compliance.access.founding import found
from compliance.access.roles import MAY, VISIBILITIES
from compliance.catalogue import BASES, Catalogue
from compliance.cli import run
from compliance.contributions import CONTRIBUTIONS, Review
from compliance.evidence import KINDS, Evidence
from compliance.example import City, city
from compliance.example.themes import THEMES
from compliance.fitting import There, misfits
from compliance.outcomes import Outcome
from compliance.rules import RULES
from compliance.rules.rule import FAMILIES
from dashboard.views import PAGES
from tests.conftest import ROOT
from tests.databases import Place
from tests.small import catalogue_content
from tests.stores import HOST

OBLIGATIONS, EVIDENCE, YEARS = 60, 1_500, 7
SIZE = ["--obligations", str(OBLIGATIONS), "--evidence", str(EVIDENCE), "--years", str(YEARS)]
FICTIONAL = "Fictional: an invented city, for trying out the program."


@pytest.fixture(scope="module")
def example() -> City:
    """A small city."""
    return city(1, OBLIGATIONS, EVIDENCE, YEARS)


@pytest.fixture(scope="module")
def rows(example: City) -> list[Filed]:
    """Its rows."""
    return list(example.rows())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city, made by the command."""
    folder = tmp_path_factory.mktemp("example") / "city"
    assert run(["example", str(folder), *SIZE]) == 0
    return folder


def door_at(place: Path, now: datetime = datetime(2031, 5, 1, tzinfo=UTC)) -> Door:
    return open_record(f"sqlite:///{place / 'pilcrow.db'}", place / "files", lambda: now)


@pytest.fixture(scope="module")
def door(place: Path) -> Door:
    return door_at(place)


def first_records(rows: list[Filed]) -> list[Filed]:
    """The rows that first record a fact."""
    return [
        r for r in rows if r.new.holds == "evidence" and r.new.corrects is None and r.new.withdraws is None
    ]


def evidence_of(row: Filed) -> Evidence:
    return KINDS[row.new.kind or ""].model_validate_json(row.new.body)


# What is in it


def test_every_kind_of_evidence_happens(rows: list[Filed]) -> None:
    happens = {row.new.kind for row in first_records(rows)}
    assert sorted(set(KINDS) - happens) == [], "give these kinds a unit in compliance/example/themes/"


def test_every_rule_of_every_family_checks_something(example: City) -> None:
    checked = {c.check.name for o in example.catalogue.obligations for c in o.criteria}
    assert sorted(set(RULES) - checked) == [], "give these rules parameters in compliance/example/themes/"
    assert {RULES[name].family for name in checked} == set(FAMILIES)
    assert {name for theme in THEMES.values() for name in theme.checks} <= set(RULES)


def test_the_catalogue_has_every_basis_every_level_and_many_bodies(example: City) -> None:
    catalogue = example.catalogue
    assert len(catalogue.obligations) == OBLIGATIONS
    assert {o.basis for o in catalogue.obligations} == set(BASES)
    assert {c.level for o in catalogue.obligations for c in o.criteria if c.level} == {
        level.key for level in catalogue.levels
    }
    assert len({o.responsible for o in catalogue.obligations}) > 5
    assert len(catalogue.periods) == 2 * YEARS
    assert any(len(check["values"]) > 1 for check in dated_values(catalogue)), "an order changed some value"


def dated_values(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for obligation in catalogue.obligations:
        for criterion in obligation.criteria:
            for value in criterion.check.model_dump().values():
                if isinstance(value, dict) and set(value) == {"values"}:
                    yield value


def test_there_is_as_much_evidence_as_was_asked_for_and_some_two_reviews_of_each(rows: list[Filed]) -> None:
    reviews = [Review.model_validate_json(row.new.body) for row in rows if row.new.holds == "review"]
    assert len(first_records(rows)) == EVIDENCE
    assert 1.6 < len(reviews) / EVIDENCE < 2.4
    assert {review.verdict for review in reviews} == {"accepted", "rejected"}


def test_a_record_bears_on_two_or_three_obligations(example: City, rows: list[Filed]) -> None:
    by_subject: dict[str, int] = defaultdict(int)
    for obligation in example.catalogue.obligations:
        for subject in obligation.about:
            by_subject[subject] += 1
    bears_on = [sum(by_subject[s] for s in evidence_of(row).subject) for row in first_records(rows)]
    assert 2 <= sum(bears_on) / len(bears_on) <= 3.5


def test_all_that_people_record_is_there(rows: list[Filed]) -> None:
    held = Counter(row.new.holds for row in rows)
    program_alone = {"file_check", "redaction"}
    wanted = {
        "source",
        "catalogue_revision",
        "evidence",
        "determination",
        "report_total",
        *CONTRIBUTIONS,
    } - program_alone
    assert wanted <= set(held)
    evidence = [row.new for row in rows if row.new.holds == "evidence"]
    assert any(new.corrects for new in evidence)
    assert any(new.withdraws for new in evidence)
    assert {row.new.visibility for row in rows} == set(VISIBILITIES)


def test_every_outcome_comes_about_but_a_failure_of_our_own(door: Door) -> None:
    reading = door.ask(PUBLIC)
    ever = {
        step.value
        for obligation in reading.assessment.obligations.values()
        for step in obligation.outcomes.steps()
    }
    for obligation in reading.assessment.obligations.values():
        for criterion in obligation.criteria:
            ever |= {step.value for step in criterion.outcomes.steps()}
    # No record can make a check fail: that would be a fault of the program.
    assert set(Outcome) - ever == {Outcome.RULE_ERROR}


def test_most_checks_have_a_history(door: Door) -> None:
    criteria = [c for o in door.ask(PUBLIC).assessment.obligations.values() for c in o.criteria]
    with_one = [c for c in criteria if len(c.outcomes.starts) > 1]
    assert len(with_one) > 0.7 * len(criteria)


def test_the_court_moves_due_dates_and_starts_what_must_be_held(rows: list[Filed]) -> None:
    effects = {json.loads(r.new.body)["effect"] for r in first_records(rows) if r.new.kind == "instrument"}
    assert effects >= {"ends duty", "opens question", "keeps duty", "moves due date", "starts sustainment"}


# What it is like


def test_what_is_filed_gathers_at_the_end_of_each_half_year(rows: list[Filed]) -> None:
    ends = [date(year, month, day) for year in range(2019, 2027) for month, day in ((6, 30), (12, 31))]
    late = [
        row
        for row in first_records(rows)
        if any(end - timedelta(days=18) < row.moment.date() <= end for end in ends)
    ]
    assert len(late) > 0.25 * EVIDENCE


def test_times_rise_through_all_the_years(example: City, rows: list[Filed]) -> None:
    moments = [row.moment for row in rows]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert (moments[0].date(), moments[-1].date()) == (example.frame.first, example.frame.last)
    assert len({moment.year for moment in moments}) == YEARS + 1


def test_every_row_fits_what_was_on_record_before_it(example: City, rows: list[Filed]) -> None:
    there: dict[str, set[str]] = {"source": set()}
    kinds: dict[str, str] = {}
    wrong = []
    for row in rows:
        if row.new.holds == "source":
            there["source"].add(row.new.key)
        elif row.new.holds == "evidence" and row.new.withdraws is None:
            record = evidence_of(row)
            wrong += misfits(record, There(example.catalogue, there["source"], kinds, row.moment.date()))
            kinds[record.key] = record.kind
    assert wrong == []


def test_everybody_does_only_what_their_role_may(rows: list[Filed]) -> None:
    filed_as: dict[int, Filed] = {}
    for number, row in enumerate(rows, 1):
        role = row.author.capacity.partition("/")[0]
        thing: Any = "request" if row.new.kind == "request" else row.new.holds
        before = filed_as.get(row.new.corrects or row.new.withdraws or 0)
        right: Any = "withdraw" if row.new.withdraws else "correct" if row.new.corrects else "add"
        allowed = MAY[right].get(thing, frozenset()) | MAY["load"].get(thing, frozenset())
        assert role in allowed, (right, thing, role)
        if before is not None and thing not in ("review", "catalogue_revision"):
            assert before.author.capacity == row.author.capacity
        if row.new.holds == "review":
            about = filed_as[Review.model_validate_json(row.new.body).record]
            assert row.author.person != about.author.person, "nobody reviews what they filed"
            assert row.new.visibility == about.new.visibility
        filed_as[number] = row


# The same for the same seed


def test_the_same_arguments_give_the_same_decree_and_the_same_rows(example: City, rows: list[Filed]) -> None:
    again = city(1, OBLIGATIONS, EVIDENCE, YEARS)
    assert again.decree() == example.decree()
    assert list(again.rows()) == rows
    assert list(again.rows()) == rows, "a second telling of one city too"


def test_another_seed_gives_another_city(example: City, rows: list[Filed]) -> None:
    other = city(2, OBLIGATIONS, EVIDENCE, YEARS)
    assert other.decree() != example.decree()
    assert list(other.rows()) != rows


def test_two_stores_have_one_head_and_hold_together(place: Path, tmp_path: Path) -> None:
    assert run(["example", str(tmp_path / "again"), *SIZE]) == 0
    one, other = door_at(place), door_at(tmp_path / "again")
    assert one.head() == other.head()
    assert keeping.verify(other).faults == ()


def test_on_postgresql_it_has_the_same_head(
    place: Path,
    new_postgres_database: Callable[[str], Place],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere = new_postgres_database("city")
    monkeypatch.setenv("PILCROW_DATABASE_OWNER", str(elsewhere.owner))
    assert run(["example", str(tmp_path / "city"), *SIZE, "--database", elsewhere.url]) == 0
    there = open_record(elsewhere.url, tmp_path / "city" / "files", lambda: datetime.now(UTC))
    assert there.head() == door_at(place).head()


@pytest.mark.parametrize(
    ("obligations", "evidence", "years"), [(1, 0, 1), (3, 1, 2), (7, 40, 20), (60, 90, 1), (60, 90, 3)]
)
def test_a_city_may_be_very_small(obligations: int, evidence: int, years: int, tmp_path: Path) -> None:
    size = ["--obligations", str(obligations), "--evidence", str(evidence), "--years", str(years)]
    assert run(["example", str(tmp_path / "tiny"), *size]) == 0
    reading = door_at(tmp_path / "tiny").ask(PUBLIC)
    assert len(reading.catalogue.obligations) == obligations
    assert len(first_records(list(city(1, obligations, evidence, years).rows()))) == evidence


@pytest.mark.parametrize("wrong", [{"obligations": 0}, {"years": 0}, {"years": 21}, {"evidence": -1}])
def test_a_city_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="city has at"):
        city(**wrong)


# Where it stands


@pytest.mark.parametrize("now", [datetime(2019, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_it_stands_on_its_day_whatever_the_day_is(place: Path, now: datetime) -> None:
    reading = door_at(place, now).ask(PUBLIC)
    assert reading.on == reading.today == date(2026, 6, 30)


def test_what_was_known_can_be_asked_for_every_year(door: Door) -> None:
    known = [door.ask(PUBLIC, known=f"{year}-12-31").knowledge.number for year in range(2019, 2026)]
    assert known == sorted(set(known)), "each year knew more than the one before"
    assert known[0] > 0


def test_only_a_fictional_city_stands_on_a_day() -> None:
    content = catalogue_content(needed={"en": "A thing.", "es": "Algo."}) | {"stands_on": "2026-06-30"}
    with pytest.raises(ValueError, match="only a fictional city"):
        Catalogue.model_validate(content)
    assert Catalogue.model_validate(content | {"fictional": "yes"}).stands_on == date(2026, 6, 30)


# That it says what it is


def test_every_record_and_every_source_says_that_it_is_fictional(rows: list[Filed]) -> None:
    for row in rows:
        said = json.loads(row.new.body) if row.new.body.startswith("{") else {}
        if row.new.holds == "evidence" and row.new.withdraws is None:
            assert said["said_by"].startswith("Fictional")
            assert said["summary"].startswith("Fictional: ")
        elif row.new.holds == "source":
            assert said["outlet"].startswith("Fictional")
            assert said["title"].startswith("Fictional")
        elif row.new.holds in ("review", "response", "determination"):
            assert "Fictional" in row.new.body
        if row.new.reason and row.new.holds == "evidence":
            assert row.new.reason.startswith("Fictional")


def test_every_stored_row_carries_the_name_of_the_fiction(door: Door, example: City) -> None:
    releases = {row["release"] for row in door.store.rows()}
    assert releases == {example.release}
    assert example.release.startswith("fictional")


COMMANDS = [
    ["status"],
    ["status", "topic-0001-duty-1"],
    ["timeline", "topic-0001-duty-1"],
    ["gaps"],
    ["record"],
    ["record", "40"],
    ["people"],
    ["verify"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_that_the_city_is_fictional(
    words: list[str], place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{place / 'pilcrow.db'}")
    monkeypatch.setenv("PILCROW_FILES", str(place / "files"))
    monkeypatch.setenv("COLUMNS", "200")
    assert run(words) == 0
    assert FICTIONAL in capsys.readouterr().out
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fictional"] is True


def test_what_is_not_fictional_is_not_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{tmp_path / 'real.db'}")
    monkeypatch.setenv("PILCROW_DATA", str(ROOT / "data" / "chicago"))
    assert run(["init"]) == run(["record"]) == run(["record", "--json"]) == 0
    said = capsys.readouterr().out
    assert FICTIONAL not in said
    assert '"fictional"' not in said


def test_the_export_says_so_in_every_table(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{place / 'pilcrow.db'}")
    assert run(["export", str(tmp_path / "out")]) == 0
    assert FICTIONAL in capsys.readouterr().out
    tables = list((tmp_path / "out").glob("*.csv"))
    assert tables
    assert all(table.read_text(encoding="utf-8-sig").startswith("fictional,") for table in tables)
    assert "FICTIONAL" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")


VIEWS = [*(key for key, page in PAGES.items() if not page.roles), "obligation"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_says_so_above_all_else(view: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILCROW_DATABASE", f"sqlite:///{place / 'pilcrow.db'}")
    st.cache_resource.clear()
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
    page.query_params["key"] = "topic-0001-duty-1"
    page.run()
    if view != "overview":
        page.switch_page(f"views/{view}.py")
        page.run()
    assert not page.exception, [error.message for error in page.exception]
    shown = "\n".join(element.proto.body for element in page.get("html"))
    assert FICTIONAL in shown
    st.cache_resource.clear()


# Where it is not made


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence of a call that was wrong."""
    assert run(words) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.strip().splitlines())) == ("", 1)
    return said.err


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "holds something already; name a new folder" in refused(["example", str(tmp_path), *SIZE], capsys)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_database_that_holds_something_is_left_alone(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = door_at(place).head()
    taken = f"sqlite:///{place / 'pilcrow.db'}"
    said = refused(["example", str(tmp_path / "new"), *SIZE, "--database", taken], capsys)
    assert "holds" in said
    assert "name another place" in said
    assert door_at(place).head() == head
    assert not (tmp_path / "new").exists()


def test_nothing_is_left_of_a_city_that_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compliance.record.store.Store.append_filed", interrupted)
    assert run(["example", str(tmp_path / "city"), *SIZE]) == 130
    assert not (tmp_path / "city").exists()


def test_a_real_decree_cannot_be_given_a_past(tmp_path: Path, rows: list[Filed]) -> None:
    def unmarked(row: Filed) -> Filed:
        text = row.new.body.replace("fictional: 'yes'\nstands_on: '2026-06-30'\n", "")
        return row._replace(new=type(row.new)("catalogue_revision", row.new.key, text))

    desk = Desk(door_at(tmp_path))
    keeping.prepare(desk.door)
    marked = [unmarked(row) if row.new.holds == "catalogue_revision" else row for row in rows]
    with pytest.raises(ValueError, match="only a city whose catalogue says that it is fictional"):
        list(found(desk, HOST, marked, "a release"))
    without = [row for row in rows if row.new.holds != "catalogue_revision"]
    with pytest.raises(ValueError, match="begins with its catalogue"):
        list(found(desk, HOST, without, "a release"))
    assert desk.door.head().number == 0


def test_a_past_is_told_only_once(place: Path, rows: list[Filed]) -> None:
    with pytest.raises(StoreError, match="founded in an empty store only"):
        list(found(Desk(door_at(place)), HOST, rows, "again"))


def test_rows_whose_times_do_not_rise_are_refused(tmp_path: Path, rows: list[Filed]) -> None:
    desk = Desk(door_at(tmp_path))
    keeping.prepare(desk.door)
    backwards = [row._replace(moment=rows[0].moment) for row in rows[:10]]
    tell = partial(found, desk, HOST, backwards, "a release")
    with pytest.raises(ValueError, match="recorded later than the one before it"):
        list(tell())
    assert desk.door.head().number == 0
