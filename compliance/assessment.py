"""Rows and a catalogue in, all timelines out: outcomes, gaps and changes are look-ups.

`assess` takes rows, never a store, and reads no clock: `known` chose the rows, `on` picks a day.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from compliance.catalogue import BASES, Basis, Catalogue, Criterion, Level, Obligation
from compliance.finding import SETTLED, Entry, Finding, Reviewed
from compliance.history import DAYS_REMEMBERED, CriterionHistory
from compliance.on_demand import OnDemand
from compliance.outcomes import Outcome, combine
from compliance.reckoning import AFTER_ALL, bears_on
from compliance.remembered import remembered
from compliance.rows import Rows
from compliance.rules.rule import Would
from compliance.sustained import Doubts, doubts
from compliance.timeline import ONE_DAY, Timeline, together
from compliance.undisturbed import undisturbed


@dataclass(frozen=True)
class ObligationHistory:
    """One obligation over all days: its criteria and what they come to."""

    obligation: Obligation
    criteria: tuple[CriterionHistory, ...]
    outcomes: Timeline[Outcome]

    def findings(self, on: date) -> list[Finding]:
        """The findings of its criteria on a day, in the catalogue's order."""
        return [criterion.finding(on) for criterion in self.criteria]

    def deciding(self, on: date) -> Finding | None:
        """The first finding that has the obligation's own outcome on a day; None where nothing is checked."""
        outcome = self.outcomes.at(on)
        return next((c.finding(on) for c in self.criteria if c.outcomes.at(on) is outcome), None)

    def levels(self, levels: Sequence[Level], on: date) -> list[tuple[Level, Outcome]]:
        """The outcome of each level that has criteria, lowest first."""
        found = []
        for level in levels:
            own = [c.outcomes.at(on) for c in self.criteria if c.criterion.level == level.key]
            if own:
                found.append((level, combine(own)))
        return found


class Gap(NamedTuple):
    """A check that is short of met on a day, as a list needs it; its sentences are made when they are asked for."""

    check: CriterionHistory
    on: date
    outcome: Outcome
    due: date | None
    holder: str | None

    @property
    def obligation(self) -> Obligation:
        """The obligation that the check is of."""
        return self.check.obligation

    @property
    def criterion(self) -> Criterion:
        """The check as the catalogue has it."""
        return self.check.criterion

    def finding(self) -> Finding:
        """The finding, with its sentences."""
        return self.check.finding(self.on)


Gaps = OnDemand[Gap, Finding]
"""Open findings, of which those are written out that are shown."""


@dataclass(frozen=True)
class Assessment:
    """Every obligation over all days, at one state of the record.

    `rows` are those that whoever asks may read: of those that are hidden from them nothing is in it. `doubts` are the days
    on which rows set aside leave a sustainment period in doubt.

    Raises ValueError from its look-ups outside `first` to `horizon`, both included.
    """

    catalogue: Catalogue
    rows: Rows
    obligations: Mapping[str, ObligationHistory]
    horizon: date
    doubts: Doubts

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The rows that whoever asks may read, by key; those that are set aside for their file are among them."""
        return self.rows.entries

    @cached_property
    def in_order(self) -> list[Entry]:
        """All rows that may be read, oldest event first; undated ones last."""
        return sorted(self.entries.values(), key=_when)

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Entry]]:
        """The same by the kind of their records."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.in_order:
            found[entry.evidence.kind].append(entry)
        return dict(found)

    @property
    def first(self) -> date:
        """The first day that can be asked about: the decree's effective date."""
        return self.catalogue.case.effective

    def counts(self, on: date) -> dict[Basis, dict[Outcome, int]]:
        """How many obligations of each basis have each outcome on a day. Never to be summed over bases."""
        counted: dict[Basis, dict[Outcome, int]] = {}
        for basis in BASES:
            own = [o.outcomes.at(on) for o in self.obligations.values() if o.obligation.basis == basis]
            if own:
                counted[basis] = {outcome: own.count(outcome) for outcome in Outcome if outcome in own}
        return counted

    def gaps(self, on: date) -> Gaps:
        """The open findings on a day: those with a known due date first, by that date, then in the catalogue's order."""
        return remembered(self._gaps, on, self._gaps_on, DAYS_REMEMBERED)

    @cached_property
    def _gaps(self) -> dict[date, Gaps]:
        return {}

    def _gaps_on(self, on: date) -> Gaps:
        found = [
            Gap(check, on, *check.glance(on))
            for history in self.obligations.values()
            for check in history.criteria
            if check.outcomes.at(on) not in SETTLED
        ]
        return OnDemand(
            sorted(found, key=lambda gap: (gap.due is None, gap.due or self.horizon)), Gap.finding
        )

    def about(self, obligation: Obligation) -> list[Entry]:
        """The rows that bear on an obligation's subjects, oldest event first; undated ones last."""
        wanted = {*obligation.about, *(s for c in obligation.criteria for s in c.check.subjects())}
        if obligation.continues_with:
            wanted.add(obligation.continues_with)
        return sorted(self.rows.about(wanted), key=_when)


