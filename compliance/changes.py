"""What changed: which findings moved between two looks at the record, and why.

A look is a state of the record (what was known) and a day. From one to the other a finding moves for two reasons: the
record or the catalogue changed, or days passed. Each is told by its own causes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from compliance.asks import Give
from compliance.assessment import Assessment
from compliance.catalogue import Criterion, Obligation
from compliance.evidence.instrument import Instrument
from compliance.finding import Entry, Finding
from compliance.history import CriterionHistory
from compliance.on_demand import OnDemand
from compliance.outcomes import Outcome
from compliance.per_assessment import per_assessment
from compliance.rules import Rule
from compliance.rules.rule import View
from compliance.sentences import Text, day, listing, same, say
from compliance.turning import Change, turning

Why = Literal[
    "new evidence",
    "withdrawn",
    "corrected",
    "reviewed",
    "set aside",
    "rule changed",
    "order changed",
    "due date passed",
    "asked",
    "lapsed",
    "took effect",
    "question opened",
    "sources differ",
    "days passed",
]


@dataclass(frozen=True)
class Look:
    """A state of the record, looked at on one day."""

    assessment: Assessment
    on: date


@dataclass(frozen=True)
class Cause:
    """One reason why a finding moved: of which sort it is, the day or record behind it, in a sentence. `record` is the key
    of the record that it is about; None where it is about none."""

    why: Why
    text: Text
    record: str | None = None


@dataclass(frozen=True)
class Moved:
    """A finding that is another at the second look: as it was (None where there was no such check), as it is (None where
    there is none any more), and why."""

    obligation: Obligation
    criterion: Criterion
    before: Finding | None
    after: Finding | None
    causes: tuple[Cause, ...]

    def text(self) -> Text:
        """From which outcome to which."""
        return say(
            "From “{a}” to “{b}”.",
            "De «{a}» a «{b}».",
            a=_words(self.before),
            b=_words(self.after),
        )


class Move(NamedTuple):
    """A check whose outcome is another at the second look, as a list needs it: the check at both looks, and its outcomes;
    None where there is none."""

    old: CriterionHistory | None
    new: CriterionHistory | None
    before: Outcome | None
    after: Outcome | None


def changes(first: Look, second: Look) -> OnDemand[Move, Moved]:
    """Every finding whose outcome is another at the second look, in the order of the second look's catalogue, checks that
    are gone last; what moved each is worked out for those that are shown.

    Raises ValueError where a day lies outside what its assessment covers.
    """
    found = [
        Move(_check(first, key), _check(second, key), was, now)
        for key, was, now in _turned(first.assessment, first.on, second.assessment, second.on)
    ]
    return OnDemand(found, lambda move: _moved(move, first, second))


Key = tuple[str, str]
"""The keys of an obligation and of a check of it."""


@per_assessment(most=8)
def _turned(
    first: Assessment, first_on: date, second: Assessment, second_on: date
) -> list[tuple[Key, Outcome | None, Outcome | None]]:
    """The checks that moved, by their keys, so that no state of the record is kept for them, with both outcomes."""
    before, after = _outcomes(first, first_on), _outcomes(second, second_on)
    keys = (*after, *(key for key in before if key not in after))
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    return [(key, was, now) for key, was, now in pairs if was is not now]


def _outcomes(assessment: Assessment, on: date) -> dict[Key, Outcome]:
    return {
        (key, check.criterion.key): check.outcomes.at(on)
        for key, history in assessment.obligations.items()
        for check in history.criteria
    }


def _check(look: Look, key: Key) -> CriterionHistory | None:
    history = look.assessment.obligations.get(key[0])
    return (
        next((check for check in history.criteria if check.criterion.key == key[1]), None)
        if history
        else None
    )


def _moved(move: Move, first: Look, second: Look) -> Moved:
    old, new = move.old, move.new
    one = new or old
    assert one is not None
    was = old.finding(first.on) if old else None
    now = new.finding(second.on) if new else None
    return Moved(one.obligation, one.criterion, was, now, tuple(_causes(old, new, first, second)))


def _words(finding: Finding | None) -> Text:
    return finding.outcome.words if finding else say("no such check", "sin esa comprobación")


def _causes(
    old: CriterionHistory | None, new: CriterionHistory | None, first: Look, second: Look
) -> list[Cause]:
    if old is None or new is None:
        return [_check_came_or_went(new is not None)]
    found = []
    if (old.criterion, old.obligation.begins) != (new.criterion, new.obligation.begins):
        found.append(Cause("rule changed", _rule_changed(old.criterion, new.criterion)))
    found += _of_doubt(old.finding(first.on), new.finding(second.on))
    covered = new.outcomes.first <= first.on <= new.outcomes.last
    if not covered or old.outcomes.at(first.on) is not new.outcomes.at(first.on) or second.on == first.on:
        found += _of_rows(old, new, first, second)
    if covered and new.outcomes.at(first.on) is not new.outcomes.at(second.on):
        found += _of_days(new, *sorted((first.on, second.on)))
    # Rows may matter on the second day alone, where on the first one something else stood in their place.
    found = found or list(_of_rows(old, new, first, second))
    return list(dict.fromkeys(found)) or [_days_passed(first, second)]


def _days_passed(first: Look, second: Look) -> Cause:
    a, b = sorted((first.on, second.on))
    return Cause(
        "days passed",
        say(
            "Between {a} and {b} it changed what the records on it count for.",
            "Entre el {a} y el {b} cambió para qué cuentan los registros.",
            a=day(a),
            b=day(b),
        ),
    )


def _check_came_or_went(came: bool) -> Cause:
    if came:
        return Cause("rule changed", say("The check was added.", "Se añadió la comprobación."))
    return Cause("rule changed", say("The check was removed.", "Se quitó la comprobación."))


def _rule_changed(old: Criterion, new: Criterion) -> Text:
    """Which of a check's parameters are others now, by name; their values stand in the catalogue's log."""
    before, after = ({**c.model_dump(exclude={"check"}), **c.check.model_dump()} for c in (old, new))
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return say(
        "The check was changed: {names}.",
        "Cambió la comprobación: {names}.",
        names=", ".join(names) or "from",
    )


def _of_doubt(was: Finding, now: Finding) -> Iterator[Cause]:
    """That rows that are set aside leave it in doubt, or do so no more: since they came, or since the days passed on which
    they change nothing."""
    if was.withheld == now.withheld:
        return
    which = listing([row.name() for row in now.withheld or was.withheld])
    if now.withheld:
        doubt = say(
            "It is left in doubt by {which}, set aside.",
            "Queda en duda por {which}, apartado.",
            which=which,
        )
    else:
        doubt = say("It is no longer in doubt: {which}.", "Ya no queda en duda: {which}.", which=which)
    yield Cause("set aside", doubt)


def _of_rows(old: CriterionHistory, new: CriterionHistory, first: Look, second: Look) -> Iterator[Cause]:
    """What happened to the rows that turned it; where none did alone, to those on which its findings rest, if any of them
    changed."""
    before, after = ({e.evidence.key: e for e in history.rows_read()} for history in (old, new))
    # What counts no more may still be there, on a file that is not what was recorded.
    every = [
        Change(
            before.get(key) or first.assessment.entries.get(key),
            after.get(key) or second.assessment.entries.get(key),
        )
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]
    changed = [change for change in every if change.bears(accepted=new.criterion.accepted)] or every
    was, now = old.finding(first.on), new.finding(second.on)
    named = {*was.evidence, *was.cited, *now.evidence, *now.cited}
    days = [on for on in (second.on, first.on) if new.outcomes.first <= on <= new.outcomes.last]
    turned = turning(changed, new, second.assessment.rows, days) if len(changed) > 1 else ()
    for change in turned or [each for each in changed if each.key in named] or changed:
        yield _of_row(change.before, change.after)


def _of_row(before: Entry | None, after: Entry | None) -> Cause:
    one = after or before
    assert one is not None
    record = one.evidence
    parts = {"n": one.number, "what": record.summary}

    def because(why: Why, en: str, es: str) -> Cause:
        if isinstance(record, Instrument):
            why = "order changed"
        return Cause(why, say(en, es, **parts), record.key)

    if before is None:
        return because("new evidence", "Record {n} came: {what}", "Llegó el registro {n}: {what}")
    if after is None:
        return because("withdrawn", "Record {n} was withdrawn: {what}", "Se retiró el registro {n}: {what}")
    if before.number != after.number:
        return because(
            "corrected",
            "Record {n} corrects what was recorded: {what}",
            "El registro {n} corrige lo registrado: {what}",
        )
    if before.set_aside != after.set_aside:
        return because(
            "set aside",
            "Whether record {n} can count changed: {what}",
            "Cambió si el registro {n} puede contar: {what}",
        )
    said = {
        "accepted": say(
            "A review accepted record {n}: {what}", "Una revisión aceptó el registro {n}: {what}", **parts
        ),
        "rejected": say(
            "A review rejected record {n}: {what}", "Una revisión rechazó el registro {n}: {what}", **parts
        ),
    }
    waits = say(
        "Record {n} waits for a review: {what}", "El registro {n} espera una revisión: {what}", **parts
    )
    return Cause("reviewed", said.get(after.review or "", waits), record.key)


def _of_days(check: CriterionHistory, earlier: date, later: date) -> Iterator[Cause]:
    """What began or ended after one day and up to another, in what the record held all the while."""
    begins = check.obligation.begins
    if isinstance(begins, date) and earlier < begins <= later:
        yield Cause(
            "took effect",
            say("It is in force since {d}.", "Está vigente desde el {d}.", d=day(begins)),
        )
    for opened, _, event in check.questions():
        if earlier < opened <= later:
            yield Cause(
                "question opened",
                say(
                    "A question was opened on {d}: {what}",
                    "El {d} se abrió una pregunta: {what}",
                    d=day(opened),
                    what=event.summary,
                ),
                event.key,
            )
    for ended, event in check.endings():
        if earlier < ended <= later:
            yield Cause(
                "order changed",
                say(
                    "The duty ended on {d}: {what}",
                    "El deber terminó el {d}: {what}",
                    d=day(ended),
                    what=event.summary,
                ),
                event.key,
            )
    for rivals in check.disputed(later):
        which = listing([same(f"“{record.summary}” ({record.said_by})") for record in rivals])
        yield Cause(
            "sources differ", say("Sources differ: {which}", "Las fuentes difieren: {which}", which=which)
        )
    if check.outcomes.at(later) not in _SILENT:
        yield from _of_slots(check.criterion.check, check.view(later), earlier, later)


_SILENT = (Outcome.NOT_IN_FORCE, Outcome.NOT_APPLICABLE, Outcome.RULE_ERROR)


def _of_slots(rule: Rule, view: View, earlier: date, later: date) -> Iterator[Cause]:
    """Asks that began, and gives that ended or began, of what is asked on the later day."""
    short, seen, not_shown = set(view.short), set[str](), view.outcome is not Outcome.MET
    # Where nothing is asked yet, what will be is what can be filled already.
    slots = set(view.states) or {ask.slot for ask in view.ledger.asks if ask.start > later}
    for ask in view.ledger.asks_on(later):
        if ask.slot in short and earlier < ask.start and ask.slot not in seen:
            seen.add(ask.slot)
            what = rule.slot_name(ask.slot, view)
            if ask.due is None:
                asked = say(
                    "Asked since {d}: {what}.", "Se pide desde el {d}: {what}.", d=day(ask.start), what=what
                )
                yield Cause("asked", asked)
            else:
                due = say(
                    "Was due on {d} and is not on record: {what}.",
                    "Se debía el {d} y no consta: {what}.",
                    d=day(ask.due),
                    what=what,
                )
                yield Cause("due date passed", due)
    for give in view.ledger.gives:
        record = view.records.get(give.evidence)
        if record is None or give.slot not in slots or not give.sure:
            continue
        if give.stop is not None and earlier <= give.stop < later and (give.slot in short or not_shown):
            yield Cause("lapsed", _held_until(give, view, record.summary), record.key)
        if give.slot not in short and earlier < give.start <= later:
            yield Cause(
                "took effect",
                say(
                    "Holds since {d}: {what}",
                    "Vale desde el {d}: {what}",
                    d=day(give.start),
                    what=record.summary,
                ),
                record.key,
            )


def _held_until(give: Give, view: View, what: str) -> Text:
    """The last day on which something surely held; where its end is vague, no more is said than that."""
    assert give.stop is not None
    perhaps = any(
        g.evidence == give.evidence and g.slot == give.slot and not g.sure
        for g in view.ledger.gives_on(view.on)
    )
    if perhaps:
        return say(
            "Surely held until {d}, and whether it still does is not known: {what}",
            "Valía con seguridad hasta el {d}; no se sabe si aún vale: {what}",
            d=day(give.stop),
            what=what,
        )
    return say("Held until {d}: {what}", "Valía hasta el {d}: {what}", d=day(give.stop), what=what)
