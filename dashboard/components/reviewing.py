"""The review queue as the monitor works through it: how far it has come, what waits, and one record beside the checks that it
serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from compliance.access import Recording
from compliance.access.reviewing import Verdicted, team_notes
from compliance.catalogue import Period
from compliance.contributions import Verdict
from compliance.evidence import KINDS
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.outcomes import Outcome
from compliance.reporting_periods import period_of
from compliance.review_queue import Asked, Progress, Queue, due_in_view
from compliance.sentences import Text, counted, day, say
from compliance.timeline import ONE_DAY
from dashboard import look, words
from dashboard.components import frame, links, recorded, records
from dashboard.components.capacities import filer
from dashboard.components.hanging import CHECKS, NO_CHECK
from dashboard.visit import Visit

DAYS = say("day", "día"), say("days", "días")
WAITS = say("Waits since", "Espera desde")
SERVES = say("Serves", "Sirve a")
DEADLINE = say("Deadline in view", "Plazo a la vista")
SHOWN = 2
"""So many obligations that a record serves are named in a list."""


@dataclass
class Kept:
    """What is kept between clicks: the queue at the last state of the record that was looked at, how records were recorded,
    which never changes, and the numbers of a period's records, by its first day and the last number there was."""

    queue: Queue | None = None
    recordings: dict[int, Recording] = field(default_factory=dict)
    numbers: dict[tuple[date, int], range] = field(default_factory=dict)


@st.cache_resource(show_spinner=False, max_entries=8)
def _kept(database: str, sight: tuple[str, ...]) -> Kept:
    return Kept()


def kept(visit: Visit) -> Kept:
    """What is kept for whoever sees the same rows of the same store."""
    sight = (*sorted(visit.standing.sight.visibilities), *sorted(visit.standing.sight.filed_as))
    return _kept(visit.settings.database, sight)


def the_queue(visit: Visit) -> Queue:
    """The review queue at what is known."""
    own = kept(visit)
    if own.queue is None or own.queue.assessment is not visit.reading.assessment:
        own.queue = Queue(visit.reading.assessment, own.queue)
    return own.queue


def recordings(visit: Visit, entries: Sequence[Entry]) -> Mapping[int, Recording]:
    """How some records were recorded."""
    own = kept(visit).recordings
    missing = [e.number for e in entries if e.number not in own]
    if missing:
        own |= visit.door.recordings(visit.actor, missing)
    return own


def numbers_in(visit: Visit, period: Period) -> range:
    """The numbers of the records that were recorded in a reporting period."""
    own, door = kept(visit).numbers, visit.door
    question = period.first, visit.reading.knowledge.number
    if question not in own:
        first = door.last_recorded_by(period.first - ONE_DAY) + 1
        own[question] = range(first, door.last_recorded_by(period.last) + 1)
    return own[question]


def progress(visit: Visit, queue: Queue) -> None:
    """How many of how many are reviewed: of those recorded in the period of the day shown, and of all."""
    reading = visit.reading
    period = period_of(reading.on, reading.catalogue.periods)
    lines = []
    if period is not None:
        own = queue.progress(numbers_in(visit, period))
        about = say(
            "Recorded in the reporting period {key} (to {last})",
            "Registrados en el periodo {key} (hasta el {last})",
            key=period.key,
            last=day(period.last),
        )
        lines.append((visit.say(about), visit.say(_so_far(own))))
    every = queue.progress(range(1, reading.knowledge.number + 1))
    lines.append((visit.say(say("All records", "Todos los registros")), visit.say(_so_far(every))))
    look.show(look.definition_list(lines))


def _so_far(so_far: Progress) -> Text:
    return say(
        "{reviewed} reviewed of {needed} that need a review; {waiting} wait, {asked} of these asked about",
        "{reviewed} revisados de {needed} que necesitan revisión; {waiting} esperan, {asked} de ellos con una pregunta hecha",
        reviewed=f"{so_far.reviewed:,}",
        needed=f"{so_far.needed:,}",
        waiting=f"{so_far.waiting:,}",
        asked=f"{so_far.asked:,}",
    )


