"""Notice of meetings: was each meeting announced early enough?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from compliance.asks import Ask, Give, Ledger, asks_during
from compliance.dated import Dated
from compliance.days import Days, When, days_between
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.rules.closing import again, said_short, short_on
from compliance.rules.counts.meetings import HELD_ON_RECORD, Held, InPeriod, name_of
from compliance.rules.rule import RESPONSIBLE, Act, Duty, Family, Rule, View, Would
from compliance.sentences import Text, counted, day, listing, say

Verdict = Literal["yes", "perhaps", "no"]


class Notice(NamedTuple):
    """What a record says of the first day of notice; in doubt where that is inferred, or was notice of another day."""

    given: When
    told_by: str
    in_doubt: bool

    @property
    def doubt(self) -> tuple[bool, int]:
        """How unsure it is."""
        return self.in_doubt, days_between(self.given.earliest, self.given.latest)


class Read(NamedTuple):
    """A meeting with the surest of what is said of its notice, and whether that was early enough. `given` is the first day
    that agrees with all that is told of it without doubt, None where nothing is; `conflict` where no day does, so that no
    further record settles it."""

    held: Held
    notices: Sequence[Notice]
    verdict: Verdict
    given: date | None = None
    conflict: bool = False

    @property
    def notice(self) -> Notice | None:
        """The first of what is said of its notice; None where nothing is."""
        return self.notices[0] if self.notices else None


class NoticeGiven(InPeriod, Rule):
    """Notice of each meeting on record as held within the period was given at least so many days before it.

    The number of days is read on the meeting's day. A meeting whose day of notice nobody tells stays open.
    """

    name: ClassVar[str] = "notice_given"
    family: ClassVar[Family] = "count and coverage"
    reads: ClassVar = (Meeting,)
    checks: ClassVar[Text] = Text(
        en="Notice of each meeting on record as held within the period was given at least so many days before it.",
        es="De cada reunión que consta como celebrada en el periodo se dio aviso al menos esos días antes.",
    )
    person: ClassVar[Text] = Text(
        en="Whether the notice reached the people it was meant for.",
        es="Si el aviso llegó a quienes debía llegar.",
    )
    own_due: ClassVar[str | None] = "each meeting"

    rule: Literal["notice_given"] = "notice_given"
    at_least_days: Dated[Annotated[Days, Field(ge=1)]]

    def part_of(self, record: Evidence) -> str:
        return record.occasion if isinstance(record, Meeting) else record.identity

    def ledger(self, records: Sequence[Evidence], duty: Duty) -> Ledger:
        asks, gives = [], []
        for held, notices, verdict, *_ in self._read(records):
            key, when = held.record.key, held.when
            fewest = min(days for _, _, days in self._spells(held))
            notice_due = when.latest - timedelta(days=fewest)
            ask = Ask(key, 1, duty.begins, due=notice_due, because=key, never_before=True)
            asks += asks_during(ask, when, None, inferred=not held.sure)
            if not notices:
                gives.append(Give(key, 1, when.earliest, None, key, sure=False))
            elif verdict == "yes":
                gives.append(Give(key, 1, notices[0].given.latest, None, notices[0].told_by))
            elif verdict == "perhaps":
                gives += [Give(key, 1, n.given.earliest, None, n.told_by, sure=False) for n in notices]
        return Ledger(tuple(asks), tuple(gives))

    def _read(self, records: Sequence[Evidence]) -> list[Read]:
        """Each meeting of the period, earliest first, with what is told of its notice."""
        told: dict[str, list[Meeting]] = {}
        for record in records:
            if isinstance(record, Meeting) and record.noticed is not None:
                told.setdefault(record.occasion, []).append(record)
        held = sorted(self.held(records, self.subject), key=lambda m: (m.when.latest, m.record.key))
        return [
            self._reading(meeting, _notices(meeting, told.get(meeting.record.occasion, ())))
            for meeting in held
        ]

    def _reading(self, held: Held, notices: list[Notice]) -> Read:
        if not notices:
            return Read(held, (), "perhaps")
        least = min(notice.doubt for notice in notices)
        surest = [notice for notice in notices if notice.doubt == least]
        verdicts = {self._verdict(held, notice) for notice in surest}
        unsure = len(verdicts) > 1 or surest[0].in_doubt or held.record.inferred is not None
        sure = [notice.given for notice in notices if not notice.in_doubt]
        given = max((when.earliest for when in sure), default=None)
        conflict = given is not None and given > min(when.latest for when in sure)
        return Read(held, surest, "perhaps" if unsure else verdicts.pop(), given, conflict)

    def _verdict(self, held: Held, notice: Notice) -> Verdict:
        spells = self._spells(held)
        if all(days_between(notice.given.latest, first) >= days for first, _, days in spells):
            return "yes"
        if any(days_between(notice.given.earliest, last) >= days for _, last, days in spells):
            return "perhaps"
        return "no"

    def _spells(self, held: Held) -> list[tuple[date, date, int]]:
        """The days on which the meeting may have been held in the period, by the days of notice then asked."""
        return self.at_least_days.within(held.first, held.last)

    def says(self, view: View) -> Text:
        asked = [
            read for read in self._read(tuple(view.records.values())) if read.held.record.key in view.states
        ]
        if not asked:
            return say(
                "No meeting held {period} by {on} is on record.",
                "No consta ninguna reunión celebrada {period} hasta el {on}.",
                period=self.as_days(),
                on=day(view.on),
            )
        sentence = say(
            "{met} of {meetings} {period} had notice at least {days} before.",
            "{met} de {meetings} {period} con aviso al menos {days} antes.",
            met=len(asked) - len(view.short),
            meetings=counted(len(asked), *HELD_ON_RECORD),
            period=self.as_days(),
            days=_days(self.at_least_days.on(asked[-1].held.last)),
        )
        late = [read for read in asked if read.held.record.key in view.short and read.verdict == "no"]
        if late:
            sentence = sentence + say(
                "On record with less: {which}.",
                "Constan con menos: {which}.",
                which=listing([_with_notice(read) for read in late]),
            )
        silent = [read for read in asked if read.held.record.key in view.short and read.notice is None]
        if silent:
            sentence = sentence + say(
                "No record gives the day of notice of {which}.",
                "Ningún registro da el día del aviso de {which}.",
                which=listing([name_of(read.held.record) for read in silent]),
            )
        return sentence

    def slot_name(self, slot: str, view: View) -> Text:
        return say(
            "early enough notice of {meeting}",
            "el aviso a tiempo de {meeting}",
            meeting=name_of(view.records[slot]),
        )

    def ground(self, view: View) -> Text:
        return say(
            "a meeting held {period}, with the day on which notice of it was given",
            "una reunión celebrada {period}, con el día en que se dio aviso de ella",
            period=self.as_days(),
        )

    def act(self, view: View) -> Act:
        met, short = self._short(view)
        cannot = [slot for slot in short if said_short(view, slot, met)]
        others = [name_of(view.records[slot]) for slot in short if slot not in cannot]
        if cannot:
            text = say(
                "None can cure this: by the record, notice of {which} came too late, and its day has passed.",
                "Nada puede remediarlo: según el registro, el aviso de {which} llegó tarde, y su día ya pasó.",
                which=listing([name_of(view.records[slot]) for slot in cannot]),
            )
            if others:
                text = text + say(
                    "The days of notice of {others} can still be supplied.",
                    "Todavía se pueden aportar los días del aviso de {others}.",
                    others=listing(others),
                )
            return Act("none", RESPONSIBLE, text)
        if any(told_again is None for _, _, told_again in self._told_again(view, short, met)):
            text = say(
                "Ask on which days these were held, and on which days notice was given: {others}. The records do not agree.",
                "Preguntar qué días se celebraron y qué días se dio aviso: {others}. Los registros no coinciden.",
                others=listing(others),
            )
            return Act("ask", RESPONSIBLE, text)
        if short:
            text = say(
                "Supply records of the days on which notice was given of: {others}. Notice cannot be given after a meeting.",
                "Aportar registros de los días en que se dio aviso de: {others}. No puede darse aviso después de una reunión.",
                others=listing(others),
            )
            return Act("supply", RESPONSIBLE, text, met)
        return self._next_meeting(view)[0]

    def _next_meeting(self, view: View) -> tuple[Act, Meeting | None]:
        """Where no meeting is asked about: give notice of the next one, or supply the records of one that was held."""
        if view.states:
            return Act("supply", RESPONSIBLE, self.ground(view)), None
        notice, held = view.on, self._after_notice(max(view.on, self.first), view.on)
        if held <= self.last:
            act = Act(
                "do",
                RESPONSIBLE,
                say(
                    "Give notice of the next meeting at least {days} before it, and record both days.",
                    "Dar aviso de la próxima reunión al menos {days} antes, y registrar ambos días.",
                    days=_days(self.at_least_days.on(held)),
                ),
                held,
            )
        else:
            held = min(max(view.on, self.first), self.last)
            notice = held - timedelta(days=self.at_least_days.on(held))
            act = Act(
                "supply",
                RESPONSIBLE,
                say(
                    "Supply the records of the meetings held {period}, each with the day on which notice of it was given.",
                    "Aportar los registros de las reuniones celebradas {period}, con el día en que se dio aviso de cada una.",
                    period=self.as_days(),
                ),
                max(view.on, held),
            )
        return act, self.proposed(
            Meeting, view, "next", happened=When.on(held), state="held", noticed=When.on(notice)
        )

    def _after_notice(self, held: date, notice: date) -> date:
        """The first day from `held` on that lies long enough after the day of notice."""
        while days_between(notice, held) < self.at_least_days.on(held):
            held = notice + timedelta(days=self.at_least_days.on(held))
        return held

    def would(self, view: View) -> Would:
        met, short = self._short(view)
        if not short:
            record = self._next_meeting(view)[1]
            return Would((record,) if record else ())
        records = [record for _, _, record in self._told_again(view, short, met)]
        if any(record is None for record in records) or any(said_short(view, slot, met) for slot in short):
            return Would()
        return Would(tuple(record for record in records if record is not None))

    def _short(self, view: View) -> tuple[date, list[str]]:
        """The day from which what is short could be met, and the slots that are short then: a meeting that may still lie
        ahead is told with its last possible day."""
        met = max(view.on, self.first)
        while True:
            short = list(short_on(view, met))
            held = [held for slot, held, _ in self._told_again(view, short, met)]
            if max(held, default=met) <= met:
                return met, short
            met = max(held)

    def _told_again(
        self, view: View, short: Iterable[str], met: date
    ) -> list[tuple[str, date, Meeting | None]]:
        """Each short meeting with the day on which it would be told as held, and the record that would tell it with early
        enough notice; None where no such record agrees with what is on record."""
        slots = set(short)
        found: list[tuple[str, date, Meeting | None]] = []
        for i, read in enumerate(self._read(tuple(view.records.values()))):
            key = read.held.record.key
            if key not in slots or said_short(view, key, met):
                continue
            day_held, noticed = read.held.last, None
            if read.given is not None:
                fits = [
                    last
                    for _, last, days in self._spells(read.held)
                    if days_between(read.given, last) >= days
                ]
                if not fits or read.conflict:
                    found.append((key, met, None))
                    continue
                day_held, noticed = fits[-1], read.given
            if noticed is None:
                noticed = day_held - timedelta(days=self.at_least_days.on(day_held))
            record = again(
                self,
                view,
                read.held.record,
                f"noticed-{i}",
                happened=When.on(day_held),
                noticed=When.on(noticed),
            )
            found.append((key, day_held, record))
        return found


def _notices(held: Held, records: Iterable[Meeting]) -> list[Notice]:
    """What the records on one meeting say of its notice; an announcement of another day than the one it was held on is
    notice of that other day."""
    found = []
    for record in records:
        if record.noticed is not None:
            when = record.happened
            same_day = (
                when is not None and when.earliest <= held.when.latest and held.when.earliest <= when.latest
            )
            found.append(Notice(record.noticed, record.key, record.inferred is not None or not same_day))
    return found


def _with_notice(read: Read) -> Text:
    assert read.notice is not None
    return say(
        "{meeting} (notice on {given})",
        "{meeting} (aviso: {given})",
        meeting=name_of(read.held.record),
        given=read.notice.given.text(),
    )


def _days(n: int) -> Text:
    return counted(n, Text(en="day", es="día"), Text(en="days", es="días"))
