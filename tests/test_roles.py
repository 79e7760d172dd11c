"""Who may see and do what: the whole matrix, walked through the real desk and door, against a table written here."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import BaseModel

from compliance.access import PUBLIC, Actor, Conflict, Desk, Handover, NotAllowed, StoreError, produce
from compliance.access.drafting import discard_draft, drafts_of, save_draft, send_draft
from compliance.access.reviewing import team_notes
from compliance.access.roles import ALWAYS, MAY, VISIBILITIES
from compliance.contributions import (
    Cover,
    FileCheck,
    OpenItemEvent,
    Person,
    Production,
    Redaction,
    Response,
    Review,
    Role,
    TeamNote,
)
from compliance.determinations import ReportTotal
from compliance.evidence import KINDS, Source
from compliance.record.tables import HOLDS, Visibility
from tests.databases import Place
from tests.small import catalogue_content, criterion, determined, record_content, write_folder
from tests.stores import HOST, PEOPLE, PERIODS, a_desk, load_folder, with_people

ACTORS: dict[str, Actor] = {
    "public": PUBLIC,
    "stranger": Actor("nobody-here"),
    "host": HOST,
    **{person: Actor(person) for person in PEOPLE},
}

A_TOWN = catalogue_content(criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31"))
A_TOWN["periods"] = PERIODS

MAY_ADD = {
    "source": "host ann mo cora dana stan",
    "evidence": "host ann mo cora dana stan",
    "request": "host ann mo cora dana stan",
    "review": "mo",
    "team_note": "mo",
    "determination": "mo",
    "response": "cora dana stan orla",
    "open_item_event": "mo cora mel dana",
    "production": "cora dana stan",
    "person": "host ann",
    "role": "host ann",
    "report_total": "",
    "file_check": "",
    "redaction": "",
}
"""Of a department a coordinator files, and a member (mel) only drafts and notes; the department never reviews and never
determines; an organisation (orla) answers under its own name."""

MAY_CORRECT_OWN = MAY_ADD | {
    "evidence": "host ann cora dana stan",
    "request": "host ann cora dana stan",
    "open_item_event": "",
    "team_note": "",
}
"""The monitor (mo) never edits evidence, not even its own."""

MAY_WITHDRAW_OWN = MAY_CORRECT_OWN | {"source": "", "determination": ""}
MAY_DRAFT = {thing: "cora mel dana" for thing in ("source", "evidence", "request", "response")}


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town's release with two meetings, and a person of each role."""
    made = a_desk(place)
    may = record_content("may", happened="2019-05-01", state="held")
    june = record_content("june", happened="2019-06-01", state="held")
    load_folder(made, write_folder(tmp_path / "data", catalogue=A_TOWN, meeting=[may, june]))
    return with_people(made)


def body(thing: str, name: str) -> BaseModel:
    """Something to record, named so that each is a thing of its own."""
    bodies: dict[str, Callable[[], BaseModel]] = {
        "source": lambda: Source(key=name, outlet="A paper", title="More", quality="original"),
        "evidence": lambda: KINDS["meeting"].model_validate(
            record_content(name, happened="2019-07-01", state="held")
        ),
        "request": lambda: KINDS["request"].model_validate(
            record_content(
                name, happened="2019-07-01", asked_by="Somebody", asked_of="police", what="A list"
            )
        ),
        "review": lambda: Review(record=3, verdict="accepted", reason=f"Seen by {name}."),
        "team_note": lambda: TeamNote(record=3, words=name),
        "determination": determined,
        "response": lambda: Response(obligation="duty", stance="agrees", words=name, given="2019-07-01"),  # type: ignore[arg-type]
        "open_item_event": lambda: OpenItemEvent(obligation="duty", criterion="check", note=name),
        "production": lambda: Production(**COVER.model_dump(), body="patrol", number=1, records=(3,)),
        "person": lambda: Person(key=name, name=name),
        "role": lambda: Role(person="mo", role="party", body=name),
        "report_total": lambda: ReportTotal(report=name),
        "file_check": lambda: FileCheck(record=3, file="0" * 64, state="altered"),
        "redaction": lambda: Redaction(record=3, salt="0" * 64, was="0" * 64),
    }  # fmt: skip
    return bodies[thing]()


