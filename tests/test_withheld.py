"""Rows that are set aside: not public, or on a file that is no longer what was recorded. An answer is computed without
them; where it would be another with them, one cannot tell, and nothing is told of them but what names them."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence import Evidence
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.rules.counts.held import MeetingsHeld
from tests.small import (
    as_entries,
    criterion,
    finding,
    history,
    history_of,
    meeting,
    on,
    outcomes,
    policy,
    vote,
)

IN_FORCE = criterion("policy_in_force", due="2019-12-31")
TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30", due="2019-12-31")
REACHED = criterion("groups_reached", groups=["students", "alpha"], first="2019-04-01", last="2019-06-30")
ORDER = vote("order", "2021-03-01", "ends duty", "court order")
VERSION = policy("v", "2019-08-29")
M1, M2, M3 = meeting("m1", "2019-05-01"), meeting("m2", "2019-05-02"), meeting("m3", "2019-05-03")
WHY = ("hidden", "file")


# Where it makes no difference


@pytest.mark.parametrize("why", WHY)
def test_rows_set_aside_that_change_nothing_leave_every_answer_as_it_is_without_them(why: str) -> None:
    later = policy("later", "2020-06-01")
    seen, alone = history(IN_FORCE, VERSION, later, aside={"later": why}), history(IN_FORCE, VERSION)
    assert told(seen) == told(alone)
    assert not any(f.withheld for f in seen.steps())


def test_rows_on_something_else_rejected_or_without_effect_are_not_even_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed = []
    ledger = MeetingsHeld.ledger
    monkeypatch.setattr(MeetingsHeld, "ledger", lambda *given: computed.append(1) or ledger(*given))
    others = [
        meeting("x", "2019-05-01", subject=["contract"]),
        policy("y", "2019-05-01"),
        vote("n", "2021-01-01", "none"),
        M3,
    ]
    history(TWO, M1, M2)
    alone = len(computed)
    history(TWO, M1, M2, *others, reviews={"m3": "rejected"}, aside={r.key: "hidden" for r in others})
    assert len(computed) == 2 * alone


# Where it does


@pytest.mark.parametrize("why", WHY)
def test_what_only_rows_set_aside_would_show_cannot_be_told(why: str) -> None:
    found = history(TWO, M1, M2, M3, silence="not_met", aside={"m2": why, "m3": why})
    assert outcomes(history(TWO, M1, silence="not_met")) == [
        ("2019-03-01", "not_yet_due"),
        ("2020-01-01", "not_met"),
    ]
    assert outcomes(found) == [("2019-03-01", "not_yet_due"), ("2019-05-02", "cannot_tell")]
    assert [w.number for w in finding(found, "2020-01-01").withheld] == [2, 3]


@pytest.mark.parametrize("why", WHY)
@pytest.mark.parametrize(
    ("more", "alone", "with_it"),
    [
        (ORDER, "met", "not_applicable"),
        (vote("vote", "2021-02-22"), "met", "needs_review"),
        (policy("v2", "2019-08-29", thing="v", number="N-2", ends="2020-01-01", ended_by="rescinded"), "met", "contradicted"),
    ],
    ids=["ended", "in question", "contradicted"],
)  # fmt: skip
def test_what_rows_set_aside_would_end_or_deny_cannot_be_told(
    why: str, more: Evidence, alone: str, with_it: str
) -> None:
    version = policy("v", "2019-08-29", thing="v")
    assert on(history(IN_FORCE, version), "2021-12-31") == alone
    assert on(history(IN_FORCE, version, more), "2021-12-31") == with_it
    found = history(IN_FORCE, version, more, aside={more.key: why})
    assert on(found, "2021-12-31") == "cannot_tell"
    assert [w.why for w in finding(found, "2021-12-31").withheld] == [why]
    assert on(found, "2019-12-31") == on(history(IN_FORCE, version), "2019-12-31")


def test_a_rival_set_aside_makes_no_contradiction_and_its_absence_no_agreement() -> None:
    rival = meeting("rival", "2019-07-01", thing="m")
    ours = meeting("ours", "2019-05-20", thing="m")
    assert on(history(TWO, M1, ours, rival), "2020-01-01") == "contradicted"
    for aside in ("rival", "ours"):
        found = finding(history(TWO, M1, ours, rival, aside={aside: "hidden"}), "2020-01-01")
        assert found.outcome == "cannot_tell"
        assert aside not in found.evidence


def test_what_could_not_be_told_anyway_says_that_it_rests_on_rows_set_aside_only_while_it_does() -> None:
    unknown = IN_FORCE | {"due": "unknown"}
    found = history(unknown, VERSION, aside={"v": "hidden"})
    assert outcomes(found) == [("2019-03-01", "cannot_tell")]
    assert [(str(f.on), bool(f.withheld)) for f in found.steps()] == [
        ("2019-03-01", False),
        ("2019-08-29", True),
    ]


def test_a_rule_that_fails_once_rows_are_let_in_only_leaves_it_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = MeetingsHeld.ledger

    def fails(self: MeetingsHeld, records: Sequence[Evidence], duty: Any) -> Any:
        if len(records) > 2:
            raise ZeroDivisionError("PRIVATE-fault")
        return ledger(self, records, duty)

    monkeypatch.setattr(MeetingsHeld, "ledger", fails)
    found = history(TWO, M1, M2, M3, aside={"m3": "hidden"})
    assert {f.outcome for f in found.steps()} == {Outcome.CANNOT_TELL}
    assert "PRIVATE" not in str(told(found))


def test_a_rule_that_fails_without_them_too_is_seen_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MeetingsHeld, "ledger", lambda *_: 1 / 0)
    assert outcomes(history(TWO, M1, M2, aside={"m2": "hidden"})) == [("2019-03-01", "rule_error")]


def test_a_rule_that_fails_only_without_them_leaves_it_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = MeetingsHeld.ledger

    def fails(self: MeetingsHeld, records: Sequence[Evidence], duty: Any) -> Any:
        return ledger(self, records, duty) if len(records) > 1 else 1 / 0

    monkeypatch.setattr(MeetingsHeld, "ledger", fails)
    found = history(TWO, M1, M2, aside={"m2": "hidden"})
    assert {f.outcome for f in found.steps()} == {Outcome.CANNOT_TELL}


def test_a_correction_that_is_not_public_takes_the_place_of_the_row_it_corrects_once_let_in() -> None:
    wrong, right = meeting("m2", "2019-05-02"), meeting("m2", "2019-07-02")
    [one, first, second] = as_entries([M1, wrong, right])
    found = history_of(TWO, [one, first, second._replace(set_aside="hidden")], silence="not_met")
    assert on(found, "2020-01-01") == "cannot_tell"
    assert [w.number for w in finding(found, "2020-01-01").withheld] == [3]
    moved = second._replace(set_aside="hidden", evidence=meeting("m2", "2019-05-02", subject=["contract"]))
    assert on(history_of(TWO, [one, first, moved], silence="not_met"), "2020-01-01") == "cannot_tell"
    older = first._replace(set_aside="hidden")
    assert on(history_of(TWO, [one, older, second], silence="not_met"), "2020-01-01") == "not_met"


@pytest.mark.parametrize("review", ["accepted", "rejected"])
def test_a_review_that_is_not_public_is_a_row_set_aside_beside_the_one_reviewed(review: str) -> None:
    check = TWO | {"accepted": "true"} if review == "accepted" else TWO
    one, two = as_entries([M1, M2], {"m1": "accepted"})
    reviewed = two._replace(review=review, set_aside="hidden")
    found = history_of(check, [one, two, reviewed])
    assert on(found, "2020-01-01") == "cannot_tell"
    assert finding(found, "2020-01-01").withheld


# Both at once


def test_each_reason_is_named_only_where_its_own_rows_make_the_difference() -> None:
    more_than_enough = history(TWO, M1, M2, M3, ORDER, aside={"m3": "file", "order": "hidden"})
    assert finding(more_than_enough, "2021-02-28").outcome == "met"
    assert [w.why for w in finding(more_than_enough, "2021-03-01").withheld] == ["hidden"]


def test_two_rows_that_would_each_suffice_leave_it_in_doubt_for_both_reasons() -> None:
    found = history(TWO, M1, M2, M3, aside={"m2": "hidden", "m3": "file"})
    shown = finding(found, "2020-01-01")
    assert {w.why for w in shown.withheld} == {"hidden", "file"}
    assert "not public" in shown.says.en and "no longer what was recorded" in shown.says.en
    assert [shown.act.kind, len(shown.missing)] == ["ask", 2]


def test_what_shows_only_together_rests_on_both() -> None:
    three = TWO | {"at_least": "3"}
    found = history(three, M1, M2, M3, aside={"m2": "hidden", "m3": "file"}, silence="not_met")
    assert (
        on(history(three, M1, M2, M3, aside={"m3": "file"}, silence="not_met"), "2020-01-01") == "cannot_tell"
    )
    assert [(w.number, w.why) for w in finding(found, "2020-01-01").withheld] == [(2, "hidden"), (3, "file")]


# The law

DAYS = st.sampled_from(["2019-03-15", "2019-05-01", "2019-05-01/2019-07-15", "2019-06-20", "2020-02-01", "2021-01-01"])  # fmt: skip
CHECKS = st.sampled_from([IN_FORCE, TWO, REACHED, TWO | {"at_least": "1", "due": "unknown"}])


@st.composite
def a_record(draw: st.DrawFn, key: str) -> Evidence:
    """A small meeting, policy or instrument; often about the same thing as another."""
    thing = {"thing": draw(st.sampled_from([None, "one"]))}
    inferred = {"inferred": draw(st.sampled_from([None, None, "The day."]))}
    match draw(st.sampled_from(["meeting", "policy", "instrument"])):
        case "meeting":
            groups = draw(st.lists(st.sampled_from(["students", "alpha"]), unique=True))
            return meeting(key, draw(DAYS), groups=groups, **thing, **inferred)
        case "policy":
            ends = draw(st.sampled_from([{}, {"ends": "2021-06-01", "ended_by": "rescinded"}]))
            return policy(key, draw(DAYS), **ends, **thing, **inferred)
        case _:
            effect = draw(st.sampled_from(["opens question", "ends duty", "keeps duty"]))
            kind = draw(st.sampled_from(["vote", "court order"]))
            return vote(key, draw(DAYS), effect, kind, **inferred)


@st.composite
def rows(draw: st.DrawFn) -> list[Entry]:
    """Rows, some of them set aside; of two with one key the later is set aside."""
    records = [draw(a_record(f"r{i}")) for i in range(draw(st.integers(0, 6)))]
    reviews = {r.key: draw(st.sampled_from([None, None, "accepted", "rejected"])) for r in records}
    entries = as_entries(records, reviews, {r.key: draw(st.sampled_from([None, *WHY])) for r in records})
    for entry in entries[: draw(st.integers(0, 1))]:
        if entry.set_aside is None:
            corrected = draw(a_record(entry.evidence.key))
            entries.append(Entry(90 + entry.number, corrected, None, draw(st.sampled_from(WHY))))
    return entries


@given(rows=rows(), check=CHECKS, accepted=st.booleans(), silence=st.sampled_from(["not_met", "cannot_tell"]))
def test_the_outcome_is_that_of_the_rows_that_count_where_all_rows_agree_and_else_cannot_be_told(
    rows: list[Entry], check: dict[str, Any], accepted: bool, silence: str
) -> None:
    check = check | ({"accepted": "true"} if accepted else {})

    def told_from(entries: list[Entry]) -> CriterionHistory:
        return history_of(check, entries, silence=silence)

    for why in WHY:
        others = [e for e in rows if e.set_aside in (None, why)]
        assert_law(told_from(others), told_from(without(why, others)), told_from(with_all(why, others)))
    # With both reasons at once: what the public sees is their own answer, files and all, where it is everyone's.
    hidden = "hidden"
    assert_law(told_from(rows), told_from(without(hidden, rows)), told_from(with_all(hidden, rows)))


def assert_law(seen: CriterionHistory, own: CriterionHistory, everyone: CriterionHistory) -> None:
    """At every change point, and so on every day."""
    for day in sorted({*seen.outcomes.starts, *own.outcomes.starts, *everyone.outcomes.starts}):
        ours, theirs = own.outcomes.at(day), everyone.outcomes.at(day)
        assert seen.outcomes.at(day) == (ours if ours == theirs else Outcome.CANNOT_TELL)
        if ours != theirs:
            assert seen.finding(day).withheld
    for step in seen.steps():
        assert step.outcome is seen.outcomes.at(step.on)


def without(why: str, entries: Iterable[Entry]) -> list[Entry]:
    """Only the rows that are not set aside for a reason."""
    return [e for e in entries if e.set_aside != why]


def with_all(why: str, entries: Sequence[Entry]) -> list[Entry]:
    """All rows as whoever sees those set aside for a reason has them: of one key, the last."""
    last = {e.evidence.key: e for e in sorted(entries, key=lambda e: e.number)}
    seen = [
        e for e in entries if e is last[e.evidence.key] or last[e.evidence.key].set_aside not in (None, why)
    ]
    return [e._replace(set_aside=None) if e.set_aside == why else e for e in seen]


def told(of: CriterionHistory) -> list[tuple[Any, ...]]:
    """Every step as it is told."""
    return [(f.on, f.outcome, f.says, f.evidence, f.cited, f.missing, f.act, f.question) for f in of.steps()]
