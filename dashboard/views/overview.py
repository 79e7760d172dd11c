"""What the case is, where things stand, what changed, and what is due next."""

from compliance.catalogue import BASES
from compliance.determinations import not_loaded
from compliance.obligation_list import listed
from compliance.sentences import Text, say
from compliance.windows import can_comment
from dashboard import look, words
from dashboard.components import frame, lately, links, totals
from dashboard.components.findings import next_holders
from dashboard.components.outcomes import badge, counts
from dashboard.visit import current

visit = current()
reading = visit.reading
catalogue, assessment = reading.catalogue, reading.assessment
LISTED_UP_TO = 30
"""A decree with so many obligations is listed whole."""


def main() -> None:
    frame.heading(visit.say(catalogue.name), 1)
    windows = (e.evidence for e in assessment.by_kind.get("posting", ()) if e.counts)
    told = can_comment(windows, visit.record_day)
    parts = {"stands": words.WHERE_EACH_STANDS, "changed": lately.WHAT_CHANGED, "due": lately.DUE_NEXT}
    frame.on_this_page(visit, {"comment": words.CAN_I_COMMENT, **parts} if told else parts)
    frame.case_banner(visit)
    comment(told)
    where_each_stands()
    lately.what_changed(visit)
    lately.what_is_due(visit)
    the_monitor()


def comment(told: Text | None) -> None:
    if told:
        frame.heading(visit.say(words.CAN_I_COMMENT), anchor="comment")
        frame.as_recorded(visit)
        more = look.link(
            visit.address("meetings"),
            visit.say(say("Meetings and comment windows", "Reuniones y comentarios")),
        )
        look.show(look.paragraph(visit.say(told), " ", more))


def where_each_stands() -> None:
    frame.heading(visit.say(words.WHERE_EACH_STANDS), anchor="stands")
    look.show(look.paragraph(visit.say(words.IN_SHORT)))
    counts(visit)
    every = listed(assessment, reading.on)
    look.show(
        look.paragraph(
            look.link(visit.address("obligations"), visit.say(words.ALL_OBLIGATIONS)), f" ({len(every):,})"
        )
    )
    for basis in BASES if len(every) <= LISTED_UP_TO else ():
        own = [item for item in every if item.obligation.basis == basis]
        if own:
            rows = [
                [
                    links.obligation(visit, item.obligation),
                    badge(visit, item.outcome),
                    visit.say(item.obligation.plain),
                    next_holders(visit, item.holders),
                ]
                for item in own
            ]
            headers = [visit.say(t) for t in (words.OBLIGATION, words.STATUS, words.PLAIN, words.WITH)]
            look.show(look.table(headers, rows, visit.say(BASES[basis])))


def the_monitor() -> None:
    """The decree as a whole is the monitor's to judge: its own totals, each with its base."""
    frame.heading(
        visit.say(
            say(
                "The decree as a whole, as the monitor’s reports counted it",
                "El decreto en conjunto, según los informes del supervisor",
            )
        )
    )
    frame.as_recorded(visit)
    nothing_on = not_loaded(catalogue, reading.knowledge.determinations, visit.record_day)
    if nothing_on:
        look.show(look.paragraph(visit.say(nothing_on)))
    totals.newest(visit)
    elsewhere = say("Levels by paragraph, and every report", "Los niveles por párrafo y todos los informes")
    look.show(look.paragraph(look.link(visit.address("reports"), visit.say(elsewhere))))


main()
