"""What each open check needs for its next act to be done, named so that equal records of several checks are one thing."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compliance.evidence import Evidence
from compliance.finding import Finding
from compliance.history import CriterionHistory

Key = tuple[str, str]
"""An obligation's key and that of one of its checks."""
_NOT_ITS_OWN = {"key", "summary", "source", "said_by"}
"""What tells a proposed record from an equal one: its name, and words that are nobody's yet."""


class Step(NamedTuple):
    """One thing to do: bring a `record` that is not there, or have one that is there accepted (`accept`) or rejected
    (`reject`); `name` is the record's key."""

    act: str
    name: str


class Wants(NamedTuple):
    """What one open check needs for its next act to be done: `records` by the names under which equal ones of other checks
    go too, and which of them count only once they are accepted."""

    finding: Finding
    steps: frozenset[Step]
    records: Mapping[str, Evidence]
    accepted: frozenset[str]

    @property
    def key(self) -> Key:
        """The keys of its obligation and its check."""
        return self.finding.obligation.key, self.finding.criterion.key


def wants_of(check: CriterionHistory, on: date) -> Wants | None:
    """What an open check needs; None where its next act names no day, so that nothing can be promised."""
    would = check.would(on)
    if not any(would):
        return None
    names = _names(would.records)
    records = {names[record.key]: _renamed(record, names) for record in would.records}
    steps = {Step("record", name) for name in records}
    steps |= {Step("accept", key) for key in would.accept if key not in names}
    steps |= {Step("reject", key) for key in would.reject}
    accepted = frozenset(names[key] for key in would.accept if key in names)
    return Wants(check.finding(on), frozenset(steps), records, accepted)


def _names(records: Sequence[Evidence]) -> dict[str, str]:
    """For the key of each proposed record a name that says what it holds, so that equal ones of two checks are one."""
    by_key = {record.key: record for record in records}
    names: dict[str, str] = {}

    def name(key: str, asking: tuple[str, ...] = ()) -> str:
        if key not in names:
            record = by_key[key]
            content = record.model_dump(mode="json", exclude=_NOT_ITS_OWN, exclude_defaults=True)
            content["kind"], content["subject"] = record.kind, sorted(record.subject)
            for field in _naming(record):
                content[field] = _each(
                    getattr(record, field),
                    lambda k: name(k, (*asking, key)) if k in by_key and k not in asking and k != key else k,
                )
            digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
            names[key] = f"would-be-{digest[:24]}"
        return names[key]

    for record in records:
        name(record.key)
    return names


def _renamed(record: Evidence, names: Mapping[str, str]) -> Evidence:
    """A proposed record under its name, naming others by theirs."""
    named = {f: _each(getattr(record, f), lambda key: names.get(key, key)) for f in _naming(record)}
    return record.model_copy(update={"key": names[record.key], **named})


def _naming(record: Evidence) -> tuple[str, ...]:
    """The fields by which a record may name another one."""
    return (*record.refers, "thing")


def _each(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return tuple(change(key) for key in value)
    return change(value) if isinstance(value, str) else value
