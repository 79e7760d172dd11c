"""How one criterion stood on every day, and why: the finding of any day is a look-up here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from compliance.asks import Ask, Give, Ledger
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.days import days_between
from compliance.events import ended_by, open_since
from compliance.evidence import Evidence
from compliance.evidence.instrument import Instrument
from compliance.evidence.search import Search
from compliance.finding import SETTLED, Entry, Finding, Glance
from compliance.next_act import act_of, holder_of, would_of
from compliance.outcomes import Outcome
from compliance.reckoning import Reckoning, unsure
from compliance.remembered import remembered
from compliance.rows import Rows
from compliance.rules.rule import RECORD_KEEPER, Act, View, Would
from compliance.sentences import NOTHING, Text, counted, day, listing, same, say
from compliance.timeline import ONE_DAY
from compliance.withheld import doubt, in_doubt, in_doubt_at_a_glance

DAYS_REMEMBERED = 4


class CriterionHistory:
    """One criterion over all days from the decree's effective date to the horizon: what the rows that count come to,
    and the days on which those set aside leave that in doubt."""

    def __init__(
        self, catalogue: Catalogue, obligation: Obligation, criterion: Criterion, rows: Rows, horizon: date
    ):
        self.catalogue, self.obligation, self.criterion = catalogue, obligation, criterion
        self._own = Reckoning(catalogue, obligation, criterion, rows, horizon)
        self._doubt = doubt(self._own, rows, horizon)
        self.outcomes = self._doubt.over(self._own.outcomes) if self._doubt else self._own.outcomes
        seen = sorted(
            (rows.entries[key] for key in criterion.see if key in rows.entries), key=lambda e: e.number
        )
        self._see = {e.evidence.key: e.evidence for e in seen if e.set_aside is None}
        self._findings: dict[date, Finding] = {}
        self._glances: dict[date, Glance] = {}
        self._woulds: dict[date, Would] = {}

    def finding(self, on: date) -> Finding:
        """What the rule says on a day. Raises ValueError outside the days covered."""
        return remembered(self._findings, on, self._finding, DAYS_REMEMBERED)

    def glance(self, on: date) -> Glance:
        """Of that finding what a list needs. Raises ValueError outside the days covered."""
        return remembered(self._glances, on, self._glance, DAYS_REMEMBERED)

    def _finding(self, on: date) -> Finding:
        found = self._on_rows_that_count(on)
        withheld = self._doubt.on(on) if self._doubt else ()
        return in_doubt(found, withheld) if withheld else found

    def would(self, on: date) -> Would:
        """What would have to come on record for the next act of a day to be done; nothing where that act names no day from
        which the criterion is met.

        Raises ValueError outside the days covered.
        """
        return remembered(self._woulds, on, self._would, DAYS_REMEMBERED)

    def _would(self, on: date) -> Would:
        finding = self.finding(on)
        if finding.act is None or finding.act.day is None or finding.withheld:
            return Would()
        return would_of(self._own, self.view(on), self._own.events.open_on(on))

    def rows_read(self) -> list[Entry]:
        """The rows that bear on it and were read, rejected ones too."""
        return [*self._own.entries, *self._own.instruments]

    def questions(self) -> Sequence[tuple[date, date | None, Instrument]]:
        """The events that leave open whether the duty goes on: for each the days on which they do."""
        return self._own.events.questions

    def endings(self) -> Sequence[tuple[date, Instrument]]:
        """The instruments that ended the duty, each with its day."""
        return self._own.events.ends

    def disputed(self, on: date) -> list[tuple[Evidence, ...]]:
        """The records of one thing that contradict each other, where which of them is right decides the outcome of a day."""
        if self.outcomes.at(on) is not Outcome.CONTRADICTED:
            return []
        return [rivals for dispute, rivals in self._own.disputes if dispute.at(on)]

    def view(self, on: date) -> View:
        """What stands on a day, for sentences. Raises ValueError outside the days covered."""
        own = self._own
        return View(on, own.outcomes.at(on), own.ledger, own.records, own.duty, self.catalogue.names)

    def _on_rows_that_count(self, on: date) -> Finding:
        outcome = self._own.outcomes.at(on)
        plain = Finding(self.obligation, self.criterion, on, outcome, NOTHING)
        match outcome:
            case Outcome.NOT_IN_FORCE:
                return replace(plain, says=not_in_force(self.obligation))
            case Outcome.RULE_ERROR:
                return replace(plain, says=_FAILED, missing=(same(self._own.failure or ""),), act=_MEND)
            case Outcome.NOT_APPLICABLE:
                ended = self._own.events.ended_on(on)
                assert ended is not None
                return replace(plain, says=ended_by(ended), evidence=(ended.key,))
            case Outcome.CONTRADICTED:
                return self._contradicted(plain)
            case _:
                return self._ordinary(plain)

    def _glance(self, on: date) -> Glance:
        outcome = self.outcomes.at(on)
        if self._doubt and self._doubt.on(on):
            return in_doubt_at_a_glance()
        match outcome:
            case Outcome.NOT_IN_FORCE | Outcome.NOT_APPLICABLE:
                return Glance(outcome, None, None)
            case Outcome.RULE_ERROR:
                return Glance(outcome, None, _MEND.holder)
            case Outcome.CONTRADICTED:
                return Glance(outcome, None, self.obligation.responsible)
        view = self.view(on)
        settled = outcome in SETTLED
        holder = None if settled else holder_of(self._own, view, self._own.events.open_on(on))
        return Glance(outcome, self._due(view), holder)

    def _contradicted(self, plain: Finding) -> Finding:
        rivals = next(rivals for dispute, rivals in self._own.disputes if dispute.at(plain.on))
        says = say(
            "Two sources on the same thing differ, and which one is right decides this: {both}",
            "Dos fuentes sobre lo mismo difieren, y de cuál sea la correcta depende esto: {both}",
            both=listing([same(f"“{record.summary}” ({record.said_by})") for record in rivals]),
        )
        act = Act(
            "ask",
            self.obligation.responsible,
            say("Ask which of the two records is right.", "Preguntar cuál de los dos registros es correcto."),
        )
        return replace(plain, says=says, evidence=tuple(record.key for record in rivals), act=act)

    def _ordinary(self, plain: Finding) -> Finding:
        check, on, own = self.criterion.check, plain.on, self._own
        view = self.view(on)
        asking = own.events.open_on(on)
        late, at_most = self._late_days(on) if plain.outcome is Outcome.MET else (0, 0)
        if plain.outcome is Outcome.NOT_YET_DUE:
            says = self._not_yet_due(view)
        elif plain.outcome is Outcome.MET and not view.states:
            says = self._not_yet_due(view) + _FILLED_ALREADY
        else:
            says = check.says(view)
        perhaps = self._perhaps(view) if plain.outcome is not Outcome.MET else []
        asked_of = {ask.because for ask in own.ledger.asks_on(on)}
        # What the check names itself is not named again.
        unnamed = [r for r in perhaps if r.key not in asked_of and r.summary not in says.en]
        if unnamed:
            says = says + say(
                "On record, but not sure for this day: {which}",
                "Consta, pero no es seguro para ese día: {which}",
                which=listing([same(f"“{record.summary}”") for record in unnamed]),
            )
        if plain.outcome is Outcome.NEEDS_REVIEW and asking and not view.short:
            says = says + say(
                "Whether this still stands has been open since {d}.",
                "Desde el {d} está abierto si esto sigue en pie.",
                d=asking[-1].happened.text(),
            )
        if at_most:
            says = says + _lateness(late, at_most)
        unreviewed = self._unreviewed() if plain.outcome is Outcome.NEEDS_REVIEW else []
        if unreviewed:
            says = says + say(
                "Records that nobody has reviewed would change this: {which}",
                "Registros que nadie ha revisado cambiarían esto: {which}",
                which=listing([same(record.summary) for record in unreviewed]),
            )
        orders = [i for i in own.orders if i.acts.latest <= on]
        if orders:
            says = says + say(
                "The due date was moved: {which}",
                "La fecha límite se movió: {which}",
                which=listing([same(f"“{i.summary}”") for i in orders]),
            )
        rejected = [e for e in self._own.entries if e.review == "rejected"]
        if rejected and plain.outcome is not Outcome.MET:
            says = says + say(
                "Not counted, since a review rejected them: {which}.",
                "No se cuentan, porque una revisión los rechazó: {which}.",
                which=listing([say("record {n}", "registro {n}", n=e.number) for e in rejected]),
            )
        evidence = [give.evidence for give in view.proof] + [a.because for a in own.ledger.asks_on(on)]
        evidence = [key for key in dict.fromkeys(evidence) if key in own.records]
        short = plain.outcome is not Outcome.MET and bool(view.short)
        counted_by = check.counted_by(view) if view.states else []
        # A search says nothing of the days after it.
        searches = [r for r in view.of_kind(Search) if short and on <= r.happened.latest]
        see = [r for r in self._see.values() if r.happened is None or r.happened.earliest <= on]
        finding = replace(
            plain,
            says=says,
            evidence=tuple(evidence),
            cited=tuple(
                dict.fromkeys(
                    r.key for r in (*asking, *orders, *searches, *unreviewed, *perhaps, *counted_by, *see)
                )
            ),
            missing=self._missing(plain.outcome, view, asking),
            question=open_since(asking[-1]) if asking else None,
            late_days=late or None,
            late_days_at_most=at_most or None,
            due=self._due(view),
        )
        return replace(finding, act=act_of(own, view, asking)) if finding.is_open else finding

    def _due(self, view: View) -> date | None:
        """The earliest known due date of what is short; where nothing can be asked yet, that of the criterion."""
        short = set(view.short)
        due = [a.due for a in self._own.ledger.asks_on(view.on) if a.slot in short and a.due is not None]
        return min(due, default=None if view.states else self._own.duty.due_on(view.on))

    def _missing(self, outcome: Outcome, view: View, asking: Sequence[Instrument]) -> tuple[Text, ...]:
        missing = []
        if asking and outcome in (Outcome.CANNOT_TELL, Outcome.NEEDS_REVIEW):
            missing.append(
                say(
                    "an answer to the question open since {d}",
                    "una respuesta a la pregunta abierta desde el {d}",
                    d=asking[-1].happened.text(),
                )
            )
        if view.short or outcome is Outcome.CANNOT_TELL:
            missing += self.criterion.check.missing(view)
        return tuple(missing)

    def _perhaps(self, view: View) -> list[Evidence]:
        """The records that fill what is short on some reading of a vague day or of what is inferred."""
        short = set(view.short)
        gives = [g for g in self._own.ledger.gives_on(view.on) if not g.sure and g.slot in short]
        keys = dict.fromkeys(give.evidence for give in gives)
        return [view.records[key] for key in keys if key in view.records]

    def _unreviewed(self) -> list[Evidence]:
        """The records that count only once a person has accepted them."""
        return [e.evidence for e in unsure(self.criterion, self._own.entries) if e.counts]

    def _not_yet_due(self, view: View) -> Text:
        due = view.duty.due_on(view.on)
        after_due = due + ONE_DAY if due else view.duty.last
        nearest = min((ask.start for ask in self._own.ledger.asks if ask.start > view.on), default=after_due)
        return say("Nothing is asked before {d}.", "Nada se pide antes del {d}.", d=day(nearest))

    def _late_days(self, on: date) -> tuple[int, int]:
        """By how many days what is asked was filled after its due date, at least and at most: that of the slot filled last.
        The due date is the one that holds on the day, where orders have moved it; what a later record asks, as of a new
        version, is late from the first day it is asked."""
        ledger = self._own.ledger
        asked = [ask for ask in ledger.asks_on(on) if ask.due is not None]
        first: dict[tuple[str, date | None], date] = {}
        for ask in ledger.asks:
            group = ask.slot, ask.due
            first[group] = min(ask.start, first.get(group, ask.start))
        least = most = 0
        for slot, due, because in {(ask.slot, ask.due, ask.because) for ask in asked}:
            assert due is not None
            begins = first[slot, due]
            late_after = due if not because or begins == due + ONE_DAY else begins
            surely, perhaps = ledger.filled_since(slot), ledger.perhaps_filled_since(slot)
            if surely is not None and perhaps is not None:
                most = max(most, days_between(late_after, surely))
                least = max(least, days_between(late_after, min(surely, perhaps)))
        return max(least, 0), max(most, 0)

    def steps(self) -> list[Finding]:
        """The finding on each day on which the outcome, or what it rests on, changes."""
        own = self._own
        days = {own.first, *self.outcomes.starts, *(self._doubt.starts if self._doubt else ())}
        parts: tuple[Ask | Give, ...] = (*self.ledger_or_none.asks, *self.ledger_or_none.gives)
        for part in parts:
            days |= {part.start, *([part.stop + ONE_DAY] if part.stop else [])}
        for first, last, _ in own.events.questions:
            days |= {first, *([last + ONE_DAY] if last else [])}
        days |= {r.happened.latest + ONE_DAY for r in own.records.values() if isinstance(r, Search)}
        days |= {r.happened.earliest for r in self._see.values() if r.happened}
        found: list[Finding] = []
        before: tuple[object, ...] = ()
        for on in sorted(d for d in days if own.first <= d < own.stop):
            # So many days would only drive out of memory those that lists ask for.
            finding = self._finding(on)
            reasons = (*_reasons(finding), *self._standing_of_slots(finding))
            if not found or before != reasons:
                found.append(finding)
                before = reasons
        return found

    def _standing_of_slots(self, finding: Finding) -> list[tuple[str, bool]]:
        """Each slot that is asked on the finding's day and whether it is short; nothing where no slot speaks."""
        silent = (Outcome.NOT_IN_FORCE, Outcome.RULE_ERROR, Outcome.NOT_APPLICABLE)
        if finding.outcome in silent or finding.withheld:
            return []
        return [
            (slot, state.need > state.have) for slot, state in self._own.ledger.states_on(finding.on).items()
        ]

    @property
    def ledger_or_none(self) -> Ledger:
        """The ledger, or an empty one where the rule failed."""
        return Ledger((), ()) if self._own.failure else self._own.ledger


