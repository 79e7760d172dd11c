"""What happens to obligations between two days."""

from typing import Any

from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.chronicle import Happening, Span, chronicle
from compliance.determinations import Determination
from compliance.evidence import Evidence
from tests.small import a_catalogue, as_entries, catalogue_content, criterion, d, meeting, record
from tests.stores import PERIODS

HELD = criterion("meetings_held", at_least="1", first="2019-03-01", last="2019-12-31", due="2020-01-31")


def happens(
    first: str,
    last: str,
    *records: Evidence,
    catalogue: Catalogue | None = None,
    determinations: tuple[Determination, ...] = (),
    **aside: Any,
) -> list[Happening]:
    """Everything between two days."""
    assessment = assess(catalogue or a_catalogue(HELD), as_entries(records, **aside), d("2022-12-31"))
    obligations = list(assessment.obligations.values())
    return chronicle(assessment, determinations, obligations, Span(d(first), d(last)))


def told(found: list[Happening]) -> list[tuple[str, str]]:
    return [(f"{each.day}", each.sort) for each in found]


def test_the_span_begins_with_the_outcome_that_holds_then() -> None:
    found = happens("2019-06-01", "2019-06-30")
    assert [(f"{each.day}", each.outcome) for each in found] == [("2019-06-01", "not_yet_due")]


def test_outcomes_due_dates_and_records_stand_in_the_order_of_their_days() -> None:
    found = happens("2020-01-01", "2020-03-31", meeting("late", "2020-02-15"))
    assert told(found) == [
        ("2020-01-01", "outcome"),
        ("2020-01-31", "due"),
        ("2020-02-01", "outcome"),
        ("2020-02-15", "record"),
    ]
    assert found[1].criterion is not None and found[1].criterion.key == "check"
    assert found[3].entry is not None and found[3].entry.evidence.key == "late"


def test_both_ends_of_the_span_belong_to_it() -> None:
    records = (meeting("a", "2019-05-01"), meeting("b", "2019-05-31"), meeting("c", "2019-06-01"))
    found = happens("2019-05-01", "2019-05-31", *records)
    assert [e.entry.evidence.key for e in found if e.entry] == ["a", "b"]


def test_what_counts_for_nothing_and_what_tells_of_no_single_fact_is_left_out() -> None:
    claim = record("claim", "said", counts="alpha", value="3", as_of="2019-05-01", happened="2019-05-01")
    undated = record("meeting", "some", state="held")
    records = (meeting("a", "2019-05-01"), claim, undated)
    found = happens("2019-05-01", "2019-05-31", *records, reviews={"a": "rejected"})
    assert [each for each in found if each.sort == "record"] == []


def test_a_vague_day_stands_on_its_last() -> None:
    found = happens("2019-05-01", "2019-12-31", meeting("a", "2019-05-20/2019-06-10"))
    assert ("2019-06-10", "record") in told(found)


def determination(**fields: Any) -> Determination:
    return Determination.model_validate(
        {
            "paragraph": "40",
            "body": "police",
            "report": "IMR-1",
            "level": "first",
            "level_words": "Preliminary",
            "reported_by": "A paper",
            "source": "paper",
        }
        | fields
    )


def test_a_determination_stands_on_its_filing_or_at_its_periods_end() -> None:
    catalogue = Catalogue.model_validate(catalogue_content(HELD) | {"periods": PERIODS})
    own = {
        "stage": "filed",
        "rationale": "Seen.",
        "docket": "1",
        "reported_by": "the monitor",
        "source": None,
    }
    found = happens(
        "2019-03-01",
        "2020-12-31",
        catalogue=catalogue,
        determinations=(
            determination(),
            determination(report="IMR-2", filed_on="2020-10-01", **own),
            determination(body="schools"),
            determination(paragraph="41"),
            determination(report="unknown report"),
            determination(stage="shared", rationale="Seen.", reported_by="the monitor", source=None),
        ),
    )
    days = [f"{each.day}" for each in found if each.sort == "determination"]
    assert days == ["2019-08-31", "2020-10-01"]


def test_a_due_date_is_told_once_however_many_things_are_due_on_it() -> None:
    both = criterion(
        "groups_reached",
        first="2019-03-01",
        last="2019-12-31",
        groups=["students", "parents"],
        due="2020-01-31",
    )
    found = happens("2020-01-01", "2020-02-28", catalogue=a_catalogue(both))
    assert told(found).count(("2020-01-31", "due")) == 1
