"""Batches that a body hands over: their numbers, who may, all or none, what a cover list says, and what nobody is told."""

import csv
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from compliance.access import PUBLIC, Actor, Conflict, Desk, Handover, NotAllowed, StoreError, produce
from compliance.access.drafting import drafts_of, save_draft
from compliance.contributions import Cover, Production, Response
from compliance.editions.cover_lists import as_file
from compliance.evidence import KINDS, Evidence, Source
from compliance.fitting import Unfitting
from compliance.productions import cover_list, holding, offered, productions, read_numbers
from compliance.record.verify import verify
from tests.databases import Place
from tests.small import catalogue_content, criterion, d, record_content, write_folder
from tests.stores import HOST, PEOPLE, PERIODS, a_desk, load_folder, with_people

MEETINGS = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
CORA, MEL, DANA, STAN, MO = (Actor(name) for name in ("cora", "mel", "dana", "stan", "mo"))


@pytest.fixture
def desk(place: Place, tmp_path: Path) -> Desk:
    """A town's release with one meeting, and a person of each role."""
    made = a_desk(place)
    folder = write_folder(
        tmp_path / "data",
        catalogue=catalogue_content(MEETINGS) | {"periods": PERIODS},
        meeting=[record_content("may", happened="2019-05-01", state="held")],
    )
    load_folder(made, folder)
    return with_people(made)


def meeting(key: str, **more: Any) -> Evidence:
    return KINDS["meeting"].model_validate(
        record_content(key, happened="2019-07-01", state="held", summary=f"They met: {key}.") | more
    )


def cover(**more: Any) -> Cover:
    """The words of a cover letter."""
    return Cover.model_validate(
        {"title": "Meetings of July", "given": "2020-02-28", "to": ["monitor"], "words": "Enclosed."} | more
    )


def filed(desk: Desk, actor: Actor, *keys: str, **how: Any) -> list[int]:
    """Meetings that somebody files, by number."""
    return [desk.add(actor, meeting(key), **how).number for key in keys]


def handed_over(desk: Desk, actor: Actor, records: Sequence[int], **more: Any) -> int:
    """The row of a production of some records."""
    return produce(desk, actor, Handover(cover(), records, **more)).number


def own_numbers(desk: Desk, actor: Actor = MO) -> list[str]:
    """Each production that holds, the oldest first: body and number."""
    found = productions(desk.door, actor, desk.door.head().number)
    return [one.production.own_key for one in reversed(found)]


# Numbers


def test_each_body_counts_its_own_from_one(desk: Desk) -> None:
    [a, b], [c], [e] = filed(desk, CORA, "a", "b"), filed(desk, DANA, "c"), filed(desk, STAN, "e")
    for actor, records in ((CORA, [a]), (DANA, [c]), (CORA, [a, b]), (STAN, [e])):
        handed_over(desk, actor, records)
    assert own_numbers(desk) == ["patrol/1", "training/1", "patrol/2", "state/1"]


def test_a_number_is_never_given_again_whatever_became_of_its_production(desk: Desk) -> None:
    records = filed(desk, CORA, "a")
    first = handed_over(desk, CORA, records)
    desk.withdraw(CORA, first, "Sent to the wrong office.")
    second = handed_over(desk, CORA, records)
    desk.redact(Actor("ann"), second, "A name stood in the letter.")
    handed_over(desk, CORA, records)
    assert own_numbers(desk) == ["patrol/3"]


def test_two_writers_at_once_get_two_numbers(desk: Desk) -> None:
    records = filed(desk, CORA, *(f"r{n}" for n in range(12)))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: handed_over(desk, CORA, [number]), records))
    assert own_numbers(desk) == [f"patrol/{n}" for n in range(1, 13)]
    assert verify(desk.door.store, desk.door.files).faults == ()


def test_sent_twice_with_one_key_even_at_once_it_is_one_production(desk: Desk) -> None:
    records = filed(desk, CORA, "a")
    with ThreadPoolExecutor(4) as pool:
        rows = set(pool.map(lambda _: handed_over(desk, CORA, records, idempotency_key="once"), range(8)))
    assert len(rows) == 1
    assert own_numbers(desk) == ["patrol/1"]


