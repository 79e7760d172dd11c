"""Cadence and freshness: does a report come out for every period, and are the data fresh?"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import model_validator

from compliance.asks import Ask, Give, Ledger, gives_during
from compliance.dated import Dated
from compliance.days import Day, Days, When, days_between
from compliance.evidence import Evidence
from compliance.evidence.agreement import Agreement
from compliance.evidence.dataset import Dataset
from compliance.evidence.publication import Publication
from compliance.evidence.record import Key
from compliance.rules.cadence.periods import Every, Period, in_runs, periods
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would, of_kind
from compliance.sentences import Text, counted, day, listing, say
from compliance.timeline import ONE_DAY

_DAY, _DAYS = Text(en="day", es="día"), Text(en="days", es="días")


class PublishedEachPeriod(Rule):
    """A report for each whole calendar period, from the first one on; asked from the day after its end plus grace (read on
    that end), or, where no source gives a grace, from the day after its end with its due date unknown.

    `last` is the first day of the last period asked, None while none is known to be the last. With `under`, only the
    periods that lie wholly within an agreement on record about that subject are asked; where they only may lie within
    one, their due date is unknown. A report that came out before its period was over only perhaps covers it.
    """

    name: ClassVar[str] = "published_each_period"
    family: ClassVar[Family] = "cadence and freshness"
    reads: ClassVar = (Publication, Agreement)
    checks: ClassVar[Text] = Text(
        en="A report for each whole calendar month, quarter, half-year or year is on record.",
        es="Consta un informe por cada mes, trimestre, semestre o año natural completo.",
    )
    person: ClassVar[Text] = Text(
        en="Whether what was reported is right and useful.", es="Si lo informado es correcto y útil."
    )
    own_due: ClassVar[str | None] = "each period"
    means: ClassVar[Mapping[str, Text]] = {
        "first": Text(
            en="The first day of the first period asked.", es="El primer día del primer periodo pedido."
        ),
        "last": Text(
            en="The first day of the last period asked, where one is known to be the last.",
            es="El primer día del último periodo pedido, si se sabe cuál es.",
        ),
        "grace_days": Text(
            en="How many days after a period's end its report is due; without it the due date is unknown.",
            es="A los cuántos días del fin del periodo vence su informe; sin ello la fecha límite se desconoce.",
        ),
    }

    rule: Literal["published_each_period"] = "published_each_period"
    every: Every
    first: Day
    last: Day | None = None
    grace_days: Dated[Days] | None = None
    under: Key | None = None

    @model_validator(mode="after")
    def _first_of_a_period(self) -> "PublishedEachPeriod":
        try:
            Period.beginning(self.every, self.first)
        except ValueError as error:
            raise ValueError(f"first {error}") from None
        if self.last is not None and self.last < self.first:
            raise ValueError(f"last {self.last} lies before first {self.first}; give a later day")
        return self

    def subjects(self) -> set[str]:
        return {self.subject, *([self.under] if self.under else [])}

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        owed = self._periods(duty)
        spans = [(period.first, period.last, period.label) for period in owed]
        agreements = of_kind(records, Agreement, self.under) if self.under else []
        asks: dict[str, Ask] = {}
        for first, last, slot in spans:
            sure = self.under is None or any(not a.inferred and _surely(a, first, last) for a in agreements)
            if not sure and not any(_perhaps(a, first, last) for a in agreements):
                continue
            if self.grace_days is None or not sure:
                asks[slot] = Ask(slot, 1, last + ONE_DAY, never_before=True)
            else:
                due = last + timedelta(days=self.grace_days.on(last))
                asks[slot] = Ask.after(slot, due, begins=duty.begins)
        gives: list[Give] = []
        firsts = [first for first, _, _ in spans]
        for report in of_kind(records, Publication, self.subject):
            covers, out = report.covers, report.happened
            for _, last, slot in spans[bisect_left(firsts, covers.earliest) :]:
                if last > covers.latest:
                    break
                if slot in asks:
                    unsure = report.inferred is not None or out.latest < last
                    gives += gives_during(slot, out, None, report.key, inferred=unsure)
        return Ledger(tuple(asks.values()), tuple(gives))

    def _periods(self, duty: Duty) -> list[Period]:
        """The periods that begin while the duty lives, to the horizon."""
        until = min(duty.last, self.last) if self.last else duty.last
        return [period for period in periods(self.every, self.first, until) if period.first >= duty.begins]

    def _period(self, slot: str) -> Period:
        return Period.labelled(self.every, slot)

    def says(self, view: View) -> Text:
        if not view.states:
            return say(
                "No period whose report would be owed by {on} is on record.",
                "No consta ningún periodo cuyo informe se debiera el {on}.",
                on=day(view.on),
            )
        need, short = len(view.states), len(view.short)
        if need == 1 and not short:
            return say(
                "The report for the one period asked about is on record.",
                "Consta el informe del único periodo pedido.",
            )
        if need == 1:
            return say(
                "The report for the one period asked about is not on record, which does not say that it was not made.",
                "No consta el informe del único periodo pedido, lo cual no dice que no se hiciera.",
            )
        if not short:
            return say(
                "Reports for {need} of {need} periods are on record.",
                "Constan informes de {need} de {need} periodos.",
                need=need,
            )
        return say(
            "Reports for {have} of {need} periods are on record; the record does not hold the others, which does not "
            "say that they were not made.",
            "Constan informes de {have} de {need} periodos; el registro no contiene los demás, lo cual no dice que no "
            "se hicieran.",
            have=need - short,
            need=need,
        )

    def slot_name(self, slot: str, view: View) -> Text:
        return self._period(slot).name()

    def missing(self, view: View) -> list[Text]:
        return self._runs(view) if view.states else [self.ground(view)]

    def _runs(self, view: View) -> list[Text]:
        return in_runs([self._period(slot) for slot in view.short])

    def ground(self, view: View) -> Text:
        return say(
            "an agreement or a period under which a report would be owed by {on}",
            "un acuerdo o periodo por el que se debiera un informe hasta el {on}",
            on=day(view.on),
        )

    def act(self, view: View) -> Act:
        if view.short:
            text = say(
                "Supply the reports, or proof of the day each was handed over, for: {periods}.",
                "Aportar los informes, o prueba del día en que se entregó cada uno, de: {periods}.",
                periods=listing(self._runs(view)),
            )
            return Act("supply", RESPONSIBLE, text, view.on)
        if view.states:
            text = say("Supply the report for the next period.", "Aportar el informe del próximo periodo.")
            return Act("supply", RESPONSIBLE, text)
        could = self._could_be_owed(view)
        if could is None:
            text = say(
                "None can cure this: no whole period that would be asked ends by {last}, the last day looked at.",
                "Nada puede remediarlo: ningún periodo completo que se pediría termina antes o en el {last}, último "
                "día examinado.",
                last=day(view.duty.last),
            )
            return Act("none", RESPONSIBLE, text)
        text = say(
            "Supply the agreement under which these reports are owed, with its first and last day, and the report for "
            "each whole period within it, such as: {period}.",
            "Aportar el acuerdo por el que se deben estos informes, con su primer y último día, y el informe de cada "
            "periodo completo dentro de él, como: {period}.",
            period=could.name(),
        )
        return Act("supply", RESPONSIBLE, text, max(view.on, could.last))

    def would(self, view: View) -> Would:
        if view.short:
            return Would(
                tuple(self._report(view, self._period(slot), view.on) for slot in dict.fromkeys(view.short))
            )
        could = None if view.states else self._could_be_owed(view)
        if could is None or self.under is None:
            return Would()
        agreement = self.proposed(
            Agreement,
            view,
            "agreement",
            subject=[self.under],
            parties=["one-party", "another-party"],
            title="The agreement",
            happened=When.on(could.first),
            last=When.on(could.last),
        )
        return Would((agreement, self._report(view, could, max(view.on, could.last))))

    def _report(self, view: View, period: Period, out: date) -> Publication:
        return self.proposed(
            Publication,
            view,
            f"report-{period.label.lower().replace(' ', '-')}",
            happened=When.on(out),
            covers=When(earliest=period.first, latest=period.last),
            to="Those to whom it is owed",
            title="The report",
        )

    def _could_be_owed(self, view: View) -> Period | None:
        """Where nothing is asked: the latest period that was over by the day, else the next one to end, for which an
        agreement might ask a report."""
        ending = [period for period in self._periods(view.duty) if period.last <= view.duty.last]
        over = [period for period in ending if period.last <= view.on]
        return over[-1] if over else next(iter(ending), None)


def _surely(agreement: Agreement, first: date, last: date) -> bool:
    """Whether a period wholly lies within an agreement's days on every reading of them."""
    if agreement.happened is None:
        return False
    begins = (agreement.happened, agreement.starts or agreement.happened)
    return max(when.latest for when in begins) <= first and (
        agreement.last is None or last <= agreement.last.earliest
    )