def listing(visit: Visit, queue: Queue, entries: Sequence[Entry], to: Mapping[str, str]) -> None:
    """Some records of the queue in a table; each leads to itself, `to` is what its address carries besides."""
    own = recordings(visit, entries)
    rows = []
    for entry in entries:
        recording, checks = own[entry.number], queue.checks(entry)
        rows.append(
            [
                look.join(
                    look.link(
                        visit.address("queue", **to, number=str(entry.number)),
                        f"{entry.number}: {records.kind(visit, entry.evidence)}",
                    ),
                    look.Safe("<br>"),
                    look.quiet(entry.evidence.summary),
                ),
                filer(visit, recording),
                since(visit, recording, queue.asked.get(entry.number), entry),
                serves(visit, entry, checks),
                deadline(visit, recording, checks),
            ]
        )
    headers = [words.RECORD, words.FILED_BY, WAITS, SERVES, DEADLINE]
    caption = say("Oldest recorded first", "Primero lo registrado hace más tiempo")
    look.show(look.table([visit.say(h) for h in headers], rows, visit.say(caption)))


def since(visit: Visit, recording: Recording, asked: Asked | None, entry: Entry) -> look.Safe:
    """Since when a record waits, for how long, and what was done meanwhile."""
    waited = (visit.reading.today - recording.day).days
    parts: list[str] = [visit.say(day(recording.day))]
    if entry.review in ("accepted", "rejected"):
        return look.join(*parts, *(look.join("; ", look.strong(visit.say(mark))) for mark in entry.marks()))
    parts.append(f" ({visit.say(counted(waited, *DAYS))})")
    parts += [look.join("; ", look.strong(visit.say(mark))) for mark in entry.marks()]
    if asked is not None:
        parts.append(look.join(look.Safe("<br>"), look.strong(visit.say(asked_text(asked)))))
    return look.join(*parts)


def asked_text(asked: Asked) -> Text:
    """That a record was asked about, since when, and by when an answer is due, or that it came."""
    request = asked.request
    told = say("Asked about since {d}", "Se preguntó desde el {d}", d=request.happened.text())
    if asked.answer is not None:
        return say(
            "{told}; answered {a}", "{told}; respondido el {a}", told=told, a=asked.answer.happened.text()
        )
    if request.due is not None:
        return say("{told}; due {due}", "{told}; plazo: {due}", told=told, due=day(request.due))
    return told


def serves(visit: Visit, entry: Entry, checks: Sequence[CriterionHistory]) -> look.Safe:
    """Which obligations a record serves, and how many of their checks count it only once accepted or need a person now."""
    if not checks:
        return look.quiet(visit.say(NO_CHECK))
    on = visit.reading.on
    obligations = {c.obligation.key: c.obligation for c in checks}
    shown = list(obligations.values())[:SHOWN]
    named = [links.obligation(visit, o) for o in shown]
    if len(obligations) > len(shown):
        more = say("and {n} more", "y {n} más", n=len(obligations) - len(shown))
        named.append(look.quiet(visit.say(more)))
    strict = [c for c in checks if c.criterion.accepted and entry.evidence.kind in c.criterion.check.kinds()]
    need = sum(c.outcomes.at(on) is Outcome.NEEDS_REVIEW for c in strict)
    counts = say(
        "{all}; counting accepted records only: {strict}; of these, needing a person now: {need}",
        "{all}; que solo cuentan registros aceptados: {strict}; de ellas, a la espera de una persona ahora: {need}",
        all=counted(len(checks), *CHECKS),
        strict=len(strict),
        need=need,
    )
    parts = [look.join(name, look.Safe("<br>")) for name in named]
    return look.join(*parts, look.quiet(visit.say(counts)))


