"""What the monitor looks at before determining a level for a reporting period: for each paragraph and each body that answers
for it, what the checks come to at the period's end and at worst within it, what was recorded after it, the last level, and
in what the checks and the monitor differ.

Nothing here determines anything, and nothing here says who of two that differ is right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from compliance.assessment import Assessment, ObligationHistory
from compliance.catalogue import Catalogue, Level, Period
from compliance.determinations import (
    NO_LEVEL,
    STAGES,
    Determination,
    Determinations,
    Stage,
    Standing,
    standings_by_paragraph,
)
from compliance.finding import Entry
from compliance.history import CriterionHistory
from compliance.ladder import Reached, climb
from compliance.outcomes import Outcome, combine
from compliance.per_assessment import per_assessment
from compliance.sentences import Text, counted, day, same, say


class Result(NamedTuple):
    """What the checks of a paragraph come to: taken together, and level by level, lowest first; None where nothing checks a
    level."""

    outcome: Outcome
    rungs: tuple[tuple[Level, Outcome | None], ...]

    @property
    def reached(self) -> Reached:
        """How far up the decree's ladder the checks come."""
        return climb(self.rungs)

    @property
    def checked(self) -> list[tuple[Level, Outcome]]:
        """The levels that something checks."""
        return [(level, outcome) for level, outcome in self.rungs if outcome is not None]


@dataclass(frozen=True)
class Matter:
    """What is determined: a paragraph, for a body that answers for it. With the obligations of the decree that rest on it."""

    paragraph: str
    body: str
    obligations: tuple[ObligationHistory, ...]

    @property
    def checks(self) -> Iterator[CriterionHistory]:
        """The checks of its obligations."""
        return (check for history in self.obligations for check in history.criteria)

    def at(self, levels: Sequence[Level], on: date) -> Result:
        """What its checks come to on a day. Raises ValueError outside the days covered."""
        rungs = ((level, [c.outcomes.at(on) for c in self._of(level)]) for level in levels)
        return Result(combine(history.outcomes.at(on) for history in self.obligations), _rungs(rungs))

    def worst(self, levels: Sequence[Level], first: date, last: date) -> Result:
        """What they came to at worst on the days from `first` to `last`: the outcome that speaks for all of those days, as one
        speaks for several checks. Raises ValueError where no day is covered."""

        def within(each: Iterable[ObligationHistory | CriterionHistory]) -> list[Outcome]:
            return [outcome for one in each for outcome in one.outcomes.between(first, last).values]

        rungs = ((level, within(self._of(level))) for level in levels)
        return Result(combine(within(self.obligations)), _rungs(rungs))

    def _of(self, level: Level) -> list[CriterionHistory]:
        return [check for check in self.checks if check.criterion.level == level.key]


def _rungs(found: Iterable[tuple[Level, list[Outcome]]]) -> tuple[tuple[Level, Outcome | None], ...]:
    return tuple((level, combine(outcomes) if outcomes else None) for level, outcomes in found)


@per_assessment(most=8)
def matters_of(assessment: Assessment) -> tuple[Matter, ...]:
    """Every paragraph that an obligation of the decree rests on, for each body that answers for it, in the paragraphs'
    order."""
    found: dict[tuple[str, str], list[ObligationHistory]] = {}
    for history in assessment.obligations.values():
        if history.obligation.basis == "decree":
            for paragraph in history.obligation.paragraphs:
                found.setdefault((paragraph, history.obligation.responsible), []).append(history)
    place = {paragraph.number: i for i, paragraph in enumerate(assessment.catalogue.paragraphs_in_order)}
    return tuple(
        Matter(*key, tuple(found[key])) for key in sorted(found, key=lambda key: (place[key[0]], key[1]))
    )


class Entered(NamedTuple):
    """A determination for the period, with its record's number where the monitor entered it; None as others reported it."""

    number: int | None
    determination: Determination

    def level_name(self, catalogue: Catalogue) -> Text:
        """The name of its level; its own words where the catalogue names no such level any more."""
        told = self.determination
        if told.level is None:
            return NO_LEVEL
        level = catalogue.level(told.level)
        return level.name if level else same(told.level_words)


class Progress(NamedTuple):
    """How many of a period's matters stand at which stage. Each is one paragraph for one body."""

    none: int
    draft: int
    shared: int
    filed: int

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self)


At = Literal["none"] | Stage
STANDS_AT: Mapping[At, Text] = {
    "none": Text(en="none yet", es="ninguna todavía"),
    "draft": STAGES["draft"],
    "shared": STAGES["shared"],
    "filed": STAGES["filed"],
}
"""Where the determination of a matter can stand; `none` where there is none."""


