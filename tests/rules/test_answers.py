"""Whether requests and comment windows were answered, and in time."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from compliance.rules.rule import Would
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, would_on
from tests.small import criterion, d, finding, history, on, outcomes, posting, record

REQUESTS = criterion("requests_answered", within_days="10", due="each thing")
COMMENTS = criterion("comments_answered", within_days="30", due="each thing")
STRICT = {"silence": "not_met"}


def request(key: str, happened: str, **fields: Any) -> Evidence:
    """A request to the police."""
    asked = {"asked_by": "A resident", "asked_of": "police", "what": "The roster"}
    return record("request", key, happened=happened, **(asked | fields))


def answer(key: str, happened: str, **fields: Any) -> Evidence:
    """An answer, noted unless told otherwise."""
    return record("answer", key, happened=happened, **({"disposition": "noted"} | fields))


def window(key: str, opened: str, closes: str, **fields: Any) -> Evidence:
    """A comment window."""
    return posting(key, opened, closes, **fields)


def test_a_request_is_asked_about_from_the_day_after_its_own_due_date_or_the_days_for_all() -> None:
    own = history(REQUESTS, request("r", "2020-01-01", due="2020-02-01"), **STRICT)
    assert outcomes(own)[1:] == [("2020-02-02", "not_met")]
    days = history(REQUESTS, request("r", "2020-01-01"), **STRICT)
    assert outcomes(days)[1:] == [("2020-01-12", "not_met")]


def test_an_answered_request_is_met_and_a_late_answer_says_by_how_many_days() -> None:
    found = history(REQUESTS, request("r", "2020-01-01"), answer("a", "2020-01-15", request="r"), **STRICT)
    assert outcomes(found)[1:] == [("2020-01-12", "not_met"), ("2020-01-15", "met")]
    assert finding(found, "2020-01-15").late_days == 4
    in_time = history(REQUESTS, request("r", "2020-01-01"), answer("a", "2020-01-11", request="r"))
    assert finding(in_time, "2020-01-12").late_days is None


def test_without_a_known_due_date_an_unanswered_request_cannot_be_called_late() -> None:
    check = criterion("requests_answered", due="each thing")
    found = history(check, request("r", "2020-01-01"), **STRICT)
    assert outcomes(found)[1:] == [("2020-01-02", "cannot_tell")]


def test_an_inferred_request_blames_nobody_and_an_inferred_answer_fills_nothing() -> None:
    inferred = history(REQUESTS, request("r", "2020-01-01", inferred="That it was made."), **STRICT)
    assert "not_met" not in {o for _, o in outcomes(inferred)}
    guessed = answer("a", "2020-01-05", request="r", inferred="That it was sent.")
    assert on(history(REQUESTS, request("r", "2020-01-01"), guessed, **STRICT), "2020-01-12") == "cannot_tell"


def test_a_vague_answer_counts_from_its_last_possible_day() -> None:
    vague = answer("a", "2020-01-10/2020-01-20", request="r")
    found = history(REQUESTS, request("r", "2020-01-01"), vague, **STRICT)
    assert outcomes(found)[1:] == [("2020-01-12", "cannot_tell"), ("2020-01-20", "met")]


def test_another_body_s_answer_and_one_from_before_the_request_only_perhaps_answer_it() -> None:
    other = answer("a", "2020-01-05", request="r", by="schools")
    assert on(history(REQUESTS, request("r", "2020-01-01"), other, **STRICT), "2020-01-12") == "cannot_tell"
    own = answer("a", "2020-01-05", request="r", by="police")
    assert on(history(REQUESTS, request("r", "2020-01-01"), own, **STRICT), "2020-01-12") == "met"
    early = answer("a", "2019-12-05", request="r")
    assert on(history(REQUESTS, request("r", "2020-01-01"), early, **STRICT), "2020-01-12") == "cannot_tell"


def test_requests_to_another_body_or_from_before_the_duty_are_not_asked_about() -> None:
    check = REQUESTS | {"asked_of": "schools"}
    assert (
        finding(history(check, request("r", "2020-01-01")), "2020-06-01")
        .missing[0]
        .en.startswith("a request")
    )
    before = history(REQUESTS, request("r", "2020-01-01"), **{"from": "2020-02-01"})
    assert on(before, "2020-06-01") == "cannot_tell"
    assert "No request that had to be answered by 1 June 2020" in finding(before, "2020-06-01").says.en


def test_an_answer_to_any_record_of_a_request_answers_it_once() -> None:
    two = [request("r", "2020-01-01", thing="t"), request("s", "2020-01-01", thing="t")]
    found = history(REQUESTS, *two, answer("a", "2020-01-05", request="s"), **STRICT)
    assert on(found, "2020-01-12") == "met"
    assert finding(found, "2020-01-12").says.en == "Requests with an answer on record: 1 of 1."


def test_the_days_for_an_answer_are_those_that_held_on_the_day_of_the_request() -> None:
    check = REQUESTS | {"within_days": {"2019-03-01": "10", "2020-02-01": "20"}}
    found = history(check, request("r", "2020-01-25"), request("s", "2020-02-01"), **STRICT)
    steps = [(str(s.on), len(s.missing)) for s in found.steps() if s.missing]
    assert [step for step in steps if step[1]][-2:] == [("2020-02-05", 1), ("2020-02-22", 2)]


def test_requests_that_are_not_answered_are_named_and_would_be_closed_by_an_answer() -> None:
    found = acted(
        REQUESTS, request("r", "2020-01-01"), request("s", "2020-01-02", due="2020-01-20"), day="2020-02-01"
    )
    assert (found.act.kind, str(found.act.day)) == ("do", "2020-02-01")
    assert found.says.en == "Requests with an answer on record: 0 of 2."
    assert "0 de 2" in found.says.es
    assert [m.en for m in found.missing] == [
        "an answer to the request to Police of 1 January 2020 for: The roster",
        "an answer to the request to Police of 2 January 2020 for: The roster",
    ]


def test_with_no_request_on_record_what_was_asked_and_answered_is_to_be_supplied() -> None:
    found = acted(REQUESTS, day="2020-02-01")
    assert (found.act.kind, found.act.holder) == ("supply", "record-keeper")
    acted(criterion("requests_answered", asked_of="schools", due="each thing"), day="2020-02-01")


def test_two_records_of_one_answer_that_differ_on_its_day_are_shown_as_differing() -> None:
    one = answer("a", "2020-01-05", request="r", thing="t")
    other = answer("b", "2020-01-20", request="r", thing="t")
    found = history(REQUESTS, request("r", "2020-01-01"), one, other, **STRICT)
    assert on(found, "2020-01-12") == "contradicted"
    assert on(found, "2020-01-20") == "met", "on that day either makes it so"


def test_a_window_that_closed_asks_for_an_answer_within_its_days() -> None:
    found = history(COMMENTS, window("w", "2020-01-01", "2020-01-15"), **STRICT)
    assert outcomes(found)[1:] == [("2020-02-15", "not_met")]
    said = history(
        COMMENTS, window("w", "2020-01-01", "2020-01-15"), answer("a", "2020-02-20", round="w"), **STRICT
    )
    assert outcomes(said)[1:] == [("2020-02-15", "not_met"), ("2020-02-20", "met")]
    assert finding(said, "2020-02-20").late_days == 6
    assert finding(said, "2020-02-20").says.en.startswith(
        "Comment windows with a published answer on record: 1 of 1."
    )


def test_what_was_published_before_a_window_closed_only_perhaps_answers_it() -> None:
    early = answer("a", "2020-01-10", round="w")
    found = history(COMMENTS, window("w", "2020-01-01", "2020-01-15"), early, **STRICT)
    assert on(found, "2020-02-15") == "cannot_tell"


def test_the_days_run_from_the_last_day_that_the_window_may_have_closed() -> None:
    found = history(COMMENTS, window("w", "2020-01-01", "2020-01-10/2020-01-20"), **STRICT)
    assert outcomes(found)[1:] == [("2020-02-20", "not_met")]


def test_an_inferred_window_blames_nobody() -> None:
    found = history(COMMENTS, window("w", "2020-01-01", "2020-01-15", inferred="The page."), **STRICT)
    assert outcomes(found)[1:] == [("2020-02-15", "cannot_tell")]


def test_windows_that_are_not_answered_are_named_and_would_be_closed_by_an_answer() -> None:
    found = acted(COMMENTS, window("w", "2020-01-01", "2020-01-15"), day="2020-03-01")
    assert found.act.kind == "do"
    assert [m.en for m in found.missing] == ["an answer to the comments of 1 January 2020 to 15 January 2020"]
    assert "2020" in found.missing[0].es
    empty = acted(COMMENTS, day="2020-03-01")
    assert empty.act.kind == "supply"
    assert empty.missing[0].en == "a comment window that had to be answered by 1 March 2020"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "an answer is to one thing"),
        ({"request": "r", "round": "w"}, "an answer is to one thing"),
        ({"feedback": "f"}, "feedback and theme belong together"),
        ({"request": "r", "theme": "t"}, "feedback and theme belong together"),
        ({"request": "r", "version": "v", "disposition": "accepted"}, "version and clause belong together"),
        ({"request": "r", "version": "v", "clause": "alpha"}, "changes no clause"),
    ],
)
def test_an_answer_that_cannot_be_so_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        answer("a", "2020-01-01", **fields)


@st.composite
def exchanges(draw: st.DrawFn) -> tuple[list[Evidence], list[Evidence]]:
    """A few requests or windows and a few answers to some of them."""
    put, answers = [], []
    kind = draw(st.sampled_from(["request", "round"]))
    for i in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2020, 1, 1), date(2020, 3, 1)))
        vague = f"{first}/{first + timedelta(days=draw(st.sampled_from([0, 0, 6])))}"
        more = {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        if kind == "request":
            put.append(request(f"p{i}", vague, **more))
        else:
            put.append(window(f"p{i}", f"{first}", vague, **more))
    for i in range(draw(st.integers(0, 3)) if put else 0):
        when = draw(st.dates(date(2019, 12, 20), date(2020, 5, 1)))
        more = {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        answers.append(answer(f"a{i}", f"{when}", **{kind: draw(st.sampled_from(put)).key}, **more))
    return put, answers


@given(exchanges(), st.dates(date(2020, 1, 1), date(2020, 6, 30)))
def test_each_day_is_as_a_plain_look_says_and_what_the_act_tells_to_do_does_it(
    exchange: tuple[list[Evidence], list[Evidence]], day: date
) -> None:
    put, answers = exchange
    windows = bool(put) and put[0].kind == "posting"
    check, days = (COMMENTS, 30) if windows else (REQUESTS, 10)
    shown = history(check, *put, *answers, **STRICT).finding(day)
    outcomes_of = []
    for one in put:
        last = (one.closes if windows else one.happened).latest
        replies = [a for a in answers if one.key in (a.request, a.round)]
        surely = any(not a.inferred and last <= a.happened.latest <= day for a in replies)
        perhaps = any(a.happened.earliest <= day for a in replies)
        asked = day > last + timedelta(days=days)
        outcomes_of.append((asked, surely, perhaps or one.inferred is not None))
    asked = [each for each in outcomes_of if each[0]]
    if not put:
        expected = "cannot_tell"
    elif not asked:
        expected = "met" if all(each[1] for each in outcomes_of) else "not_yet_due"
    elif all(each[1] for each in asked):
        expected = "met"
    else:
        expected = "cannot_tell" if all(each[1] or each[2] for each in asked) else "not_met"
    assert shown.outcome == expected or (expected == "not_met" and shown.outcome == "lapsed")
    if shown.is_open:
        acted(check, *put, *answers, day=str(day), **STRICT)


@pytest.mark.parametrize(
    ("check", "put", "reply"),
    [
        (REQUESTS, request("p", "2020-01-01"), {"request": "p"}),
        (COMMENTS, window("p", "2019-12-15", "2020-01-01"), {"round": "p"}),
    ],
)
def test_what_is_put_on_the_first_day_of_the_duty_is_asked_about_until_it_is_answered(
    check: dict[str, Any], put: Evidence, reply: dict[str, str]
) -> None:
    begins = {"from": "2020-01-01"}
    assert on(history(check, put, **STRICT, **begins), "2020-03-01") == "not_met"
    assert "0 of 1." in finding(history(check, put, **begins), "2020-03-01").says.en
    done = history(check, put, answer("a", "2020-01-05", **reply), **begins)
    assert act_on(done, "2020-03-01").day is None
    assert would_on(done, "2020-03-01") == Would()


def test_an_act_of_a_past_day_names_that_day() -> None:
    found = acted(
        REQUESTS, request("r", "2020-01-01"), answer("a", "2020-03-01", request="r"), day="2020-02-01"
    )
    assert found.act.day == d("2020-02-01")


def test_an_answer_lies_with_the_body_that_was_asked() -> None:
    to_schools = request("r", "2020-01-01", asked_of="schools")
    found = finding(history(REQUESTS, to_schools, **STRICT), "2020-02-01")
    assert found.act is not None and found.act.holder == "schools"
    both = finding(history(REQUESTS, to_schools, request("s", "2020-01-02"), **STRICT), "2020-02-01")
    assert both.act is not None and both.act.holder == "police"
    for other in ("parties", "monitor"):
        others = request("s", "2020-01-02", asked_of=other)
        neither = finding(history(REQUESTS, to_schools, others, **STRICT), "2020-02-01")
        assert neither.act is not None and neither.act.holder == "police"
