"""What would close a gap: the slots that would be short on a day, and things on record told again with more."""

from datetime import date
from typing import Any, TypeVar

from compliance.asks import SlotState
from compliance.evidence import Evidence
from compliance.rules.rule import Rule, View

E = TypeVar("E", bound=Evidence)


def short_on(view: View, on: date) -> dict[str, SlotState]:
    """The slots that are short on a day, by what is on record now."""
    return {slot: state for slot, state in view.states_on(on).items() if state.need > state.have}


def said_short(view: View, slot: str, on: date) -> bool:
    """Whether the records leave no doubt that a slot is short on a day."""
    return slot in view.said_short_on(on)


def again(rule: Rule, view: View, record: E, key: str, **facts: Any) -> E:
    """A further record of a thing that is on record: what that one says, but for the facts given."""
    own = {name: getattr(record, name) for name in type(record).model_fields if name not in _OF_EVERY_RECORD}
    same = {"subject": record.subject, "happened": record.happened, "thing": record.thing or record.key}
    return rule.proposed(type(record), view, key, **(own | same | facts))


_OF_EVERY_RECORD = frozenset(Evidence.model_fields)
