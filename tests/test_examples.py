"""Examples of a catalogue: what they hold, how they fit it, and that a check which does something else is seen."""

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.catalogue import Catalogue, read_catalogue
from compliance.cli import run
from compliance.example_runs import lacks, misfits_of, misses
from compliance.intake.folder import Folder, read_folder
from compliance.reading import BrokenInput, read_text
from tests.conftest import CHICAGO
from tests.small import as_yaml, catalogue_content, criterion, record_content, write_folder

TWO = criterion("meetings_held", at_least="2", first="2019-04-01", last="2019-06-30")
MAY = {"key": "may", "subject": "topic", "happened": "2019-05-01", "state": "held"}
JUNE = MAY | {"key": "june", "happened": "2019-06-01"}


def example(expected: Any, *meetings: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An example with some meetings, as a file would hold it."""
    name = {"en": "If so many were held", "es": "Si se celebraron tantas"}
    return {
        "name": name,
        "day": "2020-01-15",
        "records": {"meeting": list(meetings)},
        "expected": expected,
    } | fields


def content(*examples: dict[str, Any], criteria: Any = (TWO,), **of_obligation: Any) -> dict[str, Any]:
    """A catalogue whose obligation has these examples."""
    return catalogue_content(*criteria, examples=list(examples), **of_obligation)


def catalogue(*examples: dict[str, Any], **more: Any) -> Catalogue:
    """The same, read."""
    return Catalogue.model_validate(content(*examples, **more))


def problems(*examples: dict[str, Any], **more: Any) -> str:
    """What reading a catalogue complains of, in lines."""
    page = read_text(as_yaml(content(*examples, **more)), "decree.yaml")
    read_catalogue(page, ["paper"])
    return "\n".join(map(str, page.problems))


# Running


def test_an_example_that_comes_to_what_it_expects_is_no_miss() -> None:
    found = catalogue(example("met", MAY, JUNE), example({"check": "cannot_tell"}, MAY))
    assert misses(found) == []
    assert lacks(found) == []


def test_a_miss_says_what_was_expected_what_came_and_why() -> None:
    [miss] = misses(catalogue(example({"check": "met"}, MAY)))
    assert miss.criterion is not None and miss.criterion.key == "check"
    assert (miss.expected, miss.came) == ("met", "cannot_tell")
    said = miss.text()
    assert (
        "If so many were held, on 15 January 2020: “shown” was expected, and “cannot tell” came." in said.en
    )
    assert "at least 2 would show the number" in said.en
    assert "se esperaba «consta» y resultó «no hay datos suficientes»" in said.es


def test_the_whole_obligation_may_be_expected() -> None:
    [miss] = misses(catalogue(example("met", MAY)))
    assert miss.criterion is None
    assert miss.came == "cannot_tell"
    assert miss.says.en


def test_an_example_holds_only_its_own_records_and_its_reviews_count() -> None:
    accepted = {"may": "accepted", "june": "accepted"}
    rejected = {"may": "accepted", "june": "rejected"}
    found = catalogue(
        example("met", MAY, JUNE, reviews=accepted),
        example("cannot_tell", MAY, JUNE, reviews=rejected),
        example("cannot_tell"),
    )
    assert misses(found) == []


def test_a_catalogue_whose_parameter_is_moved_fails_its_example() -> None:
    three = TWO | {"at_least": "3"}
    assert misses(catalogue(example("met", MAY, JUNE), criteria=[three]))


def test_a_criterion_without_an_example_of_each_kind_is_named() -> None:
    none = lacks(catalogue())
    assert [(lack.criterion.key, lack.of) for lack in none] == [("check", "met"), ("check", "short")]
    only_met = lacks(catalogue(example("met", MAY, JUNE)))
    assert [lack.of for lack in only_met] == ["short"]


def test_a_whole_that_is_short_says_nothing_of_one_of_two_criteria() -> None:
    both = [TWO, TWO | {"key": "other"}]
    found = lacks(catalogue(example("cannot_tell", MAY), example("met", MAY, JUNE), criteria=both))
    assert [(lack.criterion.key, lack.of) for lack in found] == [("check", "short"), ("other", "short")]


# Reading


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            example("met") | {"name": {"en": "It was held", "es": "Se celebró"}},
            "does not say that it is invented",
        ),
        ({k: v for k, v in example("met").items() if k != "expected"}, "expected: is missing"),
        (example({}), "no outcome is expected"),
        (example("mett"), "'mett' is not one of the allowed words"),
        (example({"check": "mett"}), "expected.check: 'mett' is not one of the allowed words"),
        (example("met", MAY, MAY), "'may' stands in two of its records"),
        (example("met", MAY, reviews={"june": "accepted"}), "the review of 'june' is of none of its records"),
        (example("met", records={"meetin": [MAY]}), "'meetin' is no kind of evidence"),
        (example("met", MAY | {"state": "planned"}), "records.meeting.0.state: 'planned' is not one of"),
        (example("met", day="2019-02-30"), "'2019-02-30' is not in the calendar"),
    ],
)
def test_a_broken_example_is_named_with_its_place(broken: dict[str, Any], said: str) -> None:
    assert said in problems(broken)


def misfits(*examples: dict[str, Any]) -> list[str]:
    """What does not fit, in words."""
    return [f"{place[3:]} {wrong}" for place, wrong, _ in misfits_of(catalogue(*examples), ["paper"])]


def test_what_an_example_names_must_be_declared_so_that_no_typing_error_makes_it_pass() -> None:
    assert misfits(example("met", MAY, JUNE | {"source": "paper"})) == []
    [subject] = misfits(example("cannot_tell", MAY | {"subject": "topik"}))
    assert "may: subject: 'topik' is no subject" in subject
    [group] = misfits(example("met", MAY | {"groups": ["studnets"]}))
    assert "'studnets' is no group or other term" in group
    [source] = misfits(example("met", MAY | {"source": "rumour"}))
    assert "'rumour' is no source" in source
    [expected] = misfits(example({"chek": "met"}, MAY))
    assert "'chek' is no criterion of this obligation" in expected
    [before] = misfits(example("not_in_force", day="2019-02-01"))
    assert "2019-02-01 lies before 2019-03-01" in before


def test_a_folder_whose_example_does_not_fit_is_refused_with_the_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, catalogue=content(example("cannot_tell", MAY | {"subject": "topik"})))
    with pytest.raises(BrokenInput, match=r"decree.yaml:\d+: obligations.0.examples.0.records.meeting: may"):
        read_folder(folder)


def test_an_example_never_becomes_evidence(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        catalogue=content(example("met", MAY, JUNE)),
        meeting=[record_content("held", happened="2019-05-02", state="held")],
    )
    assert [record.key for record in read_folder(folder).evidence] == ["held"]


# The command


def test_the_examples_of_the_real_catalogue_hold(chicago_folder: Folder) -> None:
    assert [miss.text().en for miss in misses(chicago_folder.catalogue)] == []
    assert lacks(chicago_folder.catalogue) == []


def test_the_command_answers_0_where_all_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalogue", "test", str(CHICAGO)]) == 0
    assert "0 came out otherwise than expected" in capsys.readouterr().out


def test_the_command_answers_1_and_prints_each_that_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    folder = write_folder(tmp_path, catalogue=content(example({"check": "met"}, MAY)))
    assert run(["catalogue", "test", str(folder)]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "duty / check: If so many were held, on 15 January 2020: “shown” was expected" in said
    assert "No example of: duty / check (falling short)" in said
    assert "1 example run: 1 came out otherwise than expected." in said
    assert run(["catalogue", "test", str(folder), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    [failed] = document["failed"]
    assert (failed["obligation"], failed["criterion"], failed["expected"], failed["came"]) == (
        "duty",
        "check",
        "met",
        "cannot_tell",
    )
    assert document["no_example_of"] == [{"obligation": "duty", "criterion": "check", "of": "short"}]


def test_the_command_answers_2_for_a_folder_that_is_broken_or_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["catalogue", "test", str(tmp_path / "none")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    folder = write_folder(tmp_path / "broken", catalogue=content(example("mett")))
    assert run(["catalogue", "test", str(folder)]) == 2
    assert "'mett' is not one of the allowed words" in capsys.readouterr().err
