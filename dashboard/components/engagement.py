"""Meetings, comment windows, the groups that meetings reached, and searches, drawn as tables and sentences."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from compliance.engagement import STATES, Engagement, Gathering, Named, Window
from compliance.evidence import Source
from compliance.evidence.search import Search
from compliance.finding import Entry
from compliance.sentences import NOTHING, Text, counted, day, listing, say
from compliance.windows import STANDINGS
from dashboard import look, words
from dashboard.components import frame, links, records
from dashboard.visit import Visit

TOPIC = say("Topic", "Tema")
GROUP = say("Group", "Grupo")
NONE_ON_RECORD = say("none on record", "no consta ninguna")
NOBODY_SEARCHED = say(
    "Nobody has recorded a search on this. That is not a finding that there is nothing.",
    "Nadie ha registrado una búsqueda sobre esto. Eso no quiere decir que no haya nada.",
)
_MEETING, _MEETINGS = say("meeting", "reunión"), say("meetings", "reuniones")
MOST_PLACES, MOST_BODIES, MOST_OPEN = 3, 5, 5


def names(visit: Visit, keys: Sequence[str]) -> str:
    """Several names in a list."""
    return visit.say(listing([visit.reading.catalogue.named(key) for key in keys]))


def meetings(visit: Visit, found: Sequence[Gathering], caption: Text) -> None:
    """Meetings, each with how it stands, whom it reached, what is said of it and every record that says so."""
    headers = [
        visit.say(text)
        for text in (
            words.DAY,
            say("State", "Situación"),
            TOPIC,
            say("Groups named as taking part", "Grupos nombrados como participantes"),
            words.SAYS,
            words.SOURCE,
        )
    ]
    rows = []
    for meeting in found:
        first = meeting.entries[0].evidence
        rows.append(
            [
                visit.say(meeting.when.text() if meeting.when else words.UNDATED),
                _state(visit, meeting),
                frame.capital(names(visit, meeting.topics)),
                names(visit, meeting.groups) or visit.say(say("none named", "no se nombra ninguno")),
                records.told(visit, first),
                look.join(records.cited(visit, first), links.entries(visit, meeting.entries)),
            ]
        )
    look.show(look.table(headers, rows, visit.say(caption)))


def _state(visit: Visit, meeting: Gathering) -> look.Safe:
    said = frame.capital(visit.say(STATES[meeting.state]))
    later = meeting.state in ("held", "inferred") and meeting.is_ahead(visit.record_day)
    return look.join(
        look.strong(said) if meeting.state == "held" else said,
        *([look.Safe("<br>"), look.quiet(visit.say(words.LATER))] if later else []),
    )


def windows(visit: Visit, found: Sequence[Window], caption: Text) -> None:
    """Comment windows, each with how it stands, for how many days it was open and what was up for comment."""
    headers = [
        visit.say(text)
        for text in (
            say("First and last day", "Primer y último día"),
            say("On the day shown", "En el día mostrado"),
            say("What was up for comment", "Sobre qué se opinaba"),
            TOPIC,
            words.SAYS,
            words.SOURCE,
        )
    ]
    rows = []
    for window in found:
        first = window.entries[0].evidence
        rows.append(
            [
                visit.say(_days(window)),
                frame.capital(visit.say(STANDINGS[window.standing])),
                frame.capital(visit.say(records.POSTED[window.posted])),
                frame.capital(names(visit, window.topics)),
                records.told(visit, first),
                look.join(records.cited(visit, first), links.entries(visit, window.entries)),
            ]
        )
    look.show(look.table(headers, rows, visit.say(caption)))


def open_now(visit: Visit, found: Sequence[Window]) -> None:
    """Where a reader can comment now: each open window with its topic, its days and the page that told of it."""
    items = [
        look.join(
            frame.capital(names(visit, window.topics)),
            f": {visit.say(_days(window))}",
            records.cited(visit, window.entries[0].evidence),
        )
        for window in found[:MOST_OPEN]
    ]
    if items:
        look.show(look.bullets(items))


def _days(window: Window) -> Text:
    return say(
        "{a} to {b} ({n})",
        "{a} a {b} ({n})",
        a=window.opens.text(),
        b=window.closes.text(),
        n=counted(window.days, say("day", "día"), say("days", "días")),
    )


def coverage(visit: Visit, found: Engagement, topics: Sequence[str]) -> None:
    """Which groups the meetings on record as held name on which topics; each number leads to the meetings."""
    rows = [
        [
            visit.say(
                say("All meetings on record as held", "Todas las reuniones que constan como celebradas")
            ),
            *(_number(visit, found.held.get(topic), topic=topic) for topic in topics),
        ]
    ]
    rows += [
        [
            frame.capital(visit.named(group)),
            *(
                _number(visit, found.reached.get((group, topic)), topic=topic, group=group)
                for topic in topics
            ),
        ]
        for group in found.groups
    ]
    headers = [visit.say(GROUP), *(frame.capital(visit.named(topic)) for topic in topics)]
    caption = say(
        "Meetings on record as held, by group named as taking part. One meeting may name several groups, or none.",
        "Reuniones que constan como celebradas, por grupo nombrado como participante. Una reunión puede nombrar varios "
        "grupos o ninguno.",
    )
    look.show(look.table(headers, rows, visit.say(caption)))


def _number(visit: Visit, named: Named | None, **narrowed: str) -> str:
    if named is None:
        return look.quiet(visit.say(NONE_ON_RECORD))
    number = look.link(
        visit.address("meetings", **narrowed), visit.say(counted(named.held, _MEETING, _MEETINGS))
    )
    if not named.inferred:
        return number
    inferred = say(" (in part inferred: {n})", " (en parte inferido: {n})", n=named.inferred)
    return look.join(number, look.quiet(visit.say(inferred)))


def searches(visit: Visit, found: Sequence[Entry]) -> None:
    """Searches that found nothing: who looked when, for what, in which places, with the address of what was looked through."""
    items = []
    for entry in found:
        record = entry.evidence
        assert isinstance(record, Search)
        sentence = say(
            "{who} looked on {when} for: {what}. Where: {places}.{period} It was not found.",
            "{who} buscó el {when}: {what}. Dónde: {places}.{period} No se encontró.",
            who=record.said_by,
            when=record.happened.text(),
            what=record.looked_for,
            places=record.places,
            period=_looked_through(record),
        )
        note = [look.Safe("<br>"), look.quiet(record.note)] if record.note else []
        items.append(
            look.join(visit.say(sentence), *note, records.cited(visit, record), links.entries(visit, [entry]))
        )
    look.show(look.bullets(items))


def _looked_through(search: Search) -> Text:
    if search.period is None:
        return NOTHING
    return say(
        " Days looked through: {a} to {b}.",
        " Días revisados: del {a} al {b}.",
        a=day(search.period.earliest),
        b=day(search.period.latest),
    )


def whom_to_ask(visit: Visit, found: Engagement, topics: Sequence[str]) -> None:
    """What a reader can do where nothing is on record: whom to ask, and where earlier announcements stood."""
    bodies = list(dict.fromkeys(body for topic in topics for body in found.bodies.get(topic, ())))
    if bodies:
        asked = names(visit, bodies[:MOST_BODIES])
        look.show(
            look.paragraph(visit.say(say("Whom to ask: {who}.", "A quién preguntar: {who}.", who=asked)))
        )
    places = list(islice(_announced_at(visit, found, set(topics)), MOST_PLACES))
    if places:
        where = visit.say(say("Where earlier ones were announced:", "Dónde se anunciaron otras:"))
        look.show(look.paragraph(where))
        look.show(look.bullets([records.citation(visit, source) for source in places]))


def _announced_at(visit: Visit, found: Engagement, topics: set[str]) -> Iterator[Source]:
    """The sources, with an address that may be linked, of what was announced, the latest first."""
    announcing = chain(
        (e for m in found.past if m.state in ("announced", "passed") for e in m.entries),
        (e for window in found.windows for e in window.entries),
    )
    seen = set[str]()
    for key in (key for e in announcing if topics & set(e.evidence.subject) for key in e.evidence.sources):
        source = visit.reading.knowledge.sources[key]
        if key not in seen and source.link:
            yield source
        seen.add(key)