def _perhaps(agreement: Agreement, first: date, last: date) -> bool:
    """Whether a period wholly lies within an agreement's days on some reading of them."""
    if agreement.happened is None:
        return False
    begins = (agreement.happened, agreement.starts or agreement.happened)
    return max(when.earliest for when in begins) <= first and (
        agreement.last is None or last <= agreement.last.latest
    )


class KeptFresh(Rule):
    """The latest publication, or the latest look at a data set, tells of days no further back than `limit_days`.

    Age is a day minus the last day covered. What came out, or was seen, on day p and covers days to c is fresh from p to
    c + limit; a limit that an order changes holds from the order's day on. Nothing covers days after it came out.
    """

    name: ClassVar[str] = "kept_fresh"
    family: ClassVar[Family] = "cadence and freshness"
    reads: ClassVar = (Publication, Dataset)
    checks: ClassVar[Text] = Text(
        en="What was last published on record covers days no older than the limit.",
        es="Lo último publicado que consta abarca días no más antiguos que el límite.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the data are right, and whether their categories are useful.",
        es="Si los datos son correctos y sus categorías útiles.",
    )

    rule: Literal["kept_fresh"] = "kept_fresh"
    limit_days: Dated[Days]

    def part_of(self, record: Evidence) -> str:
        return record.identity

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        limits = list(self.limit_days.spans(duty.begins))
        gives: list[Give] = []
        for record in self._published(records):
            covered = last_covered(record)
            if covered is None:
                continue
            out, (oldest, newest), surely = record.happened, covered, record.inferred is None
            for first, last, limit in limits:
                held = timedelta(days=limit)
                readings = [(out.latest, oldest, True)] if surely else []
                if not surely or not out.exact or oldest != newest:
                    readings.append((out.earliest, newest, False))
                for start, day_covered, sure in readings:
                    stop = day_covered + held if last is None else min(day_covered + held, last)
                    if max(start, first) <= stop:
                        gives.append(Give("fresh", 1, max(start, first), stop, record.key, sure))
        return Ledger(tuple(duty.asks("fresh")), tuple(gives))

    def says(self, view: View) -> Text:
        limit = counted(self.limit_days.on(view.on), _DAY, _DAYS)
        covered = [days for record in self._out_by(view) if (days := last_covered(record)) is not None]
        if not covered:
            return say(
                "No publication or data set whose last day is known is on record by {on}; at most {limit} since its last "
                "day would be fresh.",
                "No consta hasta el {on} ninguna publicación o conjunto de datos cuyo último día se conozca; sería actual "
                "con {limit} como máximo desde su último día.",
                on=day(view.on),
                limit=limit,
            )
        oldest, newest = max(covered)
        return say(
            "The latest on record by {on} covers days to {last}, {age} before; at most {limit} are asked.",
            "Lo último que consta hasta el {on} abarca hasta el {last}, {age} antes; se piden {limit} como máximo.",
            on=day(view.on),
            last=When(earliest=oldest, latest=newest).text(),
            age=counted(days_between(oldest, view.on), _DAY, _DAYS),
            limit=limit,
        )

    def _out_by(self, view: View) -> list[Publication | Dataset]:
        """What surely was out, or was seen, by the day."""
        found = self._published(view.records.values())
        return [record for record in found if record.inferred is None and record.happened.latest <= view.on]

    def _published(self, records: Iterable[Evidence]) -> list[Publication | Dataset]:
        """What came out, and the looks at data sets."""
        every = list(records)
        return [*of_kind(every, Publication, self.subject), *of_kind(every, Dataset, self.subject)]

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "a publication or data set that covers days to {d} or later",
            "una publicación o conjunto de datos que abarque hasta el {d} o después",
            d=day(self._oldest(view.on)),
        )

    def _oldest(self, on: date) -> date:
        return on - timedelta(days=self.limit_days.on(on))

    def act(self, view: View) -> Act:
        text = say(
            "Publish what covers days to {d} or later, or supply proof that it was out by {on}.",
            "Publicar algo que abarque hasta el {d} o después, o aportar prueba de que ya era público el {on}.",
            d=day(self._oldest(view.on)),
            on=day(view.on),
        )
        return Act("do", RESPONSIBLE, text, view.on if view.short else None)

    def would(self, view: View) -> Would:
        if not view.short:
            return Would()
        today = When.on(view.on)
        out = self.proposed(
            Publication,
            view,
            "publication",
            happened=today,
            covers=today,
            to="The public",
            title="What is published",
        )
        return Would((out,))


def last_covered(record: Publication | Dataset) -> tuple[date, date] | None:
    """The earliest and the latest day that may be the last one a record's data tell of, never after the day on which they
    were out; None if not known."""
    out = record.happened
    if isinstance(record, Publication):
        last = record.covers.latest
        return min(last, out.earliest), min(last, out.latest)
    told = record.last_data_day
    return None if told is None else (min(told.earliest, out.earliest), min(told.latest, out.latest))
