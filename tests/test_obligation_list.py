"""The obligations as a list, what moved between two days, and what is due next."""

from compliance.assessment import Assessment, assess
from compliance.due_next import due_next
from compliance.obligation_list import in_order, listed, moved, narrowed
from compliance.outcomes import Outcome
from tests.small import a_catalogue, as_entries, catalogue_content, criterion, d, meeting, policy, t

HELD = criterion(
    "meetings_held", at_least="2", first="2019-03-01", last="2019-12-31", due="2020-01-31", key="met"
)
IN_FORCE = criterion("policy_in_force", due="2020-06-30", key="force")


def an_assessment(*records: object, silence: str = "not_met") -> Assessment:
    """Two obligations: one of two meetings due 31 January 2020, one of a policy in force due 30 June 2020."""
    content = catalogue_content(HELD, silence=silence)
    first = content["obligations"][0]
    second = first | {
        "key": "second",
        "title": t("Another duty"),
        "basis": "commitment",
        "responsible": "schools",
        "paragraphs": [],
        "criteria": [dict(IN_FORCE)],
    }
    content["obligations"] = [first, second]
    catalogue = type(a_catalogue(HELD)).model_validate(content)
    return assess(catalogue, as_entries(records), d("2022-12-31"))  # type: ignore[arg-type]


def keys(items: object) -> list[str]:
    return [item.obligation.key for item in items]  # type: ignore[attr-defined]


def test_each_item_says_what_it_comes_to_when_it_is_due_and_with_whom_it_lies() -> None:
    duty, second = listed(an_assessment(), d("2020-03-01"))
    assert (duty.outcome, duty.due) == (Outcome.NOT_MET, d("2020-01-31"))
    assert duty.holders
    assert second.outcome is Outcome.NOT_YET_DUE and second.holders == ()


def test_what_is_shown_has_no_due_date_and_nobody_who_holds_a_step() -> None:
    records = meeting("a", "2019-04-01"), meeting("b", "2019-05-01")
    duty, _ = listed(an_assessment(*records), d("2020-03-01"))
    assert (duty.outcome, duty.due, duty.holders) == (Outcome.MET, None, ())


def test_words_are_looked_for_in_title_plain_words_key_and_paragraph() -> None:
    every = listed(an_assessment(), d("2020-03-01"))
    for words, found in (
        ("ANOTHER", ["second"]),
        ("a duty plain", ["duty", "second"]),
        ("¶40", ["duty"]),
        ("second", ["second"]),
        ("no such", []),
    ):
        assert keys(narrowed(every, "en", words=words)) == found
    assert keys(narrowed(every, "es", words="(es)")) == ["duty", "second"]


def test_filters_are_all_to_hold() -> None:
    every = listed(an_assessment(), d("2020-03-01"))
    assert keys(narrowed(every, "en", basis="decree")) == ["duty"]
    assert keys(narrowed(every, "en", outcome=Outcome.NOT_YET_DUE)) == ["second"]
    assert keys(narrowed(every, "en", responsible="schools")) == ["second"]
    assert keys(narrowed(every, "en", responsible="schools", basis="decree")) == []
    assert keys(narrowed(every, "en", holder=every[0].holders[0])) == ["duty"]


def test_the_order_is_the_one_asked_for() -> None:
    every = listed(an_assessment(), d("2020-03-01"))
    assert keys(in_order(reversed(every), "due", "en")) == ["duty", "second"]
    assert keys(in_order(reversed(every), "status", "en")) == ["duty", "second"]
    assert keys(in_order(every, "title", "en")) == ["duty", "second"]
    assert keys(in_order(reversed(every), "title", "en")) == ["duty", "second"]
    assert keys(in_order(reversed(every), "catalogue", "en")) == ["second", "duty"]


def test_what_moved_is_what_has_another_outcome_on_the_second_day() -> None:
    assessment = an_assessment(policy("v", "2020-05-01"))
    found = moved(assessment, d("2020-01-31"), d("2020-02-01"))
    assert [(m.history.obligation.key, m.before, m.after) for m in found] == [
        ("duty", Outcome.NOT_YET_DUE, Outcome.NOT_MET)
    ]
    assert moved(assessment, d("2020-02-01"), d("2020-02-01")) == []


def test_due_dates_ahead_are_named_with_both_ends_and_whether_they_are_filled() -> None:
    assessment = an_assessment(policy("v", "2020-05-01"))
    found = due_next(assessment, d("2020-01-31"), d("2020-06-30"))
    assert [(str(x.on), x.criterion.key, x.is_filled) for x in found] == [
        ("2020-01-31", "met", False),
        ("2020-06-30", "force", True),
    ]
    assert due_next(assessment, d("2020-02-01"), d("2020-06-29")) == []


def test_a_duty_that_is_not_in_force_has_nothing_due() -> None:
    content = catalogue_content(HELD, **{"from": "2020-01-15"})
    catalogue = type(a_catalogue(HELD)).model_validate(content)
    assessment = assess(catalogue, [], d("2022-12-31"))
    assert due_next(assessment, d("2020-01-14"), d("2020-03-01")) == []
    assert len(due_next(assessment, d("2020-01-15"), d("2020-03-01"))) == 1
