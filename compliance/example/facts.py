"""What happens in a fictional city: facts, each about a topic, which become records of evidence."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from compliance.example.frame import Draws, Frame
from compliance.sentences import Text

DECREE = "fictional-decree"
"""The source of all that the decree says."""
ORDER = "fictional-order"
"""The source of the values that an order changed."""


class Fact(NamedTuple):
    """One fact that a source tells: its kind, who tells it, the day its source was out, a plain sentence, and the fields
    of its kind. `happened` is a day or two with a slash between, None where the source gives none."""

    kind: str
    key: str
    by: str
    happened: str | None
    out: date
    says: str
    fields: Mapping[str, Any]


@dataclass
class Topic:
    """What some obligations are about, and what has come to be so far: `last` holds keys of records by what they are,
    such as the version in force. `diligence` is how likely it is that what should happen does."""

    number: int
    key: str
    matter: Text
    bureau: str
    theme: str
    diligence: float
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def confidential(self) -> bool:
        """Whether not all about it is public."""
        return self.number % 5 == 1


class Scene:
    """A topic at the time at which something happens to it."""

    def __init__(self, frame: Frame, draws: Draws):
        self.frame, self.draws = frame, draws
        self._counted: dict[str, int] = defaultdict(int)

    def key(self, kind: str) -> str:
        """The key of the next record of a kind."""
        self._counted[kind] += 1
        return f"{kind.replace('_', '-')}-{self._counted[kind]:07}"

    def fact(
        self,
        kind: str,
        teller: str,
        happened: date | str | None,
        says: str,
        /,
        *,
        out: date | None = None,
        key: str | None = None,
        **fields: Any,
    ) -> Fact:
        """A fact that a body tells. Its source is out on the next day on which its body publishes, unless told otherwise after `out`."""
        told = out or (happened if isinstance(happened, date) else self.frame.last)
        when = str(happened) if happened is not None else None
        given = {name: value for name, value in fields.items() if value is not None}
        return Fact(kind, key or self.key(kind), teller, when, bulletin(told), says, given)


Unit = Callable[[Scene, Topic, date], list[Fact]]
"""Something that happens to a topic on a day: the facts it makes, each of which may name those before it."""

Check = Callable[[Frame, Topic, Draws], dict[str, Any]]
"""The parameters of a rule for a topic, as a catalogue writes them."""


@dataclass(frozen=True)
class Theme:
    """What a kind of topic is checked by, and what happens to it: `every` so many months, and `now_and_then` with a
    weight. `duties` are titles of obligations, about a matter. `level` is the rung of the ladder its checks stand on."""

    level: str
    duties: tuple[tuple[str, str], ...]
    checks: Mapping[str, Check]
    every: tuple[tuple[int, Unit], ...]
    now_and_then: tuple[tuple[Unit, float], ...]


def bulletin(day: date) -> date:
    """The day on which a body's next bulletin is out: the 15th or the last of a month."""
    if day.day <= 15:
        return day.replace(day=15)
    return day.replace(day=monthrange(day.year, day.month)[1])


def amended(frame: Frame, before: Any, since: Any) -> dict[str, Any]:
    """A value that an order changed half-way through the years, as a catalogue writes it."""
    return {str(frame.first): before, str(frame.after(frame.years / 2)): {"is": since, "source": ORDER}}


def later(day: date, days: int) -> date:
    """So many days later."""
    return day + timedelta(days=days)
