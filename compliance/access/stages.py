"""The stages of the monitor's own determinations: each has one, and none is gone back."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from compliance.access.roles import NotAllowed
from compliance.determinations import STAGES, Determination, Stage
from compliance.fitting import Misfit, Unfitting
from compliance.sentences import say


def stage_of(body: BaseModel, corrected: Mapping[str, Any]) -> Stage | None:
    """The stage at which a determination is recorded, given the row that it corrects; None for anything else. Raises
    Unfitting where it has none, and NotAllowed where it would go back behind the one that it corrects."""
    if not isinstance(body, Determination):
        return None
    if body.stage is None:
        wrong = "the monitor's own determination has no stage"
        raise Unfitting([Misfit("stage", wrong, f"Write one of: {', '.join(STAGES)}")])
    if corrected and corrected["holds"] == "determination":
        before = Determination.model_validate_json(corrected["body"])
        if not body.may_follow(before):
            raise NotAllowed(
                say(
                    "What it corrects is at the stage “{before}”, and no stage is gone back: a filed determination is corrected "
                    "only by a new filed one.",
                    "Lo que corrige está en la etapa «{before}», y ninguna etapa vuelve atrás: una determinación presentada "
                    "solo se corrige con otra presentada.",
                    before=STAGES[before.stands_at],
                )
            )
    return body.stage