def deadline(visit: Visit, recording: Recording, checks: Sequence[CriterionHistory]) -> look.Safe:
    """The end of the reporting period in which a record was recorded, and the nearest due date of what it serves."""
    reading = visit.reading
    period = period_of(recording.day, reading.catalogue.periods)
    parts = []
    if period is not None:
        ends = say("{key} ends {d}", "{key} termina el {d}", key=period.key, d=day(period.last))
        parts.append(visit.say(ends))
    due = due_in_view(checks, reading.on)
    if due is not None:
        past = say("due {d}, past", "plazo {d}, pasado", d=day(due))
        ahead = say("due {d}", "plazo {d}", d=day(due))
        parts.append(visit.say(past if due < reading.on else ahead))
    return (
        look.join(*(look.Safe(f"<div>{look.join(part)}</div>") for part in parts))
        if parts
        else look.Safe("—")
    )


def evidence(visit: Visit, entry: Entry, queue: Queue, seen: Verdicted | None) -> None:
    """The record itself: who filed it, what it says, its sources and its files, and what came before."""
    recording = recordings(visit, [entry])[entry.number]
    pairs: list[tuple[str, str]] = [
        (visit.say(words.SAYS), records.told(visit, entry.evidence)),
        (visit.say(words.SAID_BY), entry.evidence.said_by),
        (visit.say(words.DAY), records.when(visit, entry.evidence)),
        (visit.say(words.SOURCE), records.cited(visit, entry.evidence)),
        (visit.say(words.FILED_BY), filer(visit, recording)),
        (visit.say(WAITS), since(visit, recording, queue.asked.get(entry.number), entry)),
        (visit.say(DEADLINE), deadline(visit, recording, queue.checks(entry))),
    ]
    if recording.person:
        pairs.insert(5, (visit.say(say("Recorded by", "Registrado por")), recording.person))
    if seen is not None:
        told = say(
            "{mark}, record {n}: {why}",
            "{mark}, registro {n}: {why}",
            mark=verdict_text(seen.review.verdict),
            n=seen.recording.number,
            why=seen.review.reason,
        )
        pairs.append((visit.say(say("Reviewed", "Revisado")), visit.say(told)))
    look.show(look.definition_list(pairs))
    row = visit.door.numbered(visit.actor, (entry.number,)).get(entry.number)
    if row is not None:
        fields = look.definition_list(recorded.told(row))
        look.show(
            look.details(
                visit.say(say("Every field as it was recorded", "Cada campo tal como se registró")), fields
            )
        )
    for digest in recording.files:
        recorded.attached(visit, entry.number, digest)
    if not recording.files:
        frame.empty(visit.say(say("No file is attached.", "No hay archivos adjuntos.")))


def verdict_text(verdict: Verdict) -> Text:
    """A verdict as a label."""
    return {"accepted": say("Accepted", "Aceptado"), "rejected": say("Rejected", "Rechazado")}[verdict]


def notes(visit: Visit, number: int) -> None:
    """What the team noted of a record, for itself."""
    found = team_notes(visit.door, visit.actor, number)
    if found:
        rows = [
            [visit.say(day(recording.day)), recording.person or "—", note.words] for recording, note in found
        ]
        headers = [words.DAY, say("Noted by", "Anotado por"), say("Note", "Nota")]
        caption = say(
            "What the team noted; nobody else learns of it", "Lo que anotó el equipo; nadie más lo sabe"
        )
        look.show(look.table([visit.say(h) for h in headers], rows, visit.say(caption)))


def kinds(visit: Visit, entries: Sequence[Entry]) -> dict[str, str]:
    """The kinds of some records, by key, in the order of the registry, with their names."""
    present = {e.evidence.kind for e in entries}
    return {
        kind: visit.say(Text(en=KINDS[kind].kind_text[0], es=KINDS[kind].kind_text[1]))
        for kind in KINDS
        if kind in present
    }
