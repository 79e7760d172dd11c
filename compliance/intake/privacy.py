"""The guard in front of every table that is submitted: no rows about single minors, no names of students, no dates of
birth. Counts by school or by age group pass.

It looks at the names of columns, English and Spanish, and at what stands in them. It cannot see everything: a column
without a telling name whose cells tell nothing by their form passes, such as codes that only a school can resolve; so do
names inside sentences, names of columns that are spread over two rows, remarks on cells, small counts that point to somebody,
other languages, and whatever stands in a PDF, a picture or a text document, into which it does not look. It may also stop what is harmless, where a name is that of a personal field; a
name that says what is counted lets it pass. It is a guard, and no leave to stop looking.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from compliance.intake import cells
from compliance.intake import personal_words as words
from compliance.intake.refused import Refused
from compliance.sentences import Text, listing, say

GROWN_UP = 18
LONGEST_NAME = 60
"""How many characters the name of a column has at most; what is longer is a sentence."""

BIRTHS = say("dates of birth", "fechas de nacimiento")
NAMES = say(
    "names of students, their families or others",
    "nombres de estudiantes, de sus familias o de otras personas",
)
CODES = say("numbers or codes of single students", "números o códigos de estudiantes")
CONTACTS = say("how to reach students or families", "cómo contactar a estudiantes o familias")
AGES = say("the ages of single people under 18", "las edades de personas menores de 18 años")
SINGLE = say("rows on single minors", "filas sobre menores individuales")
TELLS = say(
    "words in a cell about a single minor or a date of birth",
    "palabras en una celda sobre un menor o una fecha de nacimiento",
)  # fmt: skip
UNNAMED = say("a column without a name", "una columna sin nombre")

_TELLS = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born on|fecha de nacimiento|nacid[oa] el)\W{0,4}(?:is |es )?\w{0,10}\W{0,2}\d"
    r"|\b(?:[5-9]|1[0-7])[- ]years?[- ]old (?:boy|girl|child|student|pupil|juvenile|minor|youth|male|female|teen)"
    r"|\b(?:boy|girl|child|student|pupil|juvenile|minor|teen)(?: \w+){0,2},? (?:aged?|age of) (?:[5-9]|1[0-7])\b"
    r"|\b(?:niñ[oa]|alumn[oa]|estudiante|menor|joven|adolescente) de (?:[5-9]|1[0-7]) años",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"(?:under|below|menos de|menor(?:es)? de|<) ?1[0-8]|1[0-7] (?:and|or) (?:under|younger)|\d{1,2} ?(?:-|–|to|a) ?1[0-7]"
    r"|juveniles?|minors?|menor(?:es)?(?: de edad)?|underage",
    re.IGNORECASE,
)

Rows = Sequence[Sequence[str]]


class Personal(NamedTuple):
    """A column that must not be sent: its name as written, or its letter where it has none, and what it seems to hold."""

    column: str
    holds: Text


def require_no_personal_data(file: str, tables: Iterable[Rows]) -> None:
    """Raises Refused, naming every column of a file's tables that must not be sent, and what to send instead."""
    found = list(dict.fromkeys(one for table in tables for one in personal(table)))
    if found:
        named = [say("“{c}”: {what}", "«{c}»: {what}", c=column, what=what) for column, what in found]
        raise Refused(
            say(
                "{file} was not taken. It seems to hold what must never be sent: {columns}. Send counts instead, for example "
                "by school or by age group; for officers send codes, never names. If a column holds nothing of this, give it a "
                "name that says what it counts.",
                "{file} no se aceptó. Parece contener lo que nunca debe enviarse: {columns}. Envíe totales, por ejemplo por "
                "escuela o grupo de edad; de los policías envíe códigos, nunca nombres. Si una columna no contiene nada de "
                "esto, póngale un nombre que diga qué cuenta.",
                file=file,
                columns=listing(named),
            )
        )


