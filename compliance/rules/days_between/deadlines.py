"""Deadlines: did one thing come by the day it was due?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import ValidationError, model_validator

from compliance.asks import Ask, Give, Ledger
from compliance.days import Days, days_between
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.document import Document
from compliance.evidence.instrument import Instrument
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.evidence.publication import Publication
from compliance.evidence.record import Key
from compliance.evidence.request import Request
from compliance.evidence.search import Search
from compliance.evidence.training import Training
from compliance.rules.closing import again
from compliance.rules.days_between.facts import Kind, anew, known_day, span
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.rules.things import of_things, told
from compliance.sentences import Text, counted, day, say
from compliance.timeline import ONE_DAY

_SLOT = "thing"


class DeadlineMet(Rule):
    """One thing, `what`, came: a record of the `kind` about the subject whose day of `fact` lies in the days of the duty.

    With `thing` only records of that real thing count, whenever it came. What comes after the due date is late and still
    shown, with the days. `grace_days` are declared beforehand and lengthen every due date.
    """

    name: ClassVar[str] = "deadline_met"
    family: ClassVar[Family] = "days between"
    reads: ClassVar = (
        Agreement,
        Document,
        Instrument,
        Policy,
        Posting,
        Publication,
        Request,
        Training,
        Search,
    )
    checks: ClassVar[Text] = Text(
        en="A record shows that the thing came; where that was after the due date, the days late are said.",
        es="Un registro muestra que la cosa llegó; si fue después de la fecha límite, se dicen los días de retraso.",
    )
    person: ClassVar[Text] = Text(
        en="Whether a delay was excused, and whether the thing is what was due.",
        es="Si el retraso estaba justificado y si la cosa es lo que se debía.",
    )

    rule: Literal["deadline_met"] = "deadline_met"
    kind: Kind
    what: Text
    thing: Key | None = None
    fact: str = "happened"
    grace_days: Days = 0

    @model_validator(mode="after")
    def _fact_is_a_day(self) -> "DeadlineMet":
        known_day(self.kind, self.fact)
        return self

    def part_of(self, record: Evidence) -> str:
        return record.identity

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks = [part for ask in duty.asks(_SLOT) for part in self._after_grace(ask)]
        gives = []
        for same in self._things(records):
            fact, told_by = told(same, self.fact)
            days = span(fact)
            if days is None:
                gives.append(Give(_SLOT, 1, duty.begins, None, told_by.key, sure=False))
                continue
            first, last = days
            if self.thing is None and last < duty.begins:
                continue
            sure = told_by.inferred is None and (self.thing is not None or first >= duty.begins)
            if sure:
                gives.append(Give(_SLOT, 1, last, None, told_by.key))
            if not sure or first < last:
                gives.append(Give(_SLOT, 1, first, last - ONE_DAY if sure else None, told_by.key, sure=False))
        return Ledger(tuple(asks), tuple(gives))

    def _after_grace(self, ask: Ask) -> Iterable[Ask]:
        if ask.due is None:
            return (ask,)
        due = ask.due + timedelta(days=self.grace_days)
        later = ask._replace(due=due, start=max(ask.start, due + ONE_DAY))
        return (later,) if later.stop is None or later.stop >= later.start else ()

    def _things(self, records: Iterable[Evidence]) -> list[list[Evidence]]:
        """The real things of which one may be what was due."""
        found = of_things((r for r in records if r.kind == self.kind), Evidence, self.subject)
        if self.thing is None:
            return found
        return [same for same in found if any(self.thing in (record.thing, record.key) for record in same)]

    def says(self, view: View) -> Text:
        proof = next((view.records[give.evidence] for give in view.proof), None)
        if proof is not None:
            days = span(getattr(proof, self.fact))
            assert days is not None
            sentence = say(
                "{what}: on record as of {day}.", "{what}: consta al {day}.", what=self.what, day=day(days[1])
            )
        else:
            sentence = say(
                "No record shows by {on}: {what}.",
                "Ningún registro muestra hasta el {on}: {what}.",
                what=self.what,
                on=day(view.on),
            )
        due = next((ask.due for ask in view.ledger.asks_on(view.on) if ask.due is not None), None)
        if due is not None:
            sentence = sentence + self._due(due)
            if proof is None:
                sentence = sentence + say(
                    "That is {days} past.",
                    "Han pasado {days}.",
                    days=_days(days_between(due, view.on)),
                )
        return sentence + self._moves(view)

    def _due(self, due: date) -> Text:
        if not self.grace_days:
            return say("It was due {due}.", "La fecha límite era el {due}.", due=day(due))
        return say(
            "It was due {due}, a grace of {days} included.",
            "La fecha límite era el {due}, con {days} de gracia.",
            due=day(due),
            days=_days(self.grace_days),
        )

    def _moves(self, view: View) -> Text:
        sentence, before = Text(en="", es=""), view.duty.due
        for acts, due in view.duty.moved:
            if acts > view.on:
                break
            if due is None:
                sentence = sentence + say(
                    "Which due date held from {acts} is not known, since the day from which an order acts is not exact.",
                    "No se sabe qué fecha límite regía desde el {acts}, porque no consta el día exacto desde el que una orden tiene efecto.",
                    acts=day(acts),
                )
                continue
            sentence = sentence + say(
                "An order that acts from {acts} moved the due date from {before} to {due}."
                if before
                else "An order that acts from {acts} set the due date {due}.",
                "Una orden con efecto desde el {acts} movió la fecha límite del {before} al {due}."
                if before
                else "Una orden con efecto desde el {acts} fijó la fecha límite el {due}.",
                acts=day(acts),
                before=day(before) if before else "",
                due=day(due),
            )
            before = due
        return sentence

    def slot_name(self, slot: str, view: View) -> Text:
        return self.what

    def act(self, view: View) -> Act:
        if not view.short:
            return Act("supply", RESPONSIBLE, self._supply())
        if self._perhaps(view) is not None:
            return Act("supply", RESPONSIBLE, self._supply(), view.on)
        if self._named(view):
            text = say(
                "Ask on which day this came or is to come: {what}. What is on record of it does not show it by {on}.",
                "Preguntar qué día llegó o llegará: {what}. Lo que consta de ello no lo muestra hasta el {on}.",
                what=self.what,
                on=day(view.on),
            )
            return Act("ask", RESPONSIBLE, text)
        text = say(
            "Do what was due: {what}. If it has come already, supply the record with its day.",
            "Hacer lo debido: {what}. Si ya llegó, aportar el registro con su día.",
            what=self.what,
        )
        return Act("do", RESPONSIBLE, text, view.on)

    def _supply(self) -> Text:
        return say(
            "Supply a record of the exact day of: {what}.",
            "Aportar un registro del día exacto de: {what}.",
            what=self.what,
        )

    def would(self, view: View) -> Would:
        if not view.short:
            return Would()
        record = self._perhaps(view)
        if record is None and self._named(view):
            return Would()
        if record is None:
            record = anew(self, view, self.kind, view.on, "due", **{self.fact: view.on})
            record = record.model_copy(update={"thing": self.thing})
        return Would((record,))

    def _named(self, view: View) -> bool:
        """Whether one thing is named, and is on record."""
        return self.thing is not None and bool(self._things(view.records.values()))

    def _perhaps(self, view: View) -> Evidence | None:
        """What may be the thing already, told again with a day on which it surely is; None where nothing may be."""
        for give in view.ledger.gives_on(view.on):
            record = view.records[give.evidence]
            days = span(getattr(record, self.fact))
            came = view.on if days is None else days[0] if self.thing else max(days[0], view.duty.begins)
            try:
                return again(self, view, record, "due", **{self.fact: str(came)})
            except ValidationError:
                # Its other days leave no such day, so it is not what was due.
                continue
        return None


def _days(n: int) -> Text:
    return counted(n, Text(en="day", es="día"), Text(en="days", es="días"))
