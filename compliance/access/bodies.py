"""What a row's body is: what such rows hold, what a row with it is about, and how it is read back."""

import hashlib
import secrets
from typing import Any, get_args

from pydantic import BaseModel

from compliance.access.roles import Thing
from compliance.contributions import CONTRIBUTIONS, Contribution
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import KINDS, Evidence, Source
from compliance.record.tables import Holds

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
