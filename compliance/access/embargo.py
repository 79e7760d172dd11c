"""Until when the results of the checks are open to everybody, where those of a reporting period are withheld until the
monitor's report on it is filed.

What is recorded stays open; only what the checks make of it is withheld, from whoever works neither for the monitor nor for
the parties. It is decided as of today, whatever is asked about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from pydantic_core import from_json

from compliance.access.bodies import not_what_it_holds
from compliance.catalogue import Catalogue, Period
from compliance.record.rows import Row, moment_of
from compliance.sentences import Text, day, say


@dataclass(frozen=True)
class Embargo:
    """`last` is the last day of which results are shown: that of the newest period whose report is filed, or the decree's
    first day where none is. `waiting` are the periods after it."""

    last: date
    waiting: tuple[Period, ...]

    def text(self) -> Text:
        """What is withheld, and until when."""
        return _withheld(self.last, self.waiting[0] if self.waiting else None)

    def refusal(self, asked: date) -> Text:
        """Why a day after the last one cannot be looked at."""
        named = next((period for period in self.waiting if asked <= period.last), None)
        return _withheld(self.last, named) + say(
            "Choose {last} or an earlier day. What is recorded can be read all the same.",
            "Elija el {last} o un día anterior. Lo registrado puede leerse de todos modos.",
            last=day(self.last),
        )


def embargo(catalogue: Catalogue, filed_by_monitor: Mapping[str, date], today: date) -> Embargo:
    """What is withheld today. A report is filed where the catalogue gives a day for it that is past, or where the monitor
    itself filed determinations for its period."""
    filed = [
        period.last
        for period in catalogue.periods
        if (period.filed is not None and period.filed.latest <= today)
        or filed_by_monitor.get(period.key, date.max) <= today
    ]
    last = max([catalogue.case.effective, *filed])
    return Embargo(last, tuple(period for period in catalogue.periods if period.last > last))


def filed_by_monitor(rows: Iterable[Row], zone: ZoneInfo) -> dict[str, date]:
    """For each period the first day on which the monitor itself filed a determination, from the rows that hold
    determinations. Raises StoreError where one does not hold what such a row holds."""
    found: dict[str, date] = {}
    for row in rows:
        if row.capacity != "monitor" or row.visibility != "public":
            continue
        try:
            told = from_json(row.body)
            report, filed = told["report"], told.get("filed_on")
            on = date.fromisoformat(filed) if filed else moment_of(row.recorded).astimezone(zone).date()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise not_what_it_holds(row.number) from None
        found[report] = min(on, found.get(report, on))
    return found


def _withheld(last: date, until: Period | None) -> Text:
    if until is None:
        return say(
            "What the checks come to after {last} is withheld until the monitor’s next report is filed.",
            "Lo que dan las comprobaciones después del {last} se reserva hasta que se presente el próximo informe del supervisor.",
            last=day(last),
        )
    return say(
        "What the checks come to after {last} is withheld until the monitor’s report on {period} is filed.",
        "Lo que dan las comprobaciones después del {last} se reserva hasta que se presente el informe del supervisor sobre {period}.",
        last=day(last),
        period=until.key,
    )
