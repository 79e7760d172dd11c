"""The voices on one obligation, side by side and never mixed: the checks, the monitor, the department and the city, the
court, other officials, and groups; and in what they differ.

Each voice says what it last said and when. One that is silent says that nothing is recorded or loaded: what this record
does not hold is not what somebody did not say. Who last looked for something and did not find it stands beside the voices,
with what was looked for and where: a look into one place says nothing of what another voice said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.access import Reading
from compliance.assessment import Assessment, ObligationHistory
from compliance.contributions import Response
from compliance.determinations import Standing, standings
from compliance.evidence import Evidence
from compliance.evidence.document import Document
from compliance.evidence.instrument import Instrument
from compliance.evidence.search import Search
from compliance.finding import Entry
from compliance.per_assessment import per_assessment
from compliance.period_review import Matter, differing, matters_of
from compliance.sentences import NOTHING, Text, day, say

Speaker = Literal["checks", "monitor", "body", "court", "officials", "groups"]
SPEAKERS: dict[Speaker, Text] = {
    "checks": say("Our checks", "Nuestras comprobaciones"),
    "monitor": say("The monitor", "El supervisor"),
    "body": say("The department or the city", "El departamento o la ciudad"),
    "court": say("The court", "El tribunal"),
    "officials": say("Other officials", "Otros organismos oficiales"),
    "groups": say("Community groups", "Grupos de la comunidad"),
}
STANCES: dict[str, Text] = {
    "agrees": say("agrees", "de acuerdo"),
    "agrees in part": say("agrees in part", "de acuerdo en parte"),
    "disagrees": say("disagrees", "en desacuerdo"),
    "explains": say("explains", "explica"),
}
"""How a body stands to what was found, as it says itself."""
DISSENTING = ("disagrees", "agrees in part")
_BY_COURT = ("court order", "stipulation")
_VOICES: dict[Speaker, tuple[str, ...]] = {
    "body": ("department", "city"),
    "court": ("court",),
    "officials": ("inspector general", "board"),
    "groups": ("group",),
}
"""Whose documents speak for whom. What the press reports stands among the records, and is no voice."""


@dataclass(frozen=True)
class Voice:
    """What one speaker says. `is_silent` where nothing of it is recorded or loaded."""

    speaker: Speaker
    says: Text
    is_silent: bool = False


@dataclass(frozen=True)
class Voices:
    """All of them on one obligation, in what they differ, and who last looked without a find, in sentences; `looked` is
    empty where nobody said that they looked."""

    history: ObligationHistory
    each: tuple[Voice, ...]
    differences: tuple[Text, ...]
    looked: Text


@dataclass(frozen=True)
class Answer:
    """A response of a body that is on record, with the capacity in which it was given."""

    number: int
    capacity: str
    response: Response


def answers(reading: Reading, key: str) -> list[Answer]:
    """The responses to one obligation that were given by the day looked at, oldest first."""
    return _given(reading, lambda response: response.obligation == key)


def _given(reading: Reading, wanted: Callable[[Response], bool]) -> list[Answer]:
    found = [
        Answer(row.number, row.capacity, response)
        for row, response in reading.knowledge.responses
        if response.given <= reading.on and wanted(response)
    ]
    return sorted(found, key=lambda answer: (answer.response.given, answer.number))


def voices(reading: Reading, history: ObligationHistory) -> Voices:
    """The voices on an obligation on the day looked at."""
    obligation, on = history.obligation, reading.on
    entries = [e for e in reading.assessment.about(obligation) if e.counts and _is_out(e, on)]
    given = answers(reading, obligation.key)
    levels = _levels(reading, history)
    told = (
        Voice("checks", history.outcomes.at(on).words),
        _monitor(reading, history, levels),
        _speaker("body", entries, [a for a in given if not _of_a_group(a)]),
        _speaker("court", entries, ()),
        _speaker("officials", entries, ()),
        _speaker("groups", entries, [a for a in given if _of_a_group(a)]),
    )
    differ = tuple(differences(reading, history, given, levels))
    return Voices(history, told, differ, _last_looked(entries))


def where_they_differ(reading: Reading) -> frozenset[str]:
    """The keys of the obligations on which the voices differ on the day looked at. It is not kept with the assessment: answers
    and levels may come, or be seen by others, under the same one."""
    given = defaultdict[str, list[Answer]](list)
    for answer in _given(reading, lambda _: True):
        given[answer.response.obligation].append(answer)
    return frozenset(
        key
        for key, history in reading.assessment.obligations.items()
        if any(differences(reading, history, given[key], _levels(reading, history)))
    )


def differences(
    reading: Reading, history: ObligationHistory, given: Sequence[Answer], levels: Sequence[Standing]
) -> Iterator[Text]:
    """In what the voices differ: the latest answer of each body that does not simply agree, and the monitor's levels that are
    others than what the checks of the whole paragraph come to. Neither says who is right."""
    latest = {answer.capacity: answer for answer in given}
    for answer in latest.values():
        if answer.response.stance in DISSENTING:
            yield say(
                "{who}, {d}: {stance}.",
                "{who}, {d}: {stance}.",
                who=answer.capacity,
                d=day(answer.response.given),
                stance=STANCES[answer.response.stance],
            )
    for standing in levels:
        own = _matters(reading.assessment).get((standing.determination.paragraph, standing.body.key))
        result = own.at(reading.catalogue.levels, reading.on) if own else None
        for difference in differing(standing.determination.level, result) if result else ():
            yield say(
                "{p}, {report}: {text}",
                "{p}, {report}: {text}",
                p=reading.catalogue.cited(standing.determination.paragraph),
                report=standing.determination.report,
                text=difference.text(),
            )


@per_assessment(most=8)
def _matters(assessment: Assessment) -> dict[tuple[str, str], Matter]:
    """What the monitor determines, by paragraph and body."""
    return {(matter.paragraph, matter.body): matter for matter in matters_of(assessment)}


def _levels(reading: Reading, history: ObligationHistory) -> list[Standing]:
    known, numbers = reading.knowledge, history.obligation.paragraphs
    return [s for n in numbers for s in standings(reading.catalogue, known.determinations, n, reading.on)]


def _monitor(reading: Reading, history: ObligationHistory, levels: Sequence[Standing]) -> Voice:
    if levels:
        cited = reading.catalogue.cited
        told = [
            say("{p}: {text}", "{p}: {text}", p=cited(s.determination.paragraph), text=s.text())
            for s in levels
        ]
        return Voice("monitor", _one_after_the_other(told))
    if history.obligation.basis != "decree":
        return Voice("monitor", _NO_LEVEL, is_silent=True)
    return Voice("monitor", _NOT_LOADED, is_silent=True)


def _speaker(speaker: Speaker, entries: Iterable[Entry], given: Sequence[Answer]) -> Voice:
    said = [e for e in entries if _speaks(e, speaker)]
    parts = []
    if given:
        last = given[-1]
        parts.append(
            say(
                "{stance} ({who}, {d}).",
                "{stance} ({who}, {d}).",
                stance=STANCES[last.response.stance],
                who=last.capacity,
                d=day(last.response.given),
            )
        )
    if said:
        days = [(e.evidence.happened.latest, e.number, e.evidence) for e in said if e.evidence.happened]
        # By their own days, and not by when they were recorded: an old document may be loaded last.
        parts.append(_on_record(len(said), max(days, key=lambda each: each[:2])[2] if days else None))
    if not parts:
        return Voice(speaker, _NONE_RECORDED, is_silent=True)
    return Voice(speaker, _one_after_the_other(parts))


def _one_after_the_other(texts: Sequence[Text]) -> Text:
    """Sentences one after the other."""
    whole = NOTHING
    for text in texts:
        whole = whole + text
    return whole


def _on_record(count: int, latest: Evidence | None) -> Text:
    """How many records there are, and which of those with a day came last."""
    if latest is None or latest.happened is None:
        return say("{n} on record, without a day.", "{n} en el registro, sin fecha.", n=count)
    return say(
        "{n} on record; the latest with a day: {who}, {d}.",
        "{n} en el registro; lo último con fecha: {who}, {d}.",
        n=count,
        who=latest.said_by,
        d=latest.happened.text(),
    )


def _speaks(entry: Entry, speaker: Speaker) -> bool:
    record = entry.evidence
    if isinstance(record, Instrument):
        return speaker == "court" and record.type in _BY_COURT
    return isinstance(record, Document) and record.voice in _VOICES.get(speaker, ())


def _of_a_group(answer: Answer) -> bool:
    return answer.capacity.split("/")[0] == "organisation"


def _is_out(entry: Entry, on: date) -> bool:
    happened = entry.evidence.happened
    return happened is None or happened.earliest <= on


def _last_looked(entries: Iterable[Entry]) -> Text:
    """Who last looked for something on this and did not find it; nothing where nobody said so."""
    searches = [e.evidence for e in entries if isinstance(e.evidence, Search)]
    if not searches:
        return NOTHING
    last = max(searches, key=lambda search: search.happened.latest)
    return say(
        "The last search on record that found nothing: {who}, {d}, looked for {what}. Where: {places}.",
        "La última búsqueda registrada que no halló nada: {who}, {d}, buscó {what}. Dónde: {places}.",
        who=last.said_by,
        d=last.happened.text(),
        what=last.looked_for,
        places=last.places,
    )


_NONE_RECORDED = say(
    "None recorded, which does not say that there is none.",
    "Nada registrado, lo cual no dice que no exista.",
)
_NO_LEVEL = say(
    "Gives no level: its levels are for paragraphs of the decree.",
    "No da un nivel: sus niveles son para los párrafos del decreto.",
)
_NOT_LOADED = say(
    "Not loaded, which does not say that there is none.", "No cargado, lo cual no dice que no exista."
)

__all__ = ["DISSENTING", "SPEAKERS", "STANCES", "Answer", "Speaker", "Voice", "Voices", "answers", "voices"]
