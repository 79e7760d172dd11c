"""Comment windows: how each stands on a day, whether the public can comment then, and when it last could."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from compliance.evidence import Evidence
from compliance.evidence.posting import Posting
from compliance.sentences import Text, counted, say

Standing = Literal["open", "perhaps open", "ahead", "closed"]
STANDINGS: dict[Standing, Text] = {
    "open": say("open on the day shown", "abierto el día mostrado"),
    "perhaps open": say(
        "perhaps open: its days are not known exactly", "quizá abierto: no se conocen sus días exactos"
    ),
    "ahead": say("opens after the day shown", "se abre después del día mostrado"),
    "closed": say("closed", "cerrado"),
}
"""How a window stands, in words; what a reader can still act on comes first."""


def standing(window: Posting, on: date) -> Standing:
    """How a comment window stands on a day, as its record gives its days; one that was opened again after it had closed is
    open on those days too."""
    spells = [(window.happened, window.closed)]
    if window.extended_to and window.extended_on and window.closed == window.closes:
        spells.append((window.extended_on, window.extended_to))
    if any(opens.latest <= on <= closes.earliest for opens, closes in spells):
        return "open"
    if any(opens.earliest <= on <= closes.latest for opens, closes in spells):
        return "perhaps open"
    return "ahead" if on < window.happened.earliest else "closed"


def can_comment(records: Iterable[Evidence], on: date) -> Text | None:
    """Whether a comment window on record is open on a day, and the last one before; None where none is on record yet."""
    windows = [r for r in records if isinstance(r, Posting) and r.happened.latest <= on]
    if not windows:
        return None
    now = [window for window in windows if standing(window, on) == "open"]
    if len(now) > 1:
        return say(
            "{n} on record are open on this day; the first of them to close takes comments until {b}.",
            "Ese día hay {n} abiertos según el registro; el primero en cerrar recibe comentarios hasta el {b}.",
            n=counted(
                len(now),
                say("comment window", "periodo de comentarios"),
                say("comment windows", "periodos de comentarios"),
            ),
            b=min((window.last_day for window in now), key=lambda day: day.earliest).text(),
        )
    last = now[0] if now else max(windows, key=lambda window: window.happened.latest)
    opened, closed = last.happened.text(), (last.last_day if now else last.closed).text()
    if now:
        return say(
            "A comment window on record is open on this day: {a} to {b}.",
            "Ese día hay un periodo de comentarios abierto según el registro: del {a} al {b}.",
            a=opened,
            b=closed,
        )
    perhaps = [window for window in windows if standing(window, on) == "perhaps open"]
    if perhaps:
        return say(
            "A comment window on record may be open on this day; its days are not known exactly: {a} to {b}.",
            "Ese día puede haber un periodo de comentarios abierto según el registro; no se conocen sus días exactos: del {a} "
            "al {b}.",
            a=perhaps[0].happened.text(),
            b=perhaps[0].last_day.text(),
        )
    return say(
        "In what was read, no comment window is open on this day. The last on record ran from {a} to {b}. A new one may "
        "have been announced that was not read.",
        "En lo leído no hay ningún periodo de comentarios abierto ese día. El último registrado fue del {a} al {b}. "
        "Puede haberse anunciado otro que no se leyó.",
        a=opened,
        b=closed,
    )
