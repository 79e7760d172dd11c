"""The period at work: how far its determinations have come, what is left to do in order, what is due, and what came late."""

from compliance.due_next import due_next
from compliance.period_review import PeriodReview
from compliance.sentences import Text, say
from dashboard import look
from dashboard.components import frame, lately, periods, reviewing
from dashboard.views import PAGES
from dashboard.visit import current

visit = current()
MOST_DUE = 10
NOTHING_LEFT = say(
    "Nothing is left: every paragraph of this period is filed.",
    "No queda nada: todos los párrafos de este periodo están presentados.",
)


def main() -> None:
    """The period that the address names, else the one at work."""
    frame.heading(visit.say(PAGES["workspace"].title), 1)
    review = periods.choose(visit)
    if review is None:
        return
    periods.facts(visit, review)
    frame.heading(visit.say(say("How far it has come", "Hasta dónde ha llegado")))
    periods.progress(visit, review)
    if not review.has_begun:
        frame.empty(visit.say(periods.NOT_BEGUN))
        return
    frame.heading(visit.say(say("What is left, in order", "Qué queda, en orden")))
    what_is_left(review)
    frame.heading(visit.say(say("Due dates in view", "Plazos a la vista")))
    what_is_due(review)
    frame.heading(
        visit.say(say("What arrived after the period’s end", "Qué llegó después del cierre del periodo"))
    )
    what_came_late(review)


def what_is_left(review: PeriodReview) -> None:
    """The steps of the monitor's work, each with how many there are and where it is done."""
    found, period = review.progress, review.period.key
    reviews = reviewing.the_queue(visit).progress(reviewing.numbers_in(visit, review.period))
    steps: list[tuple[int, Text, Text, str]] = [
        (
            reviews.waiting,
            say("record of the period waits for a review", "registro del periodo espera una revisión"),
            say("records of the period wait for a review", "registros del periodo esperan una revisión"),
            visit.address("queue", period=period),
        ),
        (
            len(review.differing),
            say(
                "paragraph where the level and our checks differ, to look at",
                "párrafo donde el nivel y nuestras comprobaciones difieren, por mirar",
            ),
            say(
                "paragraphs where the level and our checks differ, to look at",
                "párrafos donde el nivel y nuestras comprobaciones difieren, por mirar",
            ),
            visit.address("determinations", period=period, differs="yes"),
        ),
        (
            found.none,
            say("paragraph without a draft", "párrafo sin borrador"),
            say("paragraphs without a draft", "párrafos sin borrador"),
            visit.address("determinations", period=period, stage="none"),
        ),
        (
            found.draft,
            say("draft to share with the parties", "borrador por compartir con las partes"),
            say("drafts to share with the parties", "borradores por compartir con las partes"),
            visit.address("determinations", period=period, stage="draft"),
        ),
        (
            found.shared,
            say("shared with the parties, to file", "compartida con las partes, por presentar"),
            say("shared with the parties, to file", "compartidas con las partes, por presentar"),
            visit.address("determinations", period=period, stage="shared"),
        ),
    ]
    lines = [
        look.link(address, f"{n:,} {visit.say(one if n == 1 else many)}")
        for n, one, many, address in steps
        if n
    ]
    draw = say("Draw samples, and see those of this period", "Sacar muestras y ver las de este periodo")
    lines.append(look.link(visit.address("samples", period=period), visit.say(draw)))
    if found.filed == found.all:
        look.show(look.paragraph(visit.say(NOTHING_LEFT)))
    look.show(look.numbered(lines))


def what_is_due(review: PeriodReview) -> None:
    """The known due dates that lie between today and the period's end, the nearest first."""
    if not review.runs:
        over = say(
            "The period has ended; due dates that lie ahead stand under later periods.",
            "El periodo ha terminado; los plazos futuros están en periodos posteriores.",
        )
        frame.empty(visit.say(over))
        return
    until = min(review.period.last, review.assessment.horizon)
    found = due_next(review.assessment, min(visit.reading.today, until), until)
    if not found:
        nothing = say(
            "No due date that is known lies between today and the period’s end.",
            "Ningún plazo conocido cae entre hoy y el cierre del periodo.",
        )
        frame.empty(visit.say(nothing))
        return
    caption = say(
        "{n} of {all}, the nearest first",
        "{n} de {all}, lo más próximo primero",
        n=len(found[:MOST_DUE]),
        all=len(found),
    )
    lately.due_dates(visit, found[:MOST_DUE], caption)


def what_came_late(review: PeriodReview) -> None:
    """How many records came after the period that tell of it: on what is to be determined, counted as each paragraph's page
    lists them; and of all records, where they are counted day by day."""
    if review.runs:
        running = say("The period has not ended yet.", "El periodo aún no ha terminado.")
        frame.empty(visit.say(running))
        return
    late = review.all_recorded_after(visit.door.last_recorded_by(review.period.last))
    on_these = say(
        "Records on the paragraphs of this period that tell of it, or of an earlier time, and were recorded after its last day: "
        "{n}. Each paragraph lists its own.",
        "Registros sobre los párrafos de este periodo que hablan de él o de un tiempo anterior y se registraron después de su "
        "último día: {n}. Cada párrafo enumera los suyos.",
        n=f"{len(late):,}",
    )
    look.show(look.paragraph(visit.say(on_these + periods.of_a_release(visit, late))))
    came = visit.door.arrivals(visit.actor, visit.reading.knowledge.number).of_all
    own = next(each for each in came if each.period.key == review.period.key)
    told = say(
        "Filed one by one after its last day, on what happened within it: {n} of all records. When something came does not say "
        "why.",
        "Presentados uno por uno después de su último día, sobre lo que ocurrió en él: {n} de todos los registros. Cuándo llegó "
        "algo no dice por qué.",
        n=f"{own.later:,}",
    )
    more = look.link(visit.address("arrivals"), visit.say(PAGES["arrivals"].title))
    look.show(look.paragraph(visit.say(told), " ", more))


main()
