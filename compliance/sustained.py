"""The sustainment periods of an obligation, one for each of its paragraphs, and what is said of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from compliance.catalogue import Catalogue, Obligation
from compliance.days import When
from compliance.evidence.instrument import Effect, Instrument
from compliance.finding import ASIDE, Aside, Entry, Withheld
from compliance.rows import Rows
from compliance.sentences import NOTHING, Text, counted, day, listing, say
from compliance.sustainment import DECIDING, Clock, Length, Span, State, Step, clock, steps_of
from compliance.timeline import ONE_DAY, Timeline
from compliance.withheld import decisive


@dataclass(frozen=True)
class Sustained:
    """Where the period of one paragraph stands on a day; `paragraph` is None where the obligation's is not loaded.
    `withheld` are the rows set aside that leave it in doubt: the clock then tells no state."""

    paragraph: str | None
    clock: Clock
    withheld: tuple[Withheld, ...] = ()

    def text(self) -> Text:
        """Where it stands, in sentences."""
        if self.withheld:
            rows = listing([row.text(short=True) for row in self.withheld])
            return say(
                "Cannot tell where a sustainment period stands: records that do not count here would change it: {rows}.",
                "No se puede decir en qué punto está un periodo de mantenimiento: lo cambiarían registros que aquí no cuentan: {rows}.",
                rows=rows,
            )
        return _SAYS[self.clock.state](self.clock)


Doubts = Mapping[tuple[str, str | None], Timeline[tuple[Withheld, ...]]]
"""For each obligation, by key, and paragraph whose period rows set aside leave in doubt on some day: the rows, day by
day."""


def sustained(obligation: Obligation, rows: Rows, doubts: Doubts, on: date) -> list[Sustained]:
    """The periods of an obligation on a day: of each of its paragraphs or, where none is loaded, one for all; none for what
    the decree does not oblige to."""
    return [_one(obligation, paragraph, rows, doubts, on) for paragraph in _paragraphs(obligation)]


def doubts(catalogue: Catalogue, rows: Rows, horizon: date) -> Doubts:
    """The days from the decree's effective date to the horizon on which rows set aside leave a period in doubt."""
    if not any(_on_sustainment(e) for some in rows.contested.values() for e in some):
        return {}
    first, stop = catalogue.case.effective, horizon + ONE_DAY
    found = {}
    for obligation in catalogue.obligations:
        for paragraph in _paragraphs(obligation):
            aside = _set_aside(obligation, paragraph, rows)
            if aside:
                days = (date.fromordinal(n) for n in range(first.toordinal(), stop.toordinal()))
                worlds = _worlds(obligation, paragraph, rows, aside)
                doubt = Timeline.from_changes(((on, _decides(worlds, aside, on)) for on in days), stop)
                if any(doubt.values):
                    found[obligation.key, paragraph] = doubt
    return found


def _on_sustainment(entry: Entry) -> bool:
    return isinstance(entry.evidence, Instrument) and entry.evidence.on_sustainment


def _paragraphs(obligation: Obligation) -> Sequence[str | None]:
    if obligation.basis != "decree":
        return ()
    return obligation.paragraphs or (None,)


def covers(i: Instrument, obligation: Obligation, paragraph: str | None) -> bool:
    """Whether an instrument is about the sustainment of a paragraph, for the body that answers for it."""
    if not i.on_sustainment or i.body not in (None, obligation.responsible):
        return False
    if i.paragraphs or i.body:
        return not i.paragraphs or paragraph in i.paragraphs
    return not {*obligation.about, obligation.continues_with}.isdisjoint(i.subject)


def _one(obligation: Obligation, paragraph: str | None, rows: Rows, doubts: Doubts, on: date) -> Sustained:
    own = clock(_steps(obligation, paragraph, rows, ()), on)
    doubt = doubts.get((obligation.key, paragraph))
    withheld = doubt.at(on) if doubt else ()
    if withheld:
        return Sustained(paragraph, Clock(on, State.CANNOT_TELL, steps=own.steps), withheld)
    return Sustained(paragraph, own)


def _steps(
    obligation: Obligation, paragraph: str | None, rows: Rows, reasons: Sequence[Aside]
) -> tuple[Step, ...]:
    entries = rows.counting(rows.on_sustainment, reasons)
    return steps_of(_that_count(entries, obligation, paragraph))


Worlds = Mapping[tuple[Aside, ...], tuple[Step, ...]]
"""The steps that count once rows set aside for some reasons are let in."""


