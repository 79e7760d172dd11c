"""Forms and tables take what records hold and give it back unchanged; what is typed wrong is said by its field."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence import Evidence
from compliance.evidence.fields import fields_of
from compliance.intake.folder import read_folder
from compliance.intake.forms import a_key_for, read_form, typed
from compliance.intake.tables import TABLES, read_table
from tests.conftest import ROOT
from tests.small import record, record_content

RECORDS: list[Evidence] = [
    *read_folder(ROOT / "data" / "chicago").evidence,
    record(
        "roster",
        "list",
        happened="2019-05-01",
        assignments=[
            {"officer": "o-1", "first": "2019-01-01", "school": "school-a", "post": "fixed"},
            {"officer": "o-2", "first": "2019-02-01", "last": "2019-03-01"},
        ],
    ),
    record(
        "feedback",
        "said",
        happened="2019-05-01",
        meeting="may",
        themes=[{"key": "one", "words": "More notice."}],
    ),
    record("claim", "claim", counts="meetings", value="12", cumulative="yes", as_of="2019-05-01/2019-05-31"),
    record(
        "sample",
        "draw",
        happened="2019-05-01",
        listed="Stops",
        frame="10",
        size="2",
        seed="words",
        items=["3", "7"],
    ),
    record("training", "course", happened="2019-05-01", course="Safety", officers=["o-1", "o-2"]),
]


def as_typed(of: Evidence) -> dict[str, str | list[str]]:
    """What a form shows for a record."""
    return typed(json.loads(of.model_dump_json(exclude_none=True)), of.kind)


@pytest.mark.parametrize("of", RECORDS, ids=lambda of: f"{of.kind}-{of.key}")
def test_a_record_comes_back_from_its_form_as_it_was(of: Evidence) -> None:
    formed = read_form(of.kind, as_typed(of))
    assert (formed.wrong, formed.body) == ({}, of)


@pytest.mark.parametrize("of", RECORDS, ids=lambda of: f"{of.kind}-{of.key}")
def test_a_record_comes_back_from_a_row_of_a_table_as_it_was(of: Evidence, tmp_path: Path) -> None:
    shown = as_typed(of)
    if any(field.parts and shown.get(field.name) for field in fields_of(TABLES[of.kind])):
        pytest.skip("it holds what no cell can hold")
    row = {
        name: "; ".join(value) if isinstance(value, list) else value for name, value in shown.items() if value
    }
    path = tmp_path / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    assert [each.body for each in read_table(path, of.kind).rows] == [of]


def test_most_records_can_come_as_a_row() -> None:
    nested = [
        of for of in RECORDS if any(f.parts and as_typed(of).get(f.name) for f in fields_of(TABLES[of.kind]))
    ]
    assert len(RECORDS) - len(nested) > 20


def wrong(kind: str, **given: str) -> dict[str, list[str]]:
    """What is wrong with a form, by field."""
    content = {name: "; ".join(v) if isinstance(v, list) else v for name, v in record_content("may").items()}
    return {name: [t.en for t in texts] for name, texts in read_form(kind, content | given).wrong.items()}


def test_what_is_wrong_is_said_by_its_field() -> None:
    assert wrong("meeting", state="held") == {}
    assert wrong("meeting", state="", said_by=" ") == {
        "state": ["this is needed"],
        "said_by": ["this is needed"],
    }
    found = wrong("meeting", state="held", happened="2019-13-01", sessions="many")
    assert found["happened"] == ["'2019-13-01' is not in the calendar. Write a day that exists, YYYY-MM-DD."]
    assert found["sessions"] == ["'many' is not a whole number. Write digits only, for example 15."]


def test_which_entry_of_a_list_is_wrong_is_said() -> None:
    lines = "o-1 | 2019-01-01 | 2018-01-01\no-2 | 1 May\no-3 | 2019-01-01 | | s | fixed | more"
    said = wrong("roster", happened="2019-05-01", assignments=lines)["assignments"]
    assert [each.split(":")[0] for each in said] == ["entry 1", "entry 2, first", "entry 3, (6)"]


def test_what_concerns_no_single_field_is_said_for_the_whole() -> None:
    found = wrong("meeting", state="held", happened="2019-05-01", noticed="2019-06-01")
    assert list(found) == [""] and "lies after the meeting" in found[""][0]


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("meeting", "summary", "A 15-year-old student was there."),
        ("meeting", "note", "DOB: 05/03/2009"),
        ("roster", "assignments", "date of birth: 5/3/2009 | 2019-01-01"),
    ],
)
def test_what_must_never_be_sent_is_stopped_in_a_form_too(kind: str, field: str, said: str) -> None:
    assert any("must never be sent" in each for each in wrong(kind, **{field: said})[field])


def test_a_key_is_made_for_whoever_leaves_it_empty() -> None:
    made = a_key_for("council_vote", {"happened": "2019-05-01/2019-05-31"})
    assert made.startswith("council-vote-2019-05-01-") and made != a_key_for(
        "council_vote", {"happened": "2019-05-01"}
    )
    assert wrong("meeting", state="held", key=made) == {}


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_whatever_is_typed_is_a_record_or_is_said_to_be_wrong(kind: str, data: st.DataObject) -> None:
    names = [field.name for field in fields_of(TABLES[kind])]
    typed_in = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=30)))
    formed = read_form(kind, typed_in)
    assert (formed.body is None) == bool(formed.wrong)
    assert set(formed.wrong) <= {*names, ""}
