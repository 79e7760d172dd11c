"""A document that says something: a report, a review, an article, a statement."""

from typing import ClassVar, Literal

from compliance.evidence.record import Evidence, Key

Voice = Literal["court", "monitor", "department", "city", "inspector general", "board", "press", "group"]


class Document(Evidence):
    """What `said_by`, speaking as `voice`, found or said. `names` are the things it documents, by the
    catalogue's keys, where a rule asks for them."""

    kind_text: ClassVar[tuple[str, str]] = ("Document", "Documento")

    kind: Literal["document"] = "document"
    voice: Voice
    names: tuple[Key, ...] = ()
