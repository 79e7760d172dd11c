"""Recording a sample that was drawn, and what people of the monitor's team answer on its items."""

import hashlib
from datetime import date

from compliance.access.desk import Desk
from compliance.access.reviewing import THIS_RECORD
from compliance.access.roles import Actor
from compliance.access.submission import Submission
from compliance.days import When
from compliance.evidence import Evidence, Source
from compliance.evidence.judgement import Judgement
from compliance.evidence.sample import Sample
from compliance.record.rows import Head
from compliance.record.tables import Visibility
from compliance.rules.judged.samples import SampleJudged
from compliance.rules.judged.sampling import draw


def record_sample(
    desk: Desk,
    actor: Actor,
    rule: SampleJudged,
    listed: str,
    frame: int,
    size: int,
    seed: str,
    said_by: str,
    published: Source,
    visibility: Visibility,
    once: str,
) -> list[Head]:
    """Draw a sample for a rule, today, and record it with the source in which the list and the seed were published. What is
    drawn follows from frame, size and seed, and is never given. Raises ValueError for what is no sample, and as
    Desk.add_all does."""
    sample = Sample(
        key=f"sample-{_digits(once)}",
        subject=(rule.subject,),
        happened=When.on(_today(desk)),
        source=published.key,
        said_by=said_by,
        summary=f"{said_by} drew {size} of the {frame} on a numbered list.",
        listed=listed,
        frame=frame,
        size=size,
        seed=seed,
        items=tuple(sorted(draw(frame, size, seed))),
    )
    return _with_its_source(desk, actor, published, sample, visibility, once)


def judge(
    desk: Desk,
    actor: Actor,
    rule: SampleJudged,
    sample: int,
    item: int,
    answer: str,
    method: str,
    reason: str,
    said_by: str,
    happened: date,
    once: str,
) -> list[Head]:
    """Record the answer that somebody of the team gave on an item of the sample with a record number, as visible as the
    sample; its source is this record itself. Raises ValueError for what is no judgement or an item that was not drawn, and
    as Desk.add_all does."""
    row = desk.door.recordings(actor, [sample]).get(sample)
    drawn = next(
        (e.evidence for e in desk.door.ask(actor).assessment.entries.values() if e.number == sample), None
    )
    if row is None or not isinstance(drawn, Sample):
        raise ValueError(f"record {sample} is no sample that holds; look up its number first")
    if item not in drawn.items:
        raise ValueError(f"item {item} was not drawn; judge one of the items of the sample")
    key = f"judgement-{_digits(once)}"
    source = Source(
        key=key,
        outlet=THIS_RECORD,
        title=f"Judgement on item {item} of the sample drawn on {drawn.happened.written()}",
        date=When.on(_today(desk)),
        quality="original",
    )
    judgement = Judgement.model_validate(
        {
            "key": key,
            "subject": [rule.subject],
            "happened": str(happened),
            "source": key,
            "said_by": said_by,
            "summary": f"{said_by} answered “{answer}” on item {item} of the sample drawn on {drawn.happened.written()}.",
            "question": rule.question,
            "sample": drawn.key,
            "item": item,
            "answer": answer,
            "method": method,
            "reason": reason,
        }
    )
    return _with_its_source(desk, actor, source, judgement, row.visibility, once)


def _with_its_source(
    desk: Desk, actor: Actor, source: Source, record: Evidence, visibility: Visibility, once: str
) -> list[Head]:
    return desk.add_all(
        actor,
        [
            Submission(source, visibility=visibility, idempotency_key=f"{once} source"),
            Submission(record, visibility=visibility, idempotency_key=once),
        ],
    )


def _today(desk: Desk) -> date:
    return desk.door.today(desk.door.head())


def _digits(once: str) -> str:
    return hashlib.sha256(once.encode()).hexdigest()[:12]
