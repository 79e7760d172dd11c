"""The voices on one obligation: what our checks say and what those concerned answer, at one size; then every voice."""

from compliance.assessment import ObligationHistory
from compliance.outcomes import Outcome
from compliance.sentences import say
from compliance.voices import SPEAKERS, STANCES, Answer, answers, voices
from dashboard import look, words
from dashboard.components import frame, links, shorten
from dashboard.components.capacities import capacity
from dashboard.components.findings import holder
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

OUR_CHECKS = say("Our checks say", "Nuestras comprobaciones dicen")
NO_ANSWER = say(
    "No response of a body or a group is recorded. Whoever is concerned can give one, and it will stand here.",
    "No hay ninguna respuesta registrada de un organismo o un grupo. Quien esté concernido puede darla y aparecerá aquí.",
)
ANSWERED = say("{who} answers, {d}: {stance}", "{who} responde, {d}: {stance}")
EARLIER = say("Earlier responses", "Respuestas anteriores")
NO_CHANGE = say("A response changes no outcome.", "Una respuesta no cambia ningún resultado.")
ALL_VOICES = say("All voices, side by side", "Todas las voces, una junto a otra")


def outcome_and_answers(visit: Visit, found: ObligationHistory) -> None:
    """The outcome with the sentence that decides it, and beside it the latest response of each body, as large."""
    reading = visit.reading
    panels: list[tuple[str, str]] = [(visit.say(OUR_CHECKS), _checks(visit, found))]
    given = answers(reading, found.obligation.key)
    latest = {answer.capacity: answer for answer in given}
    panels += [(_who(visit, answer), _answer(visit, answer)) for answer in latest.values()]
    if not given:
        panels.append((visit.say(words.ANSWERS), look.paragraph(visit.say(NO_ANSWER))))
    look.show(look.beside(panels))
    earlier = [answer for answer in given if answer not in latest.values()]
    if earlier:
        rows = [
            [
                frame.date_words(visit, answer.response.given),
                capacity(visit, answer.capacity),
                visit.say(STANCES[answer.response.stance]),
                answer.response.words,
            ]
            for answer in reversed(earlier)
        ]
        headers = [visit.say(t) for t in (words.DAY, words.RECORDED_AS, words.STANCE, words.IN_THEIR_WORDS)]
        drawn = look.table(headers, rows, visit.say(NO_CHANGE))
        look.show(look.details(f"{visit.say(EARLIER)} ({len(earlier)})", drawn))


def _checks(visit: Visit, found: ObligationHistory) -> look.Safe:
    """The outcome, the sentence that decides it, what that does not say of anybody, and what is missing for it."""
    outcome, deciding = found.outcomes.at(visit.reading.on), found.deciding(visit.reading.on)
    says = [look.paragraph(badge(visit, outcome))]
    if deciding:
        says.append(look.paragraph(visit.say(deciding.says)))
    if outcome is Outcome.CANNOT_TELL:
        says.append(look.paragraph(look.quiet(visit.say(words.NO_BLAME))))
    if deciding and deciding.missing:
        says.append(look.paragraph(look.strong(visit.say(words.MISSING))))
        says.append(shorten.some(visit, [visit.say(text) for text in deciding.missing]))
    if deciding and deciding.holder:
        says.append(look.paragraph(look.strong(visit.say(words.WITH)), ": ", holder(visit, deciding)))
    return look.join(*says)


def _who(visit: Visit, answer: Answer) -> str:
    return visit.say(ANSWERED).format(
        who=capacity(visit, answer.capacity),
        d=frame.date_words(visit, answer.response.given),
        stance=visit.say(STANCES[answer.response.stance]),
    )


def _answer(visit: Visit, answer: Answer) -> look.Safe:
    number = links.record(visit, answer.number)
    return look.join(look.paragraph(f"“{answer.response.words}”"), look.paragraph(look.quiet(number)))


def all_voices(visit: Visit, found: ObligationHistory) -> None:
    """Every voice in a table of its own row, and where they differ."""
    spoken = voices(visit.reading, found)
    frame.heading(visit.say(ALL_VOICES), anchor="voices")
    rows = [[visit.say(SPEAKERS[voice.speaker]), visit.say(voice.says)] for voice in spoken.each]
    headers = [visit.say(say("Who", "Quién")), visit.say(words.SAYS)]
    never_mixed = say(
        "Each speaks for itself; none is added to another.",
        "Cada una habla por sí misma; ninguna se suma a otra.",
    )
    look.show(look.table(headers, rows, visit.say(never_mixed)))
    if spoken.looked.en:
        look.show(look.paragraph(look.quiet(visit.say(spoken.looked))))
    if spoken.differences:
        frame.heading(visit.say(words.THEY_DIFFER), 3)
        look.show(look.bullets([visit.say(text) for text in spoken.differences]))
