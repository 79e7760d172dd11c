"""Cadence and freshness: does a report come out, or get handed over, for every period?"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.asks import Ask, Ledger, gives_during
from compliance.days import Day, Days
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.publication import Publication
from compliance.evidence.record import Key
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, of_kind
from compliance.sentences import Text, day, listing, month, say
from compliance.timeline import ONE_DAY

_MONTHS = {"month": 1, "quarter": 3}


class PublishedEachPeriod(Rule):
    """A report for each calendar month or quarter, from the first one on; asked from the day after its end plus
    grace, or, where no source gives a grace, from the day after its end with its due date unknown.

    `last` is the first day of the last period asked, None while none is known to be the last. With `under`, only the periods that lie wholly within an agreement on record about that subject are asked.
    """

    name: ClassVar[str] = "published_each_period"
    family: ClassVar[Family] = "cadence and freshness"
    reads: ClassVar = (Publication, Agreement)
    checks: ClassVar[Text] = Text(
        en="A report for each whole calendar month or quarter is on record.",
        es="Consta un informe por cada mes o trimestre natural completo.",
    )
    person: ClassVar[Text] = Text(
        en="Whether what was reported is right and useful.", es="Si lo informado es correcto y útil."
    )
    own_due: ClassVar[str | None] = "each period"

    rule: Literal["published_each_period"] = "published_each_period"
    every: Literal["month", "quarter"]
    first: Day
    last: Day | None = None
    grace_days: Days | None = None
    under: Key | None = None

    @model_validator(mode="after")
    def _first_of_a_period(self) -> "PublishedEachPeriod":
        if self.first.day != 1 or (self.first.month - 1) % _MONTHS[self.every]:
            raise ValueError(f"first {self.first} does not begin a {self.every}; give the first day of one")
        return self

    def subjects(self) -> set[str]:
        return {self.subject, *([self.under] if self.under else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        reports = of_kind(records, Publication, self.subject)
        for first, last in self._periods(duty.last):
            under = self._agreements(records, first, last)
            if first < duty.begins or (self.under and not under):
                continue
            slot = self._label(first)
            # What is owed on the word of an inferred agreement alone is not called late.
            inferred = self.under is not None and all(agreement.inferred for agreement in under)
            if self.grace_days is None or inferred:
                asks.append(Ask(slot, 1, last + ONE_DAY, never_before=True))
            else:
                due = last + timedelta(days=self.grace_days)
                asks.append(Ask.after(slot, due, begins=duty.begins))
            for report in reports:
                if report.covers.earliest <= first and last <= report.covers.latest:
                    inferred = report.inferred is not None
                    gives += gives_during(slot, report.happened, None, report.key, inferred=inferred)
        return Ledger(tuple(asks), tuple(gives))

    def _periods(self, horizon: date) -> Iterator[tuple[date, date]]:
        first, months = self.first, _MONTHS[self.every]
        until = min(horizon, self.last) if self.last else horizon
        while first <= until:
            year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
            following = date(year, month + 1, 1)
            yield first, following - ONE_DAY
            first = following

    def _agreements(self, records: Sequence[Evidence], first: date, last: date) -> list[Agreement]:
        """The agreements within which a period wholly lies; none where the duty is under no agreement."""
        return [
            a
            for a in (of_kind(records, Agreement, self.under) if self.under else [])
            if a.happened is not None
            and max(a.happened.latest, a.starts.latest if a.starts else a.happened.latest) <= first
            and (a.last is None or last <= a.last.earliest)
        ]

    def _label(self, first: date) -> str:
        return f"{first:%Y-%m}" if self.every == "month" else f"{first.year} Q{(first.month + 2) // 3}"

    def _name(self, label: str) -> Text:
        """A period as a reader names it."""
        if self.every == "month":
            return month(date.fromisoformat(f"{label}-01"))
        year, quarter = label.split(" Q")
        return say("{year}, quarter {q}", "{year}, trimestre {q}", year=year, q=quarter)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No period whose report would be owed by {on} is on record.",
                "No consta ningún periodo cuyo informe se debiera el {on}.",
                on=day(view.on),
            )
        return say(
            "Reports for {have} of {need} periods are on record; the record does not hold the others, which does not "
            "say that they were not made.",
            "Constan informes de {have} de {need} periodos; el registro no contiene los demás, lo cual no dice que no "
            "se hicieran.",
            have=len(view.states) - len(view.short),
            need=len(view.states),
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return self._name(slot)

    def missing(self, view: View) -> list[Text]:
        return self.grouped(view.short) if view.states else [self.ground(view)]

    def ground(self, view: View) -> Text:
        return say(
            "an agreement or a period under which a report would be owed by {on}",
            "un acuerdo o periodo por el que se debiera un informe hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if not view.short:
            text = say("Supply the report for the next period.", "Aportar el informe del próximo periodo.")
        else:
            text = say(
                "Supply the reports, or proof of the day each was handed over, for: {periods}.",
                "Aportar los informes, o prueba del día en que se entregó cada uno, de: {periods}.",
                periods=listing(self.grouped(view.short)),
            )
        return Act("supply", RESPONSIBLE, text)

    def grouped(self, slots: Sequence[str]) -> list[Text]:
        """Runs of periods, each named by its first and last."""
        order = {
            self._label(first): i
            for i, (first, _) in enumerate(self._periods(date.max.replace(year=self.first.year + 60)))
        }
        runs: list[list[str]] = []
        for slot in slots:
            if runs and order[slot] == order[runs[-1][-1]] + 1:
                runs[-1].append(slot)
            else:
                runs.append([slot])
        return [
            self._name(run[0])
            if len(run) == 1
            else say(
                "{a} to {b} ({n} reports)",
                "{a} a {b} ({n} informes)",
                a=self._name(run[0]),
                b=self._name(run[-1]),
                n=len(run),
            )
            for run in runs
        ]
