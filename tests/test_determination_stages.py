"""The monitor's own determinations: from a draft of the team, to what the parties see, to what is filed. Who sees and does what
at each stage, that no stage is gone back, and that nothing but what is filed counts."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from compliance.access import PUBLIC, Actor, Conflict, Desk, NotAllowed
from compliance.determinations import STAGES, Determination, Stage, standings
from compliance.editions.tables import tables
from compliance.fitting import Unfitting
from tests.databases import Place
from tests.small import catalogue_content, criterion, determined, t, write_folder
from tests.stores import HOST, PEOPLE, PERIODS, a_desk, load_folder, with_people

MO, IDA, STAN, CORA = Actor("mo"), Actor("ida"), Actor("stan"), Actor("cora")
READERS = {"public": PUBLIC, "host": HOST, **{person: Actor(person) for person in PEOPLE}}
SEEN_BY: dict[Stage, set[str]] = {
    "draft": {"mo"},
    "shared": {"mo", "cora", "mel", "dana", "stan"},
    "filed": set(READERS),
}
"""Who sees a determination at each stage."""


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town with a ladder of two rungs and two reports, a person of each role, and a second one of the monitor's team."""
    from compliance.contributions import Person, Role

    town = catalogue_content(criterion("policy_in_force", level="first"))
    town["periods"] = PERIODS
    town["levels"] += [{"key": "second", "name": t("Second"), "means": t("More."), "source": "paper"}]
    made = a_desk(place)
    load_folder(made, write_folder(tmp_path / "data", catalogue=town))
    with_people(made)
    made.add(HOST, Person(key="ida", name="Ida"))
    made.add(HOST, Role(person="ida", role="monitor"))
    return made


def levels(desk: Desk, reader: Actor) -> list[str]:
    """The names of the levels that stand, as a reader is told."""
    reading = desk.door.ask(reader)
    found = standings(reading.catalogue, reading.knowledge.determinations, "40", reading.on)
    return [standing.level_name.en for standing in found]


def own(desk: Desk, reader: Actor) -> list[tuple[int, Stage | None]]:
    """The monitor's own determinations that a reader sees: number and stage."""
    return [(row.number, told.stage) for row, told in desk.door.ask(reader).knowledge.determined]


@pytest.mark.parametrize("stage", STAGES)
def test_who_sees_a_determination_follows_from_its_stage_alone(desk: Desk, stage: Stage) -> None:
    number = desk.add(MO, determined(stage)).number
    for name, reader in READERS.items():
        may = name in SEEN_BY[stage]
        assert (own(desk, reader) == [(number, stage)]) == may, name
        rows = desk.door.rows(reader, number, first=number)
        knows = may or stage == "shared"
        assert [row["number"] for row in rows] == ([number] if knows else []), f"{name} knows of it"
        assert any("body" in row for row in rows) == may, name


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("asked", ["public", "parties", "team", "sealed"])
def test_no_other_visibility_can_be_asked_for(desk: Desk, stage: Stage, asked: Any) -> None:
    right = {"draft": "team", "shared": "parties", "filed": "public"}[stage]
    if asked == right:
        assert desk.add(MO, determined(stage), visibility=asked).number
    else:
        with pytest.raises(NotAllowed, match=f"{stage} is {right}"):
            desk.add(MO, determined(stage), visibility=asked)


@pytest.mark.parametrize("name", sorted(set(READERS) - {"mo"}))
def test_nobody_but_the_monitor_takes_a_determination_anywhere(desk: Desk, name: str) -> None:
    for stage in STAGES:
        with pytest.raises(NotAllowed):
            desk.add(READERS[name], determined(stage))
    draft = desk.add(MO, determined("draft")).number
    for stage in STAGES:
        with pytest.raises((NotAllowed, Conflict)):
            desk.add(READERS[name], determined(stage), corrects=draft, reason="Mine.")
    assert own(desk, MO) == [(draft, "draft")]


FORWARD = [
    ("draft", "draft"), ("draft", "shared"), ("draft", "filed"), ("shared", "shared"), ("shared", "filed"), ("filed", "filed")
]  # fmt: skip


