"""The decree's ladder for one obligation: which of its levels the checks show, since when, and when that changed.

A level is reached, by these checks, on the days on which its checks are all shown and those of every level below it are
too, or do not apply. A level that nothing checks stops the climb: whatever its checks would say, no level above it is said
to be reached. None of this is the monitor's determination.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from compliance.catalogue import Level
from compliance.days import days_between
from compliance.outcomes import Outcome, combine
from compliance.sentences import Text, counted, day, say
from compliance.timeline import Timeline, together


class Rung(NamedTuple):
    """One level and, day by day, what its checks come to; None where nothing checks it."""

    level: Level
    outcomes: Timeline[Outcome] | None


class Reached(NamedTuple):
    """How far one comes on a day: the highest level reached and the first one above it that is not, with its outcome.

    Either is None where there is none.
    """

    level: Level | None
    short: Level | None
    outcome: Outcome | None

    def text(self) -> Text:
        """In a sentence that says whose word it is."""
        return self._up_to_here() + self._from_here() + NOT_THE_MONITOR

    def _up_to_here(self) -> Text:
        if self.level is None:
            return say(
                "Our checks show no level as reached.",
                "Según nuestras comprobaciones no consta ningún nivel.",
            )
        return say(
            "Level reached by our checks: {level}. Our checks of this level are all shown, and none below it is short.",
            "Nivel al que llegan nuestras comprobaciones: {level}. Las de este nivel constan todas, y ninguna por debajo falta.",
            level=self.level.name,
        )

    def _from_here(self) -> Text:
        if self.short is None:
            return Text(en="", es="")
        if self.outcome is Outcome.NOT_CHECKED:
            return say(
                "Nothing here checks {level}, so no level from there on can be said to be reached.",
                "Aquí nada comprueba {level}; de ahí en adelante no puede decirse que se llegue a ningún nivel.",
                level=self.short.name,
            )
        assert self.outcome is not None, "a level that is checked has an outcome"
        return say(
            "{level}, taken together: {outcome}.",
            "{level}, en conjunto: {outcome}.",
            level=self.short.name,
            outcome=self.outcome.words,
        )


NOT_THE_MONITOR = Text(
    en="That is this program’s reading of the record; the level of a paragraph is the monitor’s to determine.",
    es="Es la lectura que este programa hace del registro; el nivel de un párrafo lo determina el supervisor.",
)


def climb(rungs: Iterable[tuple[Level, Outcome | None]]) -> Reached:
    """How far one comes on the levels, lowest first, each with its outcome; None where nothing checks it."""
    reached = None
    for level, outcome in rungs:
        if outcome is Outcome.MET:
            reached = level
        elif outcome is not Outcome.NOT_APPLICABLE:
            return Reached(reached, level, outcome or Outcome.NOT_CHECKED)
    return Reached(reached, None, None)


Kind = Literal["gained", "lost", "regained"]


class Change(NamedTuple):
    """A level was gained, lost or regained on a day. `days` is for how many days it had been held, or lost, before; None
    when it is first gained. `short` and `outcome` are what stood in the way when it was lost."""

    level: Level
    day: date
    kind: Kind
    days: int | None = None
    short: Level | None = None
    outcome: Outcome | None = None

    def text(self) -> Text:
        """In a sentence."""
        parts = {"level": self.level.name, "d": day(self.day)}
        if self.kind == "gained":
            return say(
                "{level}: our checks all shown from {d}.",
                "{level}: nuestras comprobaciones constan todas desde el {d}.",
                **parts,
            )
        days = counted(self.days or 0, Text(en="day", es="día"), Text(en="days", es="días"))
        if self.kind == "regained":
            return say(
                "{level}: our checks all shown again from {d}, after {days}.",
                "{level}: nuestras comprobaciones constan todas de nuevo desde el {d}, después de {days}.",
                days=days,
                **parts,
            )
        assert self.short is not None and self.outcome is not None, "what is lost is lost to something"
        return say(
            "{level}: our checks no longer all shown from {d}, after {days} ({short}: {outcome}).",
            "{level}: nuestras comprobaciones ya no constan todas desde el {d}, después de {days} ({short}: {outcome}).",
            days=days,
            short=self.short.name,
            outcome=self.outcome.words,
            **parts,
        )


@dataclass(frozen=True)
class Ladder:
    """The levels, lowest first, over all days. At least one of them is checked; build one with `of`."""

    rungs: tuple[Rung, ...]

    @classmethod
    def of(
        cls, levels: Sequence[Level], checks: Iterable[tuple[str | None, Timeline[Outcome]]]
    ) -> "Ladder | None":
        """From the decree's levels, lowest first, and of each check its level's key and its outcomes; None where no check
        stands at any level."""
        own: dict[str | None, list[Timeline[Outcome]]] = {}
        for key, outcomes in checks:
            own.setdefault(key, []).append(outcomes)
        rungs = tuple(
            Rung(level, together(lambda *each: combine(each), *own[level.key]) if level.key in own else None)
            for level in levels
        )
        return cls(rungs) if any(rung.outcomes for rung in rungs) else None

    @cached_property
    def reached(self) -> Timeline[Reached]:
        """How far one comes, day by day."""
        checked = [rung.outcomes for rung in self.rungs if rung.outcomes is not None]

        def reached(*outcomes: Outcome) -> Reached:
            left = iter(outcomes)
            return climb((rung.level, next(left) if rung.outcomes else None) for rung in self.rungs)

        return together(reached, *checked)

    def held(self, level: Level) -> Timeline[bool]:
        """Whether a level is reached, day by day: its own checks are all shown, and none below it is short."""
        [place] = [i for i, rung in enumerate(self.rungs) if rung.level == level]
        outcomes = self.rungs[place].outcomes
        if outcomes is None:
            return self.reached.map(lambda _: False)
        order = [rung.level for rung in self.rungs]

        def holds(reached: Reached, outcome: Outcome) -> bool:
            far_enough = reached.level is not None and order.index(reached.level) >= place
            return far_enough and outcome is Outcome.MET

        return together(holds, self.reached, outcomes)

    def changes(self, last: date) -> list[Change]:
        """Each day up to `last` on which a level was gained, lost or regained, by day and then lowest level first."""
        found = [change for rung in self.rungs for change in self._changes_of(rung)]
        return sorted((change for change in found if change.day <= last), key=lambda change: change.day)

    def _changes_of(self, rung: Rung) -> list[Change]:
        steps = list(self.held(rung.level).steps())
        found = [Change(rung.level, steps[0].first, "gained")] if steps[0].value else []
        for before, step in pairwise(steps):
            if not step.value:
                found.append(self._lost(rung, step.first, days_between(before.first, step.first)))
            elif found:
                days = days_between(before.first, step.first)
                found.append(Change(rung.level, step.first, "regained", days))
            else:
                found.append(Change(rung.level, step.first, "gained"))
        return found

    def _lost(self, rung: Rung, on: date, days: int) -> Change:
        _, short, outcome = self.reached.at(on)
        own = rung.outcomes.at(on) if rung.outcomes else Outcome.NOT_CHECKED
        if own is Outcome.NOT_APPLICABLE or short is None:
            return Change(rung.level, on, "lost", days, rung.level, own)
        return Change(rung.level, on, "lost", days, short, outcome)
