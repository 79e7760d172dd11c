"""The review queue: what waits and why, what a review would change and does, and that no reviewer's work is lost or leaks."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.access import Actor, Conflict, Desk, NotAllowed
from compliance.access.reviewing import ask, last_review, review, team_notes
from compliance.assessment import Assessment
from compliance.contributions import Review, Verdict
from compliance.evidence import KINDS
from compliance.evidence.request import Request
from compliance.finding import Entry
from compliance.reporting_periods import period_of
from compliance.review_queue import VERDICTS, Choice, Queue, due_in_view
from tests.review_town import CORA, MIA, MO, STAN, YEAR, a_meeting, a_town, numbered
from tests.small import catalogue_content, criterion, d, record_content, write_folder
from tests.stores import a_desk, cut_after, load_folder, sqlite_place, with_people

ACTS = count()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The town's desk."""
    return a_town(tmp_path)


def the_queue(desk: Desk, actor: Actor = MO) -> Queue:
    """The queue as it stands."""
    return Queue(desk.door.ask(actor).assessment)


def keys(entries: Any) -> list[str]:
    """The keys of some entries, in their order."""
    return [e.evidence.key for e in entries]


def decide(
    desk: Desk, number: int, verdict: Verdict, actor: Actor = MO, note: str | None = None
) -> list[int]:
    """Review a record as it stands now."""
    body = Review(record=number, verdict=verdict, reason=f"{verdict} by {actor.person}")
    seen = last_review(desk.door, actor, number)
    return [head.number for head in review(desk, actor, body, note, seen, f"act {next(ACTS)}")]


# What waits


def test_a_record_waits_where_a_check_counts_it_only_once_accepted_oldest_first(desk: Desk) -> None:
    desk.add(CORA, a_meeting("second"))
    desk.add(CORA, a_meeting("elsewhere", subject=["program"]))
    queue = the_queue(desk)
    assert keys(queue.waiting) == ["loaded", "second"]
    assert keys(queue.unreviewed) == ["loaded", "second", "elsewhere"]
    decide(desk, numbered(desk, "loaded"), "accepted")
    queue = the_queue(desk)
    assert (keys(queue.waiting), keys(queue.reviewed)) == (["second"], ["loaded"])


def test_a_correction_of_what_was_rejected_waits_whatever_the_check_counts(desk: Desk) -> None:
    number = desk.add(CORA, a_meeting("elsewhere", subject=["program"])).number
    decide(desk, number, "rejected")
    assert keys(the_queue(desk).waiting) == ["loaded"]
    desk.add(
        CORA, a_meeting("elsewhere", "2019-05-02", subject=["program"]), corrects=number, reason="misread"
    )
    assert keys(the_queue(desk).waiting) == ["loaded", "elsewhere"]


def test_progress_names_its_denominator_and_counts_the_records_of_a_period(desk: Desk) -> None:
    first, second = numbered(desk, "loaded"), desk.add(CORA, a_meeting("second")).number
    decide(desk, first, "accepted")
    ask(desk, MO, second, "police", "The list of those present.", None, None, "once")
    queue = the_queue(desk)
    everything = queue.progress(range(1, second + 100))
    assert everything == (1, 1, 1)
    assert everything.needed == 2
    assert queue.progress(range(second, second + 1)) == (1, 1, 0)


def test_a_list_is_chosen_by_kind_obligation_capacity_and_number(desk: Desk) -> None:
    second = desk.add(CORA, a_meeting("second"), visibility="public").number
    queue, recorded = the_queue(desk), desk.door.recordings(MO, range(1, second + 1))

    def chosen(**how: Any) -> list[str]:
        return keys(queue.chosen(Choice(**how), recorded))

    assert chosen() == chosen(kind="meeting") == chosen(obligation="duty") == ["loaded", "second"]
    assert chosen(kind="policy") == chosen(obligation="no-duty") == chosen(state="asked") == []
    assert chosen(filed_as="department/patrol") == chosen(numbers=range(second, second + 1)) == ["second"]
    assert chosen(filed_as="administrator") == ["loaded"]
    assert chosen(state="unreviewed", obligation="duty") == ["loaded", "second"]