@pytest.mark.parametrize("before", STAGES)
@pytest.mark.parametrize("after", STAGES)
def test_a_stage_is_never_gone_back(desk: Desk, before: Stage, after: Stage) -> None:
    number = desk.add(MO, determined(before)).number
    if (before, after) in FORWARD:
        moved = desk.add(MO, determined(after, level="second"), corrects=number, reason="Next.").number
        assert own(desk, MO) == [(moved, after)]
    else:
        with pytest.raises(NotAllowed, match="no stage is gone back"):
            desk.add(MO, determined(after, level="second"), corrects=number, reason="Back.")
        assert own(desk, MO) == [(number, before)]


@pytest.mark.parametrize("stage", STAGES)
def test_no_determination_is_ever_withdrawn(desk: Desk, stage: Stage) -> None:
    number = desk.add(MO, determined(stage)).number
    with pytest.raises(NotAllowed):
        desk.withdraw(MO, number, "Gone.")


def test_a_filed_one_is_corrected_only_with_a_reason(desk: Desk) -> None:
    number = desk.add(MO, determined()).number
    with pytest.raises(Exception, match="needs a reason"):
        desk.add(MO, determined(level="second"), corrects=number)
    desk.add(MO, determined(level="second"), corrects=number, reason="A slip.")
    assert levels(desk, PUBLIC) == ["Second"]


def test_only_what_is_filed_counts_for_anybody(desk: Desk) -> None:
    draft = desk.add(MO, determined("draft")).number
    shared = None
    for reader in (MO, STAN, PUBLIC):
        assert levels(desk, reader) == []
    shared = desk.add(MO, determined("shared"), corrects=draft, reason="Shared.").number
    for reader in (MO, STAN, PUBLIC):
        assert levels(desk, reader) == []
    desk.add(MO, determined("filed"), corrects=shared, reason="Filed.")
    for reader in (MO, STAN, PUBLIC):
        assert levels(desk, reader) == ["First"]


def test_exports_hold_only_what_is_filed(desk: Desk) -> None:
    desk.add(MO, determined("draft"))
    desk.add(MO, determined("filed", report="IMR-2"))
    for reader in (MO, STAN, PUBLIC):
        made = tables(desk.door, reader, desk.door.ask(reader))
        [table] = [one for one in made if one.name == "determinations.csv"]
        assert [row["report"] for row in table.rows] == ["IMR-2"]


def test_the_second_of_two_who_edit_one_draft_is_told_and_sees_what_stands_there(desk: Desk) -> None:
    opened = desk.add(MO, determined("draft")).number
    desk.add(
        IDA, determined("draft", level="second", rationale="Read again."), corrects=opened, reason="Ida."
    )
    with pytest.raises(Conflict):
        desk.add(MO, determined("draft", rationale="Mine."), corrects=opened, reason="Mo.")
    [(_, there)] = desk.door.ask(MO).knowledge.determined
    assert (there.level, there.rationale) == ("second", "Read again.")
    with pytest.raises(Conflict):
        desk.add(MO, determined("draft", rationale="Mine."))


def test_what_the_team_kept_to_itself_is_not_named_by_what_it_filed(desk: Desk) -> None:
    draft = desk.add(MO, determined("draft")).number
    filed = desk.add(MO, determined("filed"), corrects=draft, reason="Overruled in the team.").number
    for reader in (PUBLIC, STAN, CORA, HOST):
        [row] = desk.door.rows(reader, filed, first=filed)
        assert (row["corrects"], row["reason"]) == (None, None)
        assert [row["number"] for row in desk.door.corrections(reader, filed)] == []
        made = tables(desk.door, reader, desk.door.ask(reader))
        assert not any("Overruled" in str(row) for table in made for row in table.rows)
    [row] = desk.door.rows(MO, filed, first=filed)
    assert (row["corrects"], row["reason"]) == (draft, "Overruled in the team.")


