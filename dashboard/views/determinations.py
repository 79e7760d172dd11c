"""The determinations of a period: each paragraph beside what its checks come to, what came late and what the monitor found
last; one opened, with the form of whoever may determine."""

import streamlit as st

from compliance.period_review import STANDS_AT, Matter, PeriodReview
from compliance.sentences import say
from dashboard import look, words
from dashboard.components import choices, determining, frame, paging, periods, wordings
from dashboard.views import PAGES
from dashboard.visit import CLOCKS, current

visit = current()
ALL = say("all", "todas")
STAGE = say("Stage of the determination", "Etapa de la determinación")
WHOSE = say(
    "What our checks come to is no determination: only the monitor determines a level. Drafts are seen by the monitor’s team "
    "alone; what is shared with the parties is not filed, and counts nowhere.",
    "Lo que dan nuestras comprobaciones no es una determinación: solo el supervisor determina un nivel. Los borradores solo los ve "
    "el equipo supervisor; lo compartido con las partes no está presentado ni cuenta en ningún sitio.",
)
ONLY_DIFFERING = say(
    "Only where the level and our checks differ", "Solo donde el nivel y nuestras comprobaciones difieren"
)
NONE_SO = say(
    "No paragraph of this period is like that. Choose another stage, or show all.",
    "Ningún párrafo de este periodo es así. Elija otra etapa, o muestre todos.",
)
BACK = say("All paragraphs of the period", "Todos los párrafos del periodo")
LOOK_AT_NOW = say(
    "You look at an earlier state of the record. To enter a determination, look at today.",
    "Usted ve un estado anterior del registro. Para introducir una determinación, mire el día de hoy.",
)


def main() -> None:
    """The list of the period, or the paragraph that the address names."""
    frame.heading(visit.say(PAGES["determinations"].title), 1)
    review = periods.choose(visit)
    if review is None:
        return
    if not review.has_begun:
        frame.empty(visit.say(periods.NOT_BEGUN))
        return
    asked = st.query_params.get("paragraph")
    if asked is None:
        listing(review)
        return
    matter = review.matter(asked, st.query_params.get("body"))
    back = visit.address("determinations", period=review.period.key)
    look.show(look.paragraph(look.link(back, visit.say(BACK))))
    if matter is None:
        nothing = say(
            "There is no such paragraph to determine here.", "Aquí no hay tal párrafo que determinar."
        )
        frame.empty(visit.say(nothing))
        return
    one(review, matter)


def listing(review: PeriodReview) -> None:
    """How far the period has come, and its paragraphs, some at a time."""
    look.show(look.paragraph(visit.say(WHOSE)))
    periods.progress(visit, review)
    named = {"": visit.say(ALL)} | {at: visit.say(text) for at, text in STANDS_AT.items()}
    named = {key: frame.capital(text) for key, text in named.items()}
    stage = choices.select(visit, "stage", STAGE, named)
    differing = choices.toggle(visit, "differs", ONLY_DIFFERING)
    matters = [m for m in (review.differing if differing else review.matters) if _is_at(review, m, stage)]
    if not matters:
        frame.empty(visit.say(NONE_SO))
        return
    part = paging.page_of(matters)
    periods.listing(visit, review, part.items)
    paging.pager(visit, part)


def _is_at(review: PeriodReview, matter: Matter, stage: str) -> bool:
    return not stage or review.stage(matter) == stage


def one(review: PeriodReview, matter: Matter) -> None:
    """One paragraph: what its checks come to, in what they differ from the level, what came late, and what is determined."""
    frame.heading(periods.name_of(visit, matter))
    paragraph = next(p for p in review.catalogue.paragraphs if p.number == matter.paragraph)
    look.show(look.paragraph(wordings.shown(visit, paragraph)))
    periods.results(visit, review, matter, periods.known_then(visit, review, matter))
    found = review.differences(matter)
    if found:
        frame.heading(visit.say(words.THEY_DIFFER))
        look.show(look.paragraph(periods.differences(visit, review, matter)))
    last = periods.last_level(visit, review, matter)
    look.show(look.definition_list([(visit.say(periods.LAST_LEVEL), last)]))
    periods.obligations(visit, matter, review.on)
    if not review.runs:
        number = visit.door.last_recorded_by(review.period.last)
        periods.recorded_after(visit, review.recorded_after(matter, number))
    determining.stands(visit, review, matter)
    if not visit.may("add", "determination"):
        return
    if any(visit.asked.get(name) for name in CLOCKS if name != "on"):
        frame.empty(visit.say(LOOK_AT_NOW))
        return
    determining.form(visit, review, matter)


main()
