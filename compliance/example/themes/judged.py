"""Questions that no record settles, put to a person."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import ITEMS, MONITOR
from compliance.rules.judged.sampling import draw

QUESTION, CASES = "in-practice", "cases-well-handled"


def visit(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A person looked, and judged."""
    draws = scene.draws
    answer = "yes" if draws.chance(topic.diligence) else "no"
    said = f"a visitor judged on {day} whether {topic.matter.en} works in practice: {answer}."
    return [
        scene.fact("judgement", MONITOR, day, said, question=QUESTION, answer=answer, method=draws.one(("examine", "interview", "test")), reason="Fictional reason.")
    ]  # fmt: skip


def sampled(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A sample is drawn that anyone can draw again, and mostly judged, item by item."""
    draws = scene.draws
    frame, size, seed = draws.number(40, 200), draws.number(4, 6), f"fictional seed of {day}"
    items = sorted(draw(frame, size, seed))
    said = f"{size} of {frame} cases of {topic.matter.en} were drawn on {day}."
    listed = f"Fictional cases of {topic.matter.en}"
    sample = scene.fact(
        "sample", MONITOR, day, said, listed=listed, frame=frame, size=size, seed=seed, items=items
    )
    facts = [sample]
    for item in items if draws.chance(0.5 + topic.diligence / 2) else items[1:]:
        judged, answer = later(day, draws.number(3, 60)), "yes" if draws.chance(topic.diligence) else "no"
        said = f"case {item} of {topic.matter.en} was judged on {judged}: {answer}."
        facts.append(
            scene.fact("judgement", MONITOR, judged, said, question=CASES, sample=sample.key, item=item, answer=answer, method="examine", reason="Fictional reason.")
        )  # fmt: skip
    return facts


def review(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A document that somebody wrote on how it goes."""
    draws = scene.draws
    voice = draws.one(("monitor", "inspector general", "court", "board"))
    by = draws.one((topic.bureau, "inspector"))
    names = draws.some([key for key, _ in ITEMS], draws.number(0, 2))
    said = f"a review of {day} tells how {topic.matter.en} goes."
    return [scene.fact("document", by, day, said, voice=voice, names=names)]


def _practice(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    asks = {
        "en": f"Does {topic.matter.en} work in practice?",
        "es": f"¿Funciona en la práctica {topic.matter.es}?",
    }
    return {"question": QUESTION, "asks": asks, "by": MONITOR}


def _documented(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"items": draws.some([key for key, _ in ITEMS], draws.number(1, 4))}


def _cases(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    asks = {
        "en": f"Was this case of {topic.matter.en} well handled?",
        "es": f"¿Se manejó bien este caso de {topic.matter.es}?",
    }
    percent = amended(frame, 50, draws.one((60, 75)))
    return {"question": CASES, "asks": asks, "at_least": 4, "percent": percent, "by": MONITOR}


THEME = Theme(
    "full",
    (
        ("Show that {matter} works in practice", "Mostrar que {matter} funciona en la práctica"),
        ("Have {matter} reviewed from outside", "Someter {matter} a una revisión externa"),
    ),
    {"person_judges": _practice, "sample_judged": _cases, "items_documented": _documented},
    ((14, visit), (14, review), (16, sampled)),
    ((visit, 2), (review, 4)),
)