class Difference(NamedTuple):
    """In what the monitor's level and our checks of a level differ: it is `determined` and its checks, which come to
    `outcome`, are not all shown; or they are, and it is not determined."""

    level: Level
    outcome: Outcome
    determined: bool

    def text(self) -> Text:
        """In a sentence."""
        if self.determined:
            return say(
                "{level}: determined, and our checks of it come to: {outcome}. The two differ.",
                "{level}: determinado, y nuestras comprobaciones dan: {outcome}. Ambos difieren.",
                level=self.level.name,
                outcome=self.outcome.words,
            )
        return say(
            "{level}: not determined, and our checks of it, with those of every level below, are all shown. The two differ.",
            "{level}: no determinado, y nuestras comprobaciones de él y de todo nivel inferior constan todas. Ambos difieren.",
            level=self.level.name,
        )


def differing(determined: str | None, result: Result) -> list[Difference]:
    """In what a determined level, by its key, or that none was reached, differs from what the checks come to."""
    order = [level.key for level, _ in result.rungs]
    if determined is not None and determined not in order:
        return []
    top = order.index(determined) if determined is not None else -1
    reached = result.reached.level
    shown = order.index(reached.key) if reached else -1
    found = []
    for place, (level, outcome) in enumerate(result.rungs):
        short = outcome not in (None, Outcome.MET, Outcome.NOT_APPLICABLE)
        differs = short if place <= top else outcome is Outcome.MET and place <= shown
        if outcome is not None and differs:
            found.append(Difference(level, outcome, place <= top))
    return found


