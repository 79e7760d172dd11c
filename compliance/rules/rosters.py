"""Each of a roster: has each officer on the roster been trained, and on the version in force?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from compliance.asks import Give, Ledger, asks_during, gives_during
from compliance.days import Days, When
from compliance.evidence import Evidence
from compliance.evidence.policy import Policy
from compliance.evidence.record import Key
from compliance.evidence.roster import Roster
from compliance.evidence.training import Training
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.rules.spans import Span, joined, without_overlap
from compliance.rules.versions import versions
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY


class EachTrained(Rule):
    """So many percent of the officers on the roster have a training on record.

    Each officer asks `percent` while assigned; each trained one gives 100. With `policy`, a training counts
    only for the version it taught, until the next version takes effect, plus `grace_days`.
    """

    name: ClassVar[str] = "each_trained"
    family: ClassVar[Family] = "each of a roster"
    reads: ClassVar = (Roster, Training, Policy)
    checks: ClassVar[Text] = Text(
        en="The officers on the roster of the day have a training on record, on the version in force where one is named.",
        es="Los policías de la lista de ese día tienen una capacitación en el registro, sobre la versión vigente si se indica.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the training was good and had an effect.",
        es="Si la capacitación fue buena y surtió efecto.",
    )

    rule: Literal["each_trained"] = "each_trained"
    roster: Key
    policy: Key | None = None
    percent: int = Field(default=100, ge=1, le=100)
    grace_days: Days = 0

    def subjects(self) -> set[str]:
        return {self.subject, self.roster, *([self.policy] if self.policy else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        assigned = self._assigned(records, duty.last)
        # What is asked on the word of an inferred roster alone is not called late.
        inferred = any(roster.inferred for roster in of_kind(records, Roster, self.roster))
        asks = [
            part._replace(due=None) if inferred else part
            for officer, spans in assigned.items()
            for standing in duty.asks("officers", self.percent, because=officer)
            for first, last in spans
            for part in asks_during(standing, When.on(first), When.on(last + ONE_DAY))
        ]
        gives = []
        for officer, trained in self._trained(records, duty.last).items():
            for first, last, key, sure in trained:
                for a, b in assigned.get(officer, []):
                    if max(first, a) <= min(last, b):
                        gives.append(Give("officers", 100, max(first, a), min(last, b), key, sure))
        return Ledger(tuple(asks), tuple(gives))

    def _assigned(self, records: Sequence[Evidence], horizon: date) -> dict[str, list[Span]]:
        """Each officer's days of assignment, joined where they touch."""
        spans: dict[str, list[Span]] = {}
        for roster in of_kind(records, Roster, self.roster):
            for a in roster.assignments:
                spans.setdefault(a.officer, []).append((a.first, a.last or horizon))
        return {officer: joined(days) for officer, days in spans.items()}

    def _trained(
        self, records: Sequence[Evidence], horizon: date
    ) -> dict[str, list[tuple[date, date, str, bool]]]:
        """For each officer, spans of being trained that do not overlap, each with its record and whether it is sure."""
        spans: dict[str, list[tuple[date, date, str, bool]]] = {}
        for training in of_kind(records, Training, self.subject):
            for give in self._counts_for(training, records):
                span = (give.start, min(give.stop or horizon, horizon), give.evidence, give.sure)
                for officer in training.officers:
                    spans.setdefault(officer, []).append(span)
        return {officer: without_overlap(days) for officer, days in spans.items()}

    def _counts_for(self, training: Training, records: Sequence[Evidence]) -> list[Give]:
        """The days for which a training counts; with `policy`, none where it taught no version on record."""
        ends = None
        if self.policy is not None:
            taught = next((v for v in versions(records, self.policy) if v.key == training.on_version), None)
            if taught is None:
                return []
            grace = timedelta(days=self.grace_days)
            ends = taught.ends and When(
                earliest=taught.ends.earliest + grace, latest=taught.ends.latest + grace
            )
        inferred = training.inferred is not None
        return gives_during("officers", training.happened, ends, training.key, inferred=inferred)

    def says(self, view: View) -> Text:
        officers = counted(
            len(view.ledger.asks_on(view.on)),
            Text(en="officer", es="policía"),
            Text(en="officers", es="policías"),
        )
        if not view.states:
            return say(
                "No roster on record shows which officers were assigned on {on}, so there is nobody to look for.",
                "Ninguna lista del registro muestra qué policías estaban asignados el {on}; no hay a quién buscar.",
                on=day(view.on),
            )
        return say(
            "Of {officers} on the roster on {on}, {trained} have a training on record that counts; {percent}% are asked.",
            "De {officers} en la lista del {on}, {trained} tienen una capacitación válida en el registro; se pide el {percent}%.",
            officers=officers,
            on=day(view.on),
            trained=sum(give.weight for give in view.proof) // 100,
            percent=self.percent,
        )

    def slot_name(self, slot: str, view: View) -> Text:
        given = {
            officer
            for give in view.proof
            for record in [view.records[give.evidence]]
            if isinstance(record, Training)
            for officer in record.officers
        }
        missing = sorted({ask.because for ask in view.ledger.asks_on(view.on)} - given)
        return say(
            "trainings of: {officers}",
            "capacitaciones de: {officers}",
            officers=listing([view.name(officer) for officer in missing]),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a roster of the officers assigned on {on}",
            "una lista de los policías asignados el {on}",
            on=day(view.duty.due or view.on),
        )

    def act(self, view: View) -> Act:
        text = (
            say(
                "Supply the roster of the day by officer code, and the training records of those officers.",
                "Aportar la lista de ese día por código de policía y sus registros de capacitación.",
            )
            if not view.states
            else say(
                "Train, or supply the {missing}.",
                "Capacitar, o aportar las {missing}.",
                missing=self.slot_name("", view),
            )
        )
        return Act("supply" if not view.states else "do", RESPONSIBLE, text)