@dataclass(frozen=True)
class Workings:
    """An assessment with all that it was reckoned from, rows too that are hidden from whoever asks: it stays behind the door.

    `read_by` names, for each subject and each record that a criterion wants seen, the obligations that it may bear on.
    """

    rows: Rows
    assessment: Assessment
    read_by: Mapping[str, Collection[str]]

    def with_rows(self, gone: Collection[Entry], come: Collection[Entry]) -> "Workings":
        """The same once some rows are gone and others have come: the criteria that they bear on are reckoned anew,
        everything else is shared with this one."""
        if not gone and not come:
            return self
        before, rows = self.assessment, self.rows.replaced(gone, come)
        readable = before.rows.replaced(
            [e for e in gone if e.set_aside != "hidden"], [e for e in come if e.set_aside != "hidden"]
        )
        named = {name for e in (*gone, *come) for name in (*e.evidence.found_by, e.evidence.key)}
        obligations = dict(before.obligations)
        for key in {key for name in named for key in self.read_by.get(name, ())}:
            obligation = obligations[key].obligation
            criteria = tuple(
                CriterionHistory(before.catalogue, obligation, c.criterion, rows, before.horizon)
                if named & _names(obligation, c.criterion)
                else c
                for c in obligations[key].criteria
            )
            obligations[key] = _history(before.catalogue, obligation, criteria, before.horizon)
        after = replace(
            before,
            rows=readable,
            obligations=obligations,
            doubts=doubts(before.catalogue, rows, before.horizon),
        )
        return replace(self, rows=rows, assessment=after)

    def once(self, would: Would) -> "Workings":
        """The same once some records have come and some reviews were made of rows that count for whoever asks."""
        verdicts: dict[str, Reviewed] = dict.fromkeys(would.reject, "rejected")
        verdicts |= dict.fromkeys(would.accept, "accepted")
        before = [e for key in verdicts for e in self.rows.with_key(key) if e.set_aside is None]
        reviewed = [e._replace(review=verdicts[e.evidence.key]) for e in before]
        numbered = enumerate(would.records, AFTER_ALL)
        come = [Entry(number, record, verdicts.get(record.key)) for number, record in numbered]
        return self.with_rows(before, [*reviewed, *come])


def assess(catalogue: Catalogue, entries: Sequence[Entry], horizon: date) -> Assessment:
    """All timelines from the decree's effective date to `horizon`, both included.

    Raises ValueError if the horizon lies before the effective date.
    """
    return reckon(catalogue, entries, horizon).assessment


def reckon(catalogue: Catalogue, entries: Sequence[Entry], horizon: date) -> Workings:
    """The same with all that it was reckoned from, so that it can take on rows. Raises ValueError like `assess`."""
    if horizon < catalogue.case.effective:
        raise ValueError(f"the horizon {horizon} lies before the decree's effective date")
    with undisturbed(len(entries)):
        return _reckoned(catalogue, Rows.of(entries), horizon)


def _reckoned(catalogue: Catalogue, rows: Rows, horizon: date) -> Workings:
    histories, read_by = {}, defaultdict[str, set[str]](set)
    for obligation in catalogue.obligations:
        criteria = []
        for criterion in obligation.criteria:
            criteria.append(CriterionHistory(catalogue, obligation, criterion, rows, horizon))
            for name in _names(obligation, criterion):
                read_by[name].add(obligation.key)
        histories[obligation.key] = _history(catalogue, obligation, tuple(criteria), horizon)
    unsettled = doubts(catalogue, rows, horizon)
    assessment = Assessment(catalogue, rows.readable(), histories, horizon, unsettled)
    return Workings(rows, assessment, dict(read_by))


def _names(obligation: Obligation, criterion: Criterion) -> set[str]:
    """The names of what bears on a criterion: subjects, and the keys of single records."""
    return bears_on(obligation, criterion) | set(criterion.see)


def _when(entry: Entry) -> tuple[date, int]:
    """When what a row tells of happened."""
    happened = entry.evidence.happened
    return happened.latest if happened else date.max, entry.number


def _history(
    catalogue: Catalogue, obligation: Obligation, criteria: tuple[CriterionHistory, ...], horizon: date
) -> ObligationHistory:
    return ObligationHistory(obligation, criteria, _combined(catalogue, obligation, criteria, horizon))


def _combined(
    catalogue: Catalogue, obligation: Obligation, criteria: Sequence[CriterionHistory], horizon: date
) -> Timeline[Outcome]:
    if criteria:
        return together(lambda *outcomes: combine(outcomes), *(c.outcomes for c in criteria))
    first, stop = catalogue.case.effective, horizon + ONE_DAY
    changes = [(first, Outcome.NOT_IN_FORCE)]
    begins = first if obligation.begins == "unknown" else obligation.begins
    changes.append((max(begins, first), Outcome.NOT_CHECKED))
    return Timeline.from_changes(changes, stop)
