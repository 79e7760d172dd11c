"""Drafts: what was posted in each round, what is said of it, and what would settle it."""

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import brought, gives, would_on
from tests.small import criterion, finding, history, on, policy, posting

DRAFT = criterion("posted_is_draft", due="each round")
CURRENT = posting("p1", "2022-03-01", "2022-03-16", "current")
UNKNOWN = posting("p2", "2022-06-01", "2022-06-16", "unknown")
GOOD = posting("p3", "2022-09-01", "2022-09-16")
COMPARED = posting("p", "2022-06-13", "2022-06-28", same_text_as="v")


def test_a_round_with_a_draft_is_counted_once_from_the_day_it_opened() -> None:
    assert gives(history(DRAFT, GOOD)) == ["p3 from 2022-09-01"]


@pytest.mark.parametrize(
    ("version", "given"),
    [
        (policy("v", "2022-06-13"), []),
        (policy("v", "2022-06-14"), ["p from 2022-06-13"]),
        (policy("v", "2022-06-12/2022-06-14"), ["perhaps p from 2022-06-13"]),
        (policy("v", "2022-01-01", ends="2022-06-13"), ["p from 2022-06-13"]),
        (policy("v", "2022-01-01", ends="2022-06-14"), []),
        (policy("v", "2022-01-01", ends="2022-06-13/2022-06-14"), ["perhaps p from 2022-06-13"]),
        (policy("v", "2022-01-01", inferred="The day."), ["perhaps p from 2022-06-13"]),
        (policy("w", "2022-01-01"), ["perhaps p from 2022-06-13"]),
    ],
)
def test_the_text_of_a_version_is_no_draft_only_while_that_version_held(
    version: Evidence, given: list[str]
) -> None:
    assert gives(history(DRAFT, COMPARED, version)) == given


@pytest.mark.parametrize("effective", ["2022-01-01", "2022-06-12/2022-06-14", "2022-07-01"])
def test_what_the_page_itself_calls_the_text_in_force_stays_so_whatever_a_comparison_found(
    effective: str,
) -> None:
    called = posting("p", "2022-06-13", "2022-06-28", "current", same_text_as="v")
    found = history(DRAFT, called, policy("v", effective), silence="not_met")
    assert on(found, "2022-12-31") == "not_met"


def test_the_sentence_tells_drafts_the_text_in_force_and_what_is_not_settled_apart() -> None:
    says = finding(history(DRAFT, CURRENT, UNKNOWN, GOOD), "2022-12-31").says
    assert says.en == (
        "3 comment rounds promised a draft; on record as posting one: 1. By the record, the text then in force was posted in "
        "the round of 1 March 2022 to 16 March 2022. What was posted in the round of 1 June 2022 to 16 June 2022 is not "
        "settled by what was read."
    )
    assert "no aclara qué se publicó en la ronda del 1 de junio de 2022" in says.es


def test_a_round_without_a_promise_is_named_from_the_day_it_opened() -> None:
    found = history(DRAFT, GOOD, posting("p4", "2022-10-01", "2022-10-16", "current", promised="no"))
    assert finding(found, "2022-09-30").says.en == (
        "1 comment round promised a draft; on record as posting one: 1."
    )
    told = "No draft was promised in the round of 1 October 2022 to 16 October 2022, so none is asked of it."
    assert finding(found, "2022-10-01").says.en.endswith(f"on record as posting one: 1. {told}")


def test_before_any_round_that_promised_a_draft_the_sentence_says_so() -> None:
    says = finding(history(DRAFT), "2022-06-01").says.en
    assert says == "No comment round that promised a draft by 1 June 2022 is on record."


def test_where_nothing_but_the_text_in_force_was_posted_nothing_is_asked_for() -> None:
    act = acted(DRAFT, CURRENT, day="2022-12-31").act
    assert act and act.text.en.endswith(
        "by the record the text then in force was posted, and its day has passed."
    )


def test_where_nothing_can_cure_one_round_nothing_is_offered_for_another() -> None:
    found = history(DRAFT, CURRENT, UNKNOWN)
    assert would_on(found, "2022-12-31").records == ()


def test_whether_a_version_that_was_posted_was_in_force_has_to_be_asked() -> None:
    act = finding(history(DRAFT, COMPARED, policy("v", "2022-06-12/2022-06-14")), "2022-12-31").act
    assert act and (act.kind, act.day) == ("ask", None)
    assert act.text.en == (
        "Ask whether the version whose text was posted was in force when the round opened: the round of 13 June 2022 to 28 "
        "June 2022."
    )


@pytest.mark.parametrize(
    ("fields", "settled"),
    [
        ({"posted": "unknown"}, ("draft", "yes", None)),
        ({"posted": "current", "inferred": "What was posted."}, ("draft", "yes", None)),
        ({"posted": "current", "promised": "unknown"}, ("current", "no", None)),
        ({"same_text_as": "v", "promised": "unknown"}, ("draft", "no", "v")),
        ({"same_text_as": "v", "inferred": "That it is the same text."}, ("draft", "yes", None)),
    ],
)
def test_what_would_settle_a_round_untells_nothing_that_a_source_tells(
    fields: dict, settled: tuple[str, str, str | None]
) -> None:
    told = posting("p", "2022-06-13", "2022-06-28", **fields)
    version = policy("v", "2022-01-01")
    assert acted(DRAFT, told, version, day="2022-12-01")
    found = history(DRAFT, told, version)
    assert brought(found, "2022-12-01", "posted", "draft_promised", "same_text_as")[0] == settled


def test_what_is_not_known_of_each_round_is_supplied_with_exact_days() -> None:
    vague = posting("p4", "2022-10-01/2022-10-05", "2022-10-20", "unknown")
    found = history(DRAFT, UNKNOWN, GOOD, vague)
    assert brought(found, "2022-12-31", "happened", "closes", "posted") == [
        ("2022-06-01", "2022-06-16", "draft"),
        ("2022-10-05", "2022-10-20", "draft"),
    ]
