"""In which capacity somebody acts or filed something, in words: one's body by its name, one's role where it is of none."""

from collections.abc import Mapping

from compliance.access import Capacity, Recording
from compliance.sentences import Text, say
from dashboard.visit import Visit

ROLES: Mapping[str, Text] = {
    "public": say("the public", "el público"),
    "monitor": say("monitor", "supervisor"),
    "department": say("department", "departamento"),
    "party": say("party", "parte"),
    "organisation": say("organisation", "organización"),
    "administrator": say("whoever keeps this record", "quien mantiene este registro"),
}
COORDINATOR = say("coordinator", "coordinación")
LOADED = say("loaded with a data release", "cargado con una publicación de datos")


def capacity(visit: Visit, written: str) -> str:
    """A capacity as the record writes it (`department/patrol`): the body's name; where it has none, the role and its key."""
    role, _, body = written.partition("/")
    acts_as = visit.say(ROLES[role]) if role in ROLES else role
    if not body:
        return acts_as
    return visit.named(body) if body in visit.reading.catalogue.names else f"{acts_as} ({body})"


def whole(visit: Visit, has: Capacity) -> str:
    """A role as somebody has it: `department, Bureau of Patrol, coordinator`."""
    parts = [visit.say(ROLES[has.role])]
    if has.body is not None:
        parts.append(visit.named(has.body))
    if has.coordinator:
        parts.append(visit.say(COORDINATOR))
    return ", ".join(parts)


def filer(visit: Visit, recording: Recording) -> str:
    """Who filed a record, and whether a data release brought it."""
    told = capacity(visit, recording.capacity)
    return told if recording.release is None else f"{told}; {visit.say(LOADED)}"
