"""Who may see and do what: the one table that every read and every write asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from compliance.contributions import RoleName
from compliance.determinations import Stage
from compliance.record.tables import VISIBILITIES, Holds, Visibility
from compliance.sentences import Text, say

AnyRole = Literal["public"] | RoleName
Right = Literal["add", "correct", "withdraw", "draft", "redact", "load"]
Thing = Holds | Literal["request"]
"""What a right is about: what rows hold, or `request`, the one kind of evidence that has rights of its own."""


class NotAllowed(Exception):
    """The actor may not do this; `text` says why and who may, in each language."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class Actor:
    """Who asks or acts: a person by key, nobody in particular, or the host, who runs the command on the machine that
    keeps the record. `system_account` is the system's name of whoever is at the keyboard, where that is known."""

    person: str | None = None
    system_account: str | None = None
    host: bool = False


PUBLIC = Actor()
"""Whoever has not signed in."""


class Capacity(NamedTuple):
    """A role as somebody has it: for which body, and whether as its coordinator."""

    role: AnyRole
    body: str | None = None
    coordinator: bool = False

    def written(self) -> str:
        """As a row of the record names it: `department/patrol`. Coordinators and members of a body are one."""
        return f"{self.role}/{self.body}" if self.body else self.role


@dataclass(frozen=True)
class Sight:
    """Which rows somebody sees: those of some visibilities, and the sealed ones that their own capacities filed."""

    visibilities: frozenset[Visibility]
    filed_as: frozenset[str] = frozenset()

    def sees(self, visibility: str, capacity: str | None) -> bool:
        """Whether a row can be seen. `capacity` is that of whoever recorded it; None where it was redacted."""
        return visibility in self.visibilities or (visibility == "sealed" and capacity in self.filed_as)

    def knows_of(self, visibility: str, capacity: str | None) -> bool:
        """Whether number, kind, date and hash of a row can be seen: of every row but the monitor's team's own."""
        return visibility != "team" or self.sees(visibility, capacity)


SEES: Mapping[AnyRole, frozenset[Visibility]] = {
    "public": frozenset({"public"}),
    "organisation": frozenset({"public"}),
    "department": frozenset({"public", "parties"}),
    "party": frozenset({"public", "parties"}),
    "monitor": frozenset(VISIBILITIES),
    "administrator": frozenset({"public"}),
}
"""What each role sees, besides the sealed rows that it filed itself."""

FILES_AS: Mapping[AnyRole, tuple[Visibility, ...]] = {
    "organisation": ("public",),
    "department": ("parties", "public", "sealed"),
    "party": ("parties", "public", "sealed"),
    "monitor": ("parties", "public", "team", "sealed"),
    "administrator": ("public", "sealed"),
}
"""How visible each role can file a row; the first unless it says otherwise."""

ALWAYS: Mapping[Thing, Visibility] = {
    "catalogue_revision": "public",
    "person": "sealed",
    "role": "sealed",
    "team_note": "team",
}
"""What is of one visibility, whoever files it: everybody sees by which rules is judged; people are named to nobody but
the monitor and the administrators; what the monitor's team notes for itself is known to nobody else."""

AT_STAGE: Mapping[Stage, Visibility] = {"draft": "team", "shared": "parties", "filed": "public"}
"""As what the monitor's own determination is filed: its stage alone says so."""

MAY: Mapping[Right, Mapping[Thing, frozenset[AnyRole]]] = {
    "add": {
        "source": frozenset({"department", "party", "monitor", "administrator"}),
        "evidence": frozenset({"department", "party", "monitor", "administrator"}),
        "request": frozenset({"department", "party", "monitor", "administrator"}),
        "review": frozenset({"monitor"}),
        "team_note": frozenset({"monitor"}),
        "determination": frozenset({"monitor"}),
        "response": frozenset({"department", "party", "organisation"}),
        "open_item_event": frozenset({"department", "monitor"}),
        "production": frozenset({"department", "party"}),
        "person": frozenset({"administrator"}),
        "role": frozenset({"administrator"}),
    },
    # The monitor never edits evidence. Only what one's own capacity filed can be corrected or withdrawn.
    "correct": {
        "source": frozenset({"department", "party", "monitor", "administrator"}),
        "evidence": frozenset({"department", "party", "administrator"}),
        "request": frozenset({"department", "party", "administrator"}),
        "review": frozenset({"monitor"}),
        "determination": frozenset({"monitor"}),
        "response": frozenset({"department", "party", "organisation"}),
        "production": frozenset({"department", "party"}),
        "person": frozenset({"administrator"}),
        "role": frozenset({"administrator"}),
    },
    # A determination is never taken back: a new one corrects it.
    "withdraw": {
        "evidence": frozenset({"department", "party", "administrator"}),
        "request": frozenset({"department", "party", "administrator"}),
        "review": frozenset({"monitor"}),
        "response": frozenset({"department", "party", "organisation"}),
        "production": frozenset({"department", "party"}),
        "person": frozenset({"administrator"}),
        "role": frozenset({"administrator"}),
    },
    "draft": {
        "source": frozenset({"department"}),
        "evidence": frozenset({"department"}),
        "request": frozenset({"department"}),
        "response": frozenset({"department"}),
    },
    "redact": {"redaction": frozenset({"administrator"})},
    # A data release brings rows of several kinds at once, as others reported them.
    "load": {
        "catalogue_revision": frozenset({"administrator"}),
        "source": frozenset({"administrator"}),
        "evidence": frozenset({"administrator"}),
        "determination": frozenset({"administrator"}),
        "report_total": frozenset({"administrator"}),
    },
}
"""Who may do what with which things. What stands nowhere here nobody may do; the program alone records `file_check`."""