COVER = Cover(title="A batch", given="2020-02-01", to=("monitor",))  # type: ignore[arg-type]


def added(desk: Desk, actor: Actor, thing: str, name: str) -> tuple[int, BaseModel]:
    """Something recorded: its number, and what it says. A production is of a record that the same actor filed."""
    made = body(thing, name)
    if thing != "production":
        return desk.add(actor, made).number, made
    filed = 3
    with suppress(NotAllowed):
        filed = desk.add(actor, body("evidence", f"in-{name}")).number
    number = produce(desk, actor, Handover(COVER, [filed])).number
    [row] = desk.door.rows(actor, number, first=number)
    return number, Production.model_validate_json(row["body"])


def can(act: Callable[..., object], *what: object, **how: object) -> bool:
    """Whether an act is done, or refused as not allowed."""
    try:
        act(*what, **how)
    except NotAllowed:
        return False
    return True


def names(line: str) -> set[str]:
    """The actors of a line of the matrix."""
    return set(line.split())


def test_the_matrix_here_names_everything_that_can_be_recorded() -> None:
    assert set(MAY_ADD) == set(HOLDS) - {"catalogue_revision"} | {"request"}
    assert {thing for right in MAY.values() for thing in right} <= {*MAY_ADD, "catalogue_revision"}
    assert {role.role for role in PEOPLE.values()} == {
        "administrator", "monitor", "department", "party", "organisation"
    }  # fmt: skip


def test_who_may_add_what(desk: Desk) -> None:
    for thing, line in MAY_ADD.items():
        allowed = {
            name for name, actor in ACTORS.items() if can(added, desk, actor, thing, f"{thing.replace('_', '-')}-{name}")
        }  # fmt: skip
        assert allowed == names(line), f"who may add {thing}"


def test_who_may_correct_and_withdraw_what_they_filed_themselves(desk: Desk) -> None:
    for thing, line in MAY_ADD.items():
        # A role's key is its person's, so that of the one that holds is corrected to the same.
        for name in names(line) - {"ann"}:
            actor = ACTORS[name]
            number, made = added(desk, actor, thing, f"{thing.replace('_', '-')}-{name}")
            corrected = can(desk.add, actor, made, corrects=number, reason="Better.")
            assert corrected == (name in names(MAY_CORRECT_OWN[thing])), f"{name} corrects {thing}"
            number += corrected
            withdrawn = can(desk.withdraw, actor, number, "Wrong.")
            assert withdrawn == (name in names(MAY_WITHDRAW_OWN[thing])), f"{name} withdraws {thing}"


def test_nobody_corrects_or_withdraws_what_another_filed(desk: Desk) -> None:
    number = desk.add(ACTORS["cora"], body("evidence", "by-cora"), visibility="public").number
    for name, actor in ACTORS.items():
        if name in ("cora", "mel"):
            continue
        other = body("evidence", "by-cora")
        assert not can(desk.add, actor, other, corrects=number, reason="Better."), (
            f"{name} corrected patrol's"
        )
        assert not can(desk.withdraw, actor, number, "Wrong."), f"{name} withdrew patrol's"
    assert not can(desk.withdraw, ACTORS["mel"], number, "Wrong."), "a member only drafts"