def personal(table: Rows) -> Iterator[Personal]:
    """Every column of a table that must not be sent, each once, whichever of its rows has the names of the columns."""
    rows = [[cell.strip() for cell in row] for row in table if any(cell.strip() for cell in row)]
    if not rows:
        return
    widest = max(map(len, rows))
    rows = [[*row, *[""] * (widest - len(row))] for row in rows]
    head = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    columns = [_Column(name, i, [row[i] for row in rows[head + 1 :]]) for i, name in enumerate(rows[head])]
    found = {column.label: what for column in columns if (what := _holds(column, columns))}
    for column in _further_down(rows, head):
        if (what := _holds_for_certain(column)) is not None:
            found.setdefault(column.label, what)
    yield from (Personal(column, what) for column, what in found.items())


@dataclass
class _Column:
    """A column: its name as written, its place, and the cells below its name."""

    name: str
    place: int
    values: Sequence[str]

    @property
    def label(self) -> str:
        """How a reader finds it."""
        name = "" if self.unnamed else self.name[:LONGEST_NAME]
        return name or get_column_letter(self.place + 1)

    @cached_property
    def unnamed(self) -> bool:
        """Whether a day stands where its name should, above other days."""
        return cells.are_days([self.name]) and cells.are_days(self.values)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The words of its name; none where a sentence stands in the place of a name."""
        return words.words_of(self.name) if len(self.name) <= LONGEST_NAME else ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its name, in no order."""
        return frozenset(self.in_order)

    @cached_property
    def counts(self) -> bool:
        """Whether its name says that something is counted, and numbers stand in it that can be counts."""
        if not cells.are_numbers(self.values) or (self.words & words.SINGLE and cells.are_flags(self.values)):
            return False
        plural = any(word.endswith("s") or word == "children" for word in self.words & words.PEOPLE)
        several = plural and not self.words & (words.IDENTIFIER | words.NAME)
        named = self.words & words.COUNTING or _counts_first(self.in_order) or cells.are_years([self.name])
        return bool(named or (several and not self.has_codes))

    @cached_property
    def has_codes(self) -> bool:
        """Whether its numbers are so long that they number people rather than count them."""
        said = cells.filled(self.values)
        return bool(said) and all(value.isdigit() and len(value) > 4 for value in said)


Check = Callable[[_Column, Sequence[_Column]], Text | None]


def _holds(column: _Column, columns: Sequence[_Column]) -> Text | None:
    """What of a column must not be sent; None where nothing is seen."""
    return next((what for check in _CHECKS if (what := check(column, columns)) is not None), None)


def _counts_first(name: Sequence[str]) -> bool:
    """Whether a number is named before whom it counts: number of students, and not student number."""
    people = [i for i, word in enumerate(name) if word in words.PEOPLE]
    return any(word in words.NUMBER for word in name[: people[0]]) if people else False


def _births(column: _Column, _: Sequence[_Column]) -> Text | None:
    if column.counts or cells.are_flags(column.values):
        return None
    joined = "".join(column.in_order)
    if words.BIRTH.search(joined) or column.words & words.BIRTH_SHORT or joined.startswith("dateofb"):
        return BIRTHS
    of_days = words.PERHAPS_BIRTH | {"date", "day", "dt", "fecha", "fec", "f", "year", "ano", "dia"}
    perhaps = column.words & words.PERHAPS_BIRTH and column.words <= of_days
    return BIRTHS if perhaps and (cells.are_days(column.values) or cells.are_years(column.values)) else None


def _names(column: _Column, columns: Sequence[_Column]) -> Text | None:
    own = column.words
    if column.counts or own & (words.THINGS | {"school", "escuela"}):
        return None
    if own & words.PEOPLE and own & words.NAME:
        return NAMES
    of_students = any(each.words & (words.MINORS | words.FAMILY | words.AGE | _CLASS) for each in columns)
    if own & words.PART_OF_A_NAME or (own & words.NAME and own & words.BEFORE_NAME):
        of_adults = any(each.words & words.ADULTS for each in columns)
        return NAMES if not own & words.ADULTS and (of_students or not of_adults) else None
    if own and own <= words.NAME and of_students and not _counted(columns):
        return NAMES if cells.point_at_people(column.values) else None
    return None


def _codes(column: _Column, _: Sequence[_Column]) -> Text | None:
    own = column.words
    if own & {"ssn", "curp"}:
        return CODES
    coded = (
        own & words.MINORS and own & words.IDENTIFIER and not own & (words.THINGS | {"conduct", "conducta"})
    )
    return CODES if coded and not _counts_first(column.in_order) and not column.counts else None


