"""Whose move it is: the next act of a gap, and what would have to come on record for it to be done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from compliance.days import When
from compliance.events import question
from compliance.evidence import Evidence
from compliance.evidence.instrument import Instrument
from compliance.outcomes import Outcome
from compliance.reckoning import Reckoning, unsure
from compliance.rules.rule import NO_SOURCE_YET, RESPONSIBLE, TO_BE_NAMED, Act, View, Would
from compliance.sentences import Text, listing, same, say


class _Waiting(NamedTuple):
    """Records that nobody has reviewed and that decide: whether it would be met with them, and whether without them."""

    keys: tuple[str, ...]
    filled_with: bool
    filled_without: bool


class _Told(NamedTuple):
    """The next act as it is told before a look shows whether it alone is enough: the records that wait for a review, where
    it is to review them; `by_rule`, where it is the rule that names it."""

    act: Act
    waiting: _Waiting | None = None
    by_rule: bool = False


class _Next(NamedTuple):
    """The next act, and what would have to come on record for it to be done."""

    act: Act
    would: Would = Would()


def act_of(own: Reckoning, view: View, asking: Sequence[Instrument]) -> Act:
    """The next act of a day on which a criterion is short of met; `asking` are the events whose question is open."""
    return _next(own, view, asking).act


def holder_of(own: Reckoning, view: View, asking: Sequence[Instrument]) -> str:
    """With whom that act lies, without the look at what it would do."""
    return _told(own, view, asking).act.holder


def would_of(own: Reckoning, view: View, asking: Sequence[Instrument]) -> Would:
    """What would have to come on record for that act to be done; nothing where it names no day."""
    return _next(own, view, asking).would


def _next(own: Reckoning, view: View, asking: Sequence[Instrument]) -> _Next:
    """The act with the day from which the criterion is met, where a look shows that it then is."""
    told = _told(own, view, asking)
    act = told.act
    day = act.day
    if day is None:
        return _Next(act)
    would = _would(own, view, told)
    if asking and not (
        view.outcome is Outcome.NEEDS_REVIEW and not view.short and not would.accept and not would.reject
    ):
        act = replace(act, text=act.text + _also_answered(asking[-1]))
    would = would._replace(records=(*would.records, *(_answer(own, event, view) for event in asking)))
    # Where nothing else bears on it, what a rule promises holds: that is tested for every rule.
    if own.is_plain or day > own.horizon or own.met_once(would, day):
        return _Next(act, would)
    return _Next(replace(act, day=None, text=act.text + _NOT_ALONE))


def _told(own: Reckoning, view: View, asking: Sequence[Instrument]) -> _Told:
    waiting = _waiting(own, view)
    if waiting is not None:
        return _Told(_review(waiting, view), waiting)
    if asking and view.outcome is Outcome.NEEDS_REVIEW and not view.short:
        return _Told(Act("ask", _who_answers(own), question(asking[-1]), view.on))
    act = own.criterion.check.act(view)
    act = replace(act, holder=own.criterion.proof_with or _holder(own, act.holder))
    if act.day and own.criterion.accepted:
        act = replace(act, text=act.text + _ONCE_ACCEPTED)
    return _Told(act, by_rule=True)


def _would(own: Reckoning, view: View, told: _Told) -> Would:
    if told.waiting:
        keys = told.waiting.keys
        return Would(accept=keys) if told.waiting.filled_with else Would(reject=keys)
    if not told.by_rule:
        return Would()
    would = own.criterion.check.would(view)
    if told.act.day and own.criterion.accepted:
        return would._replace(accept=tuple(record.key for record in would.records))
    return would


def _also_answered(event: Instrument) -> Text:
    return say(
        "The question open since {d} has to be answered too.",
        "También hay que responder la pregunta abierta desde el {d}.",
        d=event.happened.text(),
    )


def _waiting(own: Reckoning, view: View) -> _Waiting | None:
    rows = unsure(own.criterion, own.entries)
    if view.outcome is not Outcome.NEEDS_REVIEW or not rows:
        return None
    with_them, without = own.standing_with_and_without(view.on)
    if with_them == without:
        return None
    return _Waiting(tuple(e.evidence.key for e in rows), with_them == "filled", without == "filled")


def _review(waiting: _Waiting, view: View) -> Act:
    records = listing([same(f"“{view.records[key].summary}”") for key in waiting.keys])
    text = say(
        "Have a person accept or reject what nobody has reviewed: {records}.",
        "Que una persona acepte o rechace lo que nadie ha revisado: {records}.",
        records=records,
    )
    decided = waiting.filled_with or waiting.filled_without
    if decided:
        text = text + (_IF_ACCEPTED if waiting.filled_with else _IF_REJECTED)
    return Act("ask", TO_BE_NAMED, text, view.on if decided else None)


def _answer(own: Reckoning, event: Instrument, view: View) -> Evidence:
    """That the duty goes on, as somebody who may decide it would have to say on the day."""
    return Instrument.model_validate(
        {
            "key": f"would-be-answer-to-{event.key}"[:80].rstrip("-"),
            "subject": list(event.subject),
            "happened": When.on(max(view.on, event.happened.latest)),
            "type": own.obligation.ends_by[0],
            "by": "nobody yet",
            "effect": "keeps duty",
            "source": NO_SOURCE_YET,
            "said_by": "nobody yet",
            "summary": "What would have to be on record.",
        }
    )


def _who_answers(own: Reckoning) -> str:
    return own.obligation.question_with or own.obligation.responsible


def _holder(own: Reckoning, role: str) -> str:
    return own.obligation.responsible if role == RESPONSIBLE else role


_NOT_ALONE = say(
    "This alone does not show it: something else on record stands in the way.",
    "Esto solo no basta para que conste: otra cosa del registro lo impide.",
)
_ONCE_ACCEPTED = say(
    "It counts once a review has accepted it.", "Cuenta cuando una revisión lo haya aceptado."
)
_IF_ACCEPTED = say("It is shown if they are accepted.", "Consta si se aceptan.")
_IF_REJECTED = say("It is shown if they are rejected.", "Consta si se rechazan.")
