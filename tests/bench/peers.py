"""One representative rule, written for this program and for three others, on the same records: ten meetings held that reach
five groups, and each version's draft up for comment for thirty days before it took effect.

The others are asked what they are made for, one date at a time, and begin with their data ready in the form they like best.
Ours answers for every day of seven years at once.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from compliance.assessment import assess
from compliance.catalogue import Catalogue
from compliance.evidence import Evidence
from compliance.evidence.meeting import Meeting
from compliance.evidence.policy import Policy
from compliance.evidence.posting import Posting
from compliance.finding import Entry
from tests.bench.figures import Figure, compared
from tests.small import catalogue_content, criterion, meeting, policy, posting, t

ROUNDS = 9
TOPICS, MEETINGS, VERSIONS = 800, 101, 12
FIRST, YEARS = date(2019, 3, 1), 7
GROUPS = ["students", "parents", "staff", "neighbours", "officers"]
HORIZON = FIRST.replace(year=FIRST.year + YEARS)
MONTH_ENDS = [date(2019 + m // 12, m % 12 + 1, 1) - timedelta(days=1) for m in range(3, 3 + 12 * YEARS)]


def records() -> list[Evidence]:
    """A hundred thousand records on eight hundred topics."""
    chance, found = random.Random(1), list[Evidence]()
    days = (HORIZON - FIRST).days
    for topic in range(TOPICS):
        about = {"subject": [f"topic-{topic}"]}
        for n in range(MEETINGS):
            on = FIRST + timedelta(days=chance.randrange(days))
            found.append(
                meeting(f"m-{topic}-{n}", str(on), groups=chance.sample(GROUPS, 2), access="open", **about)
            )
        for n in range(VERSIONS):
            on = FIRST + timedelta(days=(n + 1) * days // (VERSIONS + 1))
            found.append(policy(f"v-{topic}-{n}", str(on), number=f"N-{topic}", **about))
            opened, closed = on - timedelta(days=45), on - timedelta(days=chance.choice((5, 10, 40)))
            found.append(
                posting(f"p-{topic}-{n}", str(opened), str(closed), draft_of=f"v-{topic}-{n}", **about)
            )
    return found


def figures() -> Iterator[Callable[[], Figure]]:
    """Ours against each of the others; those that are not installed are named."""
    told = records()
    ours = _ours(told)
    for name, make in (
        ("pandas, month by month", _pandas),
        ("json-logic, at one date", _json_logic),
        ("business-rules, month by month", _business_rules),
    ):
        try:
            theirs = make(told)
        except ImportError:
            print(f"{name} was skipped: install the dependency group 'peers' (pip install --group peers)")
            continue
        yield lambda name=name, theirs=theirs: compared(  # type: ignore[misc]
            f"one representative rule, {len(told)} records: ours, every day / {name}",
            1.0,
            ours,
            theirs,
            ROUNDS,
        )


def _ours(told: Sequence[Evidence]) -> Callable[[], object]:
    entries = [Entry(i, record) for i, record in enumerate(told, 1)]
    catalogue = _catalogue()
    return lambda: assess(catalogue, entries, HORIZON)


def _catalogue() -> Catalogue:
    content = catalogue_content(*_checks("topic-0"))
    [one] = content["obligations"]
    names = [f"topic-{n}" for n in range(TOPICS)]
    content["subjects"] += [{"key": name, "name": t(name)} for name in names]
    content["obligations"] = [
        one | {"key": name, "about": [name], "criteria": _checks(name)} for name in names
    ]
    return Catalogue.model_validate(content)


def _checks(topic: str) -> list[dict[str, Any]]:
    period = {"first": str(FIRST), "last": str(HORIZON), "subject": topic}
    return [
        criterion("meetings_held", **period, at_least="10") | {"key": "held"},
        criterion("groups_reached", **period, groups=GROUPS) | {"key": "reached"},
        criterion("window_long_enough", subject=topic, at_least_days="30", due="each round")
        | {"key": "long"},
        criterion("posted_before_effective", subject=topic, due="each version") | {"key": "before"},
    ]


def _pandas(told: Sequence[Evidence]) -> Callable[[], object]:
    meetings = pd.DataFrame(
        [
            {"topic": m.subject[0], "day": pd.Timestamp(m.happened.latest), "groups": m.groups}
            for m in told
            if isinstance(m, Meeting) and m.happened
        ]
    )
    reached = meetings.explode("groups")
    versions = pd.DataFrame(
        [
            {"key": v.key, "topic": v.subject[0], "effective": pd.Timestamp(v.effective.latest)}
            for v in told
            if isinstance(v, Policy)
        ]
    )
    windows = pd.DataFrame(
        [
            {
                "key": p.draft_of,
                "opened": pd.Timestamp(p.happened.latest),
                "closed": pd.Timestamp(p.closed.latest),
            }
            for p in told
            if isinstance(p, Posting)
        ]
    )
    posted = versions.merge(windows, on="key", how="left")
    posted["fits"] = ((posted.closed - posted.opened).dt.days >= 30) & (posted.closed < posted.effective)

    def every_month() -> list[pd.Series]:
        found = []
        for end in map(pd.Timestamp, MONTH_ENDS):
            held = meetings[meetings.day <= end].groupby("topic").size() >= 10
            groups = reached[reached.day <= end].groupby("topic")["groups"].nunique() >= len(GROUPS)
            current = posted[posted.effective <= end].sort_values("effective").groupby("topic")["fits"].last()
            found.append(pd.concat([held, groups, current], axis=1).fillna(False).all(axis=1))
        return found

    return every_month


def _json_logic(told: Sequence[Evidence]) -> Callable[[], object]:
    from json_logic import jsonLogic

    by_day = {"var": "day"}
    held = {"filter": [{"var": "meetings"}, {"<=": [by_day, str(HORIZON)]}]}
    counted = {"reduce": [held, {"+": [{"var": "accumulator"}, 1]}, 0]}
    rule = {
        "and": [
            {">=": [counted, 10]},
            *({"some": [held, {"in": [group, {"var": "groups"}]}]} for group in GROUPS),
            {"all": [{"var": "versions"}, {"and": [{">=": [{"var": "days"}, 30]}, {"var": "in_time"}]}]},
        ]
    }
    facts = list(_facts(told).values())
    return lambda: [jsonLogic(rule, each) for each in facts]


def _business_rules(told: Sequence[Evidence]) -> Callable[[], object]:
    from business_rules.engine import check_conditions_recursively
    from business_rules.variables import BaseVariables, boolean_rule_variable, numeric_rule_variable

    class Topic(BaseVariables):  # type: ignore[misc]
        def __init__(self, facts: dict[str, Any], on: str):
            self.held = [m for m in facts["meetings"] if m["day"] <= on]
            self.versions = [v for v in facts["versions"] if v["effective"] <= on]

        @numeric_rule_variable
        def meetings(self) -> int:
            return len(self.held)

        @numeric_rule_variable
        def groups(self) -> int:
            return len({group for m in self.held for group in m["groups"]})

        @boolean_rule_variable
        def posted(self) -> bool:
            return not self.versions or (self.versions[-1]["days"] >= 30 and self.versions[-1]["in_time"])

    rule = {
        "all": [
            {"name": "meetings", "operator": "greater_than_or_equal_to", "value": 10},
            {"name": "groups", "operator": "greater_than_or_equal_to", "value": len(GROUPS)},
            {"name": "posted", "operator": "is_true", "value": True},
        ]
    }
    facts = list(_facts(told).values())
    ends = [str(end) for end in MONTH_ENDS]
    return lambda: [check_conditions_recursively(rule, Topic(each, end)) for end in ends for each in facts]


def _facts(told: Sequence[Evidence]) -> dict[str, dict[str, Any]]:
    """The facts of each topic as plain values, days as text."""
    windows = {p.draft_of: p for p in told if isinstance(p, Posting)}
    found: dict[str, dict[str, Any]] = {f"topic-{n}": {"meetings": [], "versions": []} for n in range(TOPICS)}
    for record in told:
        facts = found[record.subject[0]]
        if isinstance(record, Meeting) and record.happened:
            facts["meetings"].append({"day": str(record.happened.latest), "groups": list(record.groups)})
        elif isinstance(record, Policy):
            window = windows[record.key]
            days = (window.closed.latest - window.happened.latest).days
            in_time = window.closed.latest < record.effective.earliest
            facts["versions"].append(
                {"effective": str(record.effective.latest), "days": days, "in_time": in_time}
            )
    return found
