"""Reports for each period, data sets that somebody looked at, and requests that were made."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import COLUMNS, COUNTS, MONITOR
from compliance.timeline import ONE_DAY


def report(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """The report on the quarter before, if it comes: mostly in time, some late."""
    draws = scene.draws
    if not draws.chance(topic.diligence):
        return []
    begins = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    last = begins - ONE_DAY
    first = date(last.year, last.month - 2, 1)
    if first < scene.frame.first:
        return []
    in_time = draws.chance(0.3 + topic.diligence * 0.7)
    came = later(last, draws.number(5, 29) if in_time else draws.number(30, 160))
    said = f"the report on {topic.matter.en} for {first} to {last} came out on {came}."
    return [
        scene.fact("publication", topic.bureau, came, said, covers=f"{first}/{last}", to="the public", title=f"Fictional report on {topic.matter.en}")
    ]  # fmt: skip


def looked_at(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A look at the data set."""
    draws = scene.draws

    def known(good: float) -> str:
        return draws.weighted((("yes", good), ("no", (1 - good) * 0.6), ("unknown", (1 - good) * 0.4)))

    columns = [key for key, _ in COLUMNS if draws.chance(topic.diligence)]
    without = [key for key, _ in COLUMNS if key not in columns and draws.chance(0.7)]
    said = f"somebody looked on {day} at the data on {topic.matter.en}."
    return [
        scene.fact(
            "dataset",
            draws.one((MONITOR, topic.bureau)),
            day,
            said,
            thing=f"data-{topic.number:04}",
            title=f"Fictional data on {topic.matter.en}",
            columns=columns,
            without=without,
            grain=draws.one(("by-district", "by-school")),
            last_data_day=str(later(day, -draws.number(5, 200))),
            rows=draws.number(50, 90_000),
            minors_counted=known(0.8),
            dictionary="yes",
            matches_dictionary=known(0.8),
            blanks_declared=known(0.8),
            period_complete=known(0.9),
            small_cells_suppressed="yes",
            recoverable=draws.weighted((("no", 0.9), ("yes", 0.05), ("unknown", 0.05))),
            licence="Fictional licence",
        )
    ]


def asked(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A request, and mostly its answer."""
    draws = scene.draws
    due = later(day, draws.one((15, 30, 45)))
    said = f"records on {topic.matter.en} were asked for on {day}."
    request = scene.fact(
        "request", MONITOR, day, said, asked_by="Fictional monitor", asked_of=topic.bureau, what=f"Fictional records on {topic.matter.en}", due=str(due) if draws.chance(0.8) else None
    )  # fmt: skip
    if not draws.chance(topic.diligence):
        return [request]
    answered = later(day, draws.number(3, 60))
    said = f"what was asked for on {day} about {topic.matter.en} was answered on {answered}."
    answer = scene.fact(
        "answer", topic.bureau, answered, said, request=request.key, by=topic.bureau, disposition=draws.one(("accepted", "accepted in part", "refused")), reason="Fictional reason."
    )  # fmt: skip
    return [request, answer]


def counted(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """What somebody counts; it fills nothing."""
    value = scene.draws.number(3, 600)
    counts = scene.draws.one([key for key, _ in COUNTS])
    said = f"as of {day} there were {value} ({counts.replace('-', ' ')}) on {topic.matter.en}."
    return [scene.fact("claim", topic.bureau, day, said, counts=counts, value=value, as_of=str(day))]


def _each_period(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    quarters = frame.months()[::3]
    begins = quarters[min(draws.number(0, 4), len(quarters) - 1)]
    return {"every": "quarter", "first": str(begins), "grace_days": draws.one((30, 45, 60))}


def _fresh(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"limit_days": amended(frame, 400, draws.one((180, 220, 300)))}


def _fit(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    columns = draws.some([key for key, _ in COLUMNS[:4]], draws.number(1, 3))
    return {
        "fresh_days": draws.one((365, 500)),
        "columns": columns,
        **({"minors": "counted"} if draws.chance(0.3) else {}),
        **({"dictionary": "published"} if draws.chance(0.5) else {}),
        **({"blanks": "declared"} if draws.chance(0.3) else {}),
        **({"small_cells": "suppressed"} if draws.chance(0.4) else {}),
    }


def _answered(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"within_days": amended(frame, 45, 30)}


THEME = Theme(
    "full",
    (
        ("Report on {matter} every quarter", "Informar cada trimestre sobre {matter}"),
        ("Publish data on {matter} that can be used", "Publicar datos utilizables sobre {matter}"),
        ("Answer what is asked about {matter}", "Responder a lo que se pregunta sobre {matter}"),
    ),
    {
        "published_each_period": _each_period,
        "kept_fresh": _fresh,
        "data_set_fit": _fit,
        "requests_answered": _answered,
    },
    ((3, report), (8, looked_at)),
    ((asked, 3), (looked_at, 3), (counted, 1)),
)
