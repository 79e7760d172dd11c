"""Random records of every kind, with keys, subjects, days, groups and officers from small pools, so that they collide."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from compliance.evidence import KINDS, Evidence
from compliance.rules.judged.sampling import draw
from tests.random_picks import Pick
from tests.small import record_content

Fields = dict[str, Any]

GROUPS = ("students", "parents")
TOPICS = ("alpha", "beta")
OFFICERS = ("o-1", "o-2", "o-3")
SUPERVISORS = ("s-1", "s-2")
SCHOOLS = ("school-1", "school-2")
HASHES = ("a" * 64, "b" * 64)
VERSIONS = ("policy-0", "policy-1", "policy-2")

YES_NO = ("yes", "yes", "no", "unknown")


def _clauses(pick: Pick) -> list[Fields]:
    words = {"where": "section 1", "quote": "Words.", "confirmed_by": "A reader"}
    topics = pick.some(TOPICS)
    return [words | {"topic": t, "text_sha256": pick.one((None, *HASHES))} for t in topics]


def _agreement(pick: Pick) -> Fields:
    first, last = pick.span()
    return {
        "parties": pick.one([["police", "schools"], ["schools", "police"], ["police", "parties"]]),
        "title": "An agreement",
        "happened": pick.one((None, pick.moment())),
        "starts": pick.one((None, pick.moment_from(first))),
        "last": pick.one((None, pick.moment_from(last))),
        "clauses": _clauses(pick),
        "text_sha256": pick.one((None, *HASHES)),
    }


def _answer(pick: Pick) -> Fields:
    what = pick.one(["feedback", "request", "round"])
    number = pick.number(0, 1)
    to: dict[str, Fields] = {
        "feedback": {"feedback": f"feedback-{number}", "theme": pick.one(TOPICS)},
        "request": {"request": f"request-{number}"},
        "round": {"round": f"posting-{number}"},
    }
    found = to[what] | {
        "happened": pick.moment(),
        "by": pick.one([None, "police", "schools"]),
        "disposition": pick.one(["accepted", "accepted in part", "refused", "noted"]),
        "reason": pick.one([None, "A reason."]),
    }
    if found["disposition"].startswith("accepted") and pick.one((True, False)):
        found |= {"version": pick.one(VERSIONS), "clause": pick.one(TOPICS)}
    return found


def _claim(pick: Pick) -> Fields:
    return {"counts": "alpha", "value": pick.number(0, 3), "as_of": pick.moment()}


def _council_vote(pick: Pick) -> Fields:
    return {
        "happened": pick.moment(),
        "school": pick.one(SCHOOLS),
        "decision": pick.one(["for", "for", "against", "unknown"]),
        "quorum": pick.one(YES_NO),
        "minutes": pick.one(YES_NO),
        "principal_interview": pick.one(YES_NO),
    }


def _dataset(pick: Pick) -> Fields:
    columns = pick.some(TOPICS)
    dictionary = pick.one(YES_NO)
    suppressed = pick.one(YES_NO)
    earlier, seen = pick.span()
    return {
        "happened": pick.moment_from(seen),
        "title": pick.one(["Stops", "Calls"]),
        "columns": columns,
        "without": [topic for topic in TOPICS if topic not in columns and pick.one((True, False))],
        "grain": pick.one([None, "alpha", "beta"]),
        "last_data_day": pick.one((None, pick.moment_from(earlier))),
        "rows": pick.one([None, 4]),
        "minors_counted": pick.one(YES_NO),
        "dictionary": dictionary,
        "matches_dictionary": pick.one(YES_NO) if dictionary == "yes" else "unknown",
        "blanks_declared": pick.one(YES_NO),
        "period_complete": pick.one(YES_NO),
        "licence": pick.one([None, "Open"]),
        "address": pick.one([None, "https://example.org/data"]),
        "small_cells_suppressed": suppressed,
        "recoverable": pick.one(YES_NO) if suppressed != "no" else "unknown",
    }


def _document(pick: Pick) -> Fields:
    return {
        "happened": pick.one((None, pick.moment())),
        "voice": pick.one(["department", "monitor", "press"]),
        "names": pick.some(TOPICS),
    }


def _evaluation(pick: Pick) -> Fields:
    return {"happened": pick.moment(), "officer": pick.one(OFFICERS)}


def _feedback(pick: Pick) -> Fields:
    themes = pick.some(TOPICS, least=1)
    where: Fields = pick.one([{"meeting": "meeting-0"}, {"round": "posting-0"}])
    return where | {
        "happened": pick.moment(),
        "themes": [{"key": theme, "words": f"About {theme}."} for theme in themes],
    }


def _instrument(pick: Pick) -> Fields:
    effects = ("opens question", "ends duty", "keeps duty", "moves due date", "moves due date", "none")
    effect = pick.one(effects)
    moves = {"new_due": str(pick.day()), "obligations": ["duty"], "criteria": pick.one(([], [], ["check-0"]))}
    return (moves if effect == "moves due date" else {}) | {
        "happened": pick.moment(),
        "type": pick.one(("court order", "court order", "stipulation", "vote", "law", "recorded decision")),
        "by": "A court",
        "effect": effect,
        "takes_effect": pick.maybe(pick.moment()),
        "asks": "Does it still stand?",
    }


def _judgement(pick: Pick) -> Fields:
    item = {"sample": "sample-0", "item": pick.number(1, 5)}
    on: Fields = pick.one(({}, {}, {"of": "policy-0"}, {"of": "policy-1"}, item, item))
    return on | {
        "happened": pick.moment(),
        "question": pick.one(["alpha", "alpha", "beta"]),
        "answer": pick.one(["yes", "yes", "no"]),
        "method": pick.one(["examine", "interview"]),
        "reason": "A reason.",
    }


def _meeting(pick: Pick) -> Fields:
    earlier, held = pick.span()
    told = pick.one((True, False)) or pick.one((True, False))
    return {
        "happened": pick.moment_from(held) if told else None,
        "state": pick.one(["held", "held", "held", "announced"]),
        "place": pick.one([None, "A hall", "A school"]),
        "access": pick.one(["open", "open", "invited", "unknown"]),
        "groups": pick.some(GROUPS),
        "sessions": pick.one([1, 1, 1, 2]),
        "noticed": pick.one((None, pick.moment_from(earlier))),
    }


def _policy(pick: Pick) -> Fields:
    effective, last = pick.span()
    ends = pick.one((None, pick.moment_from(last + timedelta(days=1))))
    return {
        "number": pick.one(["N-1", "N-1", "N-2"]),
        "title": "Rules",
        "happened": pick.one((None, pick.moment())),
        "effective": pick.moment_from(effective),
        "ends": ends,
        "ended_by": pick.one([None, "replaced", "rescinded"]) if ends else None,
        "expires": pick.one([None, None, pick.moment_from(last)]),
        "cites": pick.some(["40", "41"]),
        "clauses": _clauses(pick),
        "text_sha256": pick.one((None, *HASHES)),
    }


def _posting(pick: Pick) -> Fields:
    opened, closes = pick.span()
    extended = pick.one([None, None, closes + timedelta(days=14)])
    return {
        "happened": pick.moment_from(opened),
        "closes": pick.moment_from(closes),
        "extended_to": extended and pick.moment_from(extended),
        "extended_on": extended and pick.one((None, pick.moment_from(closes))),
        "posted": pick.one(["draft", "draft", "current", "unknown"]),
        "draft_promised": pick.one(YES_NO),
        "draft_of": pick.one((None, *VERSIONS)),
        "same_text_as": pick.one([None, None, *VERSIONS]),
    }


def _publication(pick: Pick) -> Fields:
    quarters = [(date(2019, m, 1), date(2019, m + 3, 1)) for m in (3, 4, 7)]
    first, last = pick.one([pick.span(), *quarters])
    return {"happened": pick.moment(), "covers": f"{first}/{last}", "to": "schools", "title": "A report"}


def _request(pick: Pick) -> Fields:
    asked, due = pick.span()
    return {
        "happened": pick.moment_from(asked),
        "asked_by": "A parent",
        "asked_of": pick.one(["police", "schools"]),
        "what": "The records.",
        "due": pick.one((None, str(due))),
    }


def _roster(pick: Pick) -> Fields:
    def assignment() -> Fields:
        first, last = pick.span()
        return {
            "officer": pick.one(OFFICERS),
            "first": str(first),
            "last": pick.one((None, str(last))),
            "school": pick.one([None, *SCHOOLS]),
            "post": pick.one(["fixed", "roving", "unknown"]),
        }

    return {
        "happened": pick.moment(),
        "kept_by": pick.one([None, "police", "schools"]),
        "whole": pick.one((True, False)),
        "assignments": [assignment() for _ in range(pick.number(1, 3))],
    }


def _sample(pick: Pick) -> Fields:
    frame, size = pick.one([(5, 2), (5, 3), (4, 1)])
    fair = sorted(draw(frame, size, "spring"))
    items = pick.one([fair, fair, list(range(1, size + 1))])
    return {
        "happened": pick.moment(),
        "listed": "Reports",
        "frame": frame,
        "size": size,
        "seed": "spring",
        "items": items,
    }


def _screening(pick: Pick) -> Fields:
    return {
        "happened": pick.moment(),
        "officer": pick.one(OFFICERS),
        "look_back_years": pick.one([None, 1, 5]),
        "open_disqualifier": pick.one(["no", "no", "yes", "unknown"]),
        "decided_by": pick.one([None, "A board"]),
    }


def _search(pick: Pick) -> Fields:
    return {"happened": pick.moment(), "looked_for": "A record", "places": "A site"}


def _supervision(pick: Pick) -> Fields:
    first, last = pick.span()
    return {
        "happened": pick.moment(),
        "supervisor": pick.one(SUPERVISORS),
        "officers": pick.some(OFFICERS, least=1),
        "first": str(first),
        "last": pick.one((None, str(last))),
    }


def _training(pick: Pick) -> Fields:
    return {
        "happened": pick.moment(),
        "course": "A course",
        "officers": pick.some(OFFICERS),
        "on_version": pick.one((None, *VERSIONS)),
    }


FACTS: dict[str, Callable[[Pick], Fields]] = {
    "agreement": _agreement,
    "answer": _answer,
    "claim": _claim,
    "council_vote": _council_vote,
    "dataset": _dataset,
    "document": _document,
    "evaluation": _evaluation,
    "feedback": _feedback,
    "instrument": _instrument,
    "judgement": _judgement,
    "meeting": _meeting,
    "policy": _policy,
    "posting": _posting,
    "publication": _publication,
    "request": _request,
    "roster": _roster,
    "sample": _sample,
    "screening": _screening,
    "search": _search,
    "supervision": _supervision,
    "training": _training,
}
"""What a random record of each kind says, besides what every record does."""
SUBJECTS: dict[str, tuple[str, ...]] = {
    "agreement": ("topic", "contract"),
    "instrument": ("program", "program", "topic"),
    "policy": ("topic", "rules"),
    "roster": ("roster", "roster", "topic"),
}
"""What records of a kind are mostly about; all others about the topic."""


def a_record(pick: Pick, kind: str, key: str) -> Evidence:
    """A record of a kind with a key."""
    own = [
        pick.one(SUBJECTS.get(kind, ("topic",))),
        *pick.one(((), (), (), ("topic",), ("program",), ("rules",))),
    ]
    told = {name: fact for name, fact in FACTS[kind](pick).items() if fact is not None}
    about = {
        "subject": list(dict.fromkeys(own)),
        "thing": pick.one((None, "thing-0", "thing-1")),
        "inferred": pick.often(7, None, "The day, from another source."),
    }
    try:
        return KINDS[kind].model_validate(record_content(key, **(told | about)))
    except ValidationError as error:
        raise AssertionError(f"no {kind} can be so: {error}") from error
