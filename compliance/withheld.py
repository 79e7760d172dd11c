"""Rows that are set aside: those that are not public, and those on a file that is no longer what was recorded.

An outcome is computed on the rows that count, so that whoever sees only these can compute it too. Where it would be
another with the rows let in that are set aside, the answer is that one cannot tell, and of these rows it says their
numbers, kinds, days of recording and hashes. They do nothing else to an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from compliance.catalogue import Criterion, Obligation
from compliance.events import bearing_on
from compliance.finding import ASIDE, Aside, Entry, Finding, Glance, Withheld
from compliance.outcomes import Outcome, Situation, decide
from compliance.reckoning import INSTRUMENTS, Reckoning, going_on
from compliance.rows import Rows
from compliance.rules.rule import RECORD_KEEPER, Act, ActKind
from compliance.sentences import NOTHING, Text, listing, say
from compliance.timeline import Timeline, together

CANNOT_TELL = decide(Situation(in_force=True, withheld=True))


def bearing(rows: Rows, obligation: Obligation, criterion: Criterion) -> list[Entry]:
    """The rows set aside that may change a criterion's outcome: by what they say, or by what they replace."""
    if not rows.contested:
        return []
    check = criterion.check
    read = [
        *rows.about(check.subjects(), check.kinds()),
        *bearing_on(obligation, rows.about(going_on(obligation), INSTRUMENTS)),
    ]
    keys = dict.fromkeys(
        e.evidence.key for e in read if e.evidence.key in rows.contested and e.review != "rejected"
    )
    return [e for key in keys for e in rows.contested[key] if e.set_aside is not None]


class Doubt:
    """On which days the rows set aside would change a criterion's outcome, and which rows these are."""

    def __init__(self, reckoned: Reckoning, rows: Rows, aside: Sequence[Entry], horizon: date):
        r = reckoned
        # Of the rows themselves nothing is kept, so that nothing of them can be told.
        self._bearing = sorted((Withheld.of(e) for e in aside), key=lambda row: row.number)
        present = [why for why in ASIDE if any(row.why == why for row in self._bearing)]
        worlds: dict[tuple[Aside, ...], Timeline[Outcome]] = {(): r.outcomes}
        for size in range(1, len(present) + 1):
            for reasons in combinations(present, size):
                world = Reckoning(r.catalogue, r.obligation, r.criterion, rows, horizon, reasons, r)
                worlds[reasons] = world.outcomes
        self._reasons: Timeline[tuple[Aside, ...]] = together(
            lambda *outcomes: decisive(dict(zip(worlds, outcomes, strict=True))), *worlds.values()
        )

    @property
    def starts(self) -> tuple[date, ...]:
        """The days on which it changes what is in doubt."""
        return self._reasons.starts

    def over(self, outcomes: Timeline[Outcome]) -> Timeline[Outcome]:
        """The outcomes, but `cannot tell` on the days in doubt."""
        return together(lambda reasons, outcome: CANNOT_TELL if reasons else outcome, self._reasons, outcomes)

    def on(self, day: date) -> tuple[Withheld, ...]:
        """The rows that leave a day in doubt, by number; none on a day that is not."""
        reasons = self._reasons.at(day)
        return tuple(row for row in self._bearing if row.why in reasons)


def doubt(reckoned: Reckoning, rows: Rows, horizon: date) -> Doubt | None:
    """The doubt that rows set aside cast on a criterion; None, without any work, where none bears on it."""
    aside = bearing(rows, reckoned.obligation, reckoned.criterion)
    return Doubt(reckoned, rows, aside, horizon) if aside else None


def decisive(outcomes: Mapping[tuple[Aside, ...], object]) -> tuple[Aside, ...]:
    """The reasons for which it makes a difference whether rows are let in: alone, or beside those of the other reason.

    So whoever may read the rows that are not public, but not the damaged files, is not told more than they can tell.
    """

    def differs(reason: Aside) -> bool:
        with_it = [let_in for let_in in outcomes if reason in let_in]
        return any(outcomes[w] != outcomes[tuple(r for r in w if r != reason)] for w in with_it)

    return tuple(reason for reason in ASIDE if differs(reason))


def in_doubt(finding: Finding, withheld: Sequence[Withheld]) -> Finding:
    """A finding on the rows that count, on a day on which those set aside leave it in doubt: what it rests on and
    cites still stands, and so does what it says, as what can be said without them; what it asks and calls missing or late
    may not, and is left out."""
    says, missing, acts = NOTHING, [], []
    for why in ASIDE:
        rows = [row for row in withheld if row.why == why]
        if rows:
            says = says + say(
                _SAYS[why].en, _SAYS[why].es, which=listing([row.text(short=True) for row in rows])
            )
            numbers = listing([row.name() for row in rows])
            missing.append(say(_MISSING[why].en, _MISSING[why].es, which=numbers))
            acts.append(
                Act(_ACTS[why][0], RECORD_KEEPER, say(_ACTS[why][1].en, _ACTS[why][1].es, which=numbers))
            )
    alone = _ALONE + finding.says if finding.says.en else NOTHING
    act = replace(acts[0], text=sum((act.text for act in acts[1:]), acts[0].text))
    return replace(
        finding,
        outcome=CANNOT_TELL,
        says=says + alone,
        missing=tuple(missing),
        act=act,
        question=None,
        late_days=None,
        late_days_at_most=None,
        due=None,
        withheld=tuple(withheld),
    )


def in_doubt_at_a_glance() -> Glance:
    """What a list needs of a finding that is in doubt, whatever it would be on the rows that count."""
    return Glance(CANNOT_TELL, None, RECORD_KEEPER)


_SAYS: dict[Aside, Text] = {
    "hidden": Text(
        en="Cannot tell: rests on records that are not public: {which}.",
        es="No hay datos suficientes: se apoya en registros que no son públicos: {which}.",
    ),
    "file": Text(
        en="Cannot tell: rests on a file that is no longer what was recorded: {which}.",
        es="No hay datos suficientes: se apoya en un archivo que ya no es el que se registró: {which}.",
    ),
}
_ALONE = say("Without them:", "Sin ellos:")
_MISSING: dict[Aside, Text] = {
    "hidden": Text(
        en="what is not public, for the public to read: {which}",
        es="que el público pueda leer lo que no es público: {which}",
    ),
    "file": Text(
        en="the file as it was recorded, of {which}",
        es="el archivo tal como se registró, de {which}",
    ),
}
_ACTS: dict[Aside, tuple[ActKind, Text]] = {
    "hidden": (
        "ask",
        Text(
            en="Ask, through whoever keeps this record, those who filed them whether these can be made public: {which}.",
            es="Preguntar, por medio de quien lleva este registro, a quienes los presentaron si pueden hacerse públicos: {which}.",
        ),
    ),
    "file": (
        "supply",
        Text(
            en="Supply the file again as it was recorded: {which}.",
            es="Aportar de nuevo el archivo tal como se registró: {which}.",
        ),
    ),
}
