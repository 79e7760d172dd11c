"""Lists of officers and what is told of them, in a line each; and small worlds of them, drawn at random."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from compliance.evidence import Evidence
from compliance.outcomes import Outcome
from tests.rules.acts import acted
from tests.small import history, record


def a_list(key: str, happened: str, *assignments: str, **fields: Any) -> Evidence:
    """A list; each assignment is written `officer first last school post`, a dash for what is left out."""
    names = ("officer", "first", "last", "school", "post")
    posts = [{k: v for k, v in zip(names, each.split(), strict=False) if v != "-"} for each in assignments]
    return record(
        "roster", key, **({"subject": ["roster"], "happened": happened} | fields), assignments=posts
    )


def code(kind: str, key: str, happened: str, officer: str, **fields: Any) -> Evidence:
    """A record about one officer."""
    return record(kind, key, happened=happened, officer=officer, **fields)


START = date(2019, 12, 1)
days = st.integers(0, 150).map(lambda n: START + timedelta(days=n))
officers = st.sampled_from(["o-1", "o-2", "o-3"])
schools = st.sampled_from(["s-1", "s-2"])
moments = st.tuples(days, st.sampled_from([0, 0, 0, 9])).map(
    lambda each: f"{each[0]}/{each[0] + timedelta(days=each[1])}"
)
perhaps_inferred = st.sampled_from([{}, {}, {}, {"inferred": "The days."}])


@st.composite
def lists(draw: st.DrawFn) -> list[Evidence]:
    """A few lists, some whole, some vague, some inferred, some by a body."""
    found = []
    for i in range(draw(st.integers(0, 3))):
        assignments = []
        for _ in range(draw(st.integers(1, 3))):
            first = draw(days)
            last = draw(st.sampled_from(["-", str(first + timedelta(days=20))]))
            post = draw(st.sampled_from(["fixed", "roving"]))
            assignments.append(f"{draw(officers)} {first} {last} {draw(schools)} {post}")
        keeper = draw(st.sampled_from([{}, {"kept_by": "police"}, {"kept_by": "schools"}]))
        more = keeper | draw(perhaps_inferred) | {"whole": draw(st.booleans())}
        found.append(a_list(f"list-{i}", draw(moments), *assignments, **more))
    return found


def the_act_does_what_it_says(check: Mapping[str, Any], records: list[Evidence], day: date, due: str) -> None:
    """Wherever the finding of a day is open and ordinary, its act closes the gap, or says that none can."""
    check = dict(check) | {"due": due}
    found = history(check, *records).finding(day)
    if found.is_open and found.outcome not in (Outcome.NEEDS_REVIEW, Outcome.CONTRADICTED):
        acted(check, *records, day=str(day))


dues = st.sampled_from(["unknown", "2019-12-31", "2020-02-15"])
