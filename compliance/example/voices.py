"""What else is recorded in a fictional city: its people, the monitor's determinations, what bodies respond, and notes on
what is open."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from pydantic import BaseModel

from compliance.access import Author, New
from compliance.access.bodies import holds_of, own_key
from compliance.catalogue import Catalogue, Obligation
from compliance.contributions import OpenItemEvent, Person, Response, Role, RoleName
from compliance.determinations import Determination, ReportTotal
from compliance.evidence import Source
from compliance.example.facts import later
from compliance.example.frame import Draws, Frame, HalfYear
from compliance.example.lives import Step, at_work
from compliance.example.names import BUREAUS, CITY, DEPARTMENT, HOST, REVIEWERS, SCHOOLS, STATE

ADMINISTRATOR = Author("administrator", HOST)
LEAD = Author("monitor", REVIEWERS[0])


def row(body: BaseModel, key: str | None = None, **how: object) -> New:
    """A row with a body; `key` where the body has none of its own."""
    text = body.model_dump_json(exclude_none=True)
    return New(holds_of(body), own_key(body) or key or "", text, **how)  # type: ignore[arg-type]


def a_source(key: str, outlet: str, title: str, date: str) -> New:
    """The row of a source."""
    source = Source.model_validate(
        {"key": key, "outlet": outlet, "title": title, "date": date, "quality": "original"}
    )
    return row(source, source_date=date)


def people(frame: Frame) -> Iterator[Step]:
    """Everybody who acts, with what each is."""
    first = datetime.combine(frame.first, time(7), UTC)
    roles: list[tuple[str, RoleName, str | None]] = [
        (HOST, "administrator", None),
        *((person, "monitor", None) for person in REVIEWERS),
        *((f"coordinator-{body}", "department", body) for body, _ in ((DEPARTMENT, None), *BUREAUS)),
        *((f"party-{body}", "party", body) for body in ("city", STATE, SCHOOLS)),
        ("resident-01", "organisation", "council"),
    ]
    for key, role, body in roles:
        name = f"Fictional {key.replace('-', ' ')}"
        yield Step(first, row(Person(key=key, name=name), visibility="sealed"), ADMINISTRATOR)
        coordinator = role == "department"
        own = Role(person=key, role=role, body=body, coordinator=coordinator)
        yield Step(first, row(own, visibility="sealed"), ADMINISTRATOR)


class Levels:
    """The monitor's level of each paragraph: it rises from report to report, and is lost now and then."""

    def __init__(self, catalogue: Catalogue, draws: Draws):
        self._catalogue, self._draws = catalogue, draws
        self._reached: dict[str, int] = {}

    def determined(self, half: HalfYear) -> Iterator[Step]:
        """What the report on a half-year determines, on the day on which it is filed, after its own source."""
        draws, ladder = self._draws, self._catalogue.levels
        filed = datetime.combine(half.filed, time(9), UTC)
        source = f"monitor-report-{half.number:02}"
        title = f"Fictional {half.key.lower()}, on {half.first} to {half.last}"
        new = a_source(source, f"Fictional monitor of {CITY}", title, str(half.filed))
        yield Step(filed, new, LEAD)
        for obligation in self._catalogue.obligations:
            for paragraph in obligation.paragraphs:
                reached = self._reached.get(paragraph, 0)
                if draws.chance(0.3):
                    reached = min(reached + 1, len(ladder))
                elif draws.chance(0.05):
                    reached = max(reached - 1, 0)
                self._reached[paragraph] = reached
                if reached and draws.chance(0.8):
                    yield Step(filed, row(self._level(obligation, paragraph, half, reached, source)), LEAD)
        yield Step(filed, row(self._total(half, source)), ADMINISTRATOR)

    def _total(self, half: HalfYear, source: str) -> ReportTotal:
        """The report's own figures: how many paragraphs reached at least each level."""
        reached = list(self._reached.values())
        counts = {
            level.key: f"{sum(n >= rung for n in reached)}"
            for rung, level in enumerate(self._catalogue.levels, 1)
        }
        figures = {"any_level": f"{sum(map(bool, reached))}", "none": f"{reached.count(0)}", **counts}
        about = {
            "report": half.key,
            "base": f"{len(reached)}",
            "base_note": "fictional paragraphs",
            "source": source,
        }
        return ReportTotal.model_validate(about | figures)

    def _level(
        self, obligation: Obligation, paragraph: str, half: HalfYear, reached: int, source: str
    ) -> Determination:
        level = self._catalogue.levels[reached - 1]
        return Determination(
            paragraph=paragraph,
            body=obligation.responsible,
            report=half.key,
            level=level.key,
            level_words=f"Fictional: {level.name.en}",
            reported_by=f"Fictional monitor of {CITY}",
            source=source,
        )


class Answers:
    """What bodies and residents respond, and what is noted of open items."""

    def __init__(self, frame: Frame, obligations: Sequence[Obligation], draws: Draws):
        self._frame, self._obligations, self._draws = frame, obligations, draws
        self._made = 0

    def after_report(self, half: HalfYear) -> Iterator[Step]:
        """Responses in the weeks after a report, from one in sixteen of those who are responsible."""
        draws = self._draws
        for obligation in self._obligations:
            if draws.chance(1 / 16):
                day = draws.day(later(half.filed, 5), later(half.filed, 60))
                department = draws.chance(0.75)
                author = (
                    Author(f"department/{obligation.responsible}", f"coordinator-{obligation.responsible}")
                    if department
                    else Author("organisation/council", "resident-01")
                )
                response = Response(
                    obligation=obligation.key,
                    stance=draws.one(("agrees", "agrees in part", "disagrees", "explains")),
                    words="Fictional response: "
                    + ("what is missing is being gathered." if department else "we wait to see it done."),
                    given=day,
                )
                if day <= self._frame.last:
                    yield Step(at_work(day, draws), row(response, self._key("response")), author)

    def noted(self, half: HalfYear) -> Iterator[Step]:
        """Notes on open items in the last weeks of a half-year."""
        draws = self._draws
        for obligation in self._obligations:
            if obligation.criteria and draws.chance(1 / 10):
                day = draws.day(later(half.last, -40), half.last)
                body = obligation.responsible
                event = OpenItemEvent(
                    obligation=obligation.key,
                    criterion=draws.one(obligation.criteria).key,
                    assigned_to=f"Fictional unit {draws.number(1, 30)}",
                    due=later(day, draws.number(14, 90)),
                    note="Fictional note.",
                )
                author = Author(f"department/{body}", f"coordinator-{body}")
                yield Step(
                    at_work(day, draws),
                    row(event, self._key("open-item-event"), visibility="parties"),
                    author,
                )

    def _key(self, kind: str) -> str:
        self._made += 1
        return f"{kind}-{self._made:06}"
