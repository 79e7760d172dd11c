"""Topics covered by the text in force, and what was considered, as documents show."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, brought
from tests.rules.open_gaps import acted_where_open
from tests.small import criterion, d, finding, history, on, outcomes, policy, record

TOPICS = criterion("topics_covered", topics=["alpha", "beta"])
ITEMS = criterion("items_documented", items=["alpha", "beta"], due="none")
PARTS = criterion("clause_present", parts=["alpha", "beta"])


def version(key: str, effective: str, *topics: str, **fields: object) -> Evidence:
    """A version with a confirmed clause on each topic."""
    clauses = [
        {"topic": topic, "where": "I.A", "quote": "Words.", "confirmed_by": "A person"} for topic in topics
    ]
    return policy(key, effective, clauses=clauses, **fields)


def document(key: str, happened: str | None, *names: str, **fields: str) -> Evidence:
    """A document that shows these things."""
    dated = {"happened": happened} if happened else {}
    return record("document", key, voice="department", names=list(names), **dated, **fields)


OLD, NEW = "a" * 64, "b" * 64


def memorandum(key: str, *parts: str, **fields: object) -> Evidence:
    """A signed agreement with a confirmed clause on each part."""
    clauses = [{"topic": part, "where": "1", "quote": "Words.", "confirmed_by": "A person"} for part in parts]
    about = {"parties": ["police", "schools"], "title": "A memorandum", "happened": "2019-08-29"}
    return record("agreement", key, **(about | {"clauses": clauses} | fields))


def read_in(text: str | None, topic: str) -> dict[str, str]:
    """A clause as it was read in the text with a hash."""
    clause = {"topic": topic, "where": "I.A", "quote": "Words.", "confirmed_by": "A person"}
    return clause | ({"text_sha256": text} if text else {})


@pytest.mark.parametrize("check", [TOPICS, ITEMS, PARTS])
def test_an_empty_record_shows_nothing_either_way(check: dict) -> None:
    for silence in ("cannot_tell", "not_met"):
        assert outcomes(history(check, silence=silence)) == [("2019-03-01", "cannot_tell")]
    assert finding(history(check), "2020-01-01").missing


def test_each_topic_needs_a_clause_of_the_version_in_force() -> None:
    found = history(TOPICS, version("v", "2019-08-29", "alpha"), version("w", "2020-06-01", "alpha", "beta"))
    assert on(found, "2019-08-28") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-05-31").missing] == ["a confirmed clause on: beta"]
    assert on(found, "2020-05-31") == "cannot_tell"
    assert on(found, "2020-06-01") == "met"


def test_a_new_version_that_drops_a_topic_is_short_again() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    records = [version("v", "2019-08-29", "alpha", "beta"), version("w", "2020-06-01", "alpha")]
    found = history(due, *records, silence="not_met")
    assert on(found, "2020-05-31") == "met"
    assert finding(found, "2020-05-31").late_days is None
    assert on(found, "2020-06-01") == "not_met"
    assert on(history(TOPICS, *records), "2020-06-01") == "cannot_tell"


def test_the_due_date_is_inclusive_and_a_version_without_the_topics_is_short_the_day_after() -> None:
    found = history(TOPICS | {"due": "2019-12-31"}, version("v", "2019-08-29"), silence="not_met")
    assert on(found, "2019-12-31") == "not_yet_due"
    assert on(found, "2020-01-01") == "not_met"


def test_a_version_that_may_not_be_in_force_is_not_called_short() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    ended = {"ends": "2020-01-10/2020-01-20", "ended_by": "rescinded"}
    found = history(due, version("v", "2019-08-10/2019-08-20", **ended), silence="not_met")
    assert on(found, "2019-08-19") == "cannot_tell"
    assert on(found, "2019-08-20") == "not_met"
    assert on(found, "2020-01-09") == "not_met"
    assert on(found, "2020-01-10") == "cannot_tell"
    assert on(found, "2020-01-20") == "cannot_tell"


def test_an_inferred_version_fills_nothing_and_blames_nobody() -> None:
    due = TOPICS | {"due": "2019-08-01"}
    for topics in ((), ("alpha", "beta")):
        found = history(due, version("v", "2019-08-29", *topics, inferred="The day."), silence="not_met")
        assert on(found, "2020-01-01") == "cannot_tell"


def test_the_act_names_only_the_topics_that_are_short() -> None:
    act = finding(history(TOPICS, version("v", "2019-08-29", "alpha")), "2020-01-01").act
    assert "each of: beta." in act.text.en
    assert act.holder == "record-keeper"


def test_a_version_without_the_topics_is_what_the_finding_rests_on() -> None:
    found = finding(history(TOPICS, version("v", "2019-08-29")), "2020-01-01")
    assert found.evidence == ("v",)
    assert found.says.en.endswith("that a person has confirmed on record: 0 of 2.")


@pytest.mark.parametrize("check", [TOPICS, PARTS])
def test_a_clause_of_an_inferred_record_fills_nothing_for_sure_and_is_named_anew(check: dict) -> None:
    inferred = version("w", "2019-08-29", "beta", thing="v", inferred="What it says.")
    found = history(check, version("v", "2019-08-29", "alpha"), inferred)
    assert on(found, "2020-01-01") == "cannot_tell"
    [(clauses,)] = brought(found, "2020-01-01", "clauses")
    assert [clause.topic for clause in clauses] == ["beta"]


def test_where_one_of_two_versions_has_a_vague_day_the_exact_one_is_asked_for() -> None:
    exact = version("v", "2019-03-01", "alpha", number="N-2")
    vague = version("w", "2019-08-01/2019-08-31", "alpha")
    act = finding(history(TOPICS, exact, vague), "2019-08-10").act
    assert act and "The exact days on which it was in force are needed too." in act.text.en
    sure = finding(history(TOPICS, exact), "2019-08-10").act
    assert sure and "exact days" not in sure.text.en


def test_a_version_of_today_would_not_do_where_one_on_record_for_later_lacks_the_topics() -> None:
    due = TOPICS | {"due": "2020-06-01"}
    assert act_on(history(due), "2020-01-01").day == d("2020-01-01")
    ahead = history(due, version("w", "2020-09-01", number="N-2"))
    assert act_on(ahead, "2020-01-01").day is None


def test_parts_are_to_be_named_in_the_text_in_force_or_that_text_is_to_be_supplied() -> None:
    ended = memorandum("m", last="2019-12-31")
    for told in ((), (ended,)):
        act = acted(PARTS, *told, day="2020-01-01").act
        assert act and act.text.en == (
            "Supply the policy version or the signed agreement in force on 1 January 2020, if there was one, with its clauses "
            "on: alpha and beta."
        )
    act = acted(PARTS, ended, version("v", "2019-08-29", "alpha"), day="2020-01-01").act
    assert act and act.text.en.startswith(
        "Load the text in force and have a person name the clause for each of: beta."
    )


def test_quotes_that_were_read_elsewhere_are_named_for_all_texts_in_force() -> None:
    two = [
        policy("v", "2019-08-29", number="N-1", text_sha256=NEW, clauses=[read_in(OLD, "alpha")]),
        policy("w", "2019-08-29", number="N-2", text_sha256=NEW, clauses=[read_in(OLD, "beta")]),
    ]
    for check in (TOPICS, PARTS):
        says = finding(history(check, *two), "2020-01-01").says
        assert "The quote on alpha and beta was read in another text" in says.en


def test_the_items_shown_are_counted() -> None:
    says = finding(history(ITEMS, document("d1", "2020-01-01", "alpha")), "2020-01-01").says
    assert says.en.startswith("Documents on record show 1 of the 2 things named.")


def test_items_are_shown_from_the_day_of_the_document_that_names_them() -> None:
    found = history(ITEMS, document("d1", "2020-01-01", "alpha"), document("d2", "2020-02-01", "beta"))
    assert on(found, "2020-01-31") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-01-31").missing] == ["beta"]
    assert on(found, "2020-02-01") == "met"
    assert finding(found, "2020-02-01").evidence == ("d1", "d2")


def test_an_undated_or_inferred_document_fills_nothing() -> None:
    undated = document("d1", None, "alpha", "beta")
    inferred = document("d1", "2020-01-01", "alpha", "beta", inferred="What it names.")
    for one in (undated, inferred):
        assert {o for _, o in outcomes(history(ITEMS, one))} == {"cannot_tell"}


def test_saying_that_something_was_considered_names_no_document() -> None:
    statement = document("d1", "2020-01-01")
    assert on(history(ITEMS, statement), "2021-01-01") == "cannot_tell"


@pytest.mark.parametrize("check", [TOPICS, PARTS])
def test_a_clause_whose_quote_was_read_in_another_text_counts_for_nothing(check: dict) -> None:
    carried = policy(
        "w", "2019-08-29", text_sha256=NEW, clauses=[read_in(NEW, "alpha"), read_in(OLD, "beta")]
    )
    shown = finding(history(check, carried), "2020-01-01")
    assert shown.outcome == "cannot_tell"
    assert "The quote on beta was read in another text" in shown.says.en
    assert [m.en for m in shown.missing] == ["a confirmed clause on: beta"]
    mapped_anew = policy("w2", "2019-08-29", thing="w", clauses=[read_in(NEW, "beta")])
    assert on(history(check, carried, mapped_anew), "2020-01-01") == "met"


def test_where_a_hash_is_not_known_nothing_speaks_against_a_clause() -> None:
    for text, clause in ((None, OLD), (OLD, None), (OLD, OLD)):
        more = {"text_sha256": text} if text else {}
        found = history(
            TOPICS, policy("v", "2019-08-29", clauses=[read_in(clause, t) for t in ("alpha", "beta")], **more)
        )
        assert on(found, "2020-01-01") == "met"


def test_the_topics_asked_are_those_of_the_day_on_which_the_version_took_effect() -> None:
    amended = TOPICS | {"topics": {"2019-03-01": ["alpha"], "2020-01-01": ["alpha", "beta"]}}
    found = history(amended, version("v", "2019-12-31", "alpha"))
    assert on(found, "2021-01-01") == "met"
    assert on(history(amended, version("v", "2020-01-01", "alpha")), "2021-01-01") == "cannot_tell"


def test_a_topic_that_is_asked_only_on_one_reading_of_a_vague_day_is_not_called_missing() -> None:
    amended = TOPICS | {
        "topics": {"2019-03-01": ["alpha"], "2020-01-01": ["alpha", "beta"]},
        "due": "2019-04-01",
    }
    vague = version("v", "2019-12-20/2020-01-10", "alpha")
    assert on(history(amended, vague, silence="not_met"), "2020-02-01") == "cannot_tell"


def test_parts_may_stand_in_a_policy_and_in_an_agreement_while_both_are_in_force() -> None:
    found = history(PARTS, version("v", "2019-08-29", "alpha"), memorandum("m", "beta", last="2020-06-30"))
    assert on(found, "2020-06-30") == "met"
    assert on(found, "2020-07-01") == "cannot_tell"
    assert [m.en for m in finding(found, "2020-07-01").missing] == ["a confirmed clause on: beta"]
    assert "1 of 2" in finding(found, "2020-07-01").says.en
    assert "1 de 2" in finding(found, "2020-07-01").says.es


def test_parts_that_lapse_with_the_agreement_are_no_longer_shown_where_silence_is_a_no() -> None:
    strict = PARTS | {"due": "2019-10-01"}
    found = history(strict, memorandum("m", "alpha", "beta", last="2020-06-30"), silence="not_met")
    assert outcomes(found)[-2:] == [("2019-08-29", "met"), ("2020-07-01", "lapsed")]


@pytest.mark.parametrize("fields", [{"happened": None}, {"inferred": "That it was signed."}])
def test_an_agreement_that_is_not_surely_signed_holds_no_part(fields: dict[str, str]) -> None:
    found = history(PARTS, memorandum("m", "alpha", "beta", **fields))
    assert on(found, "2020-01-01") == "cannot_tell"


def test_a_part_that_an_amendment_adds_is_asked_from_the_day_of_the_amendment() -> None:
    for check in (PARTS | {"parts": {"2019-03-01": ["alpha"], "2020-01-01": ["alpha", "beta"]}},):
        found = history(check, memorandum("m", "alpha"))
        assert on(found, "2019-12-31") == "met"
        assert on(found, "2020-01-01") == "cannot_tell"


def test_an_item_that_an_amendment_drops_is_no_longer_asked() -> None:
    check = ITEMS | {"items": {"2019-03-01": ["alpha", "beta"], "2020-01-01": ["alpha"]}}
    found = history(check, document("d1", "2019-08-01", "alpha"))
    assert on(found, "2019-12-31") == "cannot_tell"
    assert on(found, "2020-01-01") == "met"


def test_an_undated_document_keeps_silence_from_being_called_a_no() -> None:
    due = ITEMS | {"due": "2019-12-31"}
    assert on(history(due, silence="not_met"), "2020-06-01") == "not_met"
    assert (
        on(history(due, document("d1", None, "alpha", "beta"), silence="not_met"), "2020-06-01")
        == "cannot_tell"
    )


def test_two_records_of_one_version_that_differ_are_shown_as_differing() -> None:
    first = version("v", "2019-08-29", "alpha", "beta")
    other = version("w", "2019-10-29", "alpha", "beta", thing="v")
    assert on(history(TOPICS, first, other), "2019-09-15") == "contradicted"


@pytest.mark.parametrize(
    ("check", "kind", "holder"),
    [(TOPICS, "supply", "record-keeper"), (ITEMS, "ask", "police"), (PARTS, "supply", "record-keeper")],
)
def test_on_an_empty_record_the_act_would_do(check: dict, kind: str, holder: str) -> None:
    act = acted(check, day="2020-01-01").act
    assert (act.kind, act.holder, act.day) == (kind, holder, d("2020-01-01"))


def test_clauses_that_are_not_named_yet_can_be_named() -> None:
    act = acted(TOPICS, version("v", "2019-08-29", "alpha"), day="2020-01-01").act
    assert "each of: beta." in act.text.en and "beta (es)." in act.text.es
    act = acted(PARTS, memorandum("m", "alpha"), day="2020-01-01").act
    assert "A part that the text does not have has to be added to it." in act.text.en


def test_of_a_version_with_a_vague_day_the_exact_one_is_asked_for() -> None:
    act = acted(TOPICS, version("v", "2019-08-01/2019-08-31", "alpha", "beta"), day="2019-08-10").act
    assert "The exact days on which it was in force are needed too." in act.text.en


def test_a_list_of_nothing_is_refused() -> None:
    for check in (TOPICS | {"topics": []}, ITEMS | {"items": []}, PARTS | {"parts": {"2019-03-01": []}}):
        with pytest.raises(ValidationError, match="at least 1"):
            history(check)


days = st.dates(date(2019, 3, 5), date(2019, 6, 20))
topics = st.lists(st.sampled_from(["alpha", "beta", "other"]), max_size=3, unique=True)


@st.composite
def texts(draw: st.DrawFn) -> list[Evidence]:
    """A few versions and agreements: vague, inferred, ended, replaced, told of twice."""
    found: list[Evidence] = []
    for i in range(draw(st.integers(0, 4))):
        first, width = draw(days), draw(st.sampled_from([0, 0, 6]))
        when = f"{first}/{first + timedelta(days=width)}"
        last = first + timedelta(days=width + draw(st.integers(1, 40)))
        until = f"{last}/{last + timedelta(days=draw(st.sampled_from([0, 5])))}"
        more: dict[str, object] = {"inferred": "The day."} if draw(st.integers(0, 4)) == 0 else {}
        if draw(st.integers(0, 2)) == 0:
            more |= {"thing": draw(st.sampled_from(["one", "two"]))}
        ends = draw(st.sampled_from([None, "ends", "expires"]))
        if draw(st.booleans()):
            more |= {"last": until} if ends else {}
            found.append(memorandum(f"m{i}", *draw(topics), **({"happened": when} | more)))
        else:
            more |= {"number": draw(st.sampled_from(["N-1", "N-2"]))}
            more |= {ends: until} if ends else {}
            found.append(version(f"{draw(st.sampled_from('vz'))}{i}", when, *draw(topics), **more))
    return found


DATED = {"2019-03-01": ["alpha"], "2019-05-01": ["alpha", "beta"]}


@given(
    texts(),
    st.sampled_from([TOPICS, PARTS, TOPICS | {"topics": DATED}, PARTS | {"parts": DATED}]),
    st.sampled_from(["unknown", "2019-04-15"]),
    days,
)
def test_the_act_does_what_it_says(found: list[Evidence], check: dict, due: str, day: date) -> None:
    acted_where_open(check | {"due": due}, *found, day=day, silence="not_met", until="2019-09-30")


@given(st.lists(st.tuples(days, topics, st.booleans()), max_size=3), days)
def test_the_act_on_documents_does_what_it_says(shown: list[tuple[date, list[str], bool]], day: date) -> None:
    more = {"inferred": "What it names."}
    records = [
        document(f"d{i}", str(first), *names, **(more if doubt else {}))
        for i, (first, names, doubt) in enumerate(shown)
    ]
    acted_where_open(ITEMS | {"items": DATED}, *records, day=day, until="2019-09-30")
