"""The method in words: made from what the program runs, whole in both languages, and as METHODOLOGY.md holds it."""

import pytest

from compliance.catalogue import BASES, DUES
from compliance.editions.methodology import as_markdown
from compliance.methodology import SECTIONS
from compliance.outcomes import COMBINED, TABLE
from compliance.parameters import parameters
from compliance.rules import RULES
from compliance.sentences import LANGUAGES, Language
from tests.conftest import ROOT

FILE = ROOT / "METHODOLOGY.md"


def test_the_file_is_what_the_program_does() -> None:
    assert FILE.read_text(encoding="utf-8") == as_markdown("en"), (
        "METHODOLOGY.md differs from the program: .venv/bin/python -m compliance.editions.methodology > METHODOLOGY.md"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_of_every_outcome_every_combination_and_every_rule(language: Language) -> None:
    text = as_markdown(language)
    for row in TABLE:
        assert row.words.to(language) in text and row.when.to(language) in text
    assert ", ".join(outcome.words.to(language) for outcome in COMBINED) in text
    for rule in RULES.values():
        assert f"#### `{rule.name}`" in text
        assert rule.checks.to(language) in text and rule.person.to(language) in text
    for words in (*BASES.values(), *DUES.values(), *(s for section in SECTIONS for s in section.sentences)):
        assert words.to(language) in text


@pytest.mark.parametrize("name", RULES)
def test_every_parameter_has_a_meaning_and_a_writing_in_both_languages(name: str) -> None:
    rule = RULES[name]
    told = list(parameters(rule))
    assert len(told) == len(rule.model_fields) - 1
    for parameter in told:
        assert parameter.means.en and parameter.means.es, (
            f"say what {parameter.name} means: under means of {name}"
        )
        assert parameter.written.en and parameter.written.es
        required = rule.model_fields[parameter.name].is_required()
        assert (parameter.unless_given is None) == required


def test_a_parameter_is_written_as_its_type_asks() -> None:
    told = {p.name: p for p in parameters(RULES["published_each_period"])}
    assert told["every"].written.en.startswith("`month`, `quarter`")
    assert told["first"].written.en == "a day, YYYY-MM-DD"
    assert told["under"].written.en == "a key"
    percent = {p.name: p for p in parameters(RULES["open_to_public"])}["percent"]
    assert percent.written.en == "a whole number from 1 to 100; or one for each day from which it held"


def test_no_cell_breaks_a_table() -> None:
    for language in LANGUAGES:
        tables = [line for line in as_markdown(language).splitlines() if line.startswith("|")]
        assert {line.count("|") for line in tables} == {4, 5}
