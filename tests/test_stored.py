"""Evidence read back from the record without checking it again is what a check would have made of it."""

import json

import pytest

from compliance.evidence import KINDS, Evidence
from compliance.intake.folder import read_folder
from compliance.stored import from_store
from tests.conftest import ROOT

CHICAGO = read_folder(ROOT / "data" / "chicago").evidence


@pytest.mark.parametrize("record", CHICAGO, ids=lambda record: record.key)
def test_a_record_comes_back_as_it_was_recorded(record: Evidence) -> None:
    text = record.model_dump_json(exclude_none=True)
    found = from_store(record.kind, text)
    assert found == record
    assert type(found) is type(record)
    assert found.model_dump_json(exclude_none=True) == text
    assert hash(found) == hash(record)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_how_each_of_its_fields_is_read_back(kind: str) -> None:
    with pytest.raises(ValueError, match="lacks"):
        from_store(kind, "{}")


@pytest.mark.parametrize("text", ["", "[]", "null", '"x"', '{"key": "a"}', "{"])
def test_what_cannot_be_a_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_store("meeting", text)


def test_a_kind_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(KeyError):
        from_store("rumour", "{}")


def test_what_later_versions_of_a_kind_added_is_filled_in() -> None:
    held = next(record for record in CHICAGO if record.kind == "meeting")
    given = json.loads(held.model_dump_json(exclude_none=True))
    given.pop("sessions", None)
    assert from_store("meeting", json.dumps(given)).sessions == 1  # type: ignore[attr-defined]
