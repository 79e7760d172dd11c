"""Notes on open items: whoever writes one has seen what others noted of it before, or is told that they have not."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compliance.access.bodies import a_key_of_its_own, read_body
from compliance.access.desk import Desk
from compliance.access.roles import Actor
from compliance.access.submission import Submission
from compliance.contributions import OpenItemEvent
from compliance.record.looking import Past
from compliance.record.rows import Conflict, Head
from compliance.record.tables import Visibility


class Note(NamedTuple):
    """A note to record, and the number of the last note on the same item that its author has seen; 0 for none."""

    event: OpenItemEvent
    seen: int

    @property
    def item(self) -> tuple[str, str]:
        """The item: an obligation and one of its checks, by key."""
        return self.event.obligation, self.event.criterion


class NotedMeanwhile(Conflict):
    """Others noted something of these items that the author had not seen; nothing was recorded. `numbers` are their
    rows."""

    def __init__(self, numbers: Sequence[int]):
        self.numbers = tuple(numbers)
        told = ", ".join(map(str, numbers))
        super().__init__(
            f"others noted something of this since you opened it (record {told}); look at that first"
        )


def note(
    desk: Desk, actor: Actor, notes: Sequence[Note], once: str, visibility: Visibility | None = None
) -> list[Head]:
    """Record notes on open items, all or none; where each stands, in their order. With the same `once` again it is the same
    act. Raises NotedMeanwhile where its author has not seen what others noted and they may see; besides as Desk.add does.
    """
    submissions = [
        Submission(each.event, visibility=visibility, idempotency_key=f"{once} {place}")
        for place, each in enumerate(notes)
    ]
    mine = {a_key_of_its_own("open_item_event", submission.idempotency_key) for submission in submissions}
    seen = {each.item: each.seen for each in notes}
    sight = desk.door.standing(actor).sight

    def unseen(past: Past) -> Iterator[int]:
        for row in past.since("open_item_event", min(seen.values())):
            if row.key in mine or not sight.sees(row.visibility, row.capacity):
                continue
            event = read_body(OpenItemEvent, row)
            if row.number > seen.get((event.obligation, event.criterion), row.number):
                yield row.number

    def require_seen(past: Past) -> None:
        if numbers := list(unseen(past)):
            raise NotedMeanwhile(numbers)

    return desk.add_all(actor, submissions, unless=require_seen)
