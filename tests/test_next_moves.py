"""The law of the moves: what one says that it closes or makes worse, it does when the records really come; and no more."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compliance.access import PUBLIC, Actor
from compliance.assessment import Assessment, assess, reckon
from compliance.catalogue import Catalogue
from compliance.evidence.instrument import Instrument
from compliance.finding import SETTLED, Entry
from compliance.needed import Key
from compliance.next_moves import Move, Moves, is_worse, kinds_of
from compliance.outcomes import Outcome
from compliance.rules.rule import Would
from tests.random_stores import HORIZON, SmallStore, stores
from tests.small import (
    FIRST,
    a_catalogue,
    as_entries,
    catalogue_content,
    criterion,
    d,
    meeting,
    vote,
    write_folder,
)
from tests.stores import a_desk, load_folder, sqlite_place, with_people
from tests.test_next_acts import once_done

THOROUGH = 20 if os.environ.get("PILCROW_TESTS") == "thorough" else 1
days = st.dates(FIRST, HORIZON)


def the_moves(catalogue: Catalogue, entries: Sequence[Entry], on: date) -> tuple[Assessment, Moves]:
    """How a small store stands, and its moves on a day."""
    workings = reckon(catalogue, entries, HORIZON)
    return workings.assessment, Moves(workings.assessment, on, lambda would: workings.once(would).assessment)


def every_move(moves: Moves) -> list[Move]:
    """All of them, those too that close nothing."""
    return [moves.of(candidate) for candidate in moves.candidates]


def outcomes_from(of: Assessment, on: date) -> dict[Key, list[Outcome]]:
    """How each check comes out on every day from one to the horizon."""
    last = of.horizon.toordinal()
    return {
        (key, check.criterion.key): [
            check.outcomes.at(date.fromordinal(n)) for n in range(on.toordinal(), last + 1)
        ]
        for key, history in of.obligations.items()
        for check in history.criteria
    }


def twice(catalogue: Catalogue) -> Catalogue:
    """A catalogue in which each check stands a second time, under another key."""
    (duty,) = catalogue.obligations
    again = tuple(c.model_copy(update={"key": f"{c.key}-again"}) for c in duty.criteria)
    return catalogue.model_copy(
        update={"obligations": (duty.model_copy(update={"criteria": (*duty.criteria, *again)}),)}
    )


@settings(max_examples=150 * THOROUGH)
@given(stores(most=6), days)
def test_whatever_one_check_needs_serves_the_same_check_a_second_time(store: SmallStore, on: date) -> None:
    # An order that names a check moves the due date of that one alone.
    assume(not any(isinstance(e.evidence, Instrument) and e.evidence.criteria for e in store.entries))
    _, moves = the_moves(twice(store.catalogue), store.entries, on)
    for candidate in moves.candidates:
        keys = {wants.key[1] for wants in candidate.wants}
        assert {f"{key.removesuffix('-again')}-again" for key in keys} <= keys
        assert len({key.removesuffix("-again") for key in keys}) * 2 == len(keys)


@settings(max_examples=150 * THOROUGH)
@given(stores(most=6), days)
def test_a_move_does_what_it_says_when_the_records_really_come_and_closes_no_more(
    store: SmallStore, on: date
) -> None:
    before, moves = the_moves(store.catalogue, store.entries, on)
    now = outcomes_from(before, on)
    for move in every_move(moves):
        done = once_done(store.entries, move.candidate.would)
        then = outcomes_from(assess(store.catalogue, done, HORIZON), on)
        pairs = {key: list(zip(now[key], then[key], strict=True)) for key in now}
        closes = {
            key: on.toordinal() + pairs[key].index(first)
            for key in now
            if now[key][0] not in SETTLED
            for first in [next((p for p in pairs[key] if p[1] is Outcome.MET is not p[0]), None)]
            if first is not None
        }
        said = {(c.finding.obligation.key, c.finding.criterion.key): c.day.toordinal() for c in move.closes}
        assert said == closes
        worse = {key for key in now if any(is_worse(*pair) for pair in pairs[key])}
        assert {change.key for change in move.worse} == worse
        told = said.keys() | {change.key for change in (*move.worse, *move.others)}
        assert told == {key for key in now if now[key] != then[key]}
        for change in (*move.worse, *move.others):
            place = change.day.toordinal() - on.toordinal()
            assert (change.before, change.after) == pairs[change.key][place]


@settings(max_examples=100 * THOROUGH)
@given(stores(most=6, aside=False), days)
def test_what_a_check_needs_alone_closes_it_unless_something_else_stands_in_the_way(
    store: SmallStore, on: date
) -> None:
    before, moves = the_moves(store.catalogue, store.entries, on)
    for history in before.obligations.values():
        for check in history.criteria:
            act, needs = check.finding(on).act, moves.of_check((history.obligation.key, check.criterion.key))
            own = moves.of(needs) if needs else None
            promised = check.finding(on).is_open and act is not None and act.day is not None
            assert (own is not None) == (promised and any(check.would(on)))
            if own is not None and act is not None and act.day is not None and act.day <= HORIZON:
                closed = {c.finding.criterion.key: c.day for c in own.closes}
                assert closed[check.criterion.key] <= act.day


ONE_BY_MAY = {"at_least": "1", "first": "2019-03-01", "last": "2019-05-31"}


def two_that_share(**of_second: Any) -> Catalogue:
    """A town in which one meeting fills two checks."""
    return a_catalogue(
        criterion("meetings_held", **ONE_BY_MAY),
        criterion("meetings_held", key="again", **(ONE_BY_MAY | of_second)),
        silence="not_met",
    )


def test_one_record_that_serves_two_checks_is_one_move_that_closes_both() -> None:
    _, moves = the_moves(two_that_share(), [], d("2019-06-30"))
    [move] = every_move(moves)
    assert [c.finding.criterion.key for c in move.closes] == ["check", "again"]
    assert kinds_of(move.candidate) == [("meeting", 1)]


def test_a_larger_need_is_found_to_close_the_smaller_one_too() -> None:
    _, moves = the_moves(two_that_share(at_least="3"), [], d("2019-06-30"))
    closed = [{c.finding.criterion.key for c in move.closes} for move in every_move(moves)]
    assert sorted(closed, key=len) == [{"check"}, {"check", "again"}]


def test_needs_that_overlap_are_put_together_where_that_closes_more_for_each_record() -> None:
    documents = (["alpha"], ["beta"], ["alpha", "beta"])
    town = a_catalogue(
        *(
            criterion("items_documented", key=f"check-{i}", items=items, due="2019-04-01")
            for i, items in enumerate(documents)
        ),
        silence="not_met",
    )
    _, moves = the_moves(town, [], d("2019-06-30"))
    best = moves.ranked(moves.candidates)[0]
    assert len(best.candidate.steps) == 1, [sorted(m.candidate.steps) for m in every_move(moves)]


QUESTION = (
    criterion("meetings_held", **ONE_BY_MAY),
    criterion(
        "meetings_held", key="short", at_least="2", first="2019-03-01", last="2019-08-31", due="2019-08-31"
    ),
)


def test_an_answer_that_closes_one_check_and_leaves_another_not_met_says_both() -> None:
    rows = as_entries([meeting("may", "2019-05-01"), vote("vote", "2019-06-01")])
    before, moves = the_moves(a_catalogue(*QUESTION, silence="not_met"), rows, d("2019-10-01"))
    check, short = before.obligations["duty"].criteria
    assert check.outcomes.at(d("2019-10-01")) is Outcome.NEEDS_REVIEW
    assert short.outcomes.at(d("2019-10-01")) not in (Outcome.NOT_MET, Outcome.MET)
    needs = moves.of_check(("duty", "check"))
    assert needs is not None
    move = moves.of(needs)
    assert [step.act for step in move.candidate.steps] == ["record"]
    assert [c.key for c in move.closes] == [("duty", "check")]
    [worse] = move.worse
    assert (worse.key, worse.after) == (("duty", "short"), Outcome.NOT_MET)


def test_what_is_a_part_of_a_better_move_is_ranked_by_what_it_adds() -> None:
    rows = as_entries([meeting("may", "2019-05-01"), vote("vote", "2019-06-01")])
    again = dict(QUESTION[0]) | {"key": "again"}
    _, moves = the_moves(a_catalogue(*QUESTION, again, silence="not_met"), rows, d("2019-10-01"))
    answer, more = moves.ranked(moves.candidates)
    assert more.candidate.first is not None
    assert more.candidate.first.steps == answer.candidate.steps
    assert more.candidate.added == more.candidate.steps - answer.candidate.steps
    assert more.already == {c.key for c in answer.closes}
    assert {c.key for c in more.closes} - more.already == {("duty", "short")}


def test_the_best_comes_first_and_of_equals_what_is_due_first() -> None:
    town = a_catalogue(
        criterion("meetings_held", key="late", at_least="1", first="2019-03-01", last="2019-05-31", due="2019-05-31"),
        criterion("meetings_held", key="early", at_least="1", first="2019-03-01", last="2019-04-30", due="2019-04-30", subject="rules"),
        silence="not_met",
    )  # fmt: skip
    _, moves = the_moves(town, [], d("2019-06-30"))
    first, second = moves.ranked(moves.candidates)
    assert [m.closes[0].finding.criterion.key for m in (first, second)] == ["early", "late"]
    told: list[tuple[int, int]] = []
    assert moves.ranked(moves.candidates[1:], lambda done, of: told.append((done, of))) == [second]
    assert told == [(1, 1)]


def test_each_move_is_reckoned_once_and_when_it_is_first_looked_at() -> None:
    asked: list[object] = []
    workings = reckon(two_that_share(at_least="3"), [], HORIZON)

    def if_done(would: Would) -> Assessment:
        asked.append(would)
        return workings.once(would).assessment

    moves, keys = Moves(workings.assessment, d("2019-06-30"), if_done), [("duty", "check")]
    assert not moves.knows(keys)
    assert len(moves.candidates) == 2
    assert not asked
    assert not moves.knows(keys)
    [needs] = [moves.of_check(key) for key in keys]
    assert needs is not None
    assert moves.of(needs) is moves.of(needs)
    assert moves.knows(keys)
    assert len(asked) == 1
    assert moves.of_check(("duty", "no-such-check")) is None


def test_asking_at_the_door_what_a_record_would_close_records_nothing(tmp_path: Path) -> None:
    town = catalogue_content(
        criterion("meetings_held", **ONE_BY_MAY), criterion("meetings_held", key="again", **ONE_BY_MAY),
        silence="not_met",
    )  # fmt: skip
    desk = with_people(a_desk(sqlite_place(tmp_path / "store")))
    load_folder(desk, write_folder(tmp_path / "data", catalogue=town))
    for actor in (PUBLIC, Actor("cora"), Actor("mo")):
        reading, head = desk.door.ask(actor, "2019-06-30"), desk.door.head()
        moves = Moves(reading.assessment, reading.on, desk.door.if_done(actor, reading))
        [move] = moves.ranked(moves.candidates)
        assert len(move.closes) == 2
        assert desk.door.head() == head
        assert desk.door.ask(actor, "2019-06-30").assessment is reading.assessment
        assert not reading.assessment.entries
