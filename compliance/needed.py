"""What each open check needs for its next act to be done, named so that equal records of several checks are one thing."""

import hashlib
import json
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compliance.evidence import KINDS, Evidence
from compliance.evidence.fields import fields_of
from compliance.finding import Finding
from compliance.history import CriterionHistory

Key = tuple[str, str]
"""An obligation's key and that of one of its checks."""
_NOT_ITS_OWN = {"key", "summary", "source", "said_by"}
"""What tells a proposed record from an equal one: its name, and words that are nobody's yet."""
_RECORDS = frozenset(KINDS)
"""What a field names that names a record of one kind."""


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


class Bring(NamedTuple):
    """A record that the next act of a check asks for: its kind, and by field what it would be about and which records it
    would name. Nothing of what it would say, which is for whoever brings it."""

    kind: str
    names: Mapping[str, tuple[str, ...]]


def to_bring(check: CriterionHistory, on: date) -> list[Bring]:
    """The records that the next act asks for, each once, whether they close the check by themselves or not; where it names
    none, one of each kind that the check reads. None where the act is not to bring a record, as where a person is to judge."""
    act, rule = check.finding(on).act, check.criterion.check
    if act is None or act.kind not in ("do", "supply"):
        return []
    named = check.would(on).records or rule.would(check.view(on)).records
    would = [record for record in named if record.kind in rule.kinds()]
    read = {row.evidence.key for row in check.rows_read()} if would else set()
    found = [Bring(record.kind, _names_in(record, read)) for record in would]
    if not found:
        found = [Bring(kind, {"subject": tuple(sorted(rule.subjects()))}) for kind in sorted(rule.kinds())]
    return [bring for i, bring in enumerate(found) if bring not in found[:i]]


def _names_in(record: Evidence, read: Container[str]) -> dict[str, tuple[str, ...]]:
    """The subjects of a proposed record, and those records which it names that were read."""
    names = {"subject": record.subject}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.names in _RECORDS and isinstance(value, str) and value in read:
            names[field.name] = (value,)
    return names
