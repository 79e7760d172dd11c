"""How paragraphs are numbered, cited, put in order, and which wording was in force on a day."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from compliance.paragraphs import Cite, Number, Paragraph, citation, in_order
from compliance.sentences import Text
from tests.small import d, t

PILCROW = Text(en="¶{number}", es="¶{number}")


def paragraph(number: str, *wordings: dict[str, Any]) -> Paragraph:
    """A paragraph; with one wording of no known day unless given."""
    one = {"about": t("A paragraph."), "source": "paper"}
    return Paragraph.model_validate({"number": number, "wordings": [one | w for w in wordings or ({},)]})


@pytest.mark.parametrize(
    "number", ["40", "24.1", "24.10", "12(a)(iii)", "Task 5", "IV.A.3", "7-b", "Párrafo 3"]
)
def test_a_number_stays_as_the_decree_writes_it(number: str) -> None:
    assert TypeAdapter(Number).validate_python(number) == number


@pytest.mark.parametrize(
    "number", ["", " 40", "40 ", "40/1", "40; 41", "40, 41", "¶40", "(a", "1" * 41, "4\n0", "4\u202e0"]
)
def test_what_could_be_taken_for_another_number_or_for_two_is_none(number: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(number)


@pytest.mark.parametrize(
    ("number", "cited"), [("40", "¶40"), ("12(a)(iii)", "¶12(a)(iii)"), ("Task 5", "Task 5")]
)
def test_a_number_with_its_own_word_cites_itself(number: str, cited: str) -> None:
    assert citation(PILCROW, number) == Text(en=cited, es=cited)


def test_a_decree_says_how_it_is_cited_in_each_language() -> None:
    cite = TypeAdapter(Cite).validate_python({"en": "Section {number}", "es": "Sección {number}"})
    assert citation(cite, "24.1") == Text(en="Section 24.1", es="Sección 24.1")
    assert TypeAdapter(Cite).validate_python("§{number}") == Text(en="§{number}", es="§{number}")


@pytest.mark.parametrize(
    "cite", ["Section", "{number} of {number}", "{n}", "{number} {0}", {"en": "§{number}", "es": "§"}]
)
def test_a_citation_without_its_number_is_refused(cite: object) -> None:
    with pytest.raises(ValidationError, match="does not say where the number goes"):
        TypeAdapter(Cite).validate_python(cite)


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["40", "7", "100"], ["7", "40", "100"]),
        (["24.10", "24.9", "24"], ["24", "24.9", "24.10"]),
        (["12(a)(iii)", "12(a)(iv)", "12(a)(ix)", "3"], ["3", "12(a)(iii)", "12(a)(iv)", "12(a)(ix)"]),
        (["12(a)(v)", "12(a)(ix)", "12(a)(x)"], ["12(a)(v)", "12(a)(ix)", "12(a)(x)"]),
        (["Task 10", "Task 5", "24.1", "Task 5a"], ["Task 5", "Task 5a", "Task 10", "24.1"]),
        (["24.1", "Task 10", "2", "Task 5"], ["2", "24.1", "Task 5", "Task 10"]),
    ],
)
def test_numbers_stand_by_size_and_words_as_the_catalogue_has_them(
    given: list[str], ordered: list[str]
) -> None:
    assert [p.number for p in in_order(paragraph(number) for number in given)] == ordered


def test_the_wording_of_a_day_is_the_one_in_force_on_it() -> None:
    changed = paragraph(
        "40",
        {"words": "Old."},
        {"from": "2020-01-01", "words": "New."},
        {"from": "2022-01-01", "last": "2022-06-30"},
    )
    found = {
        day: changed.on(d(day))
        for day in ("2019-12-31", "2020-01-01", "2021-12-31", "2022-06-30", "2022-07-01")
    }
    assert [w and (w.words or "no words loaded") for w in found.values()] == [
        "Old.",
        "New.",
        "New.",
        "no words loaded",
        None,
    ]


def test_before_the_first_wording_that_is_loaded_none_is_said_to_be_in_force() -> None:
    assert paragraph("40", {"from": "2020-01-01"}).on(d("2019-12-31")) is None


def test_each_wording_says_its_days() -> None:
    changed = paragraph("40", {}, {"from": "2020-01-01"}, {"from": "2022-01-01"})
    assert [days.en for w in changed.wordings if (days := changed.days(w))] == [
        "in force until 31 December 2019",
        "in force from 1 January 2020 to 31 December 2021",
        "in force from 1 January 2022",
    ]
    only = paragraph("40")
    assert only.days(only.wordings[0]) is None


@pytest.mark.parametrize(
    "wordings",
    [
        [{"from": "2020-01-01"}, {"from": "2020-01-01"}],
        [{"from": "2020-01-01", "last": "2020-06-30"}, {"from": "2020-06-30"}],
        [{"from": "2020-01-01", "last": "2019-06-30"}],
        [{}, {}],
    ],
)
def test_wordings_that_overlap_are_refused(wordings: list[dict[str, str]]) -> None:
    with pytest.raises(ValidationError):
        paragraph("40", *wordings)


def test_a_paragraph_that_never_changed_needs_no_list() -> None:
    plain = Paragraph.model_validate({"number": "40", "words": "Shall.", "about": t("A."), "source": "paper"})
    [wording] = plain.wordings
    assert plain.on(d("1990-01-01")) is wording
    assert (wording.words, wording.since, wording.source) == ("Shall.", None, "paper")
