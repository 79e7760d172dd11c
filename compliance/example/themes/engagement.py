"""Meetings that are announced and held, whom they reach, what was said there, and what was answered."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import COUNTS, GROUPS, ITEMS


def meeting(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A meeting: announced, as a rule; held, mostly; with what people said, and answers, now and then."""
    draws, facts = scene.draws, []
    thing = scene.key("gathering")
    access = draws.weighted((("open", 0.7), ("invited", 0.2), ("unknown", 0.1)))
    place = f"Fictional hall {draws.number(1, 40)}"
    announced = max(scene.frame.first, later(day, -draws.number(3, 30)))
    if draws.chance(0.5):
        said = f"a meeting on {topic.matter.en} on {day} was announced on {announced}."
        facts.append(
            scene.fact("meeting", topic.bureau, day, said, out=announced, state="announced", thing=thing, place=place, access=access, noticed=str(announced))
        )  # fmt: skip
    if facts and not draws.chance(0.6 + topic.diligence * 0.4):
        return facts
    groups = draws.some([key for key, _ in GROUPS], draws.number(0, 4))
    said = f"a meeting on {topic.matter.en} was held on {day}."
    held = scene.fact(
        "meeting",
        topic.bureau,
        day,
        said,
        state="held",
        thing=thing,
        place=place,
        access=access,
        groups=groups,
        noticed=str(announced) if not facts and draws.chance(0.8) else None,
    )
    facts.append(held)
    if draws.chance(0.01):
        other = later(day, draws.number(20, 200))
        said = f"the same meeting on {topic.matter.en} was held on {other}, says another source."
        facts.append(scene.fact("meeting", "council", other, said, state="held", thing=thing, place=place))
    if draws.chance(0.3):
        facts += _feedback(scene, topic, held.key, day)
    return facts


def _feedback(scene: Scene, topic: Topic, meeting_key: str, day: date) -> list[Fact]:
    draws = scene.draws
    themes = [
        {"key": f"theme-{n}", "words": f"Fictional wish {n} on {topic.matter.en}."}
        for n in range(1, draws.number(2, 4))
    ]
    said = f"people said on {day} what they wish for {topic.matter.en}."
    heard = scene.fact("feedback", topic.bureau, day, said, meeting=meeting_key, themes=themes)
    facts = [heard]
    for theme in themes:
        if draws.chance(topic.diligence):
            answered = later(day, draws.number(7, 120))
            said = f"a wish of {day} on {topic.matter.en} was answered on {answered}."
            disposition = draws.weighted((("refused", 0.4), ("noted", 0.6)))
            reason = "Fictional reason." if draws.chance(0.5 + topic.diligence / 2) else None
            facts.append(
                scene.fact("answer", topic.bureau, answered, said, feedback=heard.key, theme=theme["key"], by=topic.bureau, disposition=disposition, reason=reason)
            )  # fmt: skip
    return facts


def weighed(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A document that shows what was considered."""
    names = scene.draws.some([key for key, _ in ITEMS], scene.draws.number(0, 2))
    said = f"a document of {day} shows what was considered on {topic.matter.en}."
    return [scene.fact("document", topic.bureau, day, said, voice="department", names=names)]


def told(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """What somebody says that there was; it fills nothing, and two may differ."""
    draws = scene.draws
    counts = draws.one([key for key, _ in COUNTS])
    facts = []
    for by in draws.some((topic.bureau, "council", "inspector"), draws.number(1, 2)):
        value = draws.number(3, 60)
        said = f"as of {day} there were {value} ({counts.replace('-', ' ')}) on {topic.matter.en}."
        facts.append(scene.fact("claim", by, day, said, counts=counts, value=value, as_of=str(day)))
    return facts


def _held(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    begins = draws.number(0, frame.years - 1)
    first, last = frame.after(begins), min(frame.after(begins + draws.number(1, 2)), frame.last)
    least = draws.number(1, 6)
    return {
        "at_least": amended(frame, least, least + 2) if draws.chance(0.2) else least,
        **_days(first, last),
    }


def _noticed(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"at_least_days": amended(frame, 5, 10), **_days(_some_year(frame, draws), frame.last)}


def _open(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"percent": draws.one((50, 60, 75)), **_days(_some_year(frame, draws), frame.last)}


def _answered(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"within_days": amended(frame, 120, 90)}


def _reached(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    begins = draws.number(0, frame.years - 1)
    groups = draws.some([key for key, _ in GROUPS], draws.number(2, 4))
    last = min(frame.after(begins + draws.number(1, 3)), frame.last)
    return {"groups": groups, **_days(frame.after(begins), last)}


def _documented(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"items": draws.some([key for key, _ in ITEMS], draws.number(1, 3))}


def _some_year(frame: Frame, draws: Draws) -> date:
    """The first day of one of the first years that there are."""
    return min(frame.after(draws.number(0, 3)), frame.last)


def _days(first: date, last: date) -> dict[str, Any]:
    return {"first": str(first), "last": str(last), "due": str(later(last, 30))}


THEME = Theme(
    "full",
    (
        ("Meet the public on {matter}", "Reunirse con el público sobre {matter}"),
        ("Hear those whom {matter} concerns", "Escuchar a quienes les incumbe {matter}"),
        (
            "Weigh what is known on {matter}, and answer",
            "Considerar lo que se sabe sobre {matter} y responder",
        ),
    ),
    {
        "meetings_held": _held,
        "groups_reached": _reached,
        "items_documented": _documented,
        "notice_given": _noticed,
        "open_to_public": _open,
        "feedback_answered": _answered,
    },
    ((7, meeting), (24, weighed)),
    ((meeting, 6), (weighed, 1), (told, 1)),
)
