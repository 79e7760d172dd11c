"""The fields of what moved between two looks, and of what sources differ on."""

from typing import get_args

from compliance.access import Reading
from compliance.changes import Moved, Why
from compliance.differences import Beside, Counted, Relation, Rivals, Standing, number, period
from compliance.json_objects import RECORD, Field, as_object
from compliance.sentences import Language

CHANGE: tuple[Field[tuple[Moved, Language]], ...] = (
    Field("obligation", "the obligation's key", lambda m: m[0].obligation.key),
    Field("title", "the obligation's title", lambda m: m[0].obligation.title.to(m[1])),
    Field("criterion", "the criterion's key", lambda m: m[0].criterion.key),
    Field("checks", "the criterion's title", lambda m: m[0].criterion.title.to(m[1])),
    Field(
        "basis", "`decree`, `commitment`, `agreement`, `law` or `statement`", lambda m: m[0].obligation.basis
    ),
    Field(
        "from",
        "the outcome at the first look; null where there was no such check",
        lambda m: m[0].before.outcome.value if m[0].before else None,
    ),
    Field(
        "to",
        "the outcome at the second look; null where there is no such check any more",
        lambda m: m[0].after.outcome.value if m[0].after else None,
    ),
    Field("says", "from which outcome to which, in plain words", lambda m: m[0].text().to(m[1])),
    Field(
        "causes",
        "what is behind it: for each `why` ("
        + ", ".join(f"`{why}`" for why in get_args(Why))
        + "), `says`, and the key of the "
        "`record` it is about, null where it is about none",
        lambda m: [{"why": c.why, "says": c.text.to(m[1]), "record": c.record} for c in m[0].causes],
    ),
)

THING: tuple[Field[tuple[Rivals, Reading, Language]], ...] = (
    Field("thing", "the thing's key", lambda d: d[0].thing),
    Field(
        "records",
        "the records that tell of it, with the fields of a record",
        lambda d: [as_object(RECORD, (d[1], entry.evidence.key)) for entry in d[0].entries],
    ),
    Field(
        "facts",
        "all that they differ on: `field`, its `name`, the key of the part that it is `of` (an officer of a list, a column "
        "of a data set; null where it is of the whole), and `values`, by each record that gives one (`number`, `value`)",
        lambda d: [
            {
                "field": fact.field,
                "name": fact.name.to(d[2]),
                "of": fact.of,
                "values": [{"number": e.number, "value": value.to(d[2])} for e, value in fact.values],
            }
            for fact in d[0].facts
        ],
    ),
    Field(
        "decides",
        "the checks that are `contradicted` on the day because of it: `obligation`, `criterion`",
        lambda d: [{"obligation": o.key, "criterion": c.key} for o, c in d[0].decides],
    ),
    Field("says", "what hangs on it, in plain words", lambda d: d[0].text().to(d[2])),
)

COUNTED: tuple[Field[tuple[Counted, Reading, Language]], ...] = (
    Field("counts", "the key of what is counted", lambda d: d[0].thing),
    Field(
        "claims",
        "every claim on it, the oldest first: the fields of a record, and `value`, `number` and `period` as the source gives "
        "them under `given`",
        lambda d: [
            as_object(RECORD, (d[1], claim.key))
            | {
                "value": claim.value,
                "given": {"number": number(claim).to(d[2]), "period": period(claim).to(d[2])},
            }
            for claim in d[0].claims
        ],
    ),
    Field(
        "comparisons",
        "each claim with each later one: the keys of the `first` and the `second`, their `relation` ("
        + ", ".join(f"`{relation}`" for relation in get_args(Relation))
        + "), whether they name an `other_period`, `says`",
        lambda d: [
            {
                "first": c.first.key,
                "second": c.second.key,
                "relation": c.relation,
                "other_period": c.other_period,
                "says": c.text().to(d[2]),
            }
            for c in d[0].comparisons
        ],
    ),
)

BESIDE: tuple[Field[tuple[Beside, Reading, Language]], ...] = (
    Field("counts", "the key of what is counted", lambda d: d[0].claim.counts),
    Field("claim", "the claim's key", lambda d: d[0].claim.key),
    Field("value", "the number that it gives", lambda d: d[0].claim.value),
    Field(
        "standing",
        "one of: " + ", ".join(f"`{each}`" for each in get_args(Standing)),
        lambda d: d[0].standing,
    ),
    Field(
        "least",
        "how many are on record for its days at least; null where its days are not known",
        lambda d: d[0].least,
    ),
    Field("most", "the same, at most", lambda d: d[0].most),
    Field(
        "evidence",
        "the records that may be among them",
        lambda d: [as_object(RECORD, (d[1], k)) for k in d[0].evidence],
    ),
    Field("says", "how the two stand to each other, in plain words", lambda d: d[0].text().to(d[2])),
)
