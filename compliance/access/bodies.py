"""What a row's body is: what such rows hold, what a row with it is about, and how it is read back."""

import hashlib
import secrets
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from compliance.access.roles import Thing
from compliance.contributions import CONTRIBUTIONS, Contribution, Redaction, Review
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Evidence, Source
from compliance.record.canonical import SALT_BYTES, commitment
from compliance.record.databases import StoreError
from compliance.record.rows import Row
from compliance.record.tables import Holds

B = TypeVar("B", bound=BaseModel)

HOLDS_OF: dict[type[BaseModel], Holds] = {
    Source: "source",
    Determination: "determination",
    ReportTotal: "report_total",
}


def holds_of(body: BaseModel) -> Holds:
    """What a row with this body holds. Raises ValueError for what is no body of a row."""
    if isinstance(body, Evidence):
        return "evidence"
    holds = body.holds if isinstance(body, Contribution) else HOLDS_OF.get(type(body))
    if holds not in get_args(Holds):
        raise ValueError(f"{type(body).__name__} cannot be recorded")
    return holds  # type: ignore[return-value]


def body_of(holds: str, kind: str | None, text: str) -> BaseModel:
    """The body of a row from its JSON. Raises ValueError, with every problem, where it is no such thing."""
    models: dict[str, type[BaseModel]] = {name: model for model, name in HOLDS_OF.items()}
    model = KINDS.get(kind or "") if holds == "evidence" else CONTRIBUTIONS.get(holds) or models.get(holds)
    if model is None:
        raise ValueError(f"'{kind or holds}' cannot be recorded")
    return model.model_validate_json(text)


def read_body(model: type[B], row: Row) -> B:
    """The body of a row that stands in the record. Raises StoreError where it cannot be one."""
    try:
        body = body_of(row.holds, row.kind, row.body)
        assert isinstance(body, model)
        return body
    except ValueError:
        raise not_what_it_holds(row.number) from None


def not_what_it_holds(number: int) -> StoreError:
    """The error for a row whose body cannot be one, with the cure."""
    return StoreError(
        f"record {number} does not hold what such a record holds; look with pilcrow verify, and restore a backup"
    )


def redaction_of(number: int, holds: str, key: str, review: Review | None) -> Redaction:
    """That the content of a row was removed: what of it must be kept in mind, and no word more. `review` is the row
    where it is a review that holds."""
    salt = secrets.token_hex(SALT_BYTES)
    return Redaction(
        record=number,
        salt=salt,
        was=commitment(salt, (holds, key)),
        reviewed=review.record if review else None,
        verdict=review.verdict if review else None,
    )


def binds(redaction: Redaction, holds: str, key: str) -> bool:
    """Whether a thing is what was removed."""
    return redaction.was == commitment(redaction.salt, (holds, key))


def own_key(body: BaseModel) -> str | None:
    """What a row with this body is about; None where each is a thing of its own."""
    if isinstance(body, Contribution):
        return body.own_key
    if isinstance(body, Determination):
        return f"{body.key}/monitor"
    return str(body.key)  # type: ignore[attr-defined]


def a_key_of_its_own(holds: Holds, idempotency_key: str | None) -> str:
    """What a thing without a key of its own is known by: the same for what is sent again with an idempotency key."""
    if idempotency_key is None:
        return f"{holds.replace('_', '-')}-{secrets.token_hex(8)}"
    return f"{holds.replace('_', '-')}-{hashlib.sha256(idempotency_key.encode()).hexdigest()[:16]}"


def thing_of(body: BaseModel) -> Thing:
    """What the table of rights calls it."""
    return "request" if isinstance(body, Evidence) and body.kind == "request" else holds_of(body)


def thing_of_row(row: dict[str, Any]) -> Thing:
    """The same for a row of the store."""
    thing: Thing = "request" if row["kind"] == "request" else row["holds"]
    return thing
