"""Whom a sign-in means: the people on record under the names by which a provider knows somebody."""

from collections.abc import Collection
from functools import lru_cache

from compliance.access.bodies import read_body
from compliance.access.door import LAST, Door
from compliance.contributions import Person


class Identities:
    """Under which name a sign-in knows each person on record; read once for each head of the record."""

    def __init__(self, door: Door):
        self._door = door
        self._at = lru_cache(maxsize=1)(self._read)

    def people(self, names: Collection[str]) -> list[Person]:
        """The people on record under one of some names: more than one where the record is not clear."""
        known = self._at(self._door.head().hash)
        found = {person.key: person for name in names for person in known.get(same(name), ())}
        return list(found.values())

    def _read(self, _head: str) -> dict[str, list[Person]]:
        known: dict[str, list[Person]] = {}
        for row in self._door.store.current("person", LAST):
            person = read_body(Person, row)
            if person.identity is not None:
                known.setdefault(same(person.identity), []).append(person)
        return known


def same(identity: str) -> str:
    """The one writing of an identity: letters of an e-mail address may be large or small, and those of any other
    alphabet, of which some only look alike, and those of a subject at a provider are told apart.

    >>> same("Ann@Example.org"), same("aBc at https://provider.example.org")
    ('ann@example.org', 'aBc at https://provider.example.org')
    """
    identity = identity.strip()
    return identity.lower() if identity.isascii() and " " not in identity else identity