def _worlds(obligation: Obligation, paragraph: str | None, rows: Rows, aside: Sequence[Entry]) -> Worlds:
    present = [why for why in ASIDE if any(e.set_aside == why for e in aside)]
    choices = [reasons for size in range(len(present) + 1) for reasons in combinations(present, size)]
    return {reasons: _steps(obligation, paragraph, rows, reasons) for reasons in choices}


def _decides(worlds: Worlds, aside: Sequence[Entry], on: date) -> tuple[Withheld, ...]:
    """The rows set aside that make a difference on a day; who told of a step makes none."""
    clocks = {reasons: replace(clock(steps, on), steps=(), later=None) for reasons, steps in worlds.items()}
    reasons = decisive(clocks)
    told_of = [Withheld.of(e) for e in aside if e.set_aside in reasons]
    return tuple(sorted(told_of, key=lambda row: row.number))


def _that_count(entries: Iterable[Entry], obligation: Obligation, paragraph: str | None) -> list[Instrument]:
    """The instruments that can have an effect on a period: orders and stipulations that the catalogue lets decide, seen and
    not inferred, neither rejected nor waiting for a review after that."""
    return [
        e.evidence
        for e in entries
        if isinstance(e.evidence, Instrument)
        and covers(e.evidence, obligation, paragraph)
        and e.evidence.type in DECIDING
        and e.evidence.type in obligation.ends_by
        and not e.evidence.inferred
        and e.review not in ("rejected", "resubmitted")
    ]


def _set_aside(obligation: Obligation, paragraph: str | None, rows: Rows) -> list[Entry]:
    """The rows set aside that may have an effect, by what they say or by what they replace."""
    if not rows.contested:
        return []
    named = {
        e.evidence.key
        for e in rows.on_sustainment
        if isinstance(e.evidence, Instrument) and covers(e.evidence, obligation, paragraph)
    }
    return [e for key in sorted(named & set(rows.contested)) for e in rows.contested[key] if e.set_aside]


def _days(span: Span) -> Text:
    if span.least != span.most:
        return say("{a} to {b} days", "de {a} a {b} días", a=span.least, b=span.most)
    return counted(span.least, Text(en="day", es="día"), Text(en="days", es="días"))


def _length(length: Length) -> Text:
    years = Text(en="year", es="año"), Text(en="years", es="años")
    days = Text(en="day", es="día"), Text(en="days", es="días")
    return counted(length.number, *(years if length.unit == "years" else days))


def _on(when: When) -> Text:
    """A day, or a day between two, as it stands after "from" or "on"."""
    words = when.text()
    return Text(en=words.en, es=f"el {words.es}" if when.exact else words.es)


def step_text(step: Step) -> Text:
    """What a step does, and from when on."""
    does = say(_DOES[step.does].en, _DOES[step.does].es, d=_on(step.acts))
    if step.length is None:
        return does
    return does + say("Its length: {length}.", "Su duración: {length}.", length=_length(step.length))


_DOES: dict[Effect, Text] = {
    "starts sustainment": Text(
        en="Starts a sustainment period, counted from {d}.",
        es="Inicia un periodo de mantenimiento, contado desde {d}.",
    ),
    "pauses sustainment": Text(en="Pauses it from {d}.", es="Lo suspende desde {d}."),
    "resumes sustainment": Text(en="Lets it run on from {d}.", es="Lo reanuda desde {d}."),
    "resets sustainment": Text(
        en="Sets it back: counted anew from {d}.", es="Lo reinicia: se cuenta de nuevo desde {d}."
    ),
    "ends sustainment": Text(en="Ends it on {d}.", es="Le pone fin {d}."),
}


def _unknown(c: Clock) -> Text:
    nothing = say(
        "Sustainment: no court order or stipulation that settles it is on record here, so whether a period runs on {on} is not "
        "known; that does not say that none does.",
        "Mantenimiento: aquí no consta ninguna orden judicial ni estipulación que lo resuelva; no se sabe si al {on} corre un "
        "periodo, lo cual no dice que no corra.",
        on=day(c.on),
    )
    if c.later is None:
        return nothing
    return nothing + say(
        "One that acts from {d} is on record.", "Sí consta una con efecto desde {d}.", d=_on(c.later.acts)
    )


