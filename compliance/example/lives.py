"""The life of each record in a fictional city: it is filed, reviewed, sometimes rejected, corrected, filed again, or taken
back. A life is a generator of steps; it is told the number under which each step was recorded."""

from collections.abc import Generator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from compliance.access import Author, New
from compliance.contributions import Review
from compliance.evidence import Evidence
from compliance.example.facts import Fact, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import BUREAUS, DEPARTMENT, HOST, MONITOR, REVIEWERS, SCHOOLS, STATE


class Step(NamedTuple):
    """A row, by whom, when at the earliest, and the source it names, if it names one."""

    moment: datetime
    new: New
    author: Author
    source: str | None = None


Life = Generator[Step, int, None]

MOST_REVIEWS = ((0, 0.03), (1, 0.17), (2, 0.55), (3, 0.25))
"""How many reviews a record gets, some two; each with its weight."""
_PARTIES = ("city", STATE, SCHOOLS)
_FILES = {DEPARTMENT, *(key for key, _ in BUREAUS)}


def author_for(body: str, draws: Draws) -> Author:
    """Who files what a body tells: its coordinator; for the monitor somebody of its team, for others the host."""
    if body in _FILES:
        return Author(f"department/{body}", f"coordinator-{body}")
    if body in _PARTIES:
        return Author(f"party/{body}", f"party-{body}")
    if body == MONITOR:
        return Author("monitor", draws.one(REVIEWERS))
    return Author("administrator", HOST)


def at_work(day: date, draws: Draws) -> datetime:
    """A moment of a working day."""
    return datetime.combine(day, time(8), UTC) + timedelta(seconds=draws.number(0, 36_000))


def filed_on(fact: Fact, frame: Frame, draws: Draws) -> datetime:
    """When a fact is recorded: some days after its source was out; of many at the end of the half-year, in its last tenth."""
    lag = draws.weighted(((draws.number(0, 6), 0.5), (draws.number(7, 30), 0.3), (draws.number(31, 75), 0.2)))
    day = min(later(fact.out, lag), frame.last)
    ends = date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)
    if draws.chance(0.3):
        day = max(day, draws.day(later(ends, -17), ends))
    return at_work(day, draws)


def visibility_of(author: Author, draws: Draws, *, confidential: bool) -> str:
    """Most records are public; some of the monitor's are for its team, and some of what is confidential are for the
    parties, or for whoever filed them alone."""
    role = author.capacity.partition("/")[0]
    if role == "monitor":
        return draws.weighted((("public", 0.93), ("team", 0.07)))
    if role == "administrator" or not confidential:
        return "public"
    return draws.weighted((("public", 0.8), ("parties", 0.15), ("sealed", 0.05)))


class Lives:
    """Begins the lives of records."""

    def __init__(self, frame: Frame, draws: Draws):
        self._frame, self._draws = frame, draws
        self._end = datetime.combine(later(frame.last, 1), time.min, UTC)

    def of(self, record: Evidence, fact: Fact, begins: datetime, *, confidential: bool) -> Life:
        """The life of a record of evidence from the moment at which it is filed."""
        draws = self._draws
        author = author_for(fact.by, draws)
        new = New(
            "evidence",
            record.key,
            record.model_dump_json(exclude_none=True),
            kind=record.kind,
            visibility=visibility_of(author, draws, confidential=confidential),  # type: ignore[arg-type]
            happened=fact.happened,
            source_date=str(fact.out),
        )
        step = Step(begins, new, author, record.source)
        for again in range(3):
            number = yield step
            accepted, moment = yield from self._reviewed(number, new, author, step.moment)
            if author.capacity in ("administrator", "monitor") or again == 2:
                return
            corrected = draws.chance(0.012 if accepted else 0.65)
            if not corrected and not draws.chance(0.004 if accepted else 0.2):
                return
            moment = self._after(moment, 5, 60)
            if moment >= self._end:
                return
            if not corrected:
                reason = "Fictional: filed by mistake."
                yield Step(
                    moment,
                    New(
                        "evidence",
                        record.key,
                        "{}",
                        kind=record.kind,
                        visibility=new.visibility,
                        withdraws=number,
                        reason=reason,
                    ),
                    author,
                )
                return
            record = record.model_copy(update={"note": f"Fictional correction {again + 1}."})
            corrected_body = record.model_dump_json(exclude_none=True)
            reason = "Fictional: corrected" + (" and filed again." if not accepted else ".")
            new = New(
                "evidence",
                record.key,
                corrected_body,
                kind=record.kind,
                visibility=new.visibility,
                corrects=number,
                reason=reason,
                happened=new.happened,
                source_date=new.source_date,
            )
            step = Step(moment, new, author)

    def _reviewed(
        self, number: int, new: New, author: Author, since: datetime
    ) -> Generator[Step, int, tuple[bool, datetime]]:
        """The reviews of a record: whether the last one accepted it, or there was none, and the moment after them."""
        draws, accepted, before = self._draws, True, None
        others = [person for person in REVIEWERS if person != author.person]
        for n in range(draws.weighted(MOST_REVIEWS)):
            since = self._after(since, 2, 55)
            if since >= self._end:
                break
            # What courts, councils and inspectors publish is not doubted here.
            doubted = author.capacity != "administrator" and draws.chance(0.07 if n == 0 else 0.04)
            verdict = accepted != doubted
            accepted = verdict
            review = Review(
                record=number,
                verdict="accepted" if verdict else "rejected",
                reason="Fictional review: fits its source."
                if verdict
                else "Fictional review: its source says something else.",
            )
            new_review = New(
                "review",
                str(number),
                review.model_dump_json(exclude_none=True),
                visibility=new.visibility,
                corrects=before,
                reason=None if before is None else "reviewed again",
            )
            before = yield Step(since, new_review, Author("monitor", draws.one(others)))
        return accepted, since

    def _after(self, moment: datetime, least: int, most: int) -> datetime:
        """A working moment some days later."""
        return at_work(later(moment.date(), self._draws.number(least, most)), self._draws)