def test_who_may_draft_and_only_a_coordinator_of_the_same_body_sends(desk: Desk) -> None:
    for thing in MAY_ADD:
        allowed = {
            name for name, actor in ACTORS.items() if can(save_draft, desk, actor, body(thing, "a-draft"))
        }
        assert allowed == names(MAY_DRAFT.get(thing, "")), f"who may draft {thing}"
    for draft in drafts_of(desk, ACTORS["cora"]):
        discard_draft(desk, ACTORS["cora"], draft)
    mine = save_draft(desk, ACTORS["mel"], body("evidence", "from-mel"))
    for name, actor in ACTORS.items():
        seen = [draft.id for draft in drafts_of(desk, actor)]
        assert (mine.id in seen) == (name in ("cora", "mel")), f"{name} sees patrol's draft"
    assert not can(send_draft, desk, ACTORS["mel"], mine)
    for name in ("dana", "mo", "ann", "public"):
        with pytest.raises((Conflict, NotAllowed)):
            send_draft(desk, ACTORS[name], mine)
    before = desk.door.head().number
    head = send_draft(desk, ACTORS["cora"], mine)
    assert head.number == before + 1, "a draft stands outside the chain until it is sent"
    row = desk.door.rows(ACTORS["mo"], head.number, first=head.number)[0]
    assert (row["visibility"], row["capacity"], row["recorded_by"]) == (
        "parties",
        "department/patrol",
        "cora",
    )
    assert mine.id not in [draft.id for draft in drafts_of(desk, ACTORS["cora"])]


def test_who_may_redact_and_load(desk: Desk, tmp_path: Path) -> None:
    number = desk.add(ACTORS["stan"], body("evidence", "to-go")).number
    for name in ("public", "stranger", "mo", "cora", "mel", "stan", "orla"):
        assert not can(desk.redact, ACTORS[name], number, "A name."), f"{name} redacted"
        assert not can(desk.load, ACTORS[name], lambda *_: [], ("2020-01-10", desk.door.clock())), (
            f"{name} loaded"
        )
    assert can(desk.redact, ACTORS["ann"], number, "A name.")
    assert can(desk.load, ACTORS["ann"], lambda *_: [], ("2020-01-10", desk.door.clock()))


FILED_BY: dict[Visibility, tuple[str, ...]] = {
    "public": ("host", "mo", "cora", "stan"),
    "parties": ("mo", "cora", "stan"),
    "team": ("mo",),
    "sealed": ("host", "mo", "cora", "stan"),
}
"""Who can file evidence as what."""

SEES_ALL_PARTIES = {"mo", "cora", "mel", "dana", "stan"}
SAME_CAPACITY = {"host": {"host", "ann"}, "mo": {"mo"}, "cora": {"cora", "mel"}, "stan": {"stan"}}


def test_who_sees_what_of_a_row(desk: Desk) -> None:
    for visibility in VISIBILITIES:
        for filer in ("host", "mo", "cora", "stan"):
            key = f"seen-{visibility}-{filer}"
            filed = can(desk.add, ACTORS[filer], body("evidence", key), visibility=visibility)
            assert filed == (filer in FILED_BY[visibility]), f"{filer} files as {visibility}"
            if not filed:
                continue
            number = desk.door.head().number
            expected = {
                "public": set(ACTORS),
                "parties": SEES_ALL_PARTIES,
                "team": {"mo"},
                "sealed": {"mo"} | SAME_CAPACITY[filer],
            }[visibility]
            for name, actor in ACTORS.items():
                said = [row for row in desk.door.rows(actor, number) if row["number"] == number]
                answered = key in desk.door.ask(actor).assessment.entries
                assert answered == (name in expected), f"{name} is answered with {key}"
                if visibility == "team" and name != "mo":
                    assert said == [], f"{name} is told of a row of the monitor's team"
                elif name in expected:
                    assert said[0]["key"] == key
                else:
                    assert set(said[0]) == {"number", "holds", "kind", "recorded", "hash"}


def test_people_and_roles_are_seen_by_the_monitor_and_the_administrators_only(desk: Desk) -> None:
    assert {*ALWAYS} == {"catalogue_revision", "person", "role", "team_note"}
    for name, actor in ACTORS.items():
        seen = {person.key for person, _ in desk.door.people(actor)}
        assert seen == (set(PEOPLE) if name in ("mo", "ann", "host") else set()), name


