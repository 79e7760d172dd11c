"""Rounds of public comment: those on record, and how a reader knows each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from compliance.asks import Ask
from compliance.days import days_between
from compliance.evidence import Evidence
from compliance.evidence.posting import Posting
from compliance.rules.rule import Duty
from compliance.rules.things import of_things
from compliance.sentences import Text, say

ROUND = Text(en="comment round", es="ronda de comentarios")
ROUNDS = Text(en="comment rounds", es="rondas de comentarios")


class Round(NamedTuple):
    """A comment round: its surest record, and all of them."""

    posting: Posting
    told_by: Sequence[Posting]

    @property
    def key(self) -> str:
        """The key of its surest record."""
        return self.posting.key

    @property
    def windows(self) -> list[Posting]:
        """The records that tell of its window: the surest one, and those that tell of an extension."""
        return [self.posting, *(posting for posting in self.told_by[1:] if posting.extended_to)]

    def asks_after(self, due: date, duty: Duty, *, unsure: bool = False) -> Ask:
        """One thing asked of it from the day after it is due; where the round is inferred or the duty unsure, the due
        date does not count as known."""
        ask = Ask.after(self.key, due, begins=duty.begins, because=self.key)
        return ask._replace(due=None, never_before=True) if unsure or self.posting.inferred else ask


def rounds(records: Sequence[Evidence], subject: str, duty: Duty) -> list[Round]:
    """The comment rounds that opened on or after the day the duty began, oldest first."""
    found = []
    for same in of_things(records, Posting, subject):
        told_by = sorted(same, key=_vagueness) if len(same) > 1 else same
        found.append(Round(told_by[0], told_by))
    since = [one for one in found if one.posting.happened.latest >= duty.begins]
    return sorted(since, key=lambda one: (one.posting.happened.latest, one.key))


def _vagueness(posting: Posting) -> tuple[bool, int]:
    """How unsure a record of a round is: inferred, and over how many days its opening and closing may lie."""
    vague = sum(days_between(when.earliest, when.latest) for when in (posting.happened, posting.closed))
    return posting.inferred is not None, vague


def round_name(posting: Evidence) -> Text:
    """A round as a reader names it."""
    assert isinstance(posting, Posting)
    return say(
        "the round of {a} to {b}",
        "la ronda del {a} al {b}",
        a=posting.happened.text(),
        b=posting.closed.text(),
    )


def days_open(posting: Posting) -> int:
    """For how many days a window was surely open, last day minus first."""
    return days_between(posting.happened.latest, posting.closed.earliest)
