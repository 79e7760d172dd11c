"""Productions, drawn: the list of them, one with its letter and its cover list to print or take along, and of a record in
which it came."""

from collections.abc import Sequence

from compliance.editions.cover_lists import as_file
from compliance.productions import (
    HandedOver,
    Item,
    cover_list,
    holding,
    productions,
)
from compliance.sentences import Text, day, say
from dashboard import look, words
from dashboard.components import frame, grid, links
from dashboard.components.arriving import in_bytes
from dashboard.components.capacities import capacity
from dashboard.views import PAGES
from dashboard.visit import Visit

PRODUCTION = say("Production", "Entrega")
TITLE = say("Title", "Título")
GIVEN = say("Handed over on", "Entregado el")
TO = say("To", "A")
HOW_MANY = say("Records", "Registros")
NOT_SHOWN = say("not for you to see, or removed", "no puede verlo, o fue eliminado")
CORRECTED = say(
    "This list was corrected; before it stood record", "Esta lista fue corregida; antes figuraba el registro"
)


def own(visit: Visit) -> list[HandedOver]:
    """Every production that the reader may see, as known."""
    return productions(visit.door, visit.actor, visit.reading.knowledge.number)


def table(visit: Visit, found: Sequence[HandedOver]) -> None:
    """One row for each production."""
    rows = [
        [
            look.link(visit.address("productions", one=one.production.own_key), named(visit, one)),
            one.production.title,
            frame.date_words(visit, one.production.given),
            bodies(visit, one.production.to),
            one.production.period or "—",
            f"{len(one.production.records):,}",
        ]
        for one in found
    ]
    headers = [PRODUCTION, TITLE, GIVEN, TO, words.PERIOD, HOW_MANY]
    caption = say("The newest first", "Lo más reciente primero")
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))


def named(visit: Visit, one: HandedOver) -> str:
    """As people cite it."""
    return visit.say(one.name(visit.reading.catalogue))


def bodies(visit: Visit, keys: Sequence[str]) -> str:
    """The names of bodies."""
    names = visit.reading.catalogue.names
    return ", ".join(visit.say(names[key]) if key in names else key for key in keys)


def letter(visit: Visit, one: HandedOver) -> None:
    """What the body says of it, and where it stands in the record."""
    production = one.production
    recorded = one.recorded.astimezone(visit.reading.catalogue.zone).date()
    pairs: list[tuple[Text, str]] = [
        (TITLE, production.title),
        (say("From", "De"), capacity(visit, one.capacity)),
        (TO, bodies(visit, production.to)),
        (GIVEN, frame.date_words(visit, production.given)),
        (words.PERIOD, production.period or "—"),
        (
            words.RECORDED,
            look.join(f"{visit.say(day(recorded))}, ", links.record(visit, one.row)),
        ),
    ]
    if one.corrects is not None:
        pairs.append((CORRECTED, links.record(visit, one.corrects)))
    look.show(look.definition_list([(visit.say(name), said) for name, said in pairs]))
    if production.words:
        look.show(
            look.join(*(look.paragraph(line) for line in production.words.splitlines() if line.strip()))
        )


def listed(visit: Visit, one: HandedOver) -> None:
    """The cover list: what was handed over, in its order, and the same to take along."""
    items = cover_list(visit.door, visit.actor, one.production)
    headers = [
        say("No.", "N.º"),
        words.RECORD,
        words.KIND,
        words.SAYS,
        words.DAY,
        say("Files (SHA-256, size)", "Archivos (SHA-256, tamaño)"),
    ]
    rows = [
        [
            f"{place}",
            links.record(visit, item.number),
            visit.say(item.what),
            item.says if item.says is not None else look.quiet(visit.say(NOT_SHOWN)),
            item.day or "—",
            _files(item) or "—",
        ]
        for place, item in enumerate(items, 1)
    ]
    caption = say(
        "Cover list of {name}: {n} records, as they were handed over",
        "Lista de {name}: {n} registros, tal como se entregaron",
        name=named(visit, one),
        n=len(items),
    )
    look.show(look.table([visit.say(text) for text in headers], rows, visit.say(caption)))
    name = f"production-{one.production.body}-{one.production.number}"
    grid.download(visit, name, lambda: as_file(visit.reading, one, items))


def _files(item: Item) -> str:
    return look.join(
        *(
            look.join(
                look.Safe("<div>"),
                look.fingerprint(file.digest),
                f" {in_bytes(file.size)}" if file.size is not None else "",
                look.Safe("</div>"),
            )
            for file in item.files
        )
    )


def came_in(visit: Visit, record: int) -> None:
    """In which productions a record was handed over, as far as the reader may see them, and of a production the way to its
    cover list; nothing where in none. Who has no page of productions is led to the production's own row."""
    every, opens = own(visit), PAGES["productions"].opens_to(visit.roles)
    for one in every:
        address = visit.address("productions", one=one.production.own_key)
        if one.row == record and opens:
            look.show(
                look.paragraph(look.link(address, visit.say(say("See its cover list", "Ver su lista"))))
            )
    for one in holding(every, record):
        address = visit.address("productions", one=one.production.own_key)
        told = look.join(
            visit.say(say("Handed over in", "Entregado en")),
            " ",
            look.link(address if opens else visit.address("record", number=f"{one.row}"), named(visit, one)),
            f" ({frame.date_words(visit, one.production.given)})",
        )
        look.show(look.paragraph(told))
