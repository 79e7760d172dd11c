"""The catalogue of a fictional city: its decree, its obligations and how each is checked, as decree.yaml would hold it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

import yaml

from compliance.catalogue import BASES, Basis
from compliance.example.court import PROGRAMS, SUBJECTS
from compliance.example.facts import DECREE, Theme, Topic
from compliance.example.frame import Draws, Frame
from compliance.example.names import (
    BUREAUS,
    CITY,
    DEPARTMENT,
    MATTERS,
    OTHERS,
    SCHOOLS,
    STATE,
    TERMS,
)
from compliance.example.themes import THEMES
from compliance.rules import RULES
from compliance.sentences import Text

KEY = "exampleton"
FIRST_PARAGRAPH = 11
OBLIGATIONS_PER_TOPIC = 2.5
NOT_YET_IN_FORCE = "2027-01-01"

_LADDER = (
    ("preliminary", "Preliminary (policy)", "Preliminar (política)", "A policy is in place.", "Hay una política."),
    ("secondary", "Secondary (training)", "Secundario (capacitación)", "Training on it is done.", "Se capacitó sobre ella."),
    ("full", "Full (practice)", "Pleno (práctica)", "It is done in practice.", "Se hace en la práctica."),
)  # fmt: skip
_BASES: Sequence[tuple[Basis, float]] = (
    ("decree", 0.7), ("commitment", 0.1), ("agreement", 0.08), ("law", 0.07), ("statement", 0.05)
)  # fmt: skip
assert {basis for basis, _ in _BASES} == set(BASES)


def topics(frame: Frame) -> list[Topic]:
    """What the obligations are about: fewer topics than obligations, so that one record bears on several."""
    draws = Draws("topics", frame.seed)
    found = []
    for n in range(max(len(THEMES), round(frame.obligations / OBLIGATIONS_PER_TOPIC))):
        matter = MATTERS[n % len(MATTERS)]
        bureau, bureau_name = BUREAUS[(n // len(MATTERS) + n) % len(BUREAUS)]
        area = n // (len(MATTERS) * len(BUREAUS))
        en, es = f"{matter.en} ({bureau_name.en})", f"{matter.es} ({bureau_name.es})"
        if area:
            en, es = f"{en}, area {area + 1}", f"{es}, zona {area + 1}"
        theme = list(THEMES)[n % len(THEMES)]
        diligence = 1.0 if draws.chance(0.3) else 0.55 + 0.4 * draws.number(0, 100) / 100
        found.append(Topic(n + 1, f"topic-{n + 1:04}", Text(en=en, es=es), bureau, theme, diligence))
    return found


def decree(frame: Frame, about: Sequence[Topic], written: date) -> str:
    """The text of the catalogue as it was written on a day: the same for the same frame. It reads as decree.yaml."""
    return yaml.dump(
        _content(frame, about, written), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10**6
    )


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value out, since a catalogue has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _t(en: str, es: str) -> dict[str, str]:
    return {"en": en, "es": es}


def _named(pairs: Sequence[tuple[str, Text]]) -> list[dict[str, Any]]:
    return [{"key": key, "name": _t(name.en, name.es)} for key, name in pairs]


def _content(frame: Frame, about: Sequence[Topic], written: date) -> dict[str, Any]:
    obligations = list(_obligations(frame, about))
    numbers = [number for each in obligations for number in each.get("paragraphs", ())]
    return {
        "key": KEY,
        "name": _t(f"The fictional decree of {CITY}", f"El decreto ficticio de {CITY}"),
        "fictional": "yes",
        "stands_on": f"{frame.last}",
        "case": _case(frame, len(numbers)),
        "time_zone": "UTC",
        "silence": "not_met",
        "silence_because": _t(
            "In this fiction the department promised the court that the record is complete.",
            "En esta ficción el departamento prometió al tribunal que el registro está completo.",
        ),
        "notice": _notice(frame, written),
        "levels": [
            {"key": key, "name": _t(en, es), "means": _t(means, significa), "source": DECREE}
            for key, en, es, means, significa in _LADDER
        ],
        "bodies": _named((*OTHERS, *BUREAUS)),
        "subjects": _named([*((t.key, t.matter) for t in about), *SUBJECTS]),
        "terms": _named(TERMS),
        "periods": _periods(frame, written),
        "later_periods": _t("There are no later periods.", "No hay periodos posteriores."),
        "paragraphs": [
            {"number": number, "about": _t(f"Invented paragraph {number}.", f"Párrafo inventado {number}."), "source": DECREE}
            for number in numbers
        ],
        "obligations": obligations,
    }  # fmt: skip


def _case(frame: Frame, paragraphs: int) -> dict[str, Any]:
    return {
        "name": f"Fictional State v. City of {CITY}",
        "docket": "0:00-fiction-00001",
        "court": _t("A fictional court", "Un tribunal ficticio"),
        "parties": [STATE, "city"],
        "approved": f"{frame.first}",
        "effective": f"{frame.first}",
        "paragraphs_in_all": f"{paragraphs + 3 * FIRST_PARAGRAPH}",
        "sources": [DECREE],
    }


def _notice(frame: Frame, written: date) -> dict[str, Any]:
    return {
        "title": _t("This city is invented", "Esta ciudad es inventada"),
        "paragraphs": [
            _t(
                f"{CITY} does not exist. Its decree, its police, its monitor and every record here were generated by a "
                "program, for trying out Pilcrow. None of this happened, and nothing here is about any real city.",
                f"{CITY} no existe. Su decreto, su policía, su supervisor y cada registro fueron generados por un programa "
                "para probar Pilcrow. Nada de esto ocurrió y nada se refiere a una ciudad real.",
            ),
            _t(
                f"The city stands on {frame.last}, the end of year {frame.years} of its decree, whatever the day is.",
                f"La ciudad se detiene en el {frame.last}, fin del año {frame.years} de su decreto, sea cual sea el día.",
            ),
        ],
        "as_of": f"{written}",
        "sources": [DECREE],
    }


def _periods(frame: Frame, written: date) -> list[dict[str, Any]]:
    return [
        {"key": half.key, "first": f"{half.first}", "last": f"{half.last}", "source": DECREE}
        | ({"filed": f"{half.filed}"} if half.filed <= written else {})
        for half in frame.half_years()
    ]


def _obligations(frame: Frame, about: Sequence[Topic]) -> Iterator[dict[str, Any]]:
    draws = Draws("obligations", frame.seed)
    taken = {name: count() for name in THEMES}
    paragraph = FIRST_PARAGRAPH
    for n in range(frame.obligations):
        topic = about[n % len(about)]
        theme = THEMES[topic.theme]
        basis = _BASES[n][0] if n < len(_BASES) else draws.weighted(_BASES)
        own: dict[str, Any] = {
            "key": f"{topic.key}-duty-{n // len(about) + 1}",
            "title": _filled(theme.duties[n // len(about) % len(theme.duties)], topic),
            "basis": basis,
            "from": _begins(frame, n, draws),
            "responsible": topic.bureau,
            **({"parties": [DEPARTMENT, SCHOOLS]} if basis == "agreement" else {}),
        }
        if basis == "decree":
            own["paragraphs"] = [f"{paragraph + i}" for i in range(draws.number(1, 2))]
            paragraph += len(own["paragraphs"]) + draws.number(0, 1)
        own |= {
            "plain": _filled(("In this fiction: {duty}.", "En esta ficción: {duty}."), topic, own["title"]),
            "about": [topic.key],
            **({"continues_with": PROGRAMS[n // 17 % 3]} if n % 17 == 5 else {}),
            "sources": [DECREE],
            "questions": _questions(topic),
        }
        if n % 23 == 11:
            own["needed"] = _t(
                "A source that says what would show it.", "Una fuente que diga qué lo mostraría."
            )
        else:
            names = list(theme.checks)
            chosen = {names[next(taken[topic.theme]) % len(names)] for _ in range(draws.number(1, 3))}
            levelled = basis == "decree"
            own["criteria"] = [
                _criterion(frame, topic, theme, name, draws, levelled=levelled) for name in sorted(chosen)
            ]
        yield own


def _filled(templates: tuple[str, str], topic: Topic, duty: dict[str, str] | None = None) -> dict[str, str]:
    en, es = templates
    said = duty or _t("", "")
    return _t(
        en.format(matter=topic.matter.en, duty=said["en"]), es.format(matter=topic.matter.es, duty=said["es"])
    )


def _begins(frame: Frame, n: int, draws: Draws) -> str:
    if n % 29 == 7:
        return NOT_YET_IN_FORCE
    kind = draws.weighted((("first", 0.7), ("later", 0.25), ("unknown", 0.05)))
    return (
        f"{frame.after(draws.number(0, 2)) if kind == 'later' else frame.first}"
        if kind != "unknown"
        else kind
    )


def _questions(topic: Topic) -> list[dict[str, str]]:
    return [
        _t(f"Who works on {topic.matter.en}?", f"¿Quién trabaja en {topic.matter.es}?"),
        _t("What has changed since the decree began?", "¿Qué ha cambiado desde que comenzó el decreto?"),
        _t("What is still missing?", "¿Qué falta todavía?"),
    ]


def _criterion(
    frame: Frame, topic: Topic, theme: Theme, rule: str, draws: Draws, *, levelled: bool
) -> dict[str, Any]:
    checked = RULES[rule]
    given = theme.checks[rule](frame, topic, draws)
    due = given.pop("due", None) or _due(frame, draws)
    return {
        "key": rule.replace("_", "-"),
        "title": _t(checked.checks.en, checked.checks.es),
        **({"level": theme.level} if levelled else {}),
        "due": checked.own_due or due,
        **({"accepted": "yes"} if draws.chance(0.2) else {}),
        **({"silence": "cannot_tell"} if draws.chance(0.12) else {}),
        "source": DECREE,
        "rule": rule,
        "subject": topic.key,
        **_written(given),
    }


def _due(frame: Frame, draws: Draws) -> str:
    kind = draws.weighted((("past", 0.75), ("ahead", 0.1), ("unknown", 0.1), ("none", 0.05)))
    if kind == "past":
        return f"{frame.after(0.5) + (frame.after(draws.number(0, min(3, frame.years - 1))) - frame.first)}"
    return f"{frame.after(frame.years + 0.5)}" if kind == "ahead" else kind


def _written(value: Any) -> Any:
    """Every scalar as the text that a catalogue's file holds."""
    if isinstance(value, dict):
        return {str(key): _written(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    return str(value)
