"""Open items as those who work on them need them: each open finding of a day with what people noted of it.

Days are counted only from a recorded request to whoever holds the next step, or from a known due date; where there is
neither, no number is given and `not_counted` says why.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from compliance.access import Noted, Reading
from compliance.assessment import Assessment, Gap
from compliance.days import days_between
from compliance.evidence import Evidence
from compliance.evidence.answer import Answer
from compliance.evidence.request import Request
from compliance.finding import SETTLED, Finding
from compliance.outcomes import Outcome
from compliance.per_assessment import per_assessment
from compliance.sentences import NOTHING, Language, Text, counted, day, same, say

Key = tuple[str, str]
"""An obligation's key and that of one of its checks."""
Window = Literal["30", "60", "90", "overdue", "undated"]
AHEAD: Mapping[Window, int] = {"30": 30, "60": 60, "90": 90}
"""So many days from the day looked at, the last one included."""
WINDOWS: Mapping[Window, Text] = {
    "30": say("In the next 30 days", "En los próximos 30 días"),
    "60": say("In the next 60 days", "En los próximos 60 días"),
    "90": say("In the next 90 days", "En los próximos 90 días"),
    "overdue": say("A date has passed", "Una fecha ya pasó"),
    "undated": say("No date known", "Sin fecha conocida"),
}


class Counted(NamedTuple):
    """From which day days are counted, and why: since a `request` on record, by its key, or since the due date."""

    since: date
    days: int
    request: str | None = None

    def text(self) -> Text:
        """How many days, and since what."""
        days = counted(self.days, say("day", "día"), say("days", "días"))
        if self.request is not None:
            return say(
                "{days} since a request on this, {d}",
                "{days} desde una solicitud sobre esto, el {d}",
                days=days,
                d=day(self.since),
            )
        return say(
            "{days} since the due date, {d}", "{days} desde la fecha límite, el {d}", days=days, d=day(self.since)
        )  # fmt: skip


@dataclass(frozen=True)
class OpenItem:
    """An open check, its due date where that is known, from when days are counted for it, and what was noted of it, oldest
    first."""

    gap: Gap
    due: date | None
    counted: tuple[Counted, ...]
    noted: tuple[Noted, ...]

    @property
    def key(self) -> Key:
        """The keys of its obligation and its check."""
        return self.gap.obligation.key, self.gap.criterion.key

    @property
    def finding(self) -> Finding:
        """The finding, with its sentences."""
        return self.gap.finding()

    @property
    def seen(self) -> int:
        """The number of the last note: the state that somebody has seen who sees the item as it is here. 0: none."""
        return self.noted[-1].number if self.noted else 0

    @cached_property
    def assigned(self) -> Noted | None:
        """The note that assigned it last."""
        return next((n for n in reversed(self.noted) if n.event.assigned_to is not None), None)

    @property
    def assigned_to(self) -> str | None:
        """To whom it was assigned last, as that was written."""
        return self.assigned.event.assigned_to if self.assigned else None

    @property
    def bureau(self) -> str:
        """The body in whose name it was assigned last; else the responsible body."""
        body = self.assigned.capacity.partition("/")[2] if self.assigned else ""
        return body or self.gap.obligation.responsible

    @cached_property
    def set_due(self) -> date | None:
        """The day that somebody here set for it last; the decree and the catalogue know nothing of it."""
        return next((n.event.due for n in reversed(self.noted) if n.event.due is not None), None)

    def due_text(self) -> Text:
        """The due date in words; where orders have moved it, the one that holds."""
        moved = isinstance(self.gap.criterion.due, date) and self.due is not None
        return day(self.due) if moved and self.due else self.finding.due_text()

    @property
    def dates(self) -> tuple[date, ...]:
        """The known dates: the due date, and the day that was set."""
        return tuple(d for d in (self.due, self.set_due) if d is not None)

    @property
    def next_date(self) -> date | None:
        """The nearest date that is not past; where all are, the last one. None where none is known."""
        ahead = [d for d in self.dates if d >= self.gap.on]
        return min(ahead) if ahead else max(self.dates, default=None)

    def falls_in(self, window: Window) -> bool:
        """Whether it is due in a window of days. Past its due date with a day ahead that somebody set, it falls into both."""
        on = self.gap.on
        if window == "undated":
            return not self.dates
        if window == "overdue":
            return any(d < on for d in self.dates)
        last = on + timedelta(days=AHEAD[window])
        return any(on <= d <= last for d in self.dates)

    def not_counted(self) -> Text:
        """Why no days are counted; nothing where they are."""
        if self.counted:
            return NOTHING
        if self.due is not None:
            return say(
                "Not counted: the due date is not past, and no request for this is on record.",
                "No se cuenta: la fecha límite no ha pasado y no consta ninguna solicitud de esto.",
            )
        return say(
            "Not counted: no request for this is on record, and no due date is known.",
            "No se cuenta: no consta ninguna solicitud de esto ni se conoce una fecha límite.",
        )