_FILLED_ALREADY = say("What will be asked is filled already.", "Lo que se pedirá ya está cubierto.")


def _lateness(least: int, most: int) -> Text:
    """How late something came, no more surely than its days are known."""
    one, many = Text(en="day", es="día"), Text(en="days", es="días")
    if least == most:
        return say("It was {days} late.", "Llegó {days} tarde.", days=counted(most, one, many))
    if least == 0:
        return say(
            "It was at most {days} late, or not at all: which day it was is not known.",
            "Llegó como mucho {days} tarde, o a tiempo: no se sabe qué día fue.",
            days=counted(most, one, many),
        )
    return say(
        "It was {a} to {b} days late: which day it was is not known.",
        "Llegó de {a} a {b} días tarde: no se sabe qué día fue.",
        a=least,
        b=most,
    )


def _reasons(f: Finding) -> tuple[object, ...]:
    if f.outcome is Outcome.NOT_YET_DUE:
        return (f.outcome, f.question is None)
    return (f.outcome, f.evidence, f.cited, len(f.missing), f.question is None, f.withheld)


def not_in_force(obligation: Obligation) -> Text:
    """That an obligation is not yet in force, and since when a source shows it. Raises ValueError if that is unknown."""
    if isinstance(obligation.begins, str):
        raise ValueError(f"{obligation.key} may always have been in force")
    sentence = say(
        "Not yet said: the first day from which a source shows this statement is {begins}."
        if obligation.basis == "statement"
        else "Not yet in force: the first day from which a source shows this is {begins}.",
        "Aún no dicho: el primer día desde el que una fuente muestra esta declaración es el {begins}."
        if obligation.basis == "statement"
        else "Aún no vigente: el primer día desde el que una fuente muestra esto es el {begins}.",
        begins=day(obligation.begins),
    )
    return sentence + (obligation.begins_note or NOTHING)


_FAILED = Text(
    en="Our check failed. This says nothing about the obligation.",
    es="Nuestra revisión falló. Esto no dice nada sobre la obligación.",
)
_MEND = Act("do", RECORD_KEEPER, Text(en="Mend the check.", es="Reparar la revisión."))