WIDER: Mapping[Visibility, frozenset[Visibility]] = {
    "public": frozenset({"public"}),
    "parties": frozenset({"parties", "public"}),
    "team": frozenset({"team", "parties", "public"}),
    "sealed": frozenset({"sealed", "parties", "public"}),
}
"""As what a correction of a row can be filed: what was once seen is not hidden again; redaction alone removes it."""


@dataclass(frozen=True)
class Standing:
    """What an actor is to the record at one moment: the capacities in which they can act, and what they see."""

    actor: Actor
    capacities: tuple[Capacity, ...]

    @cached_property
    def sight(self) -> Sight:
        """What they see; everybody sees what is public."""
        seen = frozenset[Visibility]().union(SEES["public"], *(SEES[c.role] for c in self.capacities))
        return Sight(seen, frozenset(c.written() for c in self.capacities))

    def sees(self, row: Mapping[str, Any]) -> bool:
        """Whether they see the content of a row of the store."""
        return self.sight.sees(row["visibility"], row["capacity"])

    def acting(self, right: Right, thing: Thing, filed_as: str | None = None) -> Capacity:
        """The first of their capacities that may do this; where it is done to a row, the one that filed the row. Raises
        NotAllowed.

        Of a department only a coordinator files; a member drafts, and may note what concerns an open item.
        """
        allowed = MAY[right].get(thing, frozenset())
        able = [c for c in self.capacities if c.role in allowed]
        if right != "draft" and thing != "open_item_event":
            able = [c for c in able if c.role != "department" or c.coordinator]
        for capacity in able:
            if filed_as in (None, capacity.written()):
                return capacity
        if able:
            raise NotAllowed(
                say(
                    "This was filed by {who}; only the same can {right} it.",
                    "Esto fue presentado por {who}; solo quien lo presentó puede cambiarlo ({right}).",
                    who=filed_as or "",
                    right=right,
                )
            )
        if "department" in allowed and any(c.role == "department" for c in self.capacities):
            raise NotAllowed(
                say(
                    "Only a coordinator of the department sends this; save it as a draft, which a coordinator can send.",
                    "Solo un coordinador del departamento envía esto; guárdelo como borrador para que un coordinador lo envíe.",
                )
            )
        raise NotAllowed(
            say(
                "You may not {right} this ({thing}); who may: {who}.",
                "Usted no puede hacer esto ({right}, {thing}); pueden: {who}.",
                right=right,
                thing=thing,
                who=", ".join(sorted(allowed)) or "nobody",
            )
        )


def visibility_of(
    capacity: Capacity,
    thing: Thing,
    asked: Visibility | None,
    corrected: Visibility | None,
    stage: Stage | None = None,
) -> Visibility:
    """As what a row is filed: as its stage says, else as asked, else as the row that it corrects, else as the role files by
    default. Raises NotAllowed."""
    if thing in ALWAYS:
        return ALWAYS[thing]
    if stage is not None and asked not in (None, AT_STAGE[stage]):
        raise NotAllowed(
            say(
                "The stage of a determination alone says who sees it: {stage} is {visibility}.",
                "Solo la etapa de una determinación dice quién la ve: {stage} es {visibility}.",
                stage=stage,
                visibility=AT_STAGE[stage],
            )
        )
    wanted = (AT_STAGE[stage] if stage else asked) or corrected or FILES_AS[capacity.role][0]
    if wanted not in FILES_AS[capacity.role]:
        raise NotAllowed(
            say(
                "The role {role} files nothing as {visibility}; choose one of: {all}.",
                "El rol {role} no registra nada como {visibility}; elija: {all}.",
                role=capacity.role,
                visibility=wanted,
                all=", ".join(FILES_AS[capacity.role]),
            )
        )
    if corrected is not None and wanted not in WIDER[corrected]:
        raise NotAllowed(
            say(
                "What it corrects is {now}, and a correction cannot be hidden from those who saw that; choose one of: {all}.",
                "Lo que corrige es {now}; una corrección no puede ocultarse a quienes lo vieron; elija: {all}.",
                now=corrected,
                all=", ".join(sorted(WIDER[corrected])),
            )
        )
    return wanted