@dataclass(frozen=True)
class PeriodReview:
    """One reporting period, with what was determined for it, as far as the reader may see that. `today` is the reader's day:
    a period that runs is looked at as of then."""

    assessment: Assessment
    period: Period
    today: date
    determinations: Sequence[Determination]
    own: Sequence[tuple[int, Determination]]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as known."""
        return self.assessment.catalogue

    @property
    def on(self) -> date:
        """The day that is looked at: the period's last, or today while it runs; never beyond what can be asked."""
        return max(min(self.period.last, self.today, self.assessment.horizon), self.assessment.first)

    @property
    def has_begun(self) -> bool:
        """Whether there is a day of it to look at."""
        return max(self.period.first, self.assessment.first) <= self.on

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.today <= self.period.last

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What there is to determine."""
        return matters_of(self.assessment)

    def matter(self, paragraph: str, body: str | None) -> Matter | None:
        """One of them: the first of a paragraph where no body is named."""
        own = [each for each in self.matters if each.paragraph == paragraph]
        return next((each for each in own if each.body == body), own[0] if own and not body else None)

    def result(self, matter: Matter) -> Result:
        """What its checks come to at the period's end, as known."""
        return matter.at(self.catalogue.levels, self.on)

    def worst(self, matter: Matter) -> Result:
        """What they came to at worst within the period. Raises ValueError where it has not begun."""
        return matter.worst(self.catalogue.levels, self.period.first, self.on)

    def as_known(self, assessment: Assessment, matter: Matter) -> Result | None:
        """What the checks came to on the same day at another state of the record; None where the catalogue had no such
        matter then, or the day is not covered."""
        own = next(
            (m for m in matters_of(assessment) if (m.paragraph, m.body) == (matter.paragraph, matter.body)),
            None,
        )
        covered = assessment.first <= self.on <= assessment.horizon
        return own.at(assessment.catalogue.levels, self.on) if own and covered else None

    @cached_property
    def _entered(self) -> Mapping[tuple[str, str], Entered]:
        """For each matter its determination of this period: the monitor's own, else as others reported it."""
        report = self.period.key
        found = {(d.paragraph, d.body): Entered(None, d) for d in self.determinations if d.report == report}
        found |= {(d.paragraph, d.body): Entered(n, d) for n, d in self.own if d.report == report}
        return found

    def entered(self, matter: Matter) -> Entered | None:
        """The determination of this period, at whatever stage."""
        return self._entered.get((matter.paragraph, matter.body))

    def stage(self, matter: Matter) -> At:
        """Where that stands."""
        entered = self.entered(matter)
        return entered.determination.stands_at if entered else "none"

    @cached_property
    def progress(self) -> Progress:
        """How many stand where."""
        found = Counter(self.stage(matter) for matter in self.matters)
        return Progress(found["none"], found["draft"], found["shared"], found["filed"])

    @cached_property
    def _last_levels(self) -> Mapping[tuple[str, str], Standing]:
        """The newest level of an earlier report, by paragraph and body."""
        keys = [period.key for period in self.catalogue.periods]
        every = self.determinations
        every = every if isinstance(every, Determinations) else Determinations(every)
        earlier = every.of_reports(frozenset(keys[: keys.index(self.period.key)]))
        found = standings_by_paragraph(self.catalogue, earlier, self.today)
        return {(paragraph, each.body.key): each for paragraph, own in found.items() for each in own}

    def last_level(self, matter: Matter) -> Standing | None:
        """The newest level of an earlier report; None where none is loaded."""
        return self._last_levels.get((matter.paragraph, matter.body))

    def compared(self, matter: Matter) -> Determination | None:
        """The determination that the checks are compared with: of this period, else the last one before."""
        entered, last = self.entered(matter), self.last_level(matter)
        return entered.determination if entered else last.determination if last else None

    def differences(self, matter: Matter) -> list[Difference]:
        """In what the checks at the period's end differ from that."""
        determined = self.compared(matter)
        if determined is None or not self.has_begun:
            return []
        return differing(determined.level, self.result(matter))

    @cached_property
    def differing(self) -> list[Matter]:
        """The matters of which they differ."""
        return [matter for matter in self.matters if self.differences(matter)]

    def recorded_after(self, matter: Matter, number: int) -> list[Entry]:
        """The records on what a matter is about that came after the one with a number and tell of the period or an earlier
        time, or name no day; in the order of recording."""
        about = {e.number: e for h in matter.obligations for e in self.assessment.about(h.obligation)}
        return [about[n] for n in sorted(about) if n > number and _by_then(about[n], self.period.last)]

    def all_recorded_after(self, number: int) -> list[Entry]:
        """What came so late on any of its matters, each once, in the order of recording."""
        found = {e.number: e for matter in self.matters for e in self.recorded_after(matter, number)}
        return [found[each] for each in sorted(found)]

    @property
    def is_filed_in_part(self) -> bool:
        """Whether the monitor has filed a determination for it here."""
        return any(told.is_filed for _, told in self.own if told.report == self.period.key)

    @property
    def dockets(self) -> list[tuple[date, str]]:
        """On which days and under which docket numbers the monitor's determinations that hold for it were filed, in order."""
        own = [told for _, told in self.own if told.report == self.period.key]
        return sorted({(told.filed_on, told.docket) for told in own if told.filed_on and told.docket})

    def is_early(self, filed_on: date) -> bool:
        """Whether a day of filing lies before the period's end, so that it may be a slip of the pen."""
        return filed_on <= self.period.last

    def days_text(self) -> Text:
        """How long the period still runs, or how long ago it ended."""
        days = (self.period.last - self.today).days
        many = counted(abs(days), Text(en="day", es="día"), Text(en="days", es="días"))
        if self.today < self.period.first:
            return say("It begins on {d}.", "Comienza el {d}.", d=day(self.period.first))
        if days == 0:
            return say(
                "It ends today, {d}.",
                "Termina hoy, {d}.",
                d=day(self.period.last),
            )
        if days > 0:
            return say(
                "It runs until {d}: {n} after today.",
                "Corre hasta el {d}: {n} después de hoy.",
                d=day(self.period.last),
                n=many,
            )
        return say("It ended on {d}, {n} ago.", "Terminó el {d}, hace {n}.", d=day(self.period.last), n=many)


def _by_then(entry: Entry, last: date) -> bool:
    happened = entry.evidence.happened
    return happened is None or happened.earliest <= last


def at_work(assessment: Assessment, determinations: Sequence[Determination], today: date) -> Period | None:
    """The period that somebody works on unless they choose another: the last one that has ended without a report, else the
    newest that has begun; None where the catalogue names none.

    Who tells of a level tells of a report that is out. What the monitor files here paragraph by paragraph is out once the last
    paragraph is filed.
    """
    catalogue = assessment.catalogue
    reported = {told.report for told in determinations if told.stage is None}
    filed = {(told.report, told.paragraph, told.body) for told in determinations}
    own = [(matter.paragraph, matter.body) for matter in matters_of(assessment)]
    if own:
        reported |= {p.key for p in catalogue.periods if all((p.key, *each) in filed for each in own)}
    begun = [period for period in catalogue.periods if period.first <= today]
    waiting = [
        period
        for period in begun
        if period.last < today
        and period.key not in reported
        and not (period.filed and period.filed.latest <= today)
    ]
    found = waiting or begun or catalogue.periods[:1]
    return found[-1] if found else None
