"""The two clocks as somebody asks with them: a day to look at, and a day or a record number up to which things were known."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from compliance.access.reading import Unanswerable
from compliance.assessment import Assessment
from compliance.days import read_day
from compliance.evidence import Source
from compliance.record.store import Store
from compliance.sentences import Text, day, say
from compliance.timeline import ONE_DAY

NUMBER = re.compile(r"[0-9]{1,9}\Z")


def known_by(store: Store, known: str | None, today: date, zone: ZoneInfo, last: int) -> tuple[int, date]:
    """The last record of what is known by a day or up to a record number, and the day; now unless given. Raises
    Unanswerable.
    """
    if known is None:
        return last, today
    if NUMBER.match(known):
        stamp = store.recorded(int(known))
        if stamp is None:
            raise Unanswerable(
                say(
                    "There is no record number {n}; the record runs from 1 to {last}.",
                    "No existe el registro número {n}; el registro va del 1 al {last}.",
                    n=known,
                    last=last,
                )
            )
        return int(known), stamp.astimezone(zone).date()
    until = read(known)
    if until > today:
        raise Unanswerable(
            say(
                "{d} has not come yet; what is known by then cannot be asked. Choose {today} or an earlier day.",
                "El {d} aún no llega; no se puede preguntar qué se sabrá. Elija el {today} o un día anterior.",
                d=day(until),
                today=day(today),
            )
        )
    return last_by(store, until, zone), until


def last_by(store: Store, day: date, zone: ZoneInfo) -> int:
    """The number of the last row stamped before a day ends; 0 where there is none."""
    ends = datetime.combine(day + ONE_DAY, time.min, zone).astimezone(UTC)
    return store.last_number(before=ends)


def read(text: str) -> date:
    """A day that somebody asks about. Raises Unanswerable."""
    try:
        return read_day(text)
    except ValueError as error:
        raise Unanswerable(
            say(
                "{e}.",
                "No se entiende la fecha «{d}»; escríbala AAAA-MM-DD, por ejemplo 2019-08-29.",
                e=error,
                d=text,
            )
        ) from None


def day_within(on: str | None, today: date, assessment: Assessment) -> date:
    """The day that is looked at, today unless given. Raises Unanswerable outside what the assessment covers."""
    asked = read(on) if on is not None else min(today, assessment.horizon)
    if asked < assessment.first:
        raise Unanswerable(
            say(
                "{d} lies before {first}, the day on which the decree took effect. Choose that day or a later one.",
                "El {d} es anterior al {first}, día en que el decreto entró en vigor. Elija ese día o uno posterior.",
                d=day(asked),
                first=day(assessment.first),
            )
        )
    if asked > assessment.horizon:
        raise Unanswerable(
            say(
                "{d} lies beyond {last}: timelines run to two years after what is known. Choose that day or an earlier one.",
                "El {d} está más allá del {last}: las líneas de tiempo llegan a dos años de lo conocido. Elija ese día o uno anterior.",
                d=day(asked),
                last=day(assessment.horizon),
            )
        )
    return asked


def out_by(sources: Sequence[Source], recorded: date) -> date:
    """The day by which a fact was surely out, from its sources with the main one first; where that one has no date,
    by the last of the others, since which of them carries the fact is not recorded; else the day of recording."""
    if sources and sources[0].date is not None:
        return sources[0].date.latest
    return max((source.date.latest for source in sources if source.date is not None), default=recorded)


def nothing_yet(store: Store) -> Text:
    """That the record had not begun."""
    first = store.recorded(1)
    begun = say("", "") if first is None else day(first.date())
    return say(
        "This record held nothing by then; it begins on {d}. To see what sources had said by that day, choose “what sources had said” (by source).",
        "Este registro no contenía nada entonces; comienza el {d}. Para ver qué habían dicho las fuentes hasta ese día, elija «lo que habían dicho las fuentes» (by source).",
        d=begun,
    )
