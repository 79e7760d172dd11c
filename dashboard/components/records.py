"""Records and their sources, drawn as tables: one for each kind, with the fields that its reader looks for."""

from collections.abc import Callable, Iterable

from compliance.days import days_between
from compliance.evidence import KINDS, Evidence, Source
from compliance.evidence.document import Document
from compliance.evidence.meeting import Meeting
from compliance.evidence.posting import Posting
from compliance.finding import Entry
from compliance.sentences import Text, say
from dashboard import look, words
from dashboard.components import links
from dashboard.visit import Visit

OPEN_UP_TO = 6
"""How many records of one kind a page shows at once; more open on a click."""


def citation(visit: Visit, source: Source) -> look.Safe:
    """A source: outlet, title, day and how near it is to the fact; linked unless it is a copy."""
    title = look.link(source.link, source.title) if source.link else source.title
    when = visit.say(source.date.text()) if source.date else visit.say(words.UNDATED)
    return look.join(f"{source.outlet}: ", title, f" ({when}; {visit.say(words.QUALITY[source.quality])})")


def cited(visit: Visit, record: Evidence) -> look.Safe:
    """Every source of a record, the main one first."""
    sources = [visit.reading.knowledge.sources[key] for key in record.sources]
    return look.join(*(look.Safe(f"<div>{citation(visit, source)}</div>") for source in sources))


def when(visit: Visit, record: Evidence) -> str:
    """The day of a record as a reader reads it."""
    return visit.say(record.happened.text()) if record.happened else visit.say(words.UNDATED)


def kind(visit: Visit, record: Evidence) -> str:
    """The kind of a record; of a meeting also whether it was announced or held."""
    en, es = record.kind_text
    name = visit.say(Text(en=en, es=es))
    return f"{name}: {_state(visit, record)}" if isinstance(record, Meeting) else name


def told(visit: Visit, record: Evidence) -> look.Safe:
    """What a record says, who says so, and what is to be noted."""
    parts: list[str] = [record.summary]
    notes = [record.note] if record.note else []
    if record.inferred:
        notes.append(visit.say(words.INFERRED).format(what=record.inferred))
    quiet = [look.Safe(f"<div>{look.quiet(note)}</div>") for note in notes]
    return look.join(*parts, *quiet)


def by_kind(visit: Visit, entries: Iterable[Entry]) -> None:
    """A table for each kind of record, in the order of the registry."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.evidence.kind, []).append(entry)
    for kind in KINDS:
        if kind in groups:
            en, es = KINDS[kind].kind_text
            columns = _COLUMNS.get(kind, _PLAIN)
            headers = [
                visit.say(words.DAY),
                *(visit.say(name) for name, _ in columns),
                visit.say(words.SOURCE),
            ]
            rows = [
                [
                    when(visit, entry.evidence),
                    *(cell(visit, entry.evidence) for _, cell in columns),
                    look.join(
                        cited(visit, entry.evidence),
                        links.entry(visit, entry),
                    ),
                ]
                for entry in groups[kind]
            ]
            name = visit.say(Text(en=en, es=es))
            drawn = look.table(headers, rows, name)
            many = len(rows) > OPEN_UP_TO
            look.show(look.details(f"{name} ({len(rows)})", drawn) if many else drawn)


Cell = Callable[[Visit, Evidence], str]
_TOLD: tuple[Text, Cell] = (words.SAYS, told)


def _said_by(visit: Visit, record: Evidence) -> str:
    return record.said_by


def _state(visit: Visit, record: Evidence) -> str:
    assert isinstance(record, Meeting)
    if record.state == "held" and record.inferred:
        return visit.say(say("held, in part inferred", "celebrada, en parte inferido"))
    held = record.state == "held"
    return visit.say(
        say("held, as reported", "celebrada, según se informó") if held else say("announced", "anunciada")
    )


def _groups(visit: Visit, record: Evidence) -> str:
    assert isinstance(record, Meeting)
    if not record.groups:
        return visit.say(say("none named", "ninguno nombrado"))
    return ", ".join(visit.named(group) for group in record.groups)


def _window(visit: Visit, record: Evidence) -> str:
    assert isinstance(record, Posting)
    days = days_between(record.happened.latest, record.closed.earliest)
    return visit.say(
        say(
            "to {end} ({n} days)",
            "hasta el {end} ({n} días)",
            end=record.closed.text(),
            n=days,
        )
    )


POSTED = {
    "draft": say("a draft", "un borrador"),
    "current": say("the text in force", "el texto vigente"),
    "unknown": say("not settled by what was read", "lo leído no lo aclara"),
}
_PROMISED = {
    "yes": say("draft promised", "con promesa de borrador"),
    "no": say("no draft promised", "sin promesa de borrador"),
    "unknown": say("not known whether a draft was promised", "no se sabe si se prometió un borrador"),
}


def _posted(visit: Visit, record: Evidence) -> look.Safe:
    assert isinstance(record, Posting)
    files = [look.Safe(f"<div>{look.quiet(f'{file.name}: {file.known}')}</div>") for file in record.files]
    return look.join(
        visit.say(POSTED[record.posted]), "; ", visit.say(_PROMISED[record.draft_promised]), *files
    )


_PLAIN: tuple[tuple[Text, Cell], ...] = (_TOLD, (words.SAID_BY, _said_by))
_COLUMNS: dict[str, tuple[tuple[Text, Cell], ...]] = {
    "meeting": (
        (say("State", "Situación"), _state),
        (say("Groups named", "Grupos nombrados"), _groups),
        _TOLD,
    ),
    "posting": (
        (say("Window", "Periodo"), _window),
        (say("What was posted", "Qué se publicó"), _posted),
        _TOLD,
    ),
}


def is_of_others(record: Evidence, own: tuple[str, ...] = ("department",)) -> bool:
    """Whether a document speaks with another voice than the department."""
    return isinstance(record, Document) and record.voice not in own
