"""What happened to obligations, as marks of a figure and as a list that says the same in words, each with where it leads."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from compliance.assessment import ObligationHistory
from compliance.chronicle import SORTS, Happening, Span
from compliance.determinations import Determination
from compliance.evidence import Evidence
from compliance.lines import of_first_day
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import frame, links, records
from dashboard.components.history import Mark
from dashboard.components.outcomes import badge
from dashboard.visit import Visit

MARKS_ALONG = 100
"""So many marks side by side can be told apart: those of the same few days are one mark."""
RECORD, OBLIGATION, DAYS, REPORTS = "record", "obligation", "days", "reports"
"""What a click can lead to; behind it, parted by spaces, stands which one."""


def marks(visit: Visit, found: Sequence[Happening], rows: Mapping[str, int], span: Span) -> list[Mark]:
    """The marks of what happened, by the obligation's row; what lies too close together to be told apart is one mark that
    leads to these days."""
    width = max(1, (span.last - span.first).days // MARKS_ALONG)
    places: dict[tuple[int, str, int], list[Happening]] = {}
    for each in found:
        row = rows.get(each.obligation.key)
        if row is not None and each.sort != "outcome":
            place = (row, each.sort, (each.day - span.first).days // width)
            places.setdefault(place, []).append(each)
    return [_mark(visit, row, together) for (row, _, _), together in places.items()]


def _mark(visit: Visit, row: int, together: Sequence[Happening]) -> Mark:
    first, last = together[0], together[-1]
    if len(together) == 1:
        return Mark(row, first.day, first.sort, f"{first.day} · {_shortly(visit, first)}", _leads(first))
    # The days as the bars give them: sentences for thousands of marks would take longer than all the rest.
    says = f"{len(together)} × {visit.say(SORTS[first.sort])} · {first.day} – {last.day}"
    return Mark(row, first.day, first.sort, says, f"{DAYS} {first.obligation.key} {first.day} {last.day}")


def _leads(each: Happening) -> str:
    if each.entry is not None:
        return f"{RECORD} {each.entry.number}"
    return REPORTS if each.determination is not None else f"{OBLIGATION} {each.obligation.key}"


def _shortly(visit: Visit, each: Happening) -> str:
    if each.entry is not None:
        return each.entry.evidence.summary
    if each.determination is not None:
        return visit.say(_determined(visit, each.determination))
    return visit.say(_due(each))


def follow(visit: Visit, leads: str) -> None:
    """Go where a click on a figure leads; the page that shows it begins at once."""
    to, *which = leads.split(" ")
    if to == RECORD:
        st.switch_page("views/record.py", query_params=visit.params(number=which[0]))
    elif to == OBLIGATION:
        st.switch_page("views/obligation.py", query_params=visit.params(key=which[0]))
    elif to == REPORTS:
        st.switch_page("views/reports.py", query_params=visit.params())
    elif to == DAYS:
        key, first, last = which
        st.query_params.from_dict(visit.params(**{"key": key, "from": first, "to": last}))
        st.rerun()


def table(
    visit: Visit, found: Sequence[Happening], histories: Mapping[str, ObligationHistory], caption: Text
) -> None:
    """What happened, one row for each, with its day, its obligation and a link to what it is."""
    headers = [visit.say(text) for text in (words.DAY, say("What", "Qué"), words.OBLIGATION, words.SAYS)]
    rows = [
        [
            look.join(frame.date_words(visit, each.day), _later(visit, each.day)),
            badge(visit, each.outcome) if each.outcome else _named(visit, each),
            links.obligation(visit, each.obligation),
            _says(visit, each, histories[each.obligation.key]),
        ]
        for each in found
    ]
    look.show(look.table(headers, rows, visit.say(caption)))


def _later(visit: Visit, value: date) -> look.Safe:
    if value <= visit.reading.on:
        return look.Safe("")
    return look.join(look.Safe("<br>"), look.quiet(visit.say(words.LATER)))


def _named(visit: Visit, each: Happening) -> str:
    if each.entry is not None:
        return frame.capital(records.kind(visit, each.entry.evidence))
    return visit.say(SORTS[each.sort])


def _says(visit: Visit, each: Happening, history: ObligationHistory) -> str:
    if each.outcome is not None:
        return _why(visit, each, history)
    if each.entry is not None:
        record: Evidence = each.entry.evidence
        number = each.entry.number
        link = links.record(visit, number)
        return look.join(records.told(visit, record), look.Safe("<br>"), link)
    if each.determination is not None:
        said = visit.say(_determined(visit, each.determination))
        return look.join(said, " ", look.link(visit.address("reports"), visit.say(words.REPORTS)))
    return visit.say(_due(each))


def _why(visit: Visit, each: Happening, history: ObligationHistory) -> str:
    """Why the obligation has an outcome from a day on."""
    assert each.outcome is not None
    step = next(step for step in history.outcomes.steps() if step.first <= each.day <= step.last)
    why = history.deciding(each.day)
    reason = of_first_day(why, step.last) if why else history.obligation.needed or each.outcome.row.when
    return frame.spoken(visit, reason, *([why.question] if why and why.question else []))


def _due(each: Happening) -> Text:
    assert each.criterion is not None
    return say("Due for: {check}", "Vence para: {check}", check=each.criterion.title)


def _determined(visit: Visit, each: Determination) -> Text:
    return say(
        "{paragraph}, {report}: {level} (reported by {who})",
        "{paragraph}, {report}: {level} (según {who})",
        paragraph=visit.reading.catalogue.cited(each.paragraph),
        report=each.report,
        level=each.level_words,
        who=each.reported_by,
    )
