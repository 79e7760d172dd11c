"""Whether what somebody adds fits what is there: what names a thing that is not declared would break every page that
looks it up."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from pydantic import BaseModel

from compliance.catalogue import Catalogue
from compliance.contributions import OpenItemEvent, Response
from compliance.determinations import Determination
from compliance.evidence import Evidence

Named = tuple[str, str, Iterable[str]]
"""What is named, by which key, and the keys that the catalogue declares."""


OF_THE_CATALOGUE = Evidence, Determination, Response, OpenItemEvent
"""What names things of the catalogue."""
FEW = 12


def require_fitting(body: BaseModel, catalogue: Catalogue) -> None:
    """Raises ValueError for a body that names what the catalogue does not declare."""
    for what, key, declared in _named(body, catalogue):
        require_declared(what, key, list(declared))


def require_declared(what: str, key: str, declared: Collection[str]) -> None:
    """Raises ValueError, with what comes near, for a key that is none of those declared."""
    if key not in declared:
        near = get_close_matches(key, declared, n=3, cutoff=0.5)
        choice = near or (declared if len(declared) <= FEW else ())
        instead = (
            f"; write one of: {', '.join(choice)}" if choice else "; put it on record first, or correct it"
        )
        raise ValueError(f"there is no {what} '{key}'{instead}")


def _named(body: BaseModel, catalogue: Catalogue) -> Iterator[Named]:
    match body:
        case Evidence():
            for key in body.subject:
                yield "subject", key, (subject.key for subject in catalogue.subjects)
        case Determination():
            yield "paragraph", body.paragraph, (paragraph.number for paragraph in catalogue.paragraphs)
            yield "body", body.body, (each.key for each in catalogue.bodies)
            yield "reporting period", body.report, (period.key for period in catalogue.periods)
            yield "level", body.level, (level.key for level in catalogue.levels)
        case Response():
            yield "obligation", body.obligation, (each.key for each in catalogue.obligations)
        case OpenItemEvent():
            yield "obligation", body.obligation, (each.key for each in catalogue.obligations)
            obligation = catalogue.obligation(body.obligation)
            assert obligation is not None
            yield "check", body.criterion, (criterion.key for criterion in obligation.criteria)