def test_the_same_key_of_another_body_is_another_production(desk: Desk) -> None:
    first = handed_over(desk, CORA, filed(desk, CORA, "a"), idempotency_key="once")
    second = handed_over(desk, DANA, filed(desk, DANA, "b"), idempotency_key="once")
    assert first != second and own_numbers(desk) == ["patrol/1", "training/1"]


# Who may, and what


def test_a_coordinator_and_a_party_hand_over_and_nobody_else(desk: Desk) -> None:
    own = {name: filed(desk, Actor(name), f"of-{name}") for name in ("cora", "dana", "stan", "mo", "ann")}
    own["mel"] = own["cora"]
    for name in PEOPLE:
        records = own.get(name, [3])
        if name in ("cora", "dana", "stan"):
            handed_over(desk, Actor(name), records)
        else:
            with pytest.raises(NotAllowed):
                handed_over(desk, Actor(name), records)
    for actor in (PUBLIC, HOST, Actor("stranger")):
        with pytest.raises(NotAllowed):
            handed_over(desk, actor, [3])


def test_it_holds_only_what_its_own_body_filed(desk: Desk) -> None:
    [own], [other] = filed(desk, CORA, "a"), filed(desk, DANA, "b")
    [sealed] = filed(desk, STAN, "c", visibility="sealed")
    for records in ([own, other], [own, sealed], [own, 9999]):
        with pytest.raises(ValueError, match="not all filed by one body"):
            handed_over(desk, CORA, records)
    with pytest.raises(NotAllowed, match="department/training"):
        handed_over(desk, CORA, [other])
    assert own_numbers(desk) == []


def test_of_a_row_that_cannot_be_seen_nobody_learns_who_filed_it_or_whether_it_is_there(desk: Desk) -> None:
    [sealed] = filed(desk, STAN, "c", visibility="sealed")

    def refusal(number: int) -> str:
        with pytest.raises(ValueError) as refused:
            handed_over(desk, CORA, [number])
        return str(refused.value)

    assert refusal(sealed) == refusal(9999)


def test_what_does_not_hold_any_more_or_is_no_record_is_not_handed_over(desk: Desk) -> None:
    [a, b] = filed(desk, CORA, "a", "b")
    later = desk.add(CORA, meeting("a", summary="Better."), corrects=a, reason="A slip.").number
    with pytest.raises(Conflict, match=f"record {later} took its place"):
        handed_over(desk, CORA, [a])
    gone = desk.withdraw(CORA, b, "It was elsewhere.").number
    with pytest.raises(Conflict, match="it was withdrawn"):
        handed_over(desk, CORA, [b])
    batch = handed_over(desk, CORA, [later])
    for number in (gone, batch):
        with pytest.raises(ValueError, match="nothing to hand over"):
            handed_over(desk, CORA, [number])


def test_nothing_and_twice_the_same_are_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="at least one record"):
        handed_over(desk, CORA, [])
    [a] = filed(desk, CORA, "a")
    with pytest.raises(ValueError, match="stands here twice"):
        handed_over(desk, CORA, [a, a])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("to", ["nobody"], "is no body that is declared"),
        ("period", "IMR-9", "is no reporting period that is declared"),
        ("given", "2020-03-02", "lies after 2020-03-01"),
    ],
)
def test_a_cover_letter_that_does_not_fit_is_refused_and_names_the_field(
    desk: Desk, field: str, value: object, says: str
) -> None:
    records = filed(desk, CORA, "a")
    with pytest.raises(Unfitting, match=says) as refused:
        produce(desk, CORA, Handover(cover(**{field: value}), records))
    assert [misfit.field for misfit in refused.value.misfits] == [field]
    assert own_numbers(desk) == []


# Drafts that go with it


def test_drafts_are_recorded_with_the_production_that_holds_them_sources_first(desk: Desk) -> None:
    [a] = filed(desk, CORA, "a")
    resting = save_draft(desk, MEL, meeting("b", source="memo"))
    memo = save_draft(desk, MEL, Source(key="memo", outlet="Patrol", title="A memo", quality="original"))
    before = desk.door.head().number
    row = handed_over(desk, CORA, [a], drafts=[resting, memo])
    assert row == before + 3
    [one] = productions(desk.door, MO, row)
    listed = [(item.kind, item.says) for item in cover_list(desk.door, MO, one.production)]
    assert listed == [
        ("meeting", "They met: a."), ("meeting", "They met: b."), ("source", "Patrol: A memo"),
    ]  # fmt: skip
    assert one.production.records == (a, before + 2, before + 1)
    assert drafts_of(desk, CORA) == []


