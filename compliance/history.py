"""How one criterion stood on every day, and why: the finding of any day is a look-up here."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import combinations

from compliance.asks import Ask, Give, Ledger, Tally
from compliance.catalogue import Catalogue, Criterion, Obligation
from compliance.days import days_between
from compliance.events import Events, ended_by, open_since, question
from compliance.evidence import Evidence
from compliance.evidence.instrument import Instrument
from compliance.evidence.search import Search
from compliance.finding import Entry, Finding
from compliance.outcomes import Outcome, Situation, decide
from compliance.rules.rule import RECORD_KEEPER, RESPONSIBLE, Act, Duty, View
from compliance.sentences import NOTHING, Text, counted, day, listing, same, say
from compliance.timeline import ONE_DAY, Timeline, sum_of_spans, together

log = logging.getLogger(__name__)


class CriterionHistory:
    """One criterion over all days from the decree's effective date to the horizon."""

    def __init__(
        self,
        catalogue: Catalogue,
        obligation: Obligation,
        criterion: Criterion,
        entries: Sequence[Entry],
        horizon: date,
    ):
        self.catalogue, self.obligation, self.criterion = catalogue, obligation, criterion
        self.first, self.stop = catalogue.case.effective, horizon + ONE_DAY
        due = criterion.due if isinstance(criterion.due, date) else None
        begins = self.first if obligation.begins == "unknown" else obligation.begins
        self.duty = Duty(max(begins, self.first), horizon, due)
        self._events = Events.of(obligation, entries)
        subjects = criterion.check.subjects()
        self._see = {e.evidence.key: e.evidence for e in entries if e.evidence.key in criterion.see}
        self._entries = [
            e
            for e in entries
            if subjects & set(e.evidence.subject) and isinstance(e.evidence, criterion.check.reads)
        ]
        self._failure: str | None = None
        self._disputes: list[tuple[Timeline[bool], tuple[Evidence, ...]]] = []
        self.outcomes = self._outcomes()

    @cached_property
    def ledger(self) -> Ledger:
        """What is asked and given, with every record that counts."""
        return self.criterion.check.ledger(self._read(self._entries), self.duty)

    @cached_property
    def records(self) -> Mapping[str, Evidence]:
        """The records that count, by key."""
        return {record.key: record for record in self._read(self._entries)}

    def _read(self, entries: Sequence[Entry]) -> list[Evidence]:
        return [e.evidence for e in entries if e.review != "rejected"]

    def _outcomes(self) -> Timeline[Outcome]:
        try:
            base = self._evaluate(self._read(self._entries))
            self._disputes = list(self._find_disputes())
        except Exception as error:
            # A rule that fails must be seen as failed and never stop the other checks.
            log.exception(
                "rule %s failed on %s/%s", self.criterion.check.name, self.obligation.key, self.criterion.key
            )
            self._failure = f"{type(error).__name__}: {error}"
            base = Timeline.constant(Situation(in_force=True, failed=True), self.first, self.stop)
        in_force = self._in_force()
        ended = sum_of_spans([(first, None, 1) for first, _ in self._events.ends], self.first, self.stop)
        disputed: Timeline[int] = Timeline.constant(0, self.first, self.stop)
        for dispute, _ in self._disputes:
            disputed = together(lambda a, b: a + b, disputed, dispute)
        return together(
            lambda s, lives, over, differs: decide(
                s._replace(in_force=bool(lives), ended=bool(over), disputed=bool(differs))
            ),
            base,
            in_force,
            ended,
            disputed,
        )

    def _in_force(self) -> Timeline[int]:
        begins = self.obligation.begins
        return sum_of_spans([(self.first if begins == "unknown" else begins, None, 1)], self.first, self.stop)

    def _evaluate(self, records: Sequence[Evidence]) -> Timeline[Situation]:
        """The situation on every day, before in force, ended and disputed: one sweep, or two where only accepted
        records count."""
        check = self.criterion.check
        let_in = check.ledger(records, self.duty).tally(self.first, self.stop)
        strict = let_in
        if self.criterion.accepted:
            accepted = [e.evidence for e in self._entries if e.review == "accepted" and e.evidence in records]
            strict = check.ledger(accepted, self.duty).tally(self.first, self.stop)
        open_now = sum_of_spans(
            [(f, last, 1) for f, last, _ in self._events.questions], self.first, self.stop
        )
        overdue_before = self._overdue_before_question(let_in, open_now)
        before_due = sum_of_spans(
            [(self.first, self.duty.due, 1)] if self.duty.due else [], self.first, self.stop
        )
        silence = (self.criterion.silence or self.catalogue.silence) == "not_met"

        def situate(tally: Tally, own: Tally, questions: int, overdue: bool, early: int) -> Situation:
            unreviewed_decide = _standing(tally) != _standing(own)
            judged = tally.short > 0 and tally.short_of_records == 0
            short_either_way = tally.short_of_records > 0 and own.short_of_records > 0
            stands = _standing(tally) in ("filled", "waiting")
            return Situation(
                in_force=True,
                short_past_due=short_either_way
                and tally.short_past_due > 0
                and own.short_past_due > 0
                and (not questions or overdue),
                was_filled=0 < own.lapsed == own.short_past_due,
                silence_is_no=silence,
                short_of_records=short_either_way,
                nothing_on_record=not early and _standing(tally) == _standing(own) == "nothing",
                person_awaited=unreviewed_decide or judged or (questions > 0 and stands),
                asked=tally.asked > 0,
                all_filled=_standing(tally) == "filled",
            )

        return together(situate, let_in, strict, open_now, overdue_before, before_due)

    def _overdue_before_question(self, tally: Timeline[Tally], open_now: Timeline[int]) -> Timeline[bool]:
        """While questions are open, whether it was short past due the day before they opened: only then can it be so
        after, since a question alone makes nothing lapsed or not met."""

        def overdue(opened: date) -> bool:
            return opened > self.first and tally.at(opened - ONE_DAY).short_past_due > 0

        spells = open_now.map(bool).steps()
        return Timeline.from_changes(((s.first, s.value and overdue(s.first)) for s in spells), self.stop)

    def _find_disputes(self) -> Iterator[tuple[Timeline[bool], tuple[Evidence, ...]]]:
        """Records that describe one thing differently, with the days on which it decides which one is right.

        What was inferred is no source's word, so it contradicts none.
        """
        records = self._read(self._entries)
        by_thing: dict[str, list[Evidence]] = {}
        for record in records:
            if record.inferred is None:
                by_thing.setdefault(record.identity, []).append(record)
        for rivals in by_thing.values():
            if not any(one.differs_from(other) for one, other in combinations(rivals, 2)):
                continue
            each = []
            for chosen in rivals:
                world = [r for r in records if r is chosen or r not in rivals]
                each.append(self._evaluate(world).map(decide))
            yield together(lambda *outcomes: len(set(outcomes)) > 1, *each), tuple(rivals)

    def finding(self, on: date) -> Finding:
        """What the rule says on a day. Raises ValueError outside the days covered."""
        outcome = self.outcomes.at(on)
        plain = Finding(self.obligation, self.criterion, on, outcome, NOTHING)
        match outcome:
            case Outcome.NOT_IN_FORCE:
                return replace(plain, says=not_in_force(self.obligation))
            case Outcome.RULE_ERROR:
                return replace(plain, says=_FAILED, missing=(same(self._failure or ""),), act=_MEND)
            case Outcome.NOT_APPLICABLE:
                ended = self._events.ended_on(on)
                assert ended is not None
                return replace(plain, says=ended_by(ended), evidence=(ended.key,))
            case Outcome.CONTRADICTED:
                return self._contradicted(plain)
            case _:
                return self._ordinary(plain)

    def _contradicted(self, plain: Finding) -> Finding:
        rivals = next(rivals for dispute, rivals in self._disputes if dispute.at(plain.on))
        says = say(
            "Two sources on the same thing differ, and which one is right decides this: {both}",
            "Dos fuentes sobre lo mismo difieren, y de cuál sea la correcta depende esto: {both}",
            both=listing([same(f"“{record.summary}” ({record.said_by})") for record in rivals]),
        )
        act = Act(
            "ask",
            self._holder(RESPONSIBLE),
            say("Ask which of the two records is right.", "Preguntar cuál de los dos registros es correcto."),
        )
        return replace(plain, says=says, evidence=tuple(record.key for record in rivals), act=act)

    def _ordinary(self, plain: Finding) -> Finding:
        check, on = self.criterion.check, plain.on
        view = View(on, plain.outcome, self.ledger, self.records, self.duty, self.catalogue.names)
        asking = self._events.open_on(on)
        late = self._late_days(on) if plain.outcome is Outcome.MET else None
        says = check.says(view) if plain.outcome is not Outcome.NOT_YET_DUE else self._not_yet_due(view)
        if plain.outcome is Outcome.NEEDS_REVIEW and asking and not view.short:
            says = says + say(
                "Whether this still stands has been open since {d}.",
                "Desde el {d} está abierto si esto sigue en pie.",
                d=asking[-1].happened.text(),
            )
        if late:
            days = counted(late, Text(en="day", es="día"), Text(en="days", es="días"))
            says = says + say("It was {days} late.", "Llegó {days} tarde.", days=days)
        unreviewed = self._unreviewed() if plain.outcome is Outcome.NEEDS_REVIEW else []
        if unreviewed:
            says = says + say(
                "Records that nobody has reviewed would change this: {which}",
                "Registros que nadie ha revisado cambiarían esto: {which}",
                which=listing([same(record.summary) for record in unreviewed]),
            )
        evidence = [give.evidence for give in view.proof] + [a.because for a in self.ledger.asks_on(on)]
        evidence = [key for key in dict.fromkeys(evidence) if key in self.records]
        short = plain.outcome is not Outcome.MET and bool(view.short)
        # A search says nothing of the days after it.
        searches = [r for r in view.of_kind(Search) if short and on <= r.happened.latest]
        see = [r for r in self._see.values() if r.happened is None or r.happened.earliest <= on]
        finding = replace(
            plain,
            says=says,
            evidence=tuple(evidence),
            cited=tuple(dict.fromkeys(r.key for r in (*asking, *searches, *unreviewed, *see))),
            missing=self._missing(plain.outcome, view, asking),
            question=open_since(asking[-1]) if asking else None,
            late_days=late,
            due=self._due(view),
        )
        return replace(finding, act=self._next_act(finding, view, asking)) if finding.is_open else finding

    def _due(self, view: View) -> date | None:
        """The earliest known due date of what is short; where nothing can be asked yet, that of the criterion."""
        short = set(view.short)
        due = [a.due for a in self.ledger.asks_on(view.on) if a.slot in short and a.due is not None]
        return min(due, default=None if view.states else self.duty.due)

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

    def _next_act(self, finding: Finding, view: View, asking: Sequence[Instrument]) -> Act:
        if finding.outcome is Outcome.NEEDS_REVIEW and not view.short and asking:
            return Act(
                "ask",
                self.obligation.question_with or self.obligation.responsible,
                question(asking[-1]),
            )
        act = self.criterion.check.act(view)
        return replace(act, holder=self.criterion.proof_with or self._holder(act.holder))

    def _holder(self, role: str) -> str:
        return self.obligation.responsible if role == RESPONSIBLE else role

    def _unreviewed(self) -> list[Evidence]:
        return [e.evidence for e in self._entries if e.review is None] if self.criterion.accepted else []

    def _not_yet_due(self, view: View) -> Text:
        after_due = view.duty.due + ONE_DAY if view.duty.due else view.duty.last
        nearest = min((ask.start for ask in self.ledger.asks if ask.start > view.on), default=after_due)
        return say("Nothing is asked before {d}.", "Nada se pide antes del {d}.", d=day(nearest))

    def _late_days(self, on: date) -> int | None:
        """By how many days the latest of what is asked was filled after its due date; where it was first asked later
        than that, as of a new version, after that day."""
        late = []
        for ask in self.ledger.asks_on(on):
            filled = self.ledger.filled_since(ask.slot)
            if ask.due is not None and filled is not None:
                first = min(a.start for a in self.ledger.asks if a.slot == ask.slot and a.due is not None)
                late.append(days_between(ask.due if first == ask.due + ONE_DAY else first, filled))
        return max((days for days in late if days > 0), default=None)

    def steps(self) -> list[Finding]:
        """The finding on each day on which the outcome, or what it rests on, changes."""
        days = {self.first, *self.outcomes.starts}
        parts: tuple[Ask | Give, ...] = (*self.ledger_or_none.asks, *self.ledger_or_none.gives)
        for part in parts:
            days |= {part.start, *([part.stop + ONE_DAY] if part.stop else [])}
        for first, last, _ in self._events.questions:
            days |= {first, *([last + ONE_DAY] if last else [])}
        days |= {r.happened.latest + ONE_DAY for r in self.records.values() if isinstance(r, Search)}
        days |= {r.happened.earliest for r in self._see.values() if r.happened}
        found: list[Finding] = []
        before: tuple[object, ...] = ()
        for on in sorted(d for d in days if self.first <= d < self.stop):
            finding = self.finding(on)
            reasons = (*_reasons(finding), *self._standing_of_slots(finding))
            if not found or before != reasons:
                found.append(finding)
                before = reasons
        return found

    def _standing_of_slots(self, finding: Finding) -> list[tuple[str, bool]]:
        """Each slot that is asked on the finding's day and whether it is short; nothing where no slot speaks."""
        if finding.outcome in (Outcome.NOT_IN_FORCE, Outcome.RULE_ERROR, Outcome.NOT_APPLICABLE):
            return []
        return [(slot, state.need > state.have) for slot, state in self.ledger.states_on(finding.on).items()]

    @property
    def ledger_or_none(self) -> Ledger:
        """The ledger, or an empty one where the rule failed."""
        return Ledger((), ()) if self._failure else self.ledger


def _standing(tally: Tally) -> str:
    if tally.asked:
        if tally.short:
            return "short" if tally.short_of_records else "to be judged"
        return "filled"
    if tally.pending:
        return "filled" if tally.ready else "waiting"
    return "nothing"


def _reasons(f: Finding) -> tuple[object, ...]:
    if f.outcome is Outcome.NOT_YET_DUE:
        return (f.outcome, f.question is None)
    return (f.outcome, f.evidence, f.cited, len(f.missing), f.question is None)


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
