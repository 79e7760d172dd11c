"""How the public was and can be heard: meetings, comment windows, which groups the meetings reached on which topics, and
where somebody looked for something and did not find it.

Announced is not held, and a group is reached only by a meeting on record as held that names it as taking part.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from compliance.assessment import Assessment
from compliance.days import When
from compliance.evidence.meeting import Meeting
from compliance.evidence.posting import Posting
from compliance.evidence.search import Search
from compliance.finding import Entry
from compliance.per_assessment import per_assessment
from compliance.rules.counts.held import GroupsReached
from compliance.rules.rounds import days_open
from compliance.rules.rule import Rule, how_unsure
from compliance.sentences import Text, say
from compliance.windows import STANDINGS, Standing, standing

State = Literal["held", "inferred", "announced", "passed"]
STATES: dict[State, Text] = {
    "held": say("held, as reported", "celebrada, según se informó"),
    "inferred": say("held, in part inferred", "celebrada, en parte inferido"),
    "announced": say("announced", "anunciada"),
    "passed": say(
        "announced; no record here says whether it was held",
        "anunciada; ningún registro de aquí dice si se celebró",
    ),
}
"""How a meeting stands, in words. That no record says it was held does not say that it was not."""

R = TypeVar("R", Meeting, Posting)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Gathering:
    """One meeting, with every row that counts and tells of it: those that tell it was held first, the surest of each first.
    `state` is as of the day that is looked at."""

    entries: tuple[Entry, ...]
    state: State

    @property
    def records(self) -> list[Meeting]:
        """What its rows say."""
        return _said(self.entries, Meeting)

    @cached_property
    def when(self) -> When | None:
        """Its day, by the surest row that gives one."""
        return next((record.happened for record in self.records if record.happened), None)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """What it was about: the subjects of all its rows."""
        return tuple(dict.fromkeys(topic for record in self.records for topic in record.subject))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that took part, by the rows that tell it was held."""
        held = [record for record in self.records if record.state == "held"]
        return tuple(dict.fromkeys(group for record in held for group in record.groups))

    def is_ahead(self, on: date) -> bool:
        """Whether a reader can still go there: its last possible day is the day that is looked at or a later one, and no
        row tells that it was held by then."""
        return self.when is not None and (
            self.when.latest > on or (self.when.latest == on and self.state == "announced")
        )


@dataclass(frozen=True)
class Window:
    """One comment window with every row that counts and tells of it, the surest first, and how it stands on the day."""

    entries: tuple[Entry, ...]
    standing: Standing

    @property
    def records(self) -> list[Posting]:
        """What its rows say."""
        return _said(self.entries, Posting)

    @property
    def opens(self) -> When:
        """The first day for comments."""
        return self.records[0].happened

    @property
    def closes(self) -> When:
        """The last day for comments, with any extension that a row tells of."""
        return max((record.last_day for record in self.records), key=lambda day: day.latest)

    @property
    def days(self) -> int:
        """For how many days it was surely open, last day minus first."""
        return max(days_open(record) for record in self.records)

    @property
    def posted(self) -> Literal["draft", "current", "unknown"]:
        """What was up for comment, by the surest row that settles it."""
        return next((r.posted for r in self.records if r.posted != "unknown"), "unknown")

    @property
    def topics(self) -> tuple[str, ...]:
        """What it was about."""
        return tuple(dict.fromkeys(topic for record in self.records for topic in record.subject))


class Named(NamedTuple):
    """How many meetings on record as held name a group on a topic; of `inferred` of them it is in part inferred."""

    held: int
    inferred: int


@dataclass(frozen=True)
class Engagement:
    """All of it, as it stands on a day.

    `ahead` are the meetings to come, the next first, `past` the others, the latest first and undated ones last. `topics` are
    the subjects of meetings, and `groups` those that a check asks for or a meeting names, in the catalogue's order.
    `reached` says of a group and a topic which meetings on record as held name it; a pair that none does is not in it.
    `held` says how many meetings on a topic are on record as held, whoever they name. `searches` are the latest first.
    `bodies` are those responsible for what is checked on a topic.
    """

    ahead: tuple[Gathering, ...]
    past: tuple[Gathering, ...]
    windows: tuple[Window, ...]
    topics: tuple[str, ...]
    groups: tuple[str, ...]
    reached: Mapping[tuple[str, str], Named]
    held: Mapping[str, Named]
    searches: tuple[Entry, ...]
    bodies: Mapping[str, tuple[str, ...]]

    def searched(self, topics: Iterable[str]) -> list[Entry]:
        """The searches about any of some topics, the latest first."""
        wanted = set(topics)
        return [entry for entry in self.searches if wanted & set(entry.evidence.subject)]


