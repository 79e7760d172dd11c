"""Obligations as rows: where each stands, all voices side by side, or a table to sort and take along."""

from collections.abc import Sequence

from compliance.catalogue import BASES
from compliance.obligation_list import Item
from compliance.sentences import say
from compliance.voices import SPEAKERS, voices
from dashboard import look, words
from dashboard.components import frame, grid, links
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

WHERE_EACH_STANDS = say("Where each stands", "Cómo está cada una")
NEVER_MIXED = say(
    "Each speaks for itself; none of them is added to another. The program proposes, only the monitor determines.",
    "Cada una habla por sí misma; ninguna se suma a otra. El programa propone; solo el supervisor determina.",
)


def as_list(visit: Visit, items: Sequence[Item]) -> None:
    """Obligations with their outcome, the body, the due date and who holds the next step."""
    rows = [
        [
            look.join(
                links.obligation(visit, item.obligation),
                look.Safe("<br>"),
                look.quiet(basis_word(visit, item)),
            ),
            badge(visit, item.outcome),
            visit.named(item.obligation.responsible),
            frame.date_words(visit, item.due),
            ", ".join(visit.named(holder) for holder in item.holders) or "—",
        ]
        for item in items
    ]
    headers = (words.OBLIGATION, words.STATUS, words.RESPONSIBLE, words.DUE, words.WITH)
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(WHERE_EACH_STANDS)))


def basis_word(visit: Visit, item: Item) -> str:
    """What an obligation rests on: the first words of its basis, and its paragraphs."""
    cited = ", ".join(
        visit.say(visit.reading.catalogue.cited(number)) for number in item.obligation.paragraphs
    )
    return " · ".join(part for part in (visit.say(BASES[item.obligation.basis]).split(":")[0], cited) if part)


def side_by_side(visit: Visit, items: Sequence[Item]) -> None:
    """The outcome of each beside what every voice says of it."""
    rows = []
    for item in items:
        spoken = voices(visit.reading, item.history)
        others = spoken.each[1:]
        rows.append(
            [
                links.obligation(visit, item.obligation),
                badge(visit, item.outcome),
                *(
                    look.quiet(visit.say(voice.says)) if voice.is_silent else visit.say(voice.says)
                    for voice in others
                ),
                look.bullets([visit.say(text) for text in spoken.differences]) if spoken.differences else "—",
            ]
        )
    headers = [words.OBLIGATION, *SPEAKERS.values(), words.THEY_DIFFER]
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(NEVER_MIXED)))


def for_work(visit: Visit, found: Sequence[Item]) -> None:
    """The same obligations as a table to sort and take along."""
    if not grid.wanted(visit):
        return
    columns = {
        "obligation": words.OBLIGATION,
        "basis": words.BASIS,
        "paragraphs": words.PARAGRAPHS,
        "status": words.STATUS,
        "responsible": words.RESPONSIBLE,
        "due": words.DUE,
        "with": words.WITH,
        "key": words.KEY,
    }
    rows = [
        {
            "obligation": visit.say(item.obligation.title),
            "basis": item.obligation.basis,
            "paragraphs": ", ".join(item.obligation.paragraphs),
            "status": visit.say(item.outcome.words),
            "responsible": visit.named(item.obligation.responsible),
            "due": f"{item.due or ''}",
            "with": ", ".join(visit.named(holder) for holder in item.holders),
            "key": item.obligation.key,
        }
        for item in found
    ]
    grid.show(visit, f"obligations-{visit.reading.on}", columns, rows, words.OBLIGATIONS)
