"""What the cells of a table look like: days, whole numbers, yes or no, names of people."""

import re
from collections.abc import Sequence

BLANK = frozenset({"", "*", "-", "–", "—", "n/a", "na", "s", "suppressed", "null", "none"})
"""What stands in the place of a number that is not given."""

_DAY = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d\d:\d\d(?::\d\d)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d[01]\d[0-3]\d"
    r"|\d{1,2}(?: de)? [a-záéíóú]{3,10}\.?,?(?: de)? (?:19|20)\d\d|[a-z]{3,9}\.? \d{1,2},? (?:19|20)\d\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[<>≤≥~]?\s*\d[\d,. ]*%?")
_AGE = re.compile(r"(\d{1,3})(?:\.0)?(?:\s*(?:years?(?: old)?|yrs?|y/?o|años|anos))?", re.IGNORECASE)
_FLAG = frozenset(["y", "n", "yes", "no", "true", "false", "x", "0", "1", "si", "sí", "t", "f"])
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]*,? [^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,3}")
_CODE = re.compile(r"[A-Za-z]{0,4}[-_# ]?\d{2,}")


def filled(values: Sequence[str]) -> list[str]:
    """The cells that say something."""
    return [value for value in values if value.casefold() not in BLANK]


def are_days(values: Sequence[str]) -> bool:
    """Whether a column holds days, most of it at least, and one for certain."""
    said = filled(values)
    return bool(said) and 2 * sum(_DAY.fullmatch(value) is not None for value in said) >= len(said)


def are_years(values: Sequence[str]) -> bool:
    """Whether a column holds years."""
    said = filled(values)
    return bool(said) and all(_YEAR.fullmatch(value) for value in said)


def years_of(values: Sequence[str]) -> list[int]:
    """The years of the days in a column."""
    return [int(year[0]) for value in values if _DAY.fullmatch(value) and (year := _YEAR.search(value))]


def are_numbers(values: Sequence[str]) -> bool:
    """Whether a column holds numbers and nothing else; one that is blank may."""
    return all(_NUMBER.fullmatch(value) for value in filled(values))


def exceed_one(values: Sequence[str]) -> bool:
    """Whether a column of numbers has one above 1: a count of one in each row is a row for each person."""
    numbers = (re.sub(r"[^\d.]", "", value).strip(".") for value in filled(values))
    return any(number.count(".") < 2 and number and float(number) > 1 for number in numbers)


def are_flags(values: Sequence[str]) -> bool:
    """Whether a column says yes or no of each row."""
    said = filled(values)
    return bool(said) and all(value.casefold() in _FLAG for value in said)


def ages(values: Sequence[str]) -> list[int]:
    """The ages in a column most of whose cells hold one."""
    said = filled(values)
    found = [int(match[1]) for value in said if (match := _AGE.fullmatch(value))]
    return found if 2 * len(found) >= len(said) else []


def point_at_people(values: Sequence[str]) -> bool:
    """Whether most cells of a column look like a name, initials or a code of somebody."""
    said = filled(values)
    looks = sum(
        any(pattern.fullmatch(value) for pattern in (_FULL_NAME, _INITIALS, _CODE))
        and value.casefold() not in _FLAG
        for value in said
    )
    return bool(said) and 2 * looks > len(said)
