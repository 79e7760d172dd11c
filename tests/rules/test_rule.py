"""What all rules share: the surest record of each thing, and records as they would have to be."""

from itertools import permutations
from typing import Any

import pytest

from compliance.evidence import Evidence
from compliance.evidence.document import Document
from compliance.evidence.meeting import Meeting
from compliance.rules.rule import NO_SOURCE_YET, of_kind
from tests.small import criterion, d, history, meeting, record


def document(key: str, **fields: Any) -> Evidence:
    """A document on the thing `t`."""
    return record("document", key, voice="department", **({"thing": "t"} | fields))


EXACT = document("exact", happened="2020-01-01")
VAGUE = document("vague", happened="2020-01-01/2020-01-05")
UNDATED = document("undated")
INFERRED = document("inferred", happened="2020-01-01", inferred="The day.")


@pytest.mark.parametrize(
    ("told", "surest"),
    [
        ((EXACT, VAGUE), "exact"),
        ((VAGUE, UNDATED), "vague"),
        ((UNDATED, INFERRED), "undated"),
        ((INFERRED, VAGUE, EXACT), "exact"),
    ],
)
def test_each_thing_is_told_once_by_its_surest_record(told: tuple[Evidence, ...], surest: str) -> None:
    alone = document("alone", thing="another")
    for order in permutations(told):
        assert [each.key for each in of_kind([alone, *order], Document, "topic")] == ["alone", surest]


def test_of_records_that_are_as_sure_the_first_speaks_and_each_without_a_thing_for_itself() -> None:
    same = [document(key, happened="2020-01-01") for key in ("b", "a")]
    own = [record("document", key, voice="department") for key in ("x", "y")]
    assert [each.key for each in of_kind([*own, *same], Document, "topic")] == ["x", "y", "b"]
    assert [each.key for each in of_kind(own, Document, "topic")] == ["x", "y"]


def test_only_records_of_the_kind_about_the_subject_are_read() -> None:
    elsewhere = document("elsewhere", subject=["rules"])
    assert of_kind([elsewhere, meeting("m", "2020-01-01", thing="t")], Document, "topic") == []


def test_a_record_that_is_not_there_has_no_source_and_a_key_that_is_never_too_long() -> None:
    found = history(criterion("meetings_held", at_least="1", first="2019-04-01", last="2019-06-30"))
    would = found.criterion.check.proposed(Meeting, found.view(d("2020-01-01")), "long" * 30, state="held")
    assert would.key.startswith("would-be-longlong")
    assert (would.source, would.subject) == (NO_SOURCE_YET, ("topic",))
