"""What the offices of a fictional city do with what is on record: bureaus hand batches over, the monitor's team notes things
for itself, and determinations for the last period are on their way."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from compliance.access import Author, Filed
from compliance.catalogue import Catalogue
from compliance.contributions import Production, TeamNote
from compliance.determinations import Determination
from compliance.example.facts import later
from compliance.example.frame import Draws, Frame, HalfYear
from compliance.example.lives import Life, Step
from compliance.example.names import MONITOR
from compliance.example.voices import LEAD, row

MOST_IN_ONE = 40
"""So many records one production holds at the most."""


class Offices:
    """Told of every row that is filed, so that they can speak of rows by number."""

    def __init__(self, frame: Frame, catalogue: Catalogue, draws: Draws):
        self._frame, self._catalogue, self._draws = frame, catalogue, draws
        self._to_hand_over: dict[str, list[int]] = defaultdict(list)
        self._handed_over: dict[str, int] = defaultdict(int)
        self._parties_saw = self._notes = 0

    def heard(self, number: int, filed: Filed) -> None:
        """That a row stands in the record."""
        new, (role, _, body) = filed.new, filed.author.capacity.partition("/")
        if new.holds == "evidence" and new.corrects is None and new.withdraws is None:
            self._parties_saw = number
            if role == "department":
                self._to_hand_over[body].append(number)

    def at_the_end_of(self, half: HalfYear) -> Iterator[Step]:
        """In the last days of a half-year each bureau hands over what it filed, under its own next number, and the team notes
        something of a record."""
        moment = datetime.combine(half.last, time(10), UTC) - timedelta(days=2)
        for body in sorted(self._to_hand_over):
            records = self._to_hand_over.pop(body)[-MOST_IN_ONE:]
            self._handed_over[body] += 1
            production = Production(
                title=f"Fictional production for {half.key}",
                given=moment.date(),
                to=(MONITOR,),
                period=half.key,
                words="Fictional cover letter.",
                body=body,
                number=self._handed_over[body],
                records=tuple(records),
            )
            author = Author(f"department/{body}", f"coordinator-{body}")
            yield Step(moment, row(production, visibility="parties"), author)
        if self._parties_saw:
            self._notes += 1
            note = TeamNote(record=self._parties_saw, words="Fictional note of the team.")
            yield Step(moment, row(note, f"team-note-{self._notes:06}", visibility="team"), LEAD)

    def underway(self, half: HalfYear) -> Iterator[Life]:
        """The determinations of a period that has ended, or ends with the last day, and whose report was not filed yet: some
        are drafts of the team, some are shared with the parties, of others there is none."""
        ladder = [level.key for level in self._catalogue.levels]
        resting = ((p, o.responsible) for o in self._catalogue.obligations for p in o.paragraphs)
        for paragraph, body in dict.fromkeys(resting):
            if self._draws.chance(0.5):
                about = {
                    "paragraph": paragraph,
                    "body": body,
                    "report": half.key,
                    "level": (level := self._draws.one(ladder)),
                    "level_words": f"Fictional: {level}",
                    "reported_by": "Fictional monitor",
                    "rationale": "Fictional: what the team saw so far.",
                }
                yield self._drafted(about, shared=self._draws.chance(0.4))

    def _drafted(self, about: dict[str, str], *, shared: bool) -> Life:
        moment = datetime.combine(later(self._frame.last, -1), time(11), UTC)
        draft = Determination.model_validate({**about, "stage": "draft"})
        number = yield Step(moment, row(draft, visibility="team"), LEAD)
        if shared:
            same = Determination.model_validate({**about, "stage": "shared"})
            new = row(same, visibility="parties").correcting(number, "Fictional: the parties may comment.")
            yield Step(moment + timedelta(hours=1), new, LEAD)