def _contacts(column: _Column, _: Sequence[_Column]) -> Text | None:
    own = column.words
    reached = own & (words.MINORS | words.FAMILY) and own & words.CONTACT and not own & words.THINGS
    return CONTACTS if reached and not column.counts else None


def _people(column: _Column, _: Sequence[_Column]) -> Text | None:
    """A column that is named for people and nothing else."""
    own = column.words
    is_under_age = column.in_order in (("under", "18"), ("is", "under", "18"), ("menor", "de", "18"))
    if not is_under_age and not (own & (words.MINORS | words.FAMILY) and own <= words.PEOPLE | _BETWEEN):
        return None
    if cells.are_flags(column.values):
        return SINGLE if is_under_age or own & words.SINGLE else None
    if cells.are_numbers(column.values):
        return CODES if column.has_codes else None
    parts = [part.strip() for value in column.values for part in value.split(";")]
    return NAMES if cells.point_at_people(parts) else None


def _ages(column: _Column, columns: Sequence[_Column]) -> Text | None:
    if not column.words & words.AGE or column.words & words.SUMMARISED or _counted(columns):
        return None
    return AGES if any(age < GROWN_UP for age in cells.ages(column.values)) else None


def _groups(column: _Column, columns: Sequence[_Column]) -> Text | None:
    """Rows of single incidents, each with the age group of somebody."""
    if _counted(columns) or not any(each.words & words.EVENT and not each.counts for each in columns):
        return None
    said = {value.casefold() for value in column.values}
    of_people = column.words & (words.AGE | words.PEOPLE) or said & {"juvenile", "underage", "menor de edad"}
    return SINGLE if of_people and any(_YOUNG.fullmatch(value) for value in said) else None


def _days_of_nobody_knows_what(column: _Column, columns: Sequence[_Column]) -> Text | None:
    """Days under a name that says nothing, each of which could be the birthday of a minor when the newest day came."""
    if column.unnamed:
        return UNNAMED
    if any(len(word) > 2 and word not in words.SAYS_NOTHING for word in column.in_order):
        return None
    years = cells.years_of(column.values)
    newest = max((year for each in columns for year in cells.years_of(each.values)), default=0)
    young = len(years) >= 3 and all(4 <= newest - year <= GROWN_UP for year in years)
    return BIRTHS if young and cells.are_days(column.values) else None


def _tells(column: _Column, _: Sequence[_Column]) -> Text | None:
    return TELLS if any(len(value) > 8 and _TELLS.search(value) for value in column.values) else None


def _counted(columns: Sequence[_Column]) -> bool:
    """Whether a table counts people rather than listing them."""
    return any(column.counts and cells.exceed_one(column.values) for column in columns)


def _further_down(rows: Rows, head: int) -> Iterator[_Column]:
    """What may be names of columns above a second table."""
    for number, row in enumerate(rows):
        if number != head:
            for place, cell in enumerate(row):
                if len(cell) <= LONGEST_NAME and _HINT.search(cell):
                    yield _Column(cell, place, [below[place] for below in rows[number + 1 : number + 21]])


def _holds_for_certain(column: _Column) -> Text | None:
    """What stands below a name that is not in the place of one: only if it looks like what the name says."""
    if _births(column, [column]) and cells.are_days(column.values):
        return BIRTHS
    people = cells.point_at_people(column.values)
    return (_names(column, [column]) or _codes(column, [column])) if people else None


_CLASS = frozenset({"grade", "homeroom", "grado"})
_BETWEEN = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "or",
        "and",
        "is",
        "was",
        "has",
        "o",
        "u",
        "y",
        "de",
        "es",
        "el",
        "la",
        "flag",
        "yn",
        "involved",
        "concerned",
        "present",
        "edad",
    }
)
_HINT = re.compile(
    r"b[ir]{2}th|d\W?o\W?b\b|nacim|name|nombre|apellid|(?:student|pupil|alumn|estudiante).*(?:id|n[ou])",
    re.IGNORECASE,
)
_CHECKS: tuple[Check, ...] = (
    _births,
    _names,
    _codes,
    _contacts,
    _people,
    _ages,
    _groups,
    _days_of_nobody_knows_what,
    _tells,
)