def test_a_note_of_the_monitors_team_is_known_to_the_monitor_alone(desk: Desk) -> None:
    before = desk.door.head().number
    number = desk.add(ACTORS["mo"], body("team_note", "between us")).number
    for name, actor in ACTORS.items():
        told = desk.door.rows(actor, number, first=before + 1)
        noted = [note.words for _, note in team_notes(desk.door, actor, 3)]
        assert (len(told), noted) == ((1, ["between us"]) if name == "mo" else (0, [])), name
    assert team_notes(desk.door, ACTORS["mo"], 4) == []


def test_a_role_withdrawn_takes_effect_on_the_next_question_whatever_is_asked(desk: Desk) -> None:
    desk.add(ACTORS["stan"], body("evidence", "quiet"))
    known = str(desk.door.head().number)
    assert "quiet" in desk.door.ask(ACTORS["dana"], known=known).assessment.entries
    last = desk.door.head().number
    role = next(
        r for r in desk.door.rows(ACTORS["mo"], last, "role") if r["key"] == "dana/department/training"
    )
    desk.withdraw(ACTORS["ann"], role["number"], "She left.")
    assert "quiet" not in desk.door.ask(ACTORS["dana"], known=known).assessment.entries
    assert not can(desk.add, ACTORS["dana"], body("evidence", "late"))


def test_a_review_is_as_visible_as_its_record(desk: Desk) -> None:
    for visibility in ("public", "parties", "sealed"):
        record = desk.add(ACTORS["cora"], body("evidence", f"reviewed-{visibility}"), visibility=visibility)
        review = desk.add(
            ACTORS["mo"], Review(record=record.number, verdict="rejected", reason="Not readable.")
        )
        for name, actor in ACTORS.items():
            rows = {r["number"]: "key" in r for r in desk.door.rows(actor, review.number)}
            assert rows[record.number] == rows[review.number], f"{name}, {visibility}"


def test_a_review_of_what_cannot_be_seen_or_is_no_evidence_is_refused(desk: Desk) -> None:
    person = next(r["number"] for r in desk.door.rows(ACTORS["mo"], 99, "person"))
    with pytest.raises(ValueError, match="only those are reviewed"):
        desk.add(ACTORS["mo"], Review(record=person, verdict="accepted", reason="?"))
    with pytest.raises(StoreError, match="no record 9999"):
        desk.add(ACTORS["mo"], Review(record=9999, verdict="accepted", reason="?"))


def test_what_was_seen_is_not_hidden_again_by_a_correction(desk: Desk) -> None:
    cora, made = ACTORS["cora"], body("evidence", "narrow")
    first = desk.add(cora, made, visibility="parties").number
    assert not can(desk.add, cora, made, visibility="sealed", corrects=first, reason="Hide.")
    second = desk.add(cora, made, visibility="public", corrects=first, reason="Released.").number
    assert not can(desk.add, cora, made, visibility="parties", corrects=second, reason="Hide.")
    third = desk.add(cora, made, corrects=second, reason="A typing error.").number
    assert desk.door.rows(PUBLIC, third, first=third)[0]["visibility"] == "public"


def test_a_public_record_cannot_rest_on_a_source_that_its_readers_do_not_see(desk: Desk) -> None:
    desk.add(ACTORS["cora"], body("source", "memo"), visibility="parties")
    resting = KINDS["meeting"].model_validate(
        record_content("on-memo", happened="2019-07-01", state="held", source="memo")
    )
    with pytest.raises(ValueError, match="cannot be public"):
        desk.add(ACTORS["cora"], resting, visibility="public")
    desk.add(ACTORS["cora"], resting, visibility="parties")