def test_all_or_none_where_one_draft_does_not_fit_or_was_changed_meanwhile(desk: Desk) -> None:
    good = save_draft(desk, MEL, meeting("good"))
    bad = save_draft(desk, MEL, meeting("bad", subject=["nowhere"]))
    before = desk.door.head().number
    with pytest.raises(Unfitting, match="'bad': subject"):
        handed_over(desk, CORA, [], drafts=[good, bad])
    changed = save_draft(desk, MEL, meeting("bad", summary="Changed."), bad)
    with pytest.raises(Conflict):
        handed_over(desk, CORA, [], drafts=[good, bad])
    assert desk.door.head().number == before
    assert {draft.id for draft in drafts_of(desk, CORA)} == {good.id, bad.id}
    handed_over(desk, CORA, [], drafts=[good, changed], idempotency_key="once")
    assert handed_over(desk, CORA, [], drafts=[good, changed], idempotency_key="once") == before + 3


def test_a_member_does_not_send_drafts_this_way_and_no_other_body_does(desk: Desk) -> None:
    draft = save_draft(desk, MEL, meeting("a"))
    for actor in (MEL, DANA, STAN):
        with pytest.raises((NotAllowed, Conflict)):
            handed_over(desk, actor, [], drafts=[draft])


# Corrected and taken back


def test_a_correction_has_a_reason_and_keeps_body_number_and_what_was_handed_over(desk: Desk) -> None:
    [a, b], [c] = filed(desk, CORA, "a", "b"), filed(desk, DANA, "c")
    row = handed_over(desk, CORA, [a])
    desk.add(CORA, meeting("a", summary="Better."), corrects=a, reason="A slip.")
    [one] = productions(desk.door, CORA, desk.door.head().number)

    def corrected(by: Actor = CORA, reason: str | None = "One was left out.", **change: Any) -> Production:
        body = one.production.model_copy(update=change)
        desk.add(by, body, corrects=row, reason=reason)
        return body

    for change in ({"number": 2}, {"body": "training"}, {"records": (a, c)}):
        with pytest.raises(ValueError):
            corrected(**change)
    with pytest.raises(StoreError, match="needs a reason"):
        corrected(reason=" ")
    for other in (DANA, STAN, MEL, MO):
        with pytest.raises(NotAllowed):
            corrected(by=other)
    wanted = corrected(records=(a, b))
    [now] = productions(desk.door, CORA, desk.door.head().number)
    assert (now.production, now.corrects) == (wanted, row)
    [was] = productions(desk.door, CORA, row)
    assert was.production.records == (a,)


def test_a_release_that_drops_the_period_of_a_production_is_refused(desk: Desk, tmp_path: Path) -> None:
    row = produce(desk, CORA, Handover(cover(period="IMR-2"), filed(desk, CORA, "a"))).number
    shorter = write_folder(
        tmp_path / "later",
        "2020-02-01",
        catalogue=catalogue_content(MEETINGS) | {"periods": PERIODS[:1]},
        meeting=[record_content("may", happened="2019-05-01", state="held")],
    )
    with pytest.raises(StoreError, match=f"record {row} would not fit any more"):
        load_folder(desk, shorter)


def test_a_number_cannot_be_chosen(desk: Desk) -> None:
    [a] = filed(desk, CORA, "a")
    chosen = Production(**cover().model_dump(), body="patrol", number=99, records=(a,))
    with pytest.raises(ValueError, match="gets its number when it is handed over"):
        desk.add(CORA, chosen)


# What is read


