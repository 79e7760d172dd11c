"""The command that sets two looks at the record side by side: changes."""

from typing import Annotated

import typer

from compliance.commands.options import Json, Known, Lang, On, Reader


def changes(
    from_on: Annotated[
        str | None,
        typer.Option(
            "--from-on",
            metavar="DAY",
            help="The day of the first look, YYYY-MM-DD; that of the second unless given.",
        ),
    ] = None,
    from_known: Annotated[
        str | None,
        typer.Option(
            "--from-known",
            metavar="DAY|NUMBER",
            help="For the first look, count only what was known by a day, or up to a record number; as for the second "
            "unless given.",
        ),
    ] = None,
    on: On = None,
    known: Known = None,
    person: Reader = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """What moved between two looks, and why. Each finding with another outcome, and the records and days behind it.

    Give --from-on, --from-known or both; --on and --known choose the second look.
    """
    from compliance import as_json as documents
    from compliance import asking
    from compliance.access import Unanswerable
    from compliance.changes import Look
    from compliance.changes import changes as moved_between
    from compliance.printing.changed import changed
    from compliance.printing.paper import paper_for
    from compliance.sentences import say

    with asking.clearly(lang):
        if from_on is None and from_known is None:
            raise Unanswerable(
                say(
                    "The first look is not named; give its day with --from-on, or what was known then with --from-known, "
                    "for example pilcrow changes --from-on 2020-06-30.",
                    "Falta la primera mirada; dé su día con --from-on, o lo conocido entonces con --from-known, por ejemplo "
                    "pilcrow changes --from-on 2020-06-30.",
                )
            )
        door, second = asking.ask(on, known, "record", person)
        first = door.ask(
            asking.reader(door, person),
            from_on if from_on is not None else f"{second.on}",
            from_known if from_known is not None else known,
        )
        moved = moved_between(Look(first.assessment, first.on), Look(second.assessment, second.on))
        if as_json:
            asking.answer(documents.changes(door, first, second, moved, lang, person))
        else:
            changed(paper_for(lang, person), first, second, moved)
