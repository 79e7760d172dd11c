"""The commands about productions: produce, productions, production."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from compliance.commands.acting import act, read
from compliance.commands.options import Doer, Json, Key, Page, Reader, Visible

if TYPE_CHECKING:
    from compliance.access import Actor, Desk, Head
    from compliance.productions import HandedOver, Item

Which = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER", help="A body's own number, such as 12, or with the body before it: patrol/12."
    ),
]
Records = Annotated[
    str,
    typer.Option("--records", metavar="NUMBERS", help="What is handed over, by number, such as '12, 15-18'."),
]
Drafts = Annotated[
    list[str] | None,
    typer.Option(
        "--draft", metavar="ID", help="A draft that is recorded with it; may be given several times."
    ),
]


def produce(
    file: Page,
    person: Doer,
    records: Records = "",
    drafts: Drafts = None,
    visibility: Visible = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Hand over records, and drafts with them, at once. They bear the own body's next number, all or none; the YAML
    file is the cover letter, with title, given, to, and period and words if there are any.
    """
    from compliance import asking
    from compliance.access import Handover
    from compliance.access import produce as hand_over
    from compliance.commands.drafting import own_draft
    from compliance.contributions import Cover
    from compliance.productions import read_numbers

    with asking.at_the_desk():
        cover, _ = read(Cover, asking.a_file(file))
        assert isinstance(cover, Cover)
        numbers = read_numbers(records)

    def do(desk: "Desk", actor: "Actor") -> "Head":
        chosen = [own_draft(desk, actor, id) for id in drafts or ()]
        return hand_over(desk, actor, Handover(cover, numbers, chosen, visibility, key))

    act(person, do, as_json)


def productions(person: Reader = None, as_json: Json = False) -> None:
    """What bodies handed over, the newest first. Each with its title, its day and how many records it holds."""
    from compliance import asking
    from compliance.json_objects import as_object
    from compliance.json_productions import PRODUCTION

    with asking.clearly():
        door, _, found = _found(person)
        head = door.head()
    if as_json:
        every = [as_object(PRODUCTION, one) for one in found]
        asking.answer({"head": head.hash, "number": head.number, "productions": every})
        return
    for one in found:
        said = one.production
        period = f", for {said.period}" if said.period else ""
        records = f"{len(said.records)} record{'' if len(said.records) == 1 else 's'}"
        print(
            f"{said.own_key}  {said.given}  to {', '.join(said.to)}{period}: {said.title} ({records}; record {one.row})"
        )
    if not found:
        print("No productions that you may see.")


def production(which: Which, person: Reader = None, as_json: Json = False) -> None:
    """One production: its cover letter and its cover list. With the hash and size of each file."""
    from compliance import asking
    from compliance.json_objects import as_object
    from compliance.json_productions import LISTED, PRODUCTION
    from compliance.productions import cover_list

    with asking.clearly():
        door, reader, found = _found(person)
        one = _one(found, which)
        items = cover_list(door, reader, one.production)
    if as_json:
        asking.answer({**as_object(PRODUCTION, one), "list": [as_object(LISTED, item) for item in items]})
        return
    _write(one, items)


def _found(person: str | None) -> tuple[Any, "Actor", "list[HandedOver]"]:
    from compliance import asking
    from compliance.productions import productions as every

    door = asking.door()
    reader = asking.reader(door, person)
    return door, reader, every(door, reader, door.head().number)


def _one(found: "list[HandedOver]", which: str) -> "HandedOver":
    """The one that a number names, where only one body has it. Raises Wrong."""
    from compliance.asking import Wrong

    own = [one for one in found if which in (one.production.own_key, f"{one.production.number}")]
    if len(own) == 1:
        return own[0]
    there = ", ".join(one.production.own_key for one in own or found)
    if not found:
        raise Wrong("There is no production that you may see.")
    if not own:
        raise Wrong(f"There is no production '{which}' that you may see; there are: {there}.")
    raise Wrong(f"Several bodies have a production {which}: {there}. Write the body before it.")


def _write(one: "HandedOver", items: "tuple[Item, ...]") -> None:
    said = one.production
    print(f"Production {said.number} of {said.body}: {said.title}")
    print(
        f"  handed over: {said.given}, to {', '.join(said.to)}{f', for {said.period}' if said.period else ''}"
    )
    print(f"  recorded as: {one.row}, by {one.capacity}; hash {one.hash}")
    if one.corrects is not None:
        print(f"  corrects: record {one.corrects}")
    for line in (said.words or "").splitlines():
        print(f"  | {line}")
    for place, item in enumerate(items, 1):
        says = item.says if item.says is not None else "not for you to see, or removed"
        print(f"{place:>4}  record {item.number}  {item.kind}  {item.day or '-'}  {says}")
        for file in item.files:
            size = "not there" if file.size is None else f"{file.size} bytes"
            print(f"      file {file.digest}, {size}")