def _running(c: Clock) -> Text:
    if c.start is None or c.run is None:
        assert c.since is not None, "what runs on was resumed on some day"
        return say(
            "A sustainment period runs on since {d}, by the instruments on record. From when its days count is not on record.",
            "Según los instrumentos registrados, un periodo de mantenimiento corre de nuevo desde {d}. No consta desde cuándo se cuentan sus días.",
            d=_on(c.since),
        )
    runs = _counted_from(c) + say(
        "{days} had run on {on}.", "Al {on} habían corrido {days}.", days=_days(c.run), on=day(c.on)
    )
    if c.length is None or c.ends is None or c.remaining is None:
        return runs + _NO_LENGTH
    return runs + say(
        "Its length: {length}; {left} remain. If nothing else happens, it has run on {ends}.",
        "Su duración: {length}; quedan {left}. Si no ocurre nada más, se completa {ends}.",
        length=_length(c.length),
        left=_days(c.remaining),
        ends=_on(c.ends),
    )


def _counted_from(c: Clock) -> Text:
    assert c.start is not None, "what is counted is counted from some day"
    if c.anew:
        return say(
            "A sustainment period runs, by the instruments on record; it was set back and is counted anew from {d}.",
            "Según los instrumentos registrados corre un periodo de mantenimiento; se reinició y se cuenta de nuevo desde {d}.",
            d=_on(c.start),
        )
    return say(
        "A sustainment period runs, by the instruments on record, counted from {d}.",
        "Según los instrumentos registrados corre un periodo de mantenimiento, contado desde {d}.",
        d=_on(c.start),
    )


def _paused(c: Clock) -> Text:
    assert c.since is not None, "what is paused was paused on some day"
    paused = say(
        "A sustainment period is paused since {d}, by the instruments on record.",
        "Según los instrumentos registrados, un periodo de mantenimiento está suspendido desde {d}.",
        d=_on(c.since),
    )
    if c.run is None:
        return paused + say("How long it had run is not on record.", "No consta cuánto había corrido.")
    paused = paused + say("{days} had run.", "Habían corrido {days}.", days=_days(c.run))
    if c.remaining is None:
        return paused + _NO_LENGTH
    return paused + say(
        "{days} remain once it runs on.", "Cuando se reanude quedarán {days}.", days=_days(c.remaining)
    )


def _run_out(c: Clock) -> Text:
    assert c.length is not None and c.start is not None and c.ends is not None, (
        "only a known length can run out"
    )
    return say(
        "The sustainment period of {length}, counted from {start}, has run by the calendar on {ends}. No instrument that ends "
        "it is on record here; that does not say that there is none, and the calendar alone ends nothing here.",
        "El periodo de mantenimiento de {length}, contado desde {start}, se completó por calendario {ends}. Aquí no consta "
        "ningún instrumento que le ponga fin; eso no dice que no exista, y aquí el calendario por sí solo no pone fin a nada.",
        length=_length(c.length),
        start=_on(c.start),
        ends=_on(c.ends),
    )


def _ended(c: Clock) -> Text:
    assert c.since is not None, "what ended did so on some day"
    return say(
        "A sustainment period was ended on {d}, by the instruments on record.",
        "Según los instrumentos registrados, un periodo de mantenimiento terminó {d}.",
        d=_on(c.since),
    )


def _cannot_tell(c: Clock) -> Text:
    if c.ends is not None:
        return say(
            "Whether the sustainment period has run by {on} is not known: it is counted from {start}.",
            "No se sabe si el periodo de mantenimiento se ha completado al {on}: se cuenta desde {start}.",
            on=day(c.on),
            start=_on(c.start) if c.start else NOTHING,
        )
    vague = next((step for step in c.steps if step.acts.latest > c.on), None)
    if vague is not None:
        return say(
            "Where a sustainment period stood on {on} is not known: an instrument on record acts from {d}.",
            "No se sabe en qué punto estaba un periodo de mantenimiento al {on}: un instrumento registrado tiene efecto desde {d}.",
            on=day(c.on),
            d=vague.acts.text(),
        )
    return say(
        "Where a sustainment period stands cannot be told: the instruments on record do not fit together, or the order of their "
        "days is not known.",
        "No se puede decir en qué punto está un periodo de mantenimiento: los instrumentos registrados no concuerdan, o no se "
        "sabe el orden de sus días.",
    )


_NO_LENGTH = say(
    "Its length is not on record, so the day on which it would end is not known.",
    "No consta su duración, así que no se sabe el día en que terminaría.",
)
_SAYS = {
    State.UNKNOWN: _unknown,
    State.CANNOT_TELL: _cannot_tell,
    State.RUNNING: _running,
    State.PAUSED: _paused,
    State.RUN_OUT: _run_out,
    State.ENDED: _ended,
}
