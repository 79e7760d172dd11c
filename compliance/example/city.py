"""A fictional city with the whole of its record, without a store: the catalogue's text, and every row in its order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from compliance.access import Filed
from compliance.catalogue import Catalogue, read_catalogue
from compliance.example.decree import decree, topics
from compliance.example.facts import DECREE, ORDER, Topic
from compliance.example.frame import Frame
from compliance.example.unfolding import Unfolding
from compliance.reading import read_text


@dataclass(frozen=True)
class City:
    """A fictional city. Two of the same frame are the same, byte for byte."""

    frame: Frame

    @property
    def release(self) -> str:
        """The name under which its rows are recorded, which says what they are."""
        given = self.frame
        return f"fictional city, seed {given.seed}, {given.obligations} obligations, {given.evidence} records, {given.years} years"

    @cached_property
    def topics(self) -> list[Topic]:
        """What its obligations are about, before anything happened."""
        return topics(self.frame)

    def decree(self, written: date | None = None) -> str:
        """The text of its catalogue as it was written on a day; on the last one unless given."""
        return decree(self.frame, self.topics, written or self.frame.last)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its catalogue, read."""
        page = read_text(self.decree(), "decree.yaml")
        found = read_catalogue(page, {DECREE, ORDER})
        assert found is not None, f"the generated catalogue is broken: {page.problems[:3]}"
        return found

    def rows(self) -> Iterator[Filed]:
        """Every row of its record, oldest first: the first one is number 1. Made as it is asked for, anew each time."""
        # What came to be of a topic is kept with it, so each telling has topics of its own.
        return Unfolding(self.frame, topics(self.frame), self.catalogue, self.decree).rows()


def city(seed: int = 1, obligations: int = 50, evidence: int = 1_000, years: int = 7) -> City:
    """The fictional city of a size and a seed. Raises ValueError for a size that no city has."""
    return City(Frame(seed, obligations, evidence, years))
