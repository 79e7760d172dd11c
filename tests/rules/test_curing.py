"""The day from which what an act brings closes a gap."""

from datetime import date

import pytest

from compliance.evidence import Evidence
from compliance.rules.curing import Cure, first_cure
from tests.small import criterion, d, history, policy

TOPICS = criterion("topics_covered", topics=["alpha"])
LAST = "2020-06-30"


@pytest.mark.parametrize(
    ("after", "tried"),
    [
        ([], ["2020-01-01"]),
        (["2019-12-31"], ["2020-01-01"]),
        (["2020-01-01"], ["2020-01-01", "2020-01-02"]),
        (["2020-05-31", "2020-02-01", "2020-02-01"], ["2020-01-01", "2020-02-02", "2020-06-01"]),
        (["2020-06-29", "2020-06-30"], ["2020-01-01", "2020-06-30"]),
    ],
)
def test_the_day_itself_is_tried_and_each_day_on_which_something_said_before_counts_no_more(
    after: list[str], tried: list[str]
) -> None:
    found = history(TOPICS, policy("v", "2019-08-29"), until=LAST)
    days: list[date] = []

    def bring(on: date) -> list[Evidence]:
        days.append(on)
        return []

    cure = first_cure(found.criterion.check, found.view(d("2020-01-01")), bring, [d(day) for day in after])
    assert [str(day) for day in days] == tried
    assert cure == Cure()


def test_the_first_day_that_leaves_nothing_short_is_the_one() -> None:
    found = history(TOPICS, until=LAST)
    clause = {"topic": "alpha", "where": "I", "quote": "Words.", "confirmed_by": "A person"}
    text = policy("v", "2020-02-02", clauses=[clause])
    cure = first_cure(
        found.criterion.check,
        found.view(d("2020-01-01")),
        lambda on: [text],
        [d("2020-02-01"), d("2020-03-01")],
    )
    assert cure == Cure((text,), d("2020-02-02"))
