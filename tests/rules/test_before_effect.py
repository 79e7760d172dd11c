"""Before effect: which drafts count for which version, what is said of versions from before the promise, and what would
show that a draft was up in time."""

import pytest

from compliance.evidence import Evidence
from tests.rules.acts import acted
from tests.rules.ledgers import act_on, asks, brought, gives, would_on
from tests.small import criterion, d, finding, history, on, policy, posting

BEFORE = criterion("posted_before_effective", due="each version")
PROMISED = {"from": "2020-05-18"}
V, W = policy("v", "2020-06-01", number="N-1"), policy("w", "2020-08-01", number="N-2")


def test_each_version_is_asked_for_a_draft_that_closed_the_day_before_its_effect_at_the_latest() -> None:
    assert asks(history(BEFORE, V, W)) == [
        "v from 2020-06-01 due 2020-05-31 because v",
        "w from 2020-08-01 due 2020-07-31 because w",
    ]


def test_a_version_that_took_effect_on_the_very_day_of_the_promise_is_asked() -> None:
    found = history(BEFORE, policy("v", "2020-05-18"), silence="not_met", **PROMISED)
    assert on(found, "2020-05-18") == "not_met"
    assert "nothing is asked of that version" not in finding(found, "2020-06-01").says.en


def test_a_version_that_may_have_come_before_the_promise_blames_nobody() -> None:
    found = history(BEFORE, policy("v", "2020-05-17/2020-05-19"), silence="not_met", **PROMISED)
    assert on(found, "2020-07-01") == "cannot_tell"


def test_each_version_is_given_its_own_drafts_and_of_those_of_no_named_version_the_one_that_closed_first() -> (
    None
):
    drafts = [
        posting("late", "2020-04-10", "2020-04-25"),
        posting("early", "2020-04-01", "2020-04-15"),
        posting("of-v", "2020-05-01", "2020-05-16", draft_of="v"),
        posting("of-w", "2020-07-01", "2020-07-16", draft_of="w"),
    ]
    assert gives(history(BEFORE, V, W, *drafts)) == [
        "perhaps v by early from 2020-04-15",
        "v by of-v from 2020-05-16",
        "perhaps w by early from 2020-04-15",
        "w by of-w from 2020-07-16",
    ]


@pytest.mark.parametrize(
    "told",
    [
        [posting("p", "2020-05-01", "2020-05-16", draft_of="v", inferred="The days.")],
        [
            posting("p", "2020-05-01", "2020-05-16", "unknown", thing="may"),
            posting("q", "2020-05-01", "2020-05-16", thing="may", draft_of="v", inferred="The version."),
        ],
    ],
)
def test_a_draft_of_which_anything_is_inferred_is_not_sure(told: list[Evidence]) -> None:
    found = history(BEFORE, V, *told, silence="not_met")
    assert gives(found) == ["perhaps v by p from 2020-05-16"]
    assert on(found, "2020-07-01") == "cannot_tell"


@pytest.mark.parametrize(
    ("with_a_draft", "versions", "told"),
    [
        ([], [V], "0 of 1 version in force has "),
        (["v"], [V], "1 of 1 version in force has "),
        (["v"], [V, W], "1 of 2 versions in force has "),
        ([], [V, W], "0 of 2 versions in force have "),
        (["v", "w"], [V, W], "2 of 2 versions in force have "),
    ],
)
def test_the_sentence_counts_the_versions_in_force_that_have_a_draft(
    with_a_draft: list[str], versions: list[Evidence], told: str
) -> None:
    drafts = [posting(f"draft-{key}", "2020-05-01", "2020-05-16", draft_of=key) for key in with_a_draft]
    assert finding(history(BEFORE, *versions, *drafts), "2020-09-01").says.en.startswith(
        f"{told}a draft on record whose comment window closed before it took effect."
    )


@pytest.mark.parametrize(
    ("closes", "draft_of", "told"),
    [
        ("2019-08-28", None, "a posting before it is on record"),
        ("2019-08-28", "v", "a posting before it is on record"),
        ("2019-08-28", "w", "no posting before it was found in what was read"),
        ("2019-08-29", "v", "no posting before it was found in what was read"),
    ],
)
def test_of_a_version_from_before_the_promise_it_is_told_whether_a_posting_before_it_is_on_record(
    closes: str, draft_of: str | None, told: str
) -> None:
    posted = posting("p", "2019-08-01", closes, draft_of=draft_of)
    found = history(BEFORE, policy("v", "2019-08-29"), posted, **PROMISED)
    assert finding(found, "2020-06-01").says.en == (
        "No version that took effect from 18 May 2020, the first day a source shows the promise, to 1 June 2020 is on "
        f"record. N-1 of 29 August 2019: {told}; the promise is first on record later, so nothing is asked of that version."
    )


def test_beside_a_draft_that_closed_too_late_proof_of_another_one_can_still_be_supplied() -> None:
    late = posting("p", "2020-05-01", "2020-06-01", draft_of="v")
    none = acted(BEFORE, V, W, late, day="2020-09-01").act
    assert none and none.kind == "none"
    assert none.text.en.endswith(
        "that day has passed: the posting of a draft of N-1 before 1 June 2020. Proof of the posting of a draft of N-2 "
        "before 1 August 2020 can still be supplied."
    )


def test_the_proof_of_a_posting_is_a_window_that_closed_the_day_before_the_effect() -> None:
    found = history(BEFORE, V, policy("w", "2020-08-01/2020-08-05", number="N-2"))
    assert brought(found, "2020-09-01", "happened", "closes", "draft_of") == [
        ("2020-05-30", "2020-05-31", "v"),
        ("2020-07-30", "2020-07-31", "w"),
    ]


def test_where_no_version_is_asked_about_the_next_one_would_bear_the_name_of_the_last_one() -> None:
    old = [
        policy("v1", "2019-04-01", number="N-1", title="First", **{"happened": "2019-03-20"}),
        policy("v3", "2019-10-01", number="N-3", title="Third"),
        policy("v2", "2019-06-01", number="N-2", title="Second"),
    ]
    found = history(BEFORE, *old, **PROMISED)
    (version, posted) = found.would(d("2020-07-01")).records
    assert (version.number, version.title) == ("N-3", "Third")
    assert (version.happened, version.effective) == (version.happened.on(d("2020-07-01")),) * 2
    assert (posted.closes, posted.draft_of) == (version.happened.on(d("2020-06-30")), version.key)
    assert acted(BEFORE, *old, day="2020-07-01", **PROMISED)


def test_where_every_version_was_posted_the_act_promises_no_day_and_brings_nothing() -> None:
    found = history(BEFORE, V, posting("p", "2020-05-01", "2020-05-16", draft_of="v"))
    assert act_on(found, "2020-07-01").day is None
    assert would_on(found, "2020-07-01").records == ()
