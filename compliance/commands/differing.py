"""The command that lists where sources differ: differences."""

from compliance.commands.options import Json, Known, Lang, On, Reader


def differences(
    on: On = None, known: Known = None, person: Reader = None, lang: Lang = "en", as_json: Json = False
) -> None:
    """Where sources differ, and whether an outcome hangs on it. Records of one thing, and claims of numbers."""
    from compliance import as_json as documents
    from compliance import asking
    from compliance.differences import differences as found_in
    from compliance.printing.differing import differing
    from compliance.printing.paper import paper_for

    with asking.clearly(lang):
        door, reading = asking.ask(on, known, "record", person)
        found = found_in(reading.assessment, reading.on)
        if as_json:
            asking.answer(documents.differences(door, reading, found, lang, person))
        else:
            differing(paper_for(lang, person), reading, found)
