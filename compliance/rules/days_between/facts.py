"""The days that each kind of record tells, as a reader names them, and a new record of a kind that tells them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from compliance.days import When
from compliance.evidence import KINDS, Evidence
from compliance.rules.rule import TO_BE_NAMED, Rule, View
from compliance.sentences import Text
from compliance.timeline import ONE_DAY

Kind = Literal[
    "agreement", "document", "instrument", "policy", "posting", "publication", "request", "training"
]
DAYS: Mapping[Kind, Mapping[str, Text]] = {
    "agreement": {
        "happened": Text(en="signing", es="la firma"),
        "starts": Text(en="the start of its term", es="el inicio del plazo"),
        "last": Text(en="the last day of its term", es="el último día del plazo"),
    },
    "document": {"happened": Text(en="the day of the document", es="el día del documento")},
    "instrument": {
        "happened": Text(en="the order or vote", es="la orden o votación"),
        "takes_effect": Text(en="its effect", es="su vigencia"),
    },
    "policy": {
        "happened": Text(en="issue", es="la emisión"),
        "effective": Text(en="effect", es="la entrada en vigor"),
        "ends": Text(en="the end of its effect", es="el fin de su vigencia"),
    },
    "posting": {
        "happened": Text(en="opening", es="la apertura"),
        "closes": Text(en="closing", es="el cierre"),
    },
    "publication": {"happened": Text(en="publication", es="la publicación")},
    "request": {
        "happened": Text(en="the request", es="la solicitud"),
        "due": Text(en="its due date", es="su fecha límite"),
    },
    "training": {"happened": Text(en="the training", es="la capacitación")},
}
"""For each kind, the fields that hold a day."""

_UNKNOWN = "not known yet"


def known_day(kind: Kind, field: str) -> str:
    """A field, where it holds a day of the kind. Raises ValueError with those that do, where it does not."""
    if field not in DAYS[kind]:
        raise ValueError(f"'{field}' is no day of a {kind}; write one of {', '.join(DAYS[kind])}")
    return field


def span(value: When | date | None) -> tuple[date, date] | None:
    """The first and the last day that a fact may have; None where it is not told."""
    if value is None:
        return None
    return (value.earliest, value.latest) if isinstance(value, When) else (value, value)


def anew(rule: Rule, view: View, kind: Kind, on: date, key: str, **days: date) -> Evidence:
    """A record of a kind that is not there, with these days; what else it has to say is open, and any other day it has to
    name is `on`."""
    now = str(on)
    # A version that has ended took effect before it did.
    effective = str(min(days.values()) - ONE_DAY) if "ends" in days else now
    least: dict[Kind, dict[str, Any]] = {
        "agreement": {"parties": (TO_BE_NAMED, TO_BE_NAMED), "title": _UNKNOWN, "happened": now},
        "document": {"voice": "department", "happened": now},
        "instrument": {"type": "recorded decision", "by": _UNKNOWN, "effect": "none", "happened": now},
        "policy": {"number": _UNKNOWN, "title": _UNKNOWN, "effective": effective, "happened": now},
        "posting": {"happened": now, "closes": now, "posted": "unknown", "draft_promised": "unknown"},
        "publication": {"happened": now, "covers": now, "to": _UNKNOWN, "title": _UNKNOWN},
        "request": {"happened": now, "asked_by": _UNKNOWN, "asked_of": TO_BE_NAMED, "what": _UNKNOWN},
        "training": {"happened": now, "course": _UNKNOWN},
    }
    told = {field: str(told_day) for field, told_day in days.items()}
    return rule.proposed(KINDS[kind], view, key, **(least[kind] | told))
