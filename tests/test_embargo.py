"""What the checks come to in a period is kept from the public until the monitor's report on it is filed: at every door, and
nothing else is. In the town of these tests a duty is not yet due in the first period and not shown by its due date after it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Desk, Door, Unanswerable
from compliance.editions.tables import tables
from compliance.outcomes import Outcome
from compliance.rules.rule import Would
from compliance.sentences import LANGUAGES
from tests.databases import Place
from tests.small import catalogue_content, criterion, d, determined, record_content, write_folder
from tests.stores import HOST, PEOPLE, a_desk, load_folder, with_people
from tests.test_command_line import Command, flat

NOON = datetime(2020, 3, 1, 18, tzinfo=UTC)
SECRET = Outcome.NOT_MET
"""The outcome that no reader is told of who works neither for the monitor nor for a party."""

READERS = {"public": PUBLIC, "host": HOST, **{person: Actor(person) for person in PEOPLE}}
NOT_CUT = {"mo", "cora", "mel", "dana", "stan"}
PERIODS = [
    {"key": "R-1", "first": "2019-03-01", "last": "2019-08-31", "filed": "2019-11-15", "source": "paper"},
    {"key": "R-2", "first": "2019-09-01", "last": "2020-02-29", "source": "paper"},
]


def town(periods: list[dict[str, Any]] = PERIODS) -> dict[str, Any]:
    """A catalogue whose one duty is due at the end of 2019."""
    check = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31", due="2019-12-31")
    return catalogue_content(check, silence="not_met") | {"periods": periods}


def withholding(desk: Desk) -> Desk:
    """The desk of the same store, at a door that withholds."""
    door = desk.door
    return Desk(Door(door.store, door.files, door.clock, withholds=True))


def make(place: Place, folder: Path, periods: list[dict[str, Any]] = PERIODS) -> Desk:
    """The town with people, behind a door that withholds."""
    made = a_desk(place, lambda: NOON)
    load_folder(made, write_folder(folder, catalogue=town(periods)))
    return withholding(with_people(made))


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """The town, of whose two reports the first is filed."""
    return make(place, tmp_path / "data")


def test_who_is_cut_and_who_is_not(desk: Desk) -> None:
    for name, reader in READERS.items():
        found = desk.door.ask(reader)
        cut = name not in NOT_CUT
        assert (found.withheld is not None) == cut, name
        assert (found.on == d("2019-08-31")) == cut, name
        assert (found.assessment.horizon == d("2019-08-31")) == cut, name
        told = {h.outcomes.at(found.on) for h in found.assessment.obligations.values()}
        assert (SECRET in told) == (not cut), name


def test_where_nothing_is_withheld_nobody_is_cut(desk: Desk) -> None:
    door = Door(desk.door.store, desk.door.files, desk.door.clock)
    for reader in READERS.values():
        assert door.ask(reader).withheld is None
        assert door.ask(reader).on == d("2020-03-01")


@pytest.mark.parametrize("on", ["2019-09-01", "2020-02-29", "2020-03-01", "2021-01-01"])
def test_a_later_day_is_refused_with_the_report_that_is_waited_for(desk: Desk, on: str) -> None:
    with pytest.raises(Unanswerable) as told:
        desk.door.ask(PUBLIC, on)
    text = told.value.text
    assert "31 August 2019" in text.en
    if on <= "2020-02-29":
        assert "withheld until the monitor’s report on R-2 is filed" in text.en
        assert "el informe del supervisor sobre R-2" in text.es
    else:
        assert "withheld until the monitor’s next report is filed" in text.en
    assert desk.door.ask(Actor("stan"), on).on == d(on)


@pytest.mark.parametrize("known", [None, "2020-03-01", "3"])
@pytest.mark.parametrize("by", [None, "source"])
def test_no_other_clock_leads_around_it(desk: Desk, known: str | None, by: str | None) -> None:
    if by == "source" and known == "3":
        known = "2020-02-29"
    found = desk.door.ask(PUBLIC, None, known, by)
    assert found.on == found.assessment.horizon == d("2019-08-31")
    with pytest.raises(Unanswerable, match="withheld"):
        desk.door.ask(PUBLIC, "2020-01-01", known, by)


def test_timelines_gaps_and_changes_end_on_the_last_day_shown(desk: Desk) -> None:
    found = desk.door.ask(PUBLIC)
    for history in found.assessment.obligations.values():
        assert history.outcomes.last == d("2019-08-31")
        assert SECRET not in history.outcomes.values
        for check in history.criteria:
            assert SECRET not in check.outcomes.values
            assert not [step for step in check.steps() if step.on > d("2019-08-31")]
    assert not [gap for gap in found.assessment.gaps(found.on) if gap.outcome is SECRET]
    with pytest.raises(ValueError, match="outside"):
        found.assessment.counts(d("2020-01-01"))


def test_what_would_come_of_something_ends_there_too(desk: Desk) -> None:
    found = desk.door.ask(PUBLIC)
    then = desk.door.if_done(PUBLIC, found)(Would())
    assert then.horizon == d("2019-08-31")


def test_an_answer_for_one_who_is_not_cut_is_never_given_to_one_who_is(desk: Desk) -> None:
    for _ in range(2):
        assert desk.door.ask(Actor("stan")).on == d("2020-03-01")
        assert desk.door.ask(PUBLIC).on == d("2019-08-31")
    stan = desk.door.ask(Actor("stan"))
    assert desk.door.if_done(PUBLIC, desk.door.ask(PUBLIC))(Would()).horizon < stan.assessment.horizon


def test_exports_hold_no_result_of_a_later_day_and_every_record(desk: Desk) -> None:
    late = record_content("late", happened="2020-02-01", state="held")
    from compliance.evidence import KINDS

    desk.add(Actor("cora"), KINDS["meeting"].model_validate(late), visibility="public")
    made = {table.name: table for table in tables(desk.door, PUBLIC, desk.door.ask(PUBLIC))}
    assert {row["outcome"] for row in made["findings.csv"].rows} == {"not_yet_due"}
    assert {row["on"] for row in made["findings.csv"].rows} <= {"2019-08-31"}
    assert [row["key"] for row in made["evidence-meeting.csv"].rows] == ["late"]
    assert SECRET.value not in str(
        [table.rows for table in made.values() if table.name != "catalogue-revisions.csv"]
    )


def test_records_of_later_days_stay_open(desk: Desk) -> None:
    from compliance.evidence import KINDS

    late = record_content("late", happened="2020-02-01", state="held")
    number = desk.add(Actor("cora"), KINDS["meeting"].model_validate(late), visibility="public").number
    [row] = desk.door.rows(PUBLIC, number, first=number)
    assert json.loads(row["body"])["happened"] == "2020-02-01"
    assert "late" in desk.door.ask(PUBLIC).assessment.entries


def test_the_clocks_say_what_is_withheld_and_until_when_in_both_languages(desk: Desk) -> None:
    text = desk.door.ask(PUBLIC).clocks()
    assert "after 31 August 2019 is withheld until the monitor’s report on R-2 is filed" in text.en
    assert all(text.to(language) for language in LANGUAGES)
    assert "se reserva hasta que" in text.es
    assert "withheld" not in desk.door.ask(Actor("mo")).clocks().en


def test_before_any_report_is_filed_only_the_first_day_is_shown(place: Place, tmp_path: Path) -> None:
    never = [{name: value for name, value in period.items() if name != "filed"} for period in PERIODS]
    desk = make(place, tmp_path / "data", never)
    found = desk.door.ask(PUBLIC)
    assert found.on == found.assessment.first == found.assessment.horizon == d("2019-03-01")
    assert "withheld until the monitor’s report on R-1 is filed" in found.clocks().en


def test_a_report_is_filed_from_its_last_possible_day(place: Place, tmp_path: Path) -> None:
    vague = [PERIODS[0], PERIODS[1] | {"filed": "2020-02-20/2020-03-02"}]
    desk = make(place, tmp_path / "data", vague)
    assert desk.door.ask(PUBLIC).on == d("2019-08-31")
    desk.door.clock = lambda: datetime(2020, 3, 2, 18, tzinfo=UTC)
    assert desk.door.ask(PUBLIC).on == d("2020-02-29")


def test_what_the_monitor_files_here_opens_its_period_and_a_draft_does_not(desk: Desk) -> None:
    mo = Actor("mo")
    report = {"report": "R-2", "level": None, "level_words": "None"}
    number = desk.add(mo, determined("draft", **report)).number
    assert desk.door.ask(PUBLIC).on == d("2019-08-31")
    number = desk.add(mo, determined("shared", **report), corrects=number, reason="Shared.").number
    assert desk.door.ask(PUBLIC).on == d("2019-08-31")
    desk.add(mo, determined("filed", **report), corrects=number, reason="Filed.")
    found = desk.door.ask(PUBLIC)
    assert found.on == d("2020-02-29")
    assert {h.outcomes.at(found.on) for h in found.assessment.obligations.values()} == {SECRET}


def test_what_others_report_of_a_level_opens_nothing(place: Place, tmp_path: Path) -> None:
    made = a_desk(place, lambda: NOON)
    folder = write_folder(tmp_path / "data", catalogue=town())
    (folder / "determinations.csv").write_text(
        "paragraph,body,report,level,level_words,reported_by,source\n40,police,R-2,first,First,A paper,paper\n"
    )
    load_folder(made, folder)
    assert withholding(made).door.ask(PUBLIC).on == d("2019-08-31")


def test_a_catalogue_without_periods_shows_the_first_day(place: Place, tmp_path: Path) -> None:
    desk = make(place, tmp_path / "data", [])
    text = desk.door.ask(PUBLIC).clocks().en
    assert "after 1 March 2019 is withheld until the monitor’s next report is filed" in text


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command over the same town, whose settings withhold."""
    monkeypatch.setenv("PILCROW_WITHHOLD_UNTIL_FILED", "yes")
    made = Command(tmp_path / "pilcrow.db", write_folder(tmp_path / "data", catalogue=town()))
    for call in (("init",), ("person", "stan", "Stan"), ("grant", "stan", "party", "--body", "state")):
        assert made(*call).status == 0, made(*call)
    return made


def test_no_command_tells_the_public_more(command: Command, tmp_path: Path) -> None:
    words = SECRET.words.en
    for call in (
        ("status",),
        ("status", "duty"),
        ("gaps",),
        ("timeline", "duty"),
        ("status", "--by", "source"),
        ("changes", "--from-on", "2019-03-01"),
    ):
        said = flat(command(*call).right)
        assert words not in said, call
        assert "withheld until the monitor’s report on R-2 is filed" in said, call
        assert SECRET.value not in command(*call, "--json").right, call
    assert "withheld until" in command("status", "--on", "2020-02-01").wrong
    assert "withheld until" in command("gaps", "--on", "2020-02-01").wrong
    assert command("export", str(tmp_path / "out")).status == 0
    assert SECRET.value not in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8")
    assert words in flat(command("status", "--as", "stan").right)