def test_a_cover_list_says_exactly_what_was_handed_over(desk: Desk) -> None:
    digest = desk.door.files.put(b"minutes of July")
    a = desk.add(CORA, meeting("a", summary="=1+1"), files=[digest], visibility="public").number
    answer = Response(obligation="duty", stance="agrees", words="We agree.", given=d("2020-02-01"))
    b = desk.add(CORA, answer).number
    row = handed_over(desk, CORA, [b, a])
    [one] = productions(desk.door, MO, row)
    items = cover_list(desk.door, MO, one.production)
    hashes = {each: desk.door.store.head(each).hash for each in (a, b)}
    assert [tuple(item)[:2] + tuple(item)[3:] for item in items] == [
        (b, "response", "We agree.", "2020-02-01", (), hashes[b]),
        (a, "meeting", "=1+1", "2019-07-01", ((digest, 15),), hashes[a]),
    ]
    told = list(csv.DictReader(io.StringIO(as_file(desk.door.ask(MO), one, items))))
    assert [(line["place"], line["number"], line["bytes"]) for line in told] == [
        ("1", f"{b}", ""),
        ("2", f"{a}", "15"),
    ]
    assert (told[1]["says"], told[1]["files"]) == ("'=1+1", digest)


def test_of_a_record_that_a_reader_may_not_see_the_list_has_number_kind_and_hash_alone(desk: Desk) -> None:
    [a] = filed(desk, CORA, "a", visibility="sealed", files=[desk.door.files.put(b"x")])
    [b] = filed(desk, CORA, "b")
    row = handed_over(desk, CORA, [a, b])
    [one] = productions(desk.door, STAN, row)
    hidden, shown = cover_list(desk.door, STAN, one.production)
    assert (hidden.number, hidden.kind, hidden.says, hidden.day, hidden.files) == (
        a,
        "meeting",
        None,
        None,
        (),
    )
    assert shown.says == "They met: b."
    desk.redact(Actor("ann"), b, "A child was named.")
    _, removed = cover_list(desk.door, STAN, one.production)
    assert (removed.says, removed.files) == (None, ())


def test_who_sees_a_production_and_what_came_in_it(desk: Desk) -> None:
    [a, b] = filed(desk, CORA, "a", "b", visibility="public")
    quiet = handed_over(desk, CORA, [a])
    open_to_all = handed_over(desk, CORA, [a, b], visibility="public")
    head = desk.door.head().number
    assert [one.row for one in productions(desk.door, MO, head)] == [open_to_all, quiet]
    assert [one.row for one in productions(desk.door, PUBLIC, head)] == [open_to_all]
    everything = productions(desk.door, MO, head)
    assert [one.row for one in holding(everything, a)] == [open_to_all, quiet]
    assert [one.row for one in holding(everything, b)] == [open_to_all]
    assert everything[0].visibility == "public" and everything[1].visibility == "parties"


def test_it_is_cited_by_the_name_of_its_body_and_its_number(desk: Desk) -> None:
    row = handed_over(desk, STAN, filed(desk, STAN, "a"))
    [one] = productions(desk.door, MO, row)
    said = one.name(desk.door.catalogue(row))
    assert (said.en, said.es) == ("state, production 1", "state, entrega 1")


# What is offered, and what people write


def test_offered_is_what_the_own_body_filed_still_holds_and_no_production_has(desk: Desk) -> None:
    [a, b, c, gone] = filed(desk, CORA, "a", "b", "c", "gone")
    filed(desk, DANA, "of-training")
    better = desk.add(CORA, meeting("b", summary="Better."), corrects=b, reason="A slip.").number
    desk.withdraw(CORA, gone, "It was elsewhere.")
    handed_over(desk, CORA, [a])
    head = desk.door.head().number
    every = productions(desk.door, CORA, head)
    assert offered(desk.door, CORA, head, every) == {better: "Better.", c: "They met: c."}
    assert offered(desk.door, MO, head, every) == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", ()), ("12", (12,)), ("15-17, 12;16  3 – 4", (15, 16, 17, 12, 3, 4)), ("7-7", (7,))],
)
def test_numbers_are_read_as_people_write_them(text: str, numbers: tuple[int, ...]) -> None:
    assert read_numbers(text) == numbers


@pytest.mark.parametrize("text", ["x", "0", "5-3", "1-2-3", "1.5", "9999999999", "-4", "٣"])
def test_what_is_no_number_is_refused_with_the_word(text: str) -> None:
    with pytest.raises(ValueError, match="is no number of a record"):
        read_numbers(text)


def test_more_than_one_production_holds_is_refused() -> None:
    assert len(read_numbers("1-2000")) == 2000
    with pytest.raises(ValueError, match="more than 2,000"):
        read_numbers("1-2001")
