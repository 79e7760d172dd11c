"""The years of a fictional city as they unfold: month by month what happens, and of all that is filed the rows in their
order. No more is held in memory than what is still to be filed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush

from compliance.access import Author, Filed, New
from compliance.catalogue import Catalogue
from compliance.evidence import KINDS, Evidence
from compliance.example.at_work import Offices
from compliance.example.court import acts
from compliance.example.decree import KEY
from compliance.example.facts import DECREE, ORDER, Fact, Scene, Topic, Unit, later
from compliance.example.frame import Draws, Frame
from compliance.example.lives import Life, Lives, Step, filed_on
from compliance.example.names import CITY, speaker
from compliance.example.themes import THEMES
from compliance.example.voices import ADMINISTRATOR, Answers, Levels, a_source, people

TICK, A_MINUTE = timedelta(microseconds=1), timedelta(minutes=1)
FACTS_OF_A_UNIT = 3.0
"""How many facts one happening makes, roughly."""
SHARE_OF_THE_REGULAR = 0.7
"""How much of the evidence comes of what happens every so many months; the rest happens now and then."""
OF_ONE_TOPIC = ("agreement", "instrument", "judgement", "policy", "roster", "sample")
"""Kinds whose records are about one topic alone; others may bear on a second one."""
NAMED_LATER = ("policy", "sample")
"""Kinds whose records are named by others that happen much later, and that are filed after them."""
MAY_BE_VAGUE = ("meeting", "training", "document", "publication")


class Unfolding:
    """One telling of a city's years."""

    def __init__(
        self, frame: Frame, topics: Sequence[Topic], catalogue: Catalogue, decree: Callable[[date], str]
    ):
        self._frame, self._topics, self._catalogue, self._decree = frame, topics, catalogue, decree
        self._draws = Draws("years", frame.seed)
        self._scene = Scene(frame, self._draws)
        self._lives = Lives(frame, self._draws)
        self._levels = Levels(catalogue, Draws("levels", frame.seed))
        self._answers = Answers(frame, catalogue.obligations, Draws("answers", frame.seed))
        self._offices = Offices(frame, catalogue, Draws("offices", frame.seed))
        self._ahead: list[tuple[datetime, int, Life, Step]] = []
        self._begun = self._made = self._number = 0
        self._last = datetime.combine(frame.first, time.min, UTC)
        self._acts = list(acts(frame, catalogue))
        self._sources: set[str] = set()
        self._named_later: dict[str, datetime] = {}
        regular = sum(
            len(frame.months()) / months for topic in topics for months, _ in THEMES[topic.theme].every
        )
        self._regular = min(1.0, SHARE_OF_THE_REGULAR * frame.evidence / (regular * FACTS_OF_A_UNIT))

    def rows(self) -> Iterator[Filed]:
        """Every row, oldest first."""
        yield from self._beginnings()
        months = self._frame.months()
        for n, first in enumerate(months):
            following = months[n + 1] if n + 1 < len(months) else later(self._frame.last, 1)
            self._regularly(n, first, following)
            self._now_and_then(self._frame.evidence * (n + 1) // len(months), first, following)
            self._beside_the_evidence(first, following)
            yield from self._filed_before(datetime.combine(following, time.min, UTC))

    def _beginnings(self) -> Iterator[Filed]:
        """What the record begins with: sources, the catalogue, people."""
        first = self._frame.first
        begins = datetime.combine(first, time(6), UTC)
        for key, title in ((DECREE, "Fictional decree"), (ORDER, "Fictional order that changes the decree")):
            new = a_source(key, f"Fictional court of {CITY}", title, f"{first}")
            yield from self._file(Step(begins, new, ADMINISTRATOR))
        revision = New("catalogue_revision", KEY, self._decree(first))
        yield from self._file(Step(begins, revision, ADMINISTRATOR))
        self._revision = self._number
        for step in people(self._frame):
            yield from self._file(step)

    def _regularly(self, month: int, first: date, following: date) -> None:
        """What happens every so many months, to some topics in each, and what a court or council does."""
        for topic in self._topics:
            for months, unit in THEMES[topic.theme].every:
                if (month + topic.number * 5) % months == 0 and self._draws.chance(self._regular):
                    self._happens(topic, unit, self._draws.day(first, later(following, -1)))
        for act in self._acts:
            if first <= act.day < following:
                self._happens(act.topic, act.unit, act.day)

    def _now_and_then(self, target: int, first: date, following: date) -> None:
        """What else happens, until there is as much evidence as there should be by the end of the month."""
        while self._made < target:
            topic = self._draws.one(self._topics)
            unit = self._draws.weighted(THEMES[topic.theme].now_and_then)
            self._happens(topic, unit, self._draws.day(first, later(following, -1)))

    def _beside_the_evidence(self, first: date, following: date) -> None:
        for half in self._frame.half_years():
            if first <= half.filed < following:
                self._begin(*self._levels.determined(half), *self._answers.after_report(half))
            if first <= later(half.last, -40) < following:
                self._begin(*self._answers.noted(half))
            if first <= half.last < following:
                self._begin(*self._offices.at_the_end_of(half))
                if half.last == self._frame.last:
                    for life in self._offices.underway(half):
                        self._begin_life(life)
        amended = self._frame.after(self._frame.years / 2)
        if first <= amended < following:
            reason = "Fictional: the days on which reports were filed are known now."
            revision = New("catalogue_revision", KEY, self._decree(amended)).correcting(
                self._revision, reason
            )
            self._begin(Step(datetime.combine(amended, time(7), UTC), revision, ADMINISTRATOR))

    def _happens(self, topic: Topic, unit: Unit, day: date) -> None:
        """Begin the lives of the records of what happens to a topic on a day, each after the one that it may name."""
        before = datetime.min.replace(tzinfo=UTC)
        for fact in unit(self._scene, topic, day):
            if fact.out > self._frame.last or self._made == self._frame.evidence:
                return
            record = self._record(topic, fact)
            named = [self._named_later[key] for key in _keys_named(record) if key in self._named_later]
            before = max(filed_on(fact, self._frame, self._draws), *(m + A_MINUTE for m in (before, *named)))
            if fact.kind in NAMED_LATER:
                self._named_later[fact.key] = before
            self._made += 1
            self._begin_life(self._lives.of(record, fact, before, confidential=topic.confidential))

    def _record(self, topic: Topic, fact: Fact) -> Evidence:
        draws, happened = self._draws, fact.happened
        vague = fact.kind in MAY_BE_VAGUE and happened is not None and draws.chance(0.02)
        if vague and happened:
            happened = f"{later(date.fromisoformat(happened), -draws.number(2, 20))}/{happened}"
        inferred = fact.kind in MAY_BE_VAGUE and draws.chance(0.02)
        subjects = [topic.key]
        if fact.kind not in OF_ONE_TOPIC and topic.number and draws.chance(0.1):
            other = self._topics[(topic.number - 1 + len(THEMES)) % len(self._topics)]
            subjects += [other.key] if other is not topic else []
        return KINDS[fact.kind].model_validate(
            {
                "key": fact.key,
                "subject": subjects,
                "source": f"{fact.by}-{fact.out}",
                "said_by": speaker(fact.by),
                "summary": f"Fictional: {fact.says}",
                **({"happened": happened} if happened else {}),
                **({"inferred": "Fictional: inferred from a neighbouring record."} if inferred else {}),
                **fact.fields,
            }
        )

    def _begin(self, *steps: Step) -> None:
        for step in steps:
            self._begin_life(_once(step))

    def _begin_life(self, life: Life) -> None:
        self._await(life, next(life))

    def _await(self, life: Life, step: Step) -> None:
        # Of two at one moment the one that began earlier comes first.
        self._begun += 1
        heappush(self._ahead, (step.moment, self._begun, life, step))

    def _filed_before(self, moment: datetime) -> Iterator[Filed]:
        """What is filed before a moment, each life going on from there."""
        while self._ahead and self._ahead[0][0] < moment:
            _, _, life, step = heappop(self._ahead)
            yield from self._file(step)
            try:
                following = life.send(self._number)
            except StopIteration:
                continue
            self._await(life, following)

    def _file(self, step: Step) -> Iterator[Filed]:
        """A row with its number, after the source that it names where that is not on record yet."""
        if step.source is not None and step.source not in self._sources:
            by, out = step.source[:-11], step.source[-10:]
            title = f"Fictional bulletin of {out}"
            yield self._stamped(a_source(step.source, speaker(by), title, out), step, ADMINISTRATOR)
            self._sources.add(step.source)
        yield self._stamped(step.new, step, step.author)

    def _stamped(self, new: New, step: Step, author: Author) -> Filed:
        self._number += 1
        self._last = max(step.moment, self._last + TICK)
        filed = Filed(new, author, self._last)
        self._offices.heard(self._number, filed)
        return filed


def _keys_named(record: Evidence) -> Iterator[str]:
    """The keys of other records that one names."""
    for field in record.refers:
        named = getattr(record, field)
        yield from named if isinstance(named, tuple) else () if named is None else (named,)


def _once(step: Step) -> Life:
    """The life of what is filed and then stays so."""
    yield step
