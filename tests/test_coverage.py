"""What a catalogue covers is counted for each basis, each with its denominator, and says nothing of anybody's conduct."""

from typing import Any

import pytest

from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.coverage import Checked, Coverage, coverage
from compliance.evidence import Evidence
from compliance.rules import RULES
from tests.small import as_entries, catalogue_content, criterion, d, meeting, t, vote

RULED = criterion("meetings_held", at_least="2", first="2019-03-01", last="2019-12-31")
JUDGED = criterion("person_judges", key="judged", question="good", asks=t("Good?"))


def covered(*obligations: dict[str, Any], records: tuple[Evidence, ...] = ()) -> Coverage:
    """The coverage of a catalogue with these obligations, each the usual one but for what is given."""
    content = catalogue_content(RULED)
    [usual] = content["obligations"]
    content["obligations"] = [usual | {"key": f"o-{i}"} | own for i, own in enumerate(obligations)]
    catalogue = Catalogue.model_validate(content)
    return coverage(assess(catalogue, as_entries(records), d("2022-12-31")))


BARE = {"criteria": [], "needed": t("A check."), "about": ["contract"]}


def test_each_obligation_is_checked_by_a_rule_or_by_people_or_not_at_all() -> None:
    found = covered({}, {"criteria": [RULED, JUDGED]}, {"criteria": [JUDGED]}, BARE)
    assert found.bases["decree"] == Checked(4, by_rule=2, by_people=1, unchecked=1, without_records=4)


def test_bases_are_never_summed() -> None:
    found = covered({}, {"basis": "commitment", "paragraphs": []}, {"basis": "law", "paragraphs": []} | BARE)
    assert {basis: (own.obligations, own.by_rule) for basis, own in found.bases.items()} == {
        "decree": (1, 1),
        "commitment": (1, 1),
        "law": (1, 0),
    }


@pytest.mark.parametrize(
    ("records", "without"),
    [
        ((), 2),
        ((meeting("may", "2019-05-01"),), 1),
        ((vote("vote", "2019-05-01"),), 2),
        ((meeting("may", "2019-05-01", subject=["contract"]), meeting("june", "2019-06-01")), 0),
    ],
    ids=["none", "on one", "on the program alone", "on both"],
)
def test_an_obligation_was_looked_at_if_a_record_bears_on_its_own_subjects(
    records: tuple[Evidence, ...], without: int
) -> None:
    assert covered({}, BARE, records=records).bases["decree"].without_records == without


def test_paragraphs_that_several_obligations_rest_on_count_once() -> None:
    found = covered({}, {}, BARE)
    assert (found.paragraphs_in_all, found.paragraphs_loaded, found.paragraphs_rested_on) == (100, 1, 1)
    said = found.paragraphs_text()
    assert "Of the decree’s 100 paragraphs, 1 is loaded here" in said.en and "De los 100 párrafos" in said.es


def test_some_rule_is_judged_by_people() -> None:
    assert {rule.family for rule in RULES.values()} > {"judged"}
