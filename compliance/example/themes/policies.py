"""Policies: versions that take effect, the drafts that were posted before, and who could read and judge them."""

from datetime import date
from typing import Any

from compliance.example.facts import Fact, Scene, Theme, Topic, amended, later
from compliance.example.frame import Draws, Frame
from compliance.example.names import MONITOR, TOPICS


def version(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A new version of the policy, with the posting of its draft; some come without, and some are rescinded."""
    draws = scene.draws
    key, number = scene.key("policy"), f"X-{topic.number:04}"
    effective = later(day, draws.number(10, 45))
    ends = later(effective, draws.number(200, 700)) if draws.chance(0.12) else None
    covered = [topic_key for topic_key, _ in TOPICS if draws.chance(0.55 + topic.diligence * 0.45)]
    clauses = [
        {
            "topic": each,
            "where": f"Section {i}",
            "quote": f"Fictional words on {each.replace('-', ' ')}.",
            "confirmed_by": "Fictional reader",
        }
        for i, each in enumerate(covered, 1)
    ]
    policy = scene.fact(
        "policy",
        topic.bureau,
        day,
        f"a version of order {number} on {topic.matter.en} was issued on {day}, in effect from {effective}.",
        key=key,
        number=number,
        title=f"Fictional order on {topic.matter.en}",
        effective=str(effective),
        ends=str(ends) if ends else None,
        ended_by="rescinded" if ends else None,
        clauses=clauses,
    )
    topic.last["policy"] = key
    facts = [policy]
    if draws.chance(topic.diligence):
        facts += _posted_before(scene, topic, key, effective)
    if draws.chance(0.5):
        facts.append(sighting(scene, topic, later(effective, 3))[0])
    return facts


def _posted_before(scene: Scene, topic: Topic, version_key: str, effective: date) -> list[Fact]:
    draws = scene.draws
    opened = later(effective, -draws.number(24, 75))
    closes = later(opened, draws.one((10, 15, 15, 21, 30)))
    extended = later(closes, 7) if draws.chance(0.1) else None
    posting = scene.fact(
        "posting",
        topic.bureau,
        opened,
        f"a draft on {topic.matter.en} was open for comment from {opened} to {closes}.",
        out=max(opened, scene.frame.first),
        closes=str(closes),
        extended_to=str(extended) if extended else None,
        posted=draws.weighted((("draft", 0.85), ("current", 0.1), ("unknown", 0.05))),
        draft_promised=draws.weighted((("yes", 0.9), ("no", 0.05), ("unknown", 0.05))),
        draft_of=version_key if draws.chance(0.9) else None,
    )
    return [posting, *_comments(scene, topic, posting.key, extended or closes)]


def _comments(scene: Scene, topic: Topic, round_key: str, closed: date) -> list[Fact]:
    """What people said in a round, and the answer to the round."""
    draws, facts = scene.draws, []
    if draws.chance(0.4):
        themes = [
            {"key": f"theme-{n}", "words": f"Fictional comment {n} on {topic.matter.en}."}
            for n in range(1, draws.number(2, 4))
        ]
        said = f"comments on the draft on {topic.matter.en} were received by {closed}."
        facts.append(scene.fact("feedback", topic.bureau, closed, said, round=round_key, themes=themes))
    if draws.chance(topic.diligence * 0.9):
        day = later(closed, draws.number(5, 90))
        said = f"the comments on the draft on {topic.matter.en} were answered on {day}."
        reason = "Fictional reason." if draws.chance(0.5 + topic.diligence / 2) else None
        facts.append(
            scene.fact("answer", topic.bureau, day, said, round=round_key, by=topic.bureau, disposition="noted", reason=reason)
        )  # fmt: skip
    return facts


def sighting(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A day on which somebody saw the text on the public page."""
    said = f"the text on {topic.matter.en} was open to the public on {day}."
    return [
        scene.fact("publication", topic.bureau, day, said, covers=str(day), to="the public", title=f"Fictional page on {topic.matter.en}")
    ]  # fmt: skip


def searched(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A search that found nothing."""
    since = max(scene.frame.first, later(day, -365))
    said = f"a search on {day} for a later version on {topic.matter.en} found none."
    return [
        scene.fact("search", MONITOR, day, said, looked_for=f"a later version on {topic.matter.en}", places="Fictional shelf of orders", period=f"{since}/{day}")
    ]  # fmt: skip


def judged(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A person's judgement on the version in force."""
    draws = scene.draws
    answer = "yes" if draws.chance(topic.diligence) else "no"
    said = f"a reader judged on {day} whether the text on {topic.matter.en} is clear: {answer}."
    return [
        scene.fact("judgement", MONITOR, day, said, question="clear-words", of=topic.last.get("policy"), answer=answer, method=draws.one(("examine", "interview", "test")), reason="Fictional reason.")
    ]  # fmt: skip


def noted(scene: Scene, topic: Topic, day: date) -> list[Fact]:
    """A document that somebody wrote about the policy."""
    voice = scene.draws.one(("department", "monitor", "inspector general", "group", "press"))
    said = f"a document of {day} tells of {topic.matter.en}."
    return [scene.fact("document", topic.bureau, day, said, voice=voice)]


def _in_force(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {}


def _topics(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"topics": draws.some([key for key, _ in TOPICS], draws.number(2, 5))}


def _window(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"at_least_days": amended(frame, draws.one((10, 14)), 15)}


def _answered(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"within_days": draws.one((45, 60, 90))}


def _readable(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    return {"fresh_days": draws.one((180, 365, 730))}


def _judge(frame: Frame, topic: Topic, draws: Draws) -> dict[str, Any]:
    asks = {
        "en": f"Is the text on {topic.matter.en} in clear words?",
        "es": f"¿Está en palabras claras el texto sobre {topic.matter.es}?",
    }
    return {"question": "clear-words", "asks": asks, "by": MONITOR, "policy": topic.key}


THEME = Theme(
    "preliminary",
    (
        ("Keep a written policy on {matter}", "Mantener una política escrita sobre {matter}"),
        ("Ask the public before the policy on {matter} changes", "Consultar al público antes de cambiar la política sobre {matter}"),
        ("Make the policy on {matter} clear and open to all", "Hacer clara y pública la política sobre {matter}"),
    ),
    {
        "policy_in_force": _in_force,
        "topics_covered": _topics,
        "posted_before_effective": _in_force,
        "window_long_enough": _window,
        "posted_is_draft": _in_force,
        "publicly_available": _readable,
        "person_judges": _judge,
        "comments_answered": _answered,
    },
    ((19, version), (9, sighting)),
    ((judged, 2), (sighting, 1), (noted, 3), (searched, 1)),
)  # fmt: skip
