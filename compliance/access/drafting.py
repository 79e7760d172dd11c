"""Drafts at the desk: records that are not ready, kept outside the chain for the bodies of whoever writes them, and sent."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from compliance.access.bodies import body_of, holds_of, thing_of
from compliance.access.desk import Desk
from compliance.access.roles import MAY, Actor, AnyRole
from compliance.access.submission import Submission
from compliance.evidence import Evidence
from compliance.record.drafts import Draft, Drafts
from compliance.record.rows import Conflict, Head
from compliance.record.tables import Holds, Visibility

_DRAFTING = frozenset[AnyRole]().union(*MAY["draft"].values())


def save_draft(desk: Desk, actor: Actor, body: BaseModel, draft: Draft | None = None, **how: Any) -> Draft:
    """Keep a record that is not ready for the actor's own body; `draft` is the one it replaces, as it was read. `how` may
    have visibility, corrects, reason and files. Raises Conflict where somebody else has changed it since."""
    return _save(desk, actor, body, _written(body)[-1], draft, **how)


def save_unfinished(
    desk: Desk,
    actor: Actor,
    model: type[BaseModel],
    fields: Mapping[str, object],
    draft: Draft | None = None,
    **how: Any,
) -> Draft:
    """The same for a record that lacks something it needs: those of its fields that are there, as JSON. It is a draft like
    others, but nobody can send it until it is whole."""
    body = model.model_construct()
    kind = {"kind": body.kind} if isinstance(body, Evidence) else {}
    return _save(desk, actor, body, json.dumps(kind | dict(fields), ensure_ascii=False), draft, **how)


def _save(desk: Desk, actor: Actor, body: BaseModel, text: str, draft: Draft | None, **how: Any) -> Draft:
    before = _own(desk, actor, draft) if draft else None
    filed_as = before.capacity if before else None
    capacity = desk.door.standing(actor).acting("draft", thing_of(body), filed_as)
    kind = body.kind if isinstance(body, Evidence) else None
    return _kept(desk).save(capacity.written(), actor.person or "", holds_of(body), kind, text, before, **how)


def is_whole(draft: Draft) -> bool:
    """Whether a draft holds all that its record needs, so that it can be sent."""
    try:
        _body(draft)
    except Unfinished:
        return False
    return True


class Unfinished(ValueError):
    """A draft lacks something that its record needs."""


def _body(draft: Draft) -> BaseModel:
    try:
        return body_of(draft.holds, draft.kind, draft.body)
    except ValueError:
        key = json.loads(draft.body).get("key")
        named = f" '{key}'" if key else ""
        raise Unfinished(
            f"the draft{named} is not complete; open it, fill in what is missing and send it then"
        ) from None


def save_drafts(
    desk: Desk, actor: Actor, bodies: Sequence[BaseModel], visibility: Visibility = "parties"
) -> list[Draft]:
    """Keep several new records that are not ready, all or none, for the actor's own body."""
    [capacity] = {desk.door.standing(actor).acting("draft", thing_of(body)) for body in bodies}
    written = [_written(body) for body in bodies]
    return _kept(desk).save_new(capacity.written(), actor.person or "", written, visibility)


def drafts_of(desk: Desk, actor: Actor) -> list[Draft]:
    """The drafts of the actor's own bodies, the newest first. Nobody else sees them."""
    own = [c.written() for c in desk.door.standing(actor).capacities if c.role in _DRAFTING]
    return _kept(desk).of(own)


def discard_draft(desk: Desk, actor: Actor, draft: Draft) -> None:
    """Throw a draft away. Raises Conflict where somebody else has changed it since it was read."""
    _kept(desk).discard(_own(desk, actor, draft))


def send_draft(desk: Desk, actor: Actor, draft: Draft) -> Head:
    """Record a draft, as a coordinator of its body, and throw it away, both or neither. Sent again, where the answer
    was lost, it is one record."""
    return send_drafts(desk, actor, [draft])[0]


def send_drafts(desk: Desk, actor: Actor, drafts: Sequence[Draft]) -> list[Head]:
    """The same for several drafts, all or none; where each stands, in their order."""
    sent = {draft.id: done for draft in drafts if (done := _sent(desk, actor, draft)) is not None}
    unsent = [draft for draft in drafts if draft.id not in sent]
    heads = desk.add_all(actor, submissions_of(desk, actor, unsent)) if unsent else []
    sent |= {own.id: head for own, head in zip(unsent, heads, strict=True)}
    return [sent[draft.id] for draft in drafts]


def submissions_of(desk: Desk, actor: Actor, drafts: Sequence[Draft]) -> list[Submission]:
    """Drafts of the actor's own bodies as what is submitted when they are sent. Raises Conflict where one is not there
    any more as it was read."""
    return [
        Submission(
            _body(own),
            visibility=own.visibility,
            corrects=own.corrects,
            reason=own.reason,
            files=own.files or None,
            idempotency_key=f"draft {own.id}",
            instead_of=own,
        )
        for own in (_own(desk, actor, draft) for draft in drafts)
    ]


def _sent(desk: Desk, actor: Actor, draft: Draft) -> Head | None:
    """Where a draft was recorded; None while it was not."""
    for capacity in desk.door.standing(actor).capacities:
        done = desk.door.store.place_of(f"{capacity.written()} draft {draft.id}")
        if done is not None:
            return done
    return None


def _own(desk: Desk, actor: Actor, draft: Draft) -> Draft:
    """A draft as it is kept, if it is one of the actor's bodies and was not changed since it was read."""
    for kept in drafts_of(desk, actor):
        if (kept.id, kept.revision) == (draft.id, draft.revision):
            return kept
    raise Conflict(
        "this draft is not there any more as you opened it: it was changed, sent or thrown away, or is not yours; open it again"
    )


def _kept(desk: Desk) -> Drafts:
    return Drafts(desk.door.store.database)


def _written(body: BaseModel) -> tuple[Holds, str | None, str]:
    """What a body is, of which kind, and its text."""
    kind = body.kind if isinstance(body, Evidence) else None
    return holds_of(body), kind, body.model_dump_json(exclude_none=True)
