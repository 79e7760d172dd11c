"""A paragraph of the decree in the wording of the day, and what its other wordings were."""

from compliance.paragraphs import Paragraph, Wording
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import frame, records
from dashboard.visit import Visit

NONE_LOADED = Text(
    en="No wording that was in force on this day is loaded.",
    es="No está cargado ningún texto que estuviera en vigor ese día.",
)
OTHERS = Text(en="Its other wordings", es="Sus otros textos")


def shown(visit: Visit, paragraph: Paragraph) -> look.Safe:
    """The wording in force on the day that is looked at; the others, each with its days, open on a click."""
    now = paragraph.on(visit.reading.on)
    others = [_told(visit, paragraph, wording) for wording in paragraph.wordings if wording != now]
    told = _told(visit, paragraph, now) if now else look.join(visit.say(NONE_LOADED))
    return look.join(told, look.details(visit.say(OTHERS), look.bullets(others))) if others else told


def _told(visit: Visit, paragraph: Paragraph, wording: Wording) -> look.Safe:
    words_there = (
        f"“{wording.words}” ({visit.say(words.WORDS_QUOTED)})"
        if wording.words
        else f"({visit.say(words.SUMMARY_ONLY)})"
    )
    days = paragraph.days(wording)
    spoken = [visit.say(wording.about), words_there]
    if days:
        spoken.append(f"{frame.capital(visit.say(days))}.")
    if wording.changed_by:
        spoken.append(visit.say(_changed_by(visit, wording.changed_by)))
    if not days:
        return look.join(" ".join(spoken))
    source = visit.reading.knowledge.sources[wording.source]
    return look.join(" ".join(spoken), " ", records.citation(visit, source))


def _changed_by(visit: Visit, key: str) -> Text:
    entry = visit.reading.assessment.entries.get(key)
    if entry is None:
        return say(
            "The record of the order that brought it is not shown here.",
            "El registro de la orden que lo introdujo no se muestra aquí.",
        )
    return say(
        "Brought by: {what} (record {number}).",
        "Introducido por: {what} (registro {number}).",
        what=entry.evidence.summary,
        number=entry.number,
    )
