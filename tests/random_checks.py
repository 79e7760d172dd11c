"""Random criteria of every rule, as a file would hold them."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

from compliance.rules import RULES
from compliance.rules.days_between.facts import DAYS as DAYS_OF_KINDS
from tests.random_evidence import GROUPS, TOPICS, Fields
from tests.random_picks import Pick
from tests.small import criterion, t


def _percent(pick: Pick) -> Any:
    return pick.dated(lambda: pick.one((50, 34, 95, 100)))


def _number(pick: Pick) -> Any:
    return pick.dated(lambda: pick.number(1, 3))


def _few_days(pick: Pick) -> Any:
    return pick.dated(lambda: pick.one((0, 14, 30)))


def _some_days(pick: Pick) -> Any:
    return pick.dated(lambda: pick.one((1, 14, 15, 60)))


def _topics(pick: Pick) -> Any:
    return pick.dated(lambda: pick.some(TOPICS, least=1))


def _period(pick: Pick) -> Fields:
    first, last = pick.span()
    return {"first": str(first), "last": str(last)}


def _roster(pick: Pick) -> Fields:
    return {"roster": "roster", "percent": _percent(pick)}


def _agreement_in_force(pick: Pick) -> Fields:
    return {"between": ["police", "schools"], "while_assigned": pick.one([None, "roster"])}


def _clause_present(pick: Pick) -> Fields:
    return {"parts": _topics(pick)}


def _answered(pick: Pick) -> Fields:
    return {"within_days": pick.maybe(_few_days(pick))}


def _data_set_fit(pick: Pick) -> Fields:
    asked = {
        "columns": ["alpha"],
        "grain": "alpha",
        "minors": "counted",
        "dictionary": pick.one(["published", "matches"]),
        "blanks": "declared",
        "period": "complete",
        "licence": "named",
        "address": "known",
        "small_cells": "suppressed",
    }
    names = pick.some(list(asked), least=1)[:3]
    return {"fresh_days": _few_days(pick)} | {name: asked[name] for name in names}


def _days_between(pick: Pick) -> Fields:
    kind = pick.one(["agreement", "instrument", "policy", "posting", "request"])
    start, end = pick.one(list(permutations(DAYS_OF_KINDS[kind], 2)))
    limit = pick.one(["at_least_days", "at_most_days"])
    return {"kind": kind, "start": start, "end": end, limit: _some_days(pick)}


def _deadline_met(pick: Pick) -> Fields:
    kind = pick.one(sorted(DAYS_OF_KINDS))
    return {
        "kind": kind,
        "what": t("A thing"),
        "thing": pick.one([None, None, "thing-0", f"{kind}-0"]),
        "fact": pick.one(sorted(DAYS_OF_KINDS[kind])),
        "grace_days": pick.one([0, 14]),
    }


def _each_evaluated(pick: Pick) -> Fields:
    return _roster(pick) | {"every_days": _some_days(pick)}


def _each_screened(pick: Pick) -> Fields:
    return _roster(pick) | {"look_back_years": pick.dated(lambda: pick.one((0, 1, 5)))}


def _each_supervised(pick: Pick) -> Fields:
    return _roster(pick) | {"span": pick.maybe(_number(pick))}


def _each_trained(pick: Pick) -> Fields:
    return _roster(pick) | {
        "policy": pick.one([None, "topic", "rules"]),
        "grace_days": pick.one([0, 14]),
        "initial_within_days": pick.maybe(_few_days(pick)),
        "every_days": pick.maybe(_some_days(pick)),
    }


def _each_voted(pick: Pick) -> Fields:
    facts = pick.some(("quorum", "minutes", "principal_interview"), least=1)
    return _roster(pick) | {"on_file": facts[:2]}


def _each_voted_yearly(pick: Pick) -> Fields:
    return _each_voted(pick) | {"year_begins": pick.one(["01-01", "07-01", "08-15"])}


def _feedback_answered(pick: Pick) -> Fields:
    return _answered(pick) | {"policy": pick.one([None, "topic", "rules"])}


def _groups_reached(pick: Pick) -> Fields:
    return _period(pick) | {"groups": pick.dated(lambda: pick.some(GROUPS, least=1))}


def _items_documented(pick: Pick) -> Fields:
    return {"items": _topics(pick)}


def _kept_fresh(pick: Pick) -> Fields:
    return {"limit_days": _few_days(pick)}


def _meetings_held(pick: Pick) -> Fields:
    return _period(pick) | {"at_least": _number(pick), "about": pick.one([None, 4])}


def _notice_given(pick: Pick) -> Fields:
    return _period(pick) | {"at_least_days": _some_days(pick)}


def _open_to_public(pick: Pick) -> Fields:
    return _period(pick) | {"percent": _percent(pick)}


def _person_judges(pick: Pick) -> Fields:
    return {
        "question": "alpha",
        "asks": t("Is it so?"),
        "policy": pick.one([None, "topic", "rules"]),
        "methods": pick.some(["examine", "interview"]),
    }


def _policy_in_force(pick: Pick) -> Fields:
    return {"cites": pick.maybe(pick.dated(lambda: pick.some(("40", "41"), least=1)))}


def _nothing_more(pick: Pick) -> Fields:
    return {}


def _publicly_available(pick: Pick) -> Fields:
    return {"fresh_days": _some_days(pick), "channel": pick.one([None, t("A line")])}


def _published_each_period(pick: Pick) -> Fields:
    every, first, last = pick.one(
        (
            ("month", "2019-04-01", "2019-07-01"),
            ("quarter", "2019-04-01", "2019-10-01"),
            ("half-year", "2019-01-01", "2019-07-01"),
            ("year", "2019-01-01", None),
        )
    )
    return {
        "every": every,
        "first": first,
        "last": pick.one([None, last]),
        "grace_days": pick.maybe(_few_days(pick)),
        "under": pick.one([None, "contract"]),
    }


def _requests_answered(pick: Pick) -> Fields:
    return _answered(pick) | {"asked_of": pick.one([None, "police"])}


def _roster_current(pick: Pick) -> Fields:
    return {
        "limit_days": _few_days(pick),
        "bodies": pick.one([[], ["police"], ["police", "schools"]]),
        "empty_days": pick.maybe(_few_days(pick)),
    }


def _sample_judged(pick: Pick) -> Fields:
    return {
        "question": "alpha",
        "asks": t("Is it so?"),
        "at_least": _number(pick),
        "percent": _percent(pick),
    }


def _topics_covered(pick: Pick) -> Fields:
    return {"topics": _topics(pick)}


def _window_long_enough(pick: Pick) -> Fields:
    return {"at_least_days": _some_days(pick)}


PARAMETERS: dict[str, Callable[[Pick], Fields]] = {
    "agreement_in_force": _agreement_in_force,
    "clause_present": _clause_present,
    "comments_answered": _answered,
    "data_set_fit": _data_set_fit,
    "days_between": _days_between,
    "deadline_met": _deadline_met,
    "each_evaluated": _each_evaluated,
    "each_screened": _each_screened,
    "each_supervised": _each_supervised,
    "each_trained": _each_trained,
    "each_voted": _each_voted,
    "each_voted_yearly": _each_voted_yearly,
    "feedback_answered": _feedback_answered,
    "groups_reached": _groups_reached,
    "items_documented": _items_documented,
    "kept_fresh": _kept_fresh,
    "meetings_held": _meetings_held,
    "notice_given": _notice_given,
    "open_to_public": _open_to_public,
    "person_judges": _person_judges,
    "policy_in_force": _policy_in_force,
    "posted_before_effective": _nothing_more,
    "posted_is_draft": _nothing_more,
    "publicly_available": _publicly_available,
    "published_each_period": _published_each_period,
    "requests_answered": _requests_answered,
    "roster_current": _roster_current,
    "sample_judged": _sample_judged,
    "topics_covered": _topics_covered,
    "window_long_enough": _window_long_enough,
}
"""The parameters of a random criterion of each rule."""


def a_check(pick: Pick, rule: str, key: str = "check") -> Fields:
    """A criterion of a rule, with its due date known, unknown or none, and silence read both ways."""
    due = RULES[rule].own_due or pick.one((str(pick.day()), "unknown", "none"))
    fields = PARAMETERS[rule](pick) | {"silence": pick.one((None, "not_met", "cannot_tell"))}
    told = {name: value for name, value in fields.items() if value is not None}
    return criterion(rule, key=key, due=due, accepted=pick.often(4, False, True), **told)