@per_assessment(most=8)
def engagement(assessment: Assessment, on: date) -> Engagement:
    """How the public was heard and can be, on a day, by the rows that count."""
    entries = [entry for entry in assessment.entries.values() if entry.counts]
    meetings = [_gathering(told, on) for told in _of_one_thing(entries, Meeting)]
    held = [m for m in meetings if m.state in ("held", "inferred") and not m.is_ahead(on)]
    asked_groups, asked_topics = _asked(assessment, on)
    topics = {topic for meeting in meetings for topic in meeting.topics} | asked_topics
    groups = {group for meeting in meetings for record in meeting.records for group in record.groups}
    catalogue = assessment.catalogue
    windows = [Window(told, _standing(told, on)) for told in _of_one_thing(entries, Posting)]
    searches = [e for e in entries if isinstance(e.evidence, Search) and e.evidence.happened.earliest <= on]
    return Engagement(
        tuple(sorted((m for m in meetings if m.is_ahead(on)), key=_soonest)),
        tuple(sorted((m for m in meetings if not m.is_ahead(on)), key=_latest)),
        tuple(sorted(windows, key=_still_useful)),
        _in_order(topics, [term.key for term in catalogue.subjects]),
        _in_order(groups | asked_groups, [term.key for term in catalogue.terms]),
        _counted(held, lambda m: [(group, topic) for group in m.groups for topic in m.topics]),
        _counted(held, lambda m: m.topics),
        tuple(sorted(searches, key=lambda e: (_day(e.evidence.happened), e.number), reverse=True)),
        _bodies(assessment),
    )


def _of_one_thing(entries: Iterable[Entry], kind: type[R]) -> list[tuple[Entry, ...]]:
    """The rows of a kind, those on one meeting or one window together, the surest first."""
    things: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        record = entry.evidence
        if isinstance(record, kind):
            things[record.occasion if isinstance(record, Meeting) else record.identity].append(entry)
    return [tuple(sorted(told, key=_place)) for told in things.values()]


def _place(entry: Entry) -> tuple[bool, tuple[bool, bool, int], int]:
    record = entry.evidence
    return isinstance(record, Meeting) and record.state != "held", how_unsure(record), entry.number


def _said(entries: Sequence[Entry], kind: type[R]) -> list[R]:
    return [entry.evidence for entry in entries if isinstance(entry.evidence, kind)]


def _gathering(told: tuple[Entry, ...], on: date) -> Gathering:
    meeting = Gathering(told, "announced")
    held = [record for record in meeting.records if record.state == "held"]
    if held:
        return Gathering(told, "held" if any(r.inferred is None for r in held) else "inferred")
    if meeting.when is not None and meeting.when.latest < on:
        return Gathering(told, "passed")
    return meeting


def _standing(told: Sequence[Entry], on: date) -> Standing:
    """Of what several rows tell, what a reader can still act on."""
    found = {standing(record, on) for record in _said(told, Posting)}
    return next(each for each in STANDINGS if each in found)


def _asked(assessment: Assessment, on: date) -> tuple[set[str], set[str]]:
    """The groups that checks ask for on a day, and the topics on which checks read meetings."""
    groups, topics = set[str](), set[str]()
    for check, _ in _checks(assessment):
        if Meeting in check.reads:
            topics |= check.subjects()
        if isinstance(check, GroupsReached):
            groups |= set(check.groups.on(on))
    return groups, topics


def _bodies(assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    """Who is responsible for what checks read meetings or comment windows for, by topic."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for check, responsible in _checks(assessment):
        if Meeting in check.reads or Posting in check.reads:
            for topic in check.subjects():
                found[topic][responsible] = None
    return {topic: tuple(bodies) for topic, bodies in found.items()}


def _checks(assessment: Assessment) -> Iterator[tuple[Rule, str]]:
    """Every check with the body that is responsible for its obligation."""
    for history in assessment.obligations.values():
        for each in history.criteria:
            yield each.criterion.check, history.obligation.responsible


def _in_order(keys: set[str], order: Sequence[str]) -> tuple[str, ...]:
    """Keys as the catalogue lists them; those that it does not declare last."""
    place = {key: i for i, key in enumerate(order)}
    return tuple(sorted(keys, key=lambda key: (place.get(key, len(place)), key)))


def _counted(held: Iterable[Gathering], of: Callable[[Gathering], Iterable[K]]) -> dict[K, Named]:
    """For each key of a meeting, how many meetings on record as held have it."""
    found: dict[K, Named] = {}
    for meeting in held:
        for key in of(meeting):
            before = found.get(key, Named(0, 0))
            found[key] = Named(before.held + 1, before.inferred + (meeting.state == "inferred"))
    return found


def _day(when: When | None) -> date:
    return when.latest if when else date.min


def _soonest(meeting: Gathering) -> tuple[date, int]:
    return _day(meeting.when), meeting.entries[0].number


def _latest(meeting: Gathering) -> tuple[int, int]:
    return -_day(meeting.when).toordinal(), meeting.entries[0].number


def _still_useful(window: Window) -> tuple[int, int]:
    """Open ones first, the one that closes first before the others; then those to come; then those that closed, the latest
    first."""
    place = list(STANDINGS).index(window.standing)
    if window.standing == "closed":
        return place, -window.closes.latest.toordinal()
    return place, (window.opens if window.standing == "ahead" else window.closes).earliest.toordinal()