def test_the_deadline_in_view_is_the_next_due_date_of_a_check_and_else_the_last(desk: Desk) -> None:
    queue = the_queue(desk)
    checks = queue.checks(queue.waiting[0])
    assert [check.criterion.key for check in checks] == ["strict", "mild"]
    assert due_in_view(checks, d("2019-12-31")) == d("2019-12-31")
    assert due_in_view(checks, d("2020-01-01")) == d("2020-02-01")
    assert due_in_view(checks, d("2020-02-02")) == d("2020-02-01")
    assert due_in_view([], d("2020-02-02")) is None
    periods = desk.door.ask(MO).catalogue.periods
    assert [p and p.key for p in (period_of(date(2019, 8, 31), periods), period_of(date(2019, 9, 1), periods))] == ["IMR-1", None]  # fmt: skip


# What a review would change


def test_a_verdict_is_told_to_change_a_check_as_it_then_does(desk: Desk) -> None:
    entry = the_queue(desk).waiting[0]
    strict, mild = the_queue(desk).effects(entry)
    day = d("2020-01-01")
    assert (strict.needs, mild.needs) == (True, False)
    assert strict.stands.outcomes.at(day) == "needs_review"
    assert strict.accepted.outcomes.at(day) == "met"
    assert strict.rejected.outcomes.at(day) == "not_met"
    assert (mild.changes("accepted"), mild.changes_on("rejected", day)) == (False, False)


