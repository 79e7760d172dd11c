"""Comment windows: can the public comment on a day, and when could it last?"""

from collections.abc import Iterable
from datetime import date

from compliance.evidence import Evidence
from compliance.evidence.posting import Posting
from compliance.sentences import Text, say


def can_comment(records: Iterable[Evidence], on: date) -> Text | None:
    """Whether a comment window on record is open on a day, and the last one before; None where none is on record yet."""
    windows = [r for r in records if isinstance(r, Posting) and r.happened.latest <= on]
    if not windows:
        return None
    last = max(windows, key=lambda window: window.happened.latest)
    opened, closed = last.happened.text(), last.closed.text()
    if on <= last.closed.earliest:
        return say(
            "A comment window on record is open on this day: {a} to {b}.",
            "Ese día hay un periodo de comentarios abierto según el registro: del {a} al {b}.",
            a=opened,
            b=closed,
        )
    return say(
        "In what was read, no comment window is open on this day. The last on record ran from {a} to {b}. A new one may "
        "have been announced that was not read.",
        "En lo leído no hay ningún periodo de comentarios abierto ese día. El último registrado fue del {a} al {b}. "
        "Puede haberse anunciado otro que no se leyó.",
        a=opened,
        b=closed,
    )
