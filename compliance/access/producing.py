"""Handing over a batch of records at once: with the words of a cover letter, under the body's own next number."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.access.desk import Desk
from compliance.access.drafting import submissions_of
from compliance.access.numbering import next_number, require_own
from compliance.access.roles import Actor, Capacity, Standing, visibility_of
from compliance.access.submission import Also, fits
from compliance.contributions import Cover, Production
from compliance.fitting import Unfitting
from compliance.record.drafts import Draft
from compliance.record.looking import Past
from compliance.record.rows import Head, New
from compliance.record.tables import Visibility


@dataclass(frozen=True)
class Handover:
    """What is handed over with a cover letter: rows of the record by their numbers, and drafts, which are recorded with it
    and stand after them. The same idempotency key twice is one production."""

    cover: Cover
    records: Sequence[int] = ()
    drafts: Sequence[Draft] = ()
    visibility: Visibility | None = None
    idempotency_key: str | None = None


def produce(desk: Desk, actor: Actor, handover: Handover) -> Head:
    """Record a production and the drafts that are handed over with it, all or none; where the production stands.

    Raises NotAllowed for whoever may hand over nothing for the body that filed the records, ValueError for what is not its
    own or nothing at all, and compliance.access.Conflict where a draft was changed or a record does not hold any more.
    """
    store, who = desk.door.store, desk.door.standing(actor)
    who.acting("add", "production")
    if not handover.records and not handover.drafts:
        raise ValueError("a production holds at least one record; choose what is handed over")
    capacity = who.acting("add", "production", _filed_as(desk, who, handover))
    once = handover.idempotency_key and f"{capacity.written()} {handover.idempotency_key}"
    done = store.place_of(once) if once else None
    if done is not None:
        return done
    require_own(store, capacity.written(), handover.records)
    visibility = visibility_of(capacity, "production", handover.visibility, None)
    [wrong] = fits(desk.door, who, [(handover.cover, visibility)]).misfits
    if wrong:
        raise Unfitting(wrong)

    def row(past: Past, drafted: Sequence[int]) -> New:
        said = past.body_with(once) if once else None
        body = Production.model_validate_json(said) if said else _numbered(past, capacity, handover, drafted)
        text = body.model_dump_json(exclude_none=True)
        return New("production", body.own_key, text, visibility=visibility, idempotency_key=once)

    return desk.add_all(actor, submissions_of(desk, actor, handover.drafts), Also(capacity, row))[-1]


def _filed_as(desk: Desk, who: Standing, handover: Handover) -> str:
    """The one capacity that filed all that is handed over. Raises ValueError; of a row that somebody cannot see they are not
    told who filed it."""
    filed = {draft.capacity for draft in handover.drafts}
    for number in handover.records:
        row = desk.door.store.row(number)
        filed.add(row["capacity"] or "" if row and who.sees(row) else "")
    if len(filed) != 1 or "" in filed:
        raise ValueError("these were not all filed by one body of yours; hand over the records of each apart")
    return filed.pop()


def _numbered(past: Past, capacity: Capacity, handover: Handover, drafted: Sequence[int]) -> Production:
    body = capacity.body or capacity.role
    return Production(
        **handover.cover.model_dump(),
        body=body,
        number=next_number(past, body),
        records=(*handover.records, *drafted),
    )