def test_a_shared_one_that_is_filed_says_what_it_corrects(desk: Desk) -> None:
    shared = desk.add(MO, determined("shared")).number
    filed = desk.add(MO, determined("filed"), corrects=shared, reason="Filed.").number
    [row] = desk.door.rows(PUBLIC, filed, first=filed)
    assert row["corrects"] == shared, "that there is such a row everybody knows"


def test_no_level_reached_can_be_determined_and_a_level_lost(desk: Desk) -> None:
    desk.add(MO, determined(level="second"))
    desk.add(MO, determined(level=None, report="IMR-2"))
    assert levels(desk, PUBLIC) == ["no level"]


def test_what_was_filed_stands_from_the_day_of_filing(desk: Desk) -> None:
    desk.add(MO, determined(filed_on="2020-02-20"))
    reading = desk.door.ask(PUBLIC)
    for day, found in (("2020-02-19", 0), ("2020-02-20", 1)):
        on = reading.on.fromisoformat(day)
        assert len(standings(reading.catalogue, reading.knowledge.determinations, "40", on)) == found


def test_by_source_dates_what_was_filed_is_known_from_the_day_of_filing(desk: Desk) -> None:
    desk.add(MO, determined(filed_on="2020-02-20"))
    for day, found in (("2020-02-19", 0), ("2020-02-20", 1)):
        assert len(desk.door.ask(PUBLIC, known=day, by="source").knowledge.determinations) == found


def test_nothing_is_filed_on_a_day_to_come(desk: Desk) -> None:
    with pytest.raises(Unfitting, match="lies after"):
        desk.add(MO, determined(filed_on="2020-03-02"))


def test_the_monitor_says_the_stage_of_what_it_determines(desk: Desk) -> None:
    told = {"paragraph": "40", "body": "police", "report": "IMR-1", "level": "first", "level_words": "First"}
    reported = Determination.model_validate(told | {"reported_by": "A paper", "source": "paper"})
    with pytest.raises(Unfitting, match="has no stage"):
        desk.add(MO, reported)


@pytest.mark.parametrize(
    ("stage", "left_out"),
    [
        ("draft", "rationale"),
        ("shared", "rationale"),
        ("filed", "rationale"),
        ("filed", "filed_on"),
        ("filed", "docket"),
    ],
)
def test_what_a_stage_needs_is_asked_for_by_its_field(stage: Stage, left_out: str) -> None:
    with pytest.raises(ValidationError) as told:
        determined(stage, **{left_out: None})
    assert [error["loc"] for error in told.value.errors()] == [(left_out,)]


@pytest.mark.parametrize("stage", ["draft", "shared"])
@pytest.mark.parametrize(("field", "value"), [("filed_on", "2020-02-20"), ("docket", "Dkt. 7")])
def test_what_is_not_filed_has_no_day_and_no_docket_number(stage: Stage, field: str, value: str) -> None:
    with pytest.raises(ValidationError, match="only what the monitor filed"):
        determined(stage, **{field: value})


def test_a_level_as_others_reported_it_is_the_same_row_as_ever() -> None:
    told = {
        "paragraph": "40", "body": "police", "report": "IMR-1", "level": "first", "level_words": "First",
        "reported_by": "A paper", "source": "paper",
    }  # fmt: skip
    read = Determination.model_validate(told)
    assert list(read.model_dump(exclude_none=True)) == list(told)
    assert read.is_filed
    for field in ("level", "source"):
        with pytest.raises(ValidationError, match=f"has no {field}"):
            Determination.model_validate({name: value for name, value in told.items() if name != field})


def test_the_example_of_a_release_with_a_stage_is_refused(tmp_path: Path) -> None:
    from compliance.intake.folder import read_folder
    from compliance.reading import BrokenInput

    town = catalogue_content(criterion("policy_in_force")) | {"periods": PERIODS}
    folder = write_folder(tmp_path / "data", catalogue=town)
    told = determined("draft", source="paper").model_dump(exclude_none=True)
    lines = [",".join(told), ",".join(map(str, told.values()))]
    (folder / "determinations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(BrokenInput) as refused:
        read_folder(folder)
    assert [(p.file, p.line, p.field) for p in refused.value.problems] == [("determinations.csv", 2, "stage")]
