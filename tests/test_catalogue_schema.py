"""The JSON Schema of a catalogue's file describes what is written, and refuses what the program refuses."""

import copy
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml

from compliance.catalogue_schema import catalogue_schema
from compliance.reading import read_page
from compliance.rules import RULES
from tests.conftest import CHICAGO
from tests.small import catalogue_content, criterion, t

CHECK = jsonschema.Draft202012Validator(catalogue_schema())
SMALL = catalogue_content(criterion("window_long_enough", at_least_days="15", due="each round"))
Content = dict[str, Any]


def problems(content: Content) -> list[str]:
    """Where the schema finds fault."""
    return [".".join(map(str, error.absolute_path)) for error in CHECK.iter_errors(content)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(catalogue_schema())


@pytest.mark.parametrize(
    "read",
    [
        lambda path: read_page(path, path.name).content,
        lambda path: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader),
        lambda path: yaml.load(path.read_text(encoding="utf-8"), _AsInAnEditor),
    ],
    ids=["as this program reads it", "as text", "as an editor reads it"],
)
def test_the_real_catalogue_fits(read: Callable[[Any], Content]) -> None:
    assert problems(read(CHICAGO / "decree.yaml")) == []


class _AsInAnEditor(yaml.CSafeLoader):
    """YAML as editors have it (version 1.2): numbers, true and false; but days, and words such as on, are text."""


_AsInAnEditor.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in pairs if not tag.endswith(("timestamp", "bool")) or first in "tTfF"
    ]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def test_every_rule_has_its_parameters_beside_the_fields_of_a_criterion() -> None:
    parts = catalogue_schema()["$defs"]
    assert [one["$ref"].rpartition("/")[2] for one in parts["Criterion"]["oneOf"]] == list(RULES)
    for name, rule in RULES.items():
        assert set(rule.model_fields) <= set(parts[name]["properties"])
        assert {"title", "source", "see"} <= set(parts[name]["properties"])
        assert parts[name]["properties"]["rule"] == {"const": name}


def test_a_value_may_be_one_or_one_for_each_day() -> None:
    dated = {"2019-03-01": "15", "2024-01-01": {"is": "30", "source": "order"}}
    some = [
        (name, field)
        for name in RULES
        for field, part in catalogue_schema()["$defs"][name]["properties"].items()
        if any("patternProperties" in each for each in part.get("anyOf", ()))
    ]
    assert some, "no rule has a dated value"
    for name, field in some:
        part = jsonschema.Draft202012Validator(
            {**catalogue_schema()["$defs"][name]["properties"][field], "$defs": catalogue_schema()["$defs"]}
        )
        if part.is_valid("15"):
            assert part.is_valid(dated) and not part.is_valid({"soon": "15"}) and not part.is_valid({}), (
                name,
                field,
            )


def duty(content: Content) -> Content:
    return content["obligations"][0]


ALLOWED: list[tuple[str, Callable[[Content], Any]]] = [
    ("nothing changed", lambda c: None),
    ("a number as a number", lambda c: duty(c)["criteria"][0].update(at_least_days=15)),
    ("a paragraph's number as a number", lambda c: c["paragraphs"][0].update(number=24.1)),
    ("a citation for both languages", lambda c: c.update(cite="§{number}")),
    (
        "a citation for each language",
        lambda c: c.update(cite={"en": "Section {number}", "es": "Sección {number}"}),
    ),
    (
        "wordings",
        lambda c: c.update(
            paragraphs=[
                {"number": "40", "wordings": [{"from": "2019-03-01", "about": t("A."), "source": "paper"}]}
            ]
        ),
    ),
]
REFUSED: list[tuple[str, Callable[[Content], Any]]] = [
    ("a field unknown", lambda c: duty(c).update(titel="x")),
    ("a field missing", lambda c: duty(c).pop("title")),
    ("a rule unknown", lambda c: duty(c)["criteria"][0].update(rule="windows")),
    ("no rule", lambda c: duty(c)["criteria"][0].pop("rule")),
    ("another rule's parameter", lambda c: duty(c)["criteria"][0].update(at_least="2")),
    ("a parameter missing", lambda c: duty(c)["criteria"][0].pop("at_least_days")),
    ("a word for a number", lambda c: duty(c)["criteria"][0].update(at_least_days="two")),
    ("a due date of another rule", lambda c: duty(c)["criteria"][0].update(due="each version")),
    ("a basis unknown", lambda c: duty(c).update(basis="wish")),
    ("no Spanish", lambda c: duty(c)["title"].pop("es")),
    ("two questions", lambda c: duty(c).update(questions=[t("a"), t("b")])),
    ("a number that is two", lambda c: c["paragraphs"][0].update(number="40; 41")),
    (
        "words beside wordings",
        lambda c: c["paragraphs"][0].update(wordings=[{"about": t("A."), "source": "paper"}]),
    ),
    ("a paragraph of no wording", lambda c: c["paragraphs"][0].pop("about")),
]


@pytest.mark.parametrize("change", [c for _, c in ALLOWED], ids=[name for name, _ in ALLOWED])
def test_what_may_be_written_fits(change: Callable[[Content], Any]) -> None:
    content = copy.deepcopy(SMALL)
    change(content)
    assert problems(content) == []


@pytest.mark.parametrize("change", [c for _, c in REFUSED], ids=[name for name, _ in REFUSED])
def test_what_may_not_be_written_does_not_fit(change: Callable[[Content], Any]) -> None:
    content = copy.deepcopy(SMALL)
    change(content)
    assert problems(content) != []
