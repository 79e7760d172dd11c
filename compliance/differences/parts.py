"""Facts about parts of records: what lists of officers say of each officer, and what looks at a data set say of each column.

Whole lists would hide the one entry that makes them differ.
"""

from collections.abc import Iterator, Mapping, Sequence

from compliance.differences.facts import Fact, in_words
from compliance.evidence.dataset import Dataset
from compliance.evidence.roster import Assignment, Roster
from compliance.finding import Entry
from compliance.rules.rosters.list_faults import told_apart
from compliance.sentences import Text, day, listing, same, say

OF_ASSIGNMENT = ("first", "last", "school", "post")
POSTS = {
    "fixed": Text(en="fixed post", es="puesto fijo"),
    "roving": Text(en="goes from school to school", es="va de escuela en escuela"),
}
NOT_ON_THE_LIST = Text(en="not on the list", es="no figura en la lista")


def of_parts(told: Sequence[Entry], names: Mapping[str, Text]) -> Iterator[Fact]:
    """What records of one thing say differently of a part of it, by the part's code."""
    lists = [(entry, entry.evidence) for entry in told if isinstance(entry.evidence, Roster)]
    apart = {
        officer
        for i, (_, one) in enumerate(lists)
        for _, other in lists[:i]
        for officer in told_apart(one, other)
    }
    on = [(entry, roster.on_its_day()) for entry, roster in lists]
    for officer in sorted(apart):
        yield from _of_officer(officer, [(entry, there.get(officer, [])) for entry, there in on], names)
    looks = [(entry, entry.evidence) for entry in told if isinstance(entry.evidence, Dataset)]
    seen = {term for _, look in looks for term in look.columns}
    for term in sorted(seen & {term for _, look in looks for term in look.without}):
        values = [
            (entry, in_words(look.column(term) == "yes", names))
            for entry, look in looks
            if look.column(term) != "unknown"
        ]
        yield Fact("columns", tuple(values), term, names.get(term, same(term)))


def _of_officer(
    officer: str, own: Sequence[tuple[Entry, list[Assignment]]], names: Mapping[str, Text]
) -> Iterator[Fact]:
    """The fields on which lists differ that have an officer once each; else what each list has of the officer."""
    called = names.get(officer, same(officer))
    if any(len(there) != 1 for _, there in own):
        yield Fact(
            "assignments", tuple((entry, _assigned(there, names)) for entry, there in own), officer, called
        )
        return
    for field in OF_ASSIGNMENT:
        given = [(entry, getattr(there[0], field)) for entry, there in own]
        given = [(entry, value) for entry, value in given if value not in (None, "unknown")]
        if len({value for _, value in given}) > 1:
            yield Fact(
                field, tuple((entry, _value(field, value, names)) for entry, value in given), officer, called
            )


def _assigned(there: Sequence[Assignment], names: Mapping[str, Text]) -> Text:
    """The assignments of one officer on one list, in words."""
    return listing([_assignment(each, names) for each in there]) if there else NOT_ON_THE_LIST


def _assignment(each: Assignment, names: Mapping[str, Text]) -> Text:
    where = (
        _value("school", each.school, names)
        if each.school
        else say("no school named", "sin escuela indicada")
    )
    since = (
        say("{a} to {b}", "{a} a {b}", a=day(each.first), b=day(each.last))
        if each.last
        else say("since {a}", "desde el {a}", a=day(each.first))
    )
    if each.post == "unknown":
        return say("{where}, {since}", "{where}, {since}", where=where, since=since)
    return say(
        "{where}, {post}, {since}",
        "{where}, {post}, {since}",
        where=where,
        post=POSTS[each.post],
        since=since,
    )


def _value(field: str, value: object, names: Mapping[str, Text]) -> Text:
    return POSTS[value] if field == "post" and isinstance(value, str) else in_words(value, names)
