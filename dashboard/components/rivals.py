"""Records of one thing that cannot all be right: what each says, fact by fact, and what hangs on it."""

from compliance.differences import Rivals
from dashboard import look, words
from dashboard.components import frame, links, records
from dashboard.visit import Visit


def block(visit: Visit, one: Rivals) -> None:
    """One thing, the records that tell of it with what they differ on, and whether an outcome hangs on it."""
    name = visit.named(one.thing)
    title = f"{visit.say(one.kind)}: {name}"
    frame.heading(title, 3)
    headers = [
        visit.say(words.SAID_BY),
        *(frame.capital(visit.say(fact.name)) for fact in one.first_facts),
        visit.say(words.SAYS),
        visit.say(words.SOURCE),
    ]
    said = [{entry.number: visit.say(value) for entry, value in fact.values} for fact in one.first_facts]
    rows = [
        [
            entry.evidence.said_by,
            *(values.get(entry.number, "—") for values in said),
            records.told(visit, entry.evidence),
            look.join(
                records.cited(visit, entry.evidence),
                links.record(visit, entry.number),
            ),
        ]
        for entry in one.entries
    ]
    look.show(look.table(headers, rows, title))
    look.show(look.paragraph(visit.say(one.text())))
    if one.decides:
        titles = {obligation.key: visit.say(obligation.title) for obligation, _ in one.decides}
        titled = [look.link(visit.address("obligation", key=key), title) for key, title in titles.items()]
        look.show(look.bullets(titled))


def said(visit: Visit, one: Rivals) -> str:
    """All that a reader may search it by: what kind of thing it is, its name, and who tells what of it."""
    name = visit.named(one.thing)
    told = [f"{entry.evidence.said_by} {entry.evidence.summary}" for entry in one.entries]
    titles = [visit.say(obligation.title) for obligation, _ in one.decides]
    return " ".join([visit.say(one.kind), name, *told, *titles])
