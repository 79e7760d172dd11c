"""The two clocks: what was known, and the day that is looked at."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compliance.access import PUBLIC, Desk, Door, Reading, StoreError, Unanswerable
from compliance.record.files import Files
from compliance.record.looking import Past
from compliance.record.rows import Author, New
from compliance.record.store import Store
from tests.conftest import ROOT
from tests.databases import Place
from tests.small import SOURCES, catalogue_content, criterion, d, record_content, write_folder
from tests.stores import NOON, a_desk, load_folder

MAY = record_content("may", happened="2019-05-01", state="held")
JUNE = record_content("june", happened="2019-06-01", state="held", source="later")
UNDATED = record_content("undated", happened="2019-07-01", state="held", source="page")
MORE = [
    *SOURCES,
    {"key": "later", "outlet": "A", "title": "B", "date": "2019-08-01/2019-08-31", "quality": "original"},
    {"key": "page", "outlet": "A", "title": "C", "quality": "original"},
]


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """Two releases: in January 2020 two meetings; in February a third, and another day for the first."""
    made = a_desk(place)
    load_folder(made, write_folder(tmp_path / "data", "2020-01-10", sources=MORE, meeting=[MAY, JUNE]))
    changed = MAY | {"happened": "2018-05-01"}
    three = [changed, JUNE, UNDATED]
    load_folder(made, write_folder(tmp_path / "data", "2020-02-10", sources=MORE, meeting=three))
    return made


@pytest.fixture
def store(desk: Desk) -> Store:
    """Its store."""
    return desk.door.store


def door(store: Store, now: datetime = NOON) -> Door:
    """The door, with a clock that stands still."""
    return Door(store, Files(Path("none")), lambda: now)


def keys(reading: Reading) -> set[str]:
    """The records known."""
    return set(reading.assessment.entries)


def outcome(reading: Reading) -> str:
    """The outcome on the day asked about."""
    return reading.assessment.obligations["duty"].outcomes.at(reading.on).value


def test_unless_told_otherwise_it_is_today_with_all_that_is_known(store: Store) -> None:
    reading = door(store).ask(PUBLIC)
    assert (reading.on, reading.today, reading.knowledge.until) == (
        d("2020-03-01"),
        d("2020-03-01"),
        d("2020-03-01"),
    )
    assert keys(reading) == {"may", "june", "undated"}
    assert (
        "As of 1 March 2020, from what this record held by 1 March 2020 (up to record 8)."
        in reading.clocks().en
    )


def test_today_is_the_day_in_the_decrees_time_zone(store: Store) -> None:
    assert door(store, datetime(2020, 3, 1, 5, 59, tzinfo=UTC)).ask(PUBLIC).today == d("2020-02-29")
    assert door(store, datetime(2020, 3, 1, 6, 0, tzinfo=UTC)).ask(PUBLIC).today == d("2020-03-01")


def test_a_clock_that_stands_before_the_last_record_does_not_hide_it(store: Store) -> None:
    assert door(store, datetime(2019, 1, 1, tzinfo=UTC)).ask(PUBLIC).today == d("2020-02-10")


def test_known_chooses_the_rows_and_on_picks_the_day(store: Store) -> None:
    before, now = (
        door(store).ask(PUBLIC, "2019-12-31", known="2020-01-31"),
        door(store).ask(PUBLIC, "2019-12-31"),
    )
    assert outcome(before) == outcome(now) == "met"
    assert outcome(door(store).ask(PUBLIC, "2019-06-30", known="2020-01-31")) == "met"
    assert outcome(door(store).ask(PUBLIC, "2019-06-30")) == "cannot_tell", "the correction acts at every day"


def test_a_known_day_holds_all_that_was_recorded_before_it_ended_there(store: Store) -> None:
    asked = door(store)
    assert keys(asked.ask(PUBLIC, known="2020-02-09")) == {"may", "june"}
    assert keys(asked.ask(PUBLIC, known="2020-02-10")) == {"may", "june", "undated"}
    with pytest.raises(Unanswerable, match=r"held nothing by then; it begins on 10 January 2020"):
        asked.ask(PUBLIC, known="2020-01-09")
    assert keys(asked.ask(PUBLIC, known="2020-01-10")) == {"may", "june"}


def test_a_known_number_holds_the_rows_up_to_it(store: Store) -> None:
    assert keys(door(store).ask(PUBLIC, "2019-12-31", known="5")) == {"may"}
    assert keys(door(store).ask(PUBLIC, "2019-12-31", known="6")) == {"may", "june"}
    assert door(store).ask(PUBLIC, "2019-12-31", known="6").knowledge.until == d("2020-01-10")


def test_by_source_only_what_sources_had_surely_said_by_then_is_known(store: Store) -> None:
    asked = door(store)
    assert keys(asked.ask(PUBLIC, "2019-12-31", known="2019-05-31", by="source")) == set()
    assert keys(asked.ask(PUBLIC, "2019-12-31", known="2019-06-01", by="source")) == {"may"}
    assert keys(asked.ask(PUBLIC, "2019-12-31", known="2019-08-30", by="source")) == {"may"}
    assert keys(asked.ask(PUBLIC, "2019-12-31", known="2019-08-31", by="source")) == {"may", "june"}
    reading = asked.ask(PUBLIC, "2019-12-31", known="2019-08-31", by="source")
    assert "reconstructed from source dates, recorded later" in reading.clocks().en


def test_what_an_undated_page_says_counts_by_source_from_the_day_it_was_recorded(store: Store) -> None:
    assert "undated" not in keys(door(store).ask(PUBLIC, "2019-12-31", known="2020-02-09", by="source"))
    assert "undated" in keys(door(store).ask(PUBLIC, "2019-12-31", known="2020-02-10", by="source"))


@pytest.mark.parametrize(
    ("on", "known", "by", "says"),
    [
        (
            "2019-02-28",
            None,
            None,
            "28 February 2019 lies before 1 March 2019, the day on which the decree took effect",
        ),
        ("2022-03-02", None, None, "2 March 2022 lies beyond 1 March 2022: timelines run to two years after"),
        ("2019-02-30", None, None, "'2019-02-30' is not in the calendar"),
        ("soon", None, None, "'soon' is not a day; write it YYYY-MM-DD"),
        (None, "2020-03-02", None, "2 March 2020 has not come yet"),
        (None, "2020-13-01", None, "'2020-13-01' is not in the calendar"),
        (None, "9", None, "There is no record number 9; the record runs from 1 to 8"),
        (None, "0", None, "There is no record number 0"),
        (None, "2020-01-09", None, "This record held nothing by then; it begins on 10 January 2020"),
        (None, None, "rumour", "'rumour' is no way to look back; write record or source"),
        (None, "5", "source", "Looking back by source dates needs a day, not a record number"),
    ],
)
def test_a_question_without_an_answer_says_why_and_what_to_ask(
    store: Store, on: str | None, known: str | None, by: str | None, says: str
) -> None:
    with pytest.raises(Unanswerable) as refused:
        door(store).ask(PUBLIC, on, known, by)
    assert says in refused.value.text.en
    assert refused.value.text.es
    assert refused.value.text.es != refused.value.text.en
    assert "{" not in refused.value.text.en + refused.value.text.es


def test_the_first_and_the_last_day_can_be_asked_about(store: Store) -> None:
    assert door(store).ask(PUBLIC, "2019-03-01").on == d("2019-03-01")
    assert door(store).ask(PUBLIC, "2022-03-01").on == d("2022-03-01")


def test_two_years_after_a_leap_day_is_the_last_of_february(store: Store) -> None:
    leap = door(store, datetime(2020, 2, 29, 18, tzinfo=UTC))
    assert leap.ask(PUBLIC).assessment.horizon == d("2022-02-28")


def test_an_empty_or_missing_store_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run pilcrow init"):
        door(Store(f"sqlite:///{tmp_path / 'none.db'}")).ask(PUBLIC)


def test_a_recorded_catalogue_that_no_longer_fits_the_program_says_so(desk: Desk) -> None:
    text = desk.door.export(PUBLIC, "catalogue_revision", 8)[0]["body"].replace(
        "meetings_held", "meetings_had"
    )

    def another(past: Past) -> list[New]:
        return [
            New(
                "catalogue_revision", "town", text, corrects=past.holding("catalogue_revision")["town"].number
            )
        ]

    desk.door.store.append(another, Author("administrator"))
    with pytest.raises(StoreError, match=r"does not fit this program .*'meetings_had'.* is no rule"):
        door(desk.door.store).ask(PUBLIC)


def test_the_catalogue_as_known_judges_by_the_rules_of_that_day(place: Place, tmp_path: Path) -> None:
    made, data = a_desk(place), tmp_path / "data"
    two = [MAY, JUNE]
    load_folder(made, write_folder(data, "2020-01-10", sources=MORE, meeting=two))
    harder = catalogue_content(
        criterion("meetings_held", at_least="3", first="2019-03-01", last="2019-12-31")
    )
    load_folder(made, write_folder(data, "2020-02-10", catalogue=harder, sources=MORE, meeting=two))
    assert outcome(made.door.ask(PUBLIC, "2019-12-31", known="2020-02-09")) == "met"
    assert outcome(made.door.ask(PUBLIC, "2019-12-31")) == "cannot_tell"


def test_an_export_holds_every_row_up_to_a_number_corrected_ones_too(store: Store) -> None:
    asked = door(store)
    assert [row["key"] for row in asked.export(PUBLIC, "evidence", 8)] == ["may", "june", "may", "undated"]
    assert [row["key"] for row in asked.export(PUBLIC, "evidence", 6)] == ["may", "june"]
    with pytest.raises(KeyError):
        asked.export(PUBLIC, "nothing", 8)  # type: ignore[arg-type]


def test_only_the_command_line_and_the_store_read_a_clock() -> None:
    clocks = {
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
        ("time", "time"),
    }
    found = []
    for file in sorted((ROOT / "compliance").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and (node.value.id, node.attr) in clocks
            ):
                found.append(file.relative_to(ROOT).as_posix())
    assert set(found) <= {"compliance/asking.py", "compliance/cli.py", "compliance/record/databases.py"}