verdicts = st.sampled_from(VERDICTS)
filed = st.lists(
    st.tuples(
        st.sampled_from(["2019-04-01", "2019-06-01/2019-07-15", "2020-01-15"]),
        st.sampled_from([None, "accepted", "rejected", "corrected"]),
        st.sampled_from(["topic", "program"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=20)
@given(plan=filed, verdict=verdicts)
def test_what_would_change_is_what_really_reviewing_a_copy_changes(
    plan: list[Any], verdict: Verdict, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("town")
    desk = town(folder)
    for i, (happened, then, subject) in enumerate(plan):
        number = desk.add(CORA, a_meeting(f"meeting-{i}", happened, subject=[subject])).number
        if then in VERDICTS:
            decide(desk, number, then)
        elif then == "corrected":
            decide(desk, number, "rejected")
            again = a_meeting(f"meeting-{i}", "2019-08-01", subject=[subject])
            desk.add(CORA, again, corrects=number, reason="misread")
    before = desk.door.ask(MO).assessment
    queue = Queue(before)
    for i, entry in enumerate(queue.in_state("unreviewed")):
        told = {(e.stands.obligation.key, e.stands.criterion.key): e for e in queue.effects(entry)}
        copy = cut_after(desk, desk.door.head().number, sqlite_place(folder / f"copy-{i}"))
        decide(copy, entry.number, verdict)
        after = copy.door.ask(MO).assessment
        for name, outcomes in all_outcomes(after).items():
            expected = told[name].once(verdict).outcomes if name in told else all_outcomes(before)[name]
            assert outcomes == expected, (entry.number, name)


def town(folder: Path) -> Desk:
    """A town with checks that read meetings in two ways, and one that reads none."""
    made = with_people(a_desk(sqlite_place(folder / "store")))
    checks = (
        criterion("meetings_held", at_least="1", accepted="true", due="2019-12-31", **YEAR)
        | {"key": "strict"},
        criterion("meetings_held", at_least="2", due="2020-02-01", subject="program", **YEAR)
        | {"key": "mild"},
        criterion("policy_in_force") | {"key": "policy"},
    )
    load_folder(made, write_folder(folder / "data", catalogue=catalogue_content(*checks, silence="not_met")))
    return made


def all_outcomes(assessment: Assessment) -> dict[tuple[str, str], Any]:
    """The outcomes of every check over all days."""
    return {
        (key, c.criterion.key): c.outcomes for key, o in assessment.obligations.items() for c in o.criteria
    }


def test_a_queue_goes_on_from_the_one_before_and_comes_to_the_same(desk: Desk) -> None:
    before = the_queue(desk)
    before.effects(before.waiting[0])
    desk.add(CORA, a_meeting("second"))
    after = desk.door.ask(MO).assessment
    going_on, anew = Queue(after, before), Queue(after)
    for entry in anew.waiting:
        both = zip(going_on.effects(entry), anew.effects(entry), strict=True)
        assert all(e.once(v).outcomes == f.once(v).outcomes for e, f in both for v in VERDICTS)
    assert going_on.effects(anew.waiting[0]) is not before.effects(before.waiting[0])


# Reviewing


def test_a_review_and_what_the_team_notes_of_it_are_recorded_together(desk: Desk) -> None:
    number = numbered(desk, "loaded")
    of_review, of_note = decide(desk, number, "accepted", note="Check the minutes of June too.")
    assert of_note == of_review + 1
    [(recording, noted)] = team_notes(desk.door, MIA, number)
    assert (recording.person, recording.visibility, noted.words) == (
        "mo",
        "team",
        "Check the minutes of June too.",
    )
    assert team_notes(desk.door, CORA, number) == []


@pytest.mark.parametrize("note", ["", "a \u202e mark", "x" * 2001])
def test_neither_is_recorded_where_one_cannot_be(desk: Desk, note: str) -> None:
    before = desk.door.head().number
    with pytest.raises(ValueError):
        decide(desk, numbered(desk, "loaded"), "accepted", note=note)
    assert desk.door.head().number == before


def test_the_second_of_two_reviewers_is_told_of_the_first_and_may_then_differ(desk: Desk) -> None:
    number = numbered(desk, "loaded")
    seen = last_review(desk.door, MIA, number)
    [first] = decide(desk, number, "accepted")
    differs = Review(record=number, verdict="rejected", reason="The list is not there.")
    with pytest.raises(Conflict, match=f"was accepted meanwhile, in record {first}: “accepted by mo”"):
        review(desk, MIA, differs, "Ask mo.", seen, "once")
    assert team_notes(desk.door, MIA, number) == []
    review(desk, MIA, differs, None, last_review(desk.door, MIA, number), "again")
    assert the_queue(desk).reviewed[0].review == "rejected"


def test_of_two_reviewers_at_the_same_moment_one_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = numbered(desk, "loaded")
    seen = last_review(desk.door, MIA, number)
    append = desk.door.store.append

    def after_the_other(*how: Any, **more: Any) -> Any:
        monkeypatch.undo()
        decide(desk, number, "accepted")
        return append(*how, **more)

    monkeypatch.setattr(desk.door.store, "append", after_the_other)
    with pytest.raises(Conflict, match="was accepted meanwhile"):
        review(desk, MIA, Review(record=number, verdict="rejected", reason="No list."), "Mine.", seen, "once")
    assert the_queue(desk).reviewed[0].review == "accepted"
    assert team_notes(desk.door, MO, number) == []


def test_the_same_review_sent_twice_is_one(desk: Desk) -> None:
    number, seen = numbered(desk, "loaded"), last_review(desk.door, MO, numbered(desk, "loaded"))
    body = Review(record=number, verdict="accepted", reason="Seen.")
    assert review(desk, MO, body, "Noted.", seen, "once") == review(desk, MO, body, "Noted.", seen, "once")
    assert len(team_notes(desk.door, MO, number)) == 1


def test_a_review_that_was_taken_back_can_be_made_again(desk: Desk) -> None:
    number = numbered(desk, "loaded")
    [first] = decide(desk, number, "accepted")
    desk.withdraw(MO, first, "of another record")
    assert last_review(desk.door, MO, number) is None
    [again] = decide(desk, number, "accepted")
    assert again == first + 2


def test_a_record_that_was_corrected_meanwhile_is_told_with_its_new_number(desk: Desk) -> None:
    number = desk.add(CORA, a_meeting("second")).number
    new = desk.add(CORA, a_meeting("second", "2019-05-02"), corrects=number, reason="misread").number
    with pytest.raises(Conflict, match=f"record {new} took its place"):
        decide(desk, number, "accepted")
    with pytest.raises(Conflict, match=f"record {new} took its place"):
        ask(desk, MO, number, "police", "The list.", None, None, "once")


def test_nobody_reviews_what_they_filed_and_only_the_monitor_reviews(desk: Desk) -> None:
    own = desk.add(MO, a_meeting("own"), visibility="public").number
    for actor, number in ((MO, own), (CORA, numbered(desk, "loaded")), (STAN, own)):
        with pytest.raises(NotAllowed):
            decide(desk, number, "accepted", actor)
    decide(desk, own, "accepted", MIA)


# Asking


def test_an_ask_becomes_a_request_with_its_own_source_and_the_record_stays_in_the_queue(desk: Desk) -> None:
    number = desk.add(CORA, a_meeting("second")).number
    source, request = ask(
        desk, MO, number, "police", "The list of those present.", d("2020-07-15"), None, "once"
    )
    reading = desk.door.ask(CORA)
    asked = Queue(reading.assessment).asked[number]
    assert asked.answer is None
    said = asked.request
    assert (said.asked_of, said.what, said.due, said.about) == ("police", "The list of those present.", d("2020-07-15"), "second")  # fmt: skip
    assert said.subject == ("topic",)
    assert reading.source(said).outlet == "This record"
    rows = desk.door.recordings(MO, [source.number, request.number])
    assert {row.visibility for row in rows.values()} == {"parties"}
    queue = the_queue(desk)
    assert keys(queue.in_state("asked")) == ["second"]
    assert "second" in keys(queue.waiting)
    assert ask(desk, MO, number, "police", "The list of those present.", d("2020-07-15"), None, "once") == [
        source,
        request,
    ]


def test_an_answer_is_found_and_a_correction_is_no_longer_what_was_asked_about(desk: Desk) -> None:
    number = desk.add(CORA, a_meeting("second")).number
    ask(desk, MO, number, "police", "The list.", None, None, "once")
    request = the_queue(desk).asked[number].request
    given = record_content(
        "given", happened="2020-02-20", request=request.key, by="police", disposition="noted"
    )
    desk.add(CORA, KINDS["answer"].model_validate(given))
    answer = the_queue(desk).asked[number].answer
    assert answer is not None
    assert answer.key == "given"
    desk.add(CORA, a_meeting("second", "2019-05-02"), corrects=number, reason="with the list")
    queue = the_queue(desk)
    assert keys(queue.waiting) == ["loaded", "second"]
    assert queue.asked == {}


def test_what_is_asked_about_waits_although_no_check_counts_accepted_records_alone(desk: Desk) -> None:
    number = desk.add(CORA, a_meeting("elsewhere", subject=["program"])).number
    assert "elsewhere" not in keys(the_queue(desk).waiting)
    ask(desk, MO, number, "police", "Where was it held?", None, None, "once")
    assert "elsewhere" in keys(the_queue(desk).waiting)


def test_nothing_is_asked_openly_about_what_only_the_team_and_its_filer_read(desk: Desk) -> None:
    before = desk.add(CORA, a_meeting("quiet"), visibility="sealed").number
    with pytest.raises(NotAllowed, match="read by the monitor’s team"):
        ask(desk, MO, before, "police", "The list.", None, None, "once")
    with pytest.raises(ValueError):
        ask(desk, MO, numbered(desk, "loaded"), "nobody-here", "The list.", None, None, "once")
    with pytest.raises(ValueError):
        ask(desk, MO, numbered(desk, "loaded"), "police", "The list.", date(2019, 1, 1), None, "once")
    assert desk.door.head().number == before


def test_a_request_names_only_a_record_that_is_there() -> None:
    fields = Request.model_fields
    assert "about" in fields
    assert Request.refers["about"] == "record of evidence"


def test_nothing_was_reviewed_where_nobody_looked(desk: Desk) -> None:
    assert last_review(desk.door, MO, numbered(desk, "loaded")) is None
    entry: Entry = the_queue(desk).waiting[0]
    assert entry.review is None
