"""What somebody typed into a form of one kind of record: as the record, or what is wrong, field by field."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from compliance.evidence.fields import Field, fields_of
from compliance.intake.privacy import personal
from compliance.intake.tables import TABLES
from compliance.reading import Page, Place, Problem, unseen_mark
from compliance.sentences import Text, same, say

Given = Mapping[str, str | Sequence[str]]
"""What was typed, by field: a text, or several for a list that was chosen from."""

BETWEEN_PARTS = "|"
_BETWEEN_VALUES = re.compile(r"[;\n\t]")
PERSONAL = say(
    "this seems to tell of {what}, which must never be sent; give counts instead, and codes for officers",
    "esto parece contener {what}, que nunca debe enviarse; indique totales, y códigos en vez de nombres de policías",
)
NEEDED = say("this is needed", "esto hace falta")
UNSEEN = say(
    "it has a mark that is not seen but acts on a screen; type it anew",
    "tiene una marca invisible que actúa en la pantalla; escríbalo de nuevo",
)


@dataclass(frozen=True)
class Formed:
    """The record of a form; None where something is `wrong`, by field, with "" for what concerns no single one. Where that is
    only that something is missing, `unfinished` is what was given."""

    body: BaseModel | None
    wrong: Mapping[str, Sequence[Text]]
    unfinished: Mapping[str, object] | None = None


def read_form(kind: str, given: Given) -> Formed:
    """The record that was typed into a form. Raises KeyError for a kind that there is none of."""
    model, fields = TABLES[kind], fields_of(TABLES[kind])
    values = {field.name: _value(field, given.get(field.name, "")) for field in fields}
    page, wrong = Page(kind, lines=dict.fromkeys(_places(values), 1)), dict[str, list[Text]]()
    body = page.read(model, {name: value for name, value in values.items() if value})
    for problem in page.problems:
        name, _, place = problem.field.partition(".")
        wrong.setdefault(name if name in values else "", []).append(_said(problem, place))
    wrong |= {field.name: [NEEDED] for field in fields if field.required and not values[field.name]}
    for name, value in given.items():
        if unseen_mark(value if isinstance(value, str) else " ".join(value)):
            wrong[name] = [UNSEEN]
    for name, what in _personal(given, fields):
        wrong.setdefault(name, []).append(say(PERSONAL.en, PERSONAL.es, what=what))
    there = {name: value for name, value in values.items() if value}
    # A form that nobody touched says no more than its key and what stands where nothing is said.
    said = any(values[field.name] for field in fields if field.default is None and field.name != "key")
    only_missing = wrong and all(texts == [NEEDED] for texts in wrong.values())
    return Formed(None if wrong else body, wrong, there if said and only_missing else None)


def _places(values: Mapping[str, object]) -> Iterator[Place]:
    """Every place of a form that something can be wrong in."""
    yield ()
    for name, value in values.items():
        yield (name,)
        for i, entry in enumerate(value if isinstance(value, list) else ()):
            yield (name, i)
            yield from ((name, i, part) for part in entry) if isinstance(entry, dict) else ()


def _said(problem: Problem, place: str) -> Text:
    """What is wrong, with which entry of a list it concerns."""
    said = same(f"{problem.wrong}. {problem.right}.")
    number, _, part = place.partition(".")
    if not number.isdigit():
        return said
    which = f"{int(number) + 1}, {part}" if part else f"{int(number) + 1}"
    return say("entry {which}: {said}", "entrada {which}: {said}", which=which, said=said)


def typed(body: Mapping[str, object], kind: str) -> dict[str, str | list[str]]:
    """What a form of a kind shows for a record, given as its JSON."""
    return {
        field.name: _shown(field, body[field.name])
        for field in fields_of(TABLES[kind])
        if body.get(field.name) is not None
    }


def a_key_for(kind: str, given: Given) -> str:
    """A key for a record whose sender chose none: its kind, its day where one is given, and a few letters of chance."""
    day = re.search(r"\d{4}-\d\d-\d\d", str(given.get("happened") or given.get("date") or ""))
    parts = [kind.replace("_", "-"), *([day[0]] if day else []), secrets.token_hex(3)]
    return "-".join(parts)


def _value(field: Field, given: str | Sequence[str]) -> object:
    if field.parts:
        lines = given.splitlines() if isinstance(given, str) else given
        return [_entry(field, line) for line in lines if line.strip()]
    if not field.many:
        return given.strip() if isinstance(given, str) else given
    values = _BETWEEN_VALUES.split(given) if isinstance(given, str) else given
    return [value.strip() for value in values if value.strip()]


def _entry(field: Field, line: str) -> dict[str, str]:
    """One entry on a line: its fields in their order, parted by a bar, or as a spreadsheet gives them."""
    cells = line.split("\t" if "\t" in line else BETWEEN_PARTS)
    values = {part.name: cell.strip() for part, cell in zip(field.parts, cells, strict=False)}
    more = {f"({place})": cell for place, cell in enumerate(cells[len(field.parts) :], len(field.parts) + 1)}
    return {name: value for name, value in (values | more).items() if value}


def _shown(field: Field, value: object) -> str | list[str]:
    if field.parts and isinstance(value, list):
        lines = [" | ".join(str(entry.get(part.name) or "") for part in field.parts) for entry in value]
        return "\n".join(line.rstrip(" |") for line in lines)
    if field.many and isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _personal(given: Given, fields: Sequence[Field]) -> list[tuple[str, Text]]:
    """The fields that the guard of tables would stop, read as a table of one row; entries as one of their own."""
    plain = [f for f in fields if not f.parts]
    texts = {
        f.name: value if isinstance(value := given.get(f.name, ""), str) else "; ".join(value) for f in plain
    }
    found = [(one.column, one.holds) for one in personal([list(texts), list(texts.values())])]
    for field in fields:
        lines = str(given.get(field.name, "")).splitlines() if field.parts else []
        rows = [[cell.strip() for cell in re.split(r"[|\t]", line)] for line in lines]
        found += [(field.name, one.holds) for one in personal([[p.name for p in field.parts], *rows])]
    return found
