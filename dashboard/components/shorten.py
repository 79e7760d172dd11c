"""As much of something long as a list has room for; the page that it leads to has all of it."""

from collections.abc import Sequence

from compliance.sentences import say
from dashboard import look
from dashboard.visit import Visit

MOST, LONGEST = 3, 200
"""So many things, and so many letters of a text."""


def some(visit: Visit, things: Sequence[str]) -> look.Safe:
    """Things with a point before each; of many the first ones, and how many more there are."""
    more = len(things) - MOST
    if more <= 0:
        return look.bullets(map(text, things))
    rest = visit.say(say("and {n} more", "y {n} más", n=more))
    return look.bullets([*map(text, things[:MOST]), look.join(look.quiet(rest))])


def text(words: str) -> str:
    """A text, cut after a whole word where it is too long."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
