"""Who is asking: the public, or somebody on record who has signed in."""

from dataclasses import dataclass

import streamlit as st

from compliance.access import PUBLIC, Actor, Door
from compliance.sentences import Text


@dataclass(frozen=True)
class Who:
    """Who is asking: as whom the record is read, their name where they signed in, and what they must be told."""

    actor: Actor = PUBLIC
    name: str | None = None
    notice: Text | None = None
    may_sign_in: bool = False
    signed_in: bool = False


def who(door: Door) -> Who:
    """Whoever looks at the page now."""
    if not getattr(st.user, "is_logged_in", False):
        return Who()
    email = st.user.get("email")
    person = door.person_known_as(str(email)) if email and st.user.get("email_verified") else None
    if person is None:
        return Who(signed_in=True)
    return Who(Actor(person.key), person.name, signed_in=True)