def items_of(reading: Reading) -> list[OpenItem]:
    """The open items of the day: by their next date, those without one last, then in the catalogue's order."""
    noted: dict[Key, list[Noted]] = defaultdict(list)
    for note in reading.knowledge.noted:
        noted[note.event.obligation, note.event.criterion].append(note)
    items = []
    for gap, due, days in _open(reading.assessment, reading.on):
        items.append(OpenItem(gap, due, days, tuple(noted[gap.obligation.key, gap.criterion.key])))
    return sorted(items, key=lambda item: (item.next_date is None, item.next_date or reading.on))


def noted_of(reading: Reading, key: Key) -> tuple[Noted, ...]:
    """What was noted of one check, oldest first, whether it is open or not."""
    return tuple(n for n in reading.knowledge.noted if (n.event.obligation, n.event.criterion) == key)


@dataclass(frozen=True)
class Wanted:
    """Which open items somebody wants to see; what is empty leaves nothing out. `words` are looked for in what readers
    see of an item, in their language."""

    holder: str = ""
    bureau: str = ""
    person: str = ""
    window: Window | None = None
    basis: str = ""
    words: str = ""

    def among(self, items: Iterable[OpenItem], language: Language) -> list[OpenItem]:
        """Those that are wanted."""
        return [item for item in items if self._wants(item, language)]

    def _wants(self, item: OpenItem, language: Language) -> bool:
        obligation = item.gap.obligation
        return (
            self.holder in ("", item.gap.holder)
            and self.bureau in ("", item.bureau)
            and self.person in ("", item.assigned_to)
            and (self.window is None or item.falls_in(self.window))
            and self.basis in ("", obligation.basis)
            and all(word in _read(item, language) for word in self.words.casefold().split())
        )


def _read(item: OpenItem, language: Language) -> str:
    """What a search looks through."""
    finding = item.finding
    texts = [finding.obligation.title, finding.criterion.title, *finding.missing]
    texts += [finding.act.text] if finding.act else []
    texts += [same(number) for number in finding.obligation.paragraphs]
    texts += [same(words) for n in item.noted for words in (n.event.assigned_to, n.event.note) if words]
    return " ".join(text.to(language) for text in texts).casefold()


@per_assessment(8)
def _open(assessment: Assessment, on: date) -> list[tuple[Gap, date | None, tuple[Counted, ...]]]:
    """The checks that are open on a day, each with its due date and what days are counted from."""
    found = []
    for gap in assessment.gaps(on).items:
        due = _due(gap)
        found.append((gap, due, tuple(_counted(assessment, gap, due))))
    return found


def _due(gap: Gap) -> date | None:
    """The earliest known due date of what is short; where nothing is short, as where a review is awaited, the check's own
    one as it holds on the day."""
    own = gap.criterion.due
    if gap.due is not None or not isinstance(own, date):
        return gap.due
    return own if gap.outcome is Outcome.RULE_ERROR else gap.check.view(gap.on).duty.due_on(gap.on)


def _counted(assessment: Assessment, gap: Gap, due: date | None) -> Iterable[Counted]:
    asked = _asked(assessment, gap)
    if asked is not None:
        # Of a vague day the last one: then no day is counted too many.
        since = asked.happened.latest
        yield Counted(since, days_between(since, gap.on), asked.key)
    if due is not None and due < gap.on:
        yield Counted(due, days_between(due, gap.on))


def _asked(assessment: Assessment, gap: Gap) -> Request | None:
    """The first request to whoever holds the next step, about what the check reads, made while it was open, that nothing on
    record may have answered by the day."""
    rows = assessment.rows.holding(gap.criterion.check.subjects(), ("request", "answer"))
    records = [row.evidence for row in rows if row.counts and row.evidence.inferred is None]
    to_them = [r for r in records if isinstance(r, Request) and r.asked_of == gap.holder]
    if not to_them:
        return None
    opened, answered = _open_since(gap), _answered(records, gap.on)
    read = {row.evidence.key for row in gap.check.rows_read()}
    waiting = [
        r
        for r in to_them
        if (r.about is None or r.about in read)
        and opened <= r.happened.earliest
        and r.happened.latest <= gap.on
        and answered.isdisjoint((r.key, r.identity))
    ]
    return min(waiting, key=lambda r: r.happened.latest, default=None)


def _answered(records: Sequence[Evidence], on: date) -> set[str]:
    """The keys and the identities of the requests that may have been answered by a day."""
    names = {r.key: r.identity for r in records if isinstance(r, Request)}
    keys = {r.request for r in records if isinstance(r, Answer) and r.request and r.happened.earliest <= on}
    return keys | {names[key] for key in keys if key in names}


def _open_since(gap: Gap) -> date:
    """The first of the days without a break up to this one on which the check was open."""
    outcomes, since = gap.check.outcomes, gap.on
    for step in reversed(list(outcomes.between(outcomes.first, gap.on).steps())):
        if step.value in SETTLED:
            break
        since = step.first
    return since