def test_the_public_is_told_the_capacity_of_whoever_recorded_and_never_the_person(desk: Desk) -> None:
    number = desk.add(Actor("cora", "unix-cora"), body("evidence", "named"), visibility="public").number
    told = desk.door.rows(PUBLIC, number, first=number)[0]
    assert told["capacity"] == "department/patrol"
    assert not {"recorded_by", "system_account", "salt", "idempotency_key"} & set(told)
    known = desk.door.rows(ACTORS["mo"], number, first=number)[0]
    assert (known["recorded_by"], known["system_account"]) == ("cora", "unix-cora")


def the_outcome(desk: Desk) -> str:
    """How the town's one duty stands for the public at the end."""
    reading = desk.door.ask(PUBLIC, "2021-12-31")
    return reading.assessment.obligations["duty"].findings(reading.on)[0].outcome.value


def test_a_rejection_is_not_shaken_off_by_sending_the_same_again(desk: Desk) -> None:
    assert the_outcome(desk) == "met"
    sheet = KINDS["meeting"].model_validate(record_content("sheet", happened="2019-07-01", state="held"))
    desk.withdraw(HOST, 3, "It is filed by patrol.")
    first = desk.add(ACTORS["cora"], sheet, visibility="public").number
    assert the_outcome(desk) == "met"
    desk.add(ACTORS["mo"], Review(record=first, verdict="rejected", reason="It shows nothing."))
    assert the_outcome(desk) == "cannot_tell"
    reading = desk.door.ask(PUBLIC, "2021-12-31")
    [finding] = reading.assessment.obligations["duty"].findings(reading.on)
    assert f"record {first}" in finding.says.en, "a reader is told what does not count"
    second = desk.add(ACTORS["cora"], sheet, corrects=first, reason="Wording.").number
    assert the_outcome(desk) == "needs_review"
    third = desk.add(ACTORS["cora"], sheet, corrects=second, reason="Wording again.").number
    assert the_outcome(desk) == "needs_review"
    desk.add(ACTORS["mo"], Review(record=third, verdict="accepted", reason="Now it is legible."))
    assert the_outcome(desk) == "met"
    fourth = desk.add(ACTORS["cora"], sheet, corrects=third, reason="A date.").number
    assert the_outcome(desk) == "met", "a correction of what was accepted counts unless it is rejected"
    assert desk.door.afterwards(PUBLIC, third)[-1][0] == "corrected by"
    assert [words for words, _ in desk.door.afterwards(PUBLIC, first)] == ["rejected by", "corrected by"]
    assert desk.door.afterwards(PUBLIC, fourth) == []


def test_what_does_not_hold_any_more_is_not_reviewed(desk: Desk) -> None:
    june = desk.door.export(PUBLIC, "evidence", 99)[1]
    record = KINDS["meeting"].model_validate(record_content("june", happened="2019-06-02", state="held"))
    later = desk.add(HOST, record, corrects=june["number"], reason="The day.").number
    with pytest.raises(Conflict, match=f"record {later} took its place: take that one"):
        desk.add(ACTORS["mo"], Review(record=june["number"], verdict="accepted", reason="Seen."))
    desk.withdraw(HOST, later, "It was another town's.")
    with pytest.raises(Conflict, match="it was withdrawn"):
        desk.add(ACTORS["mo"], Review(record=later, verdict="accepted", reason="Seen."))


def test_a_correction_keeps_the_files_of_what_it_corrects(desk: Desk) -> None:
    digest = desk.door.files.put(b"A sheet.")
    made = body("evidence", "with-file")
    first = desk.add(ACTORS["cora"], made, files=(digest,)).number
    second = desk.add(ACTORS["cora"], made, corrects=first, reason="A word.").number
    assert desk.file(ACTORS["mo"], second, digest) == b"A sheet."
    third = desk.add(ACTORS["cora"], made, corrects=second, reason="Not its sheet.", files=()).number
    with pytest.raises(KeyError):
        desk.file(ACTORS["mo"], third, digest)
