"""The acts of a review: a record is accepted or rejected, with a note for the team if there is one, or asked about."""

import hashlib
from datetime import date
from typing import NamedTuple

from compliance.access.bodies import body_of, read_body
from compliance.access.desk import Desk
from compliance.access.door import LAST, Door
from compliance.access.recordings import Recording
from compliance.access.roles import Actor, NotAllowed
from compliance.access.submission import Submission
from compliance.access.visible import require_holds, row_of
from compliance.contributions import Review, TeamNote
from compliance.days import When
from compliance.evidence import Evidence, Source
from compliance.evidence.request import Request
from compliance.record.looking import Past
from compliance.record.rows import Conflict, Head
from compliance.record.tables import Visibility
from compliance.sentences import say

THE_TEAM = "The monitor’s team"
THIS_RECORD = "This record"


class Verdicted(NamedTuple):
    """The review of a record that holds, and how it was recorded."""

    review: Review
    recording: Recording


def last_review(door: Door, actor: Actor, record: int) -> Verdicted | None:
    """The review of a record that holds, as far as the actor may see it; None where there is none."""
    for row in door.store.holding("review", [str(record)]):
        seen = door.recordings(actor, [row.number])
        if row.number in seen:
            return Verdicted(read_body(Review, row), seen[row.number])
    return None


def team_notes(door: Door, actor: Actor, record: int) -> list[tuple[Recording, TeamNote]]:
    """What the monitor's team noted of a record for itself, oldest first, as far as the actor may see it."""
    notes = {row.number: read_body(TeamNote, row) for row in door.store.current("team_note", LAST)}
    own = [number for number, note in notes.items() if note.record == record]
    told = door.recordings(actor, own)
    return [(told[number], notes[number]) for number in own if number in told]


def review(
    desk: Desk, actor: Actor, body: Review, note: str | None, seen: Verdicted | None, once: str
) -> list[Head]:
    """Record a review, and what the team notes of it for itself, both or neither; where each stands.

    `seen` is the review that held when the reviewer looked. Raises Conflict where another has come since, or the record was
    corrected or withdrawn; NotAllowed for who may not review, or filed the record; ValueError for a note that is none.
    """
    acts = [Submission(body, idempotency_key=once), *_noted(body.record, note, once)]
    looked_at = seen.recording.number if seen else None

    def unless_reviewed_since(past: Past) -> None:
        row = past.held("review", body.own_key)
        now = read_body(Review, row) if row else body
        if row and row.number != looked_at and now != body:
            raise Conflict(
                f"record {body.record} was {now.verdict} meanwhile, in record {row.number}: “{now.reason}” Read that; if you "
                "decide otherwise, your review takes its place"
            )

    return desk.add_all(actor, acts, unless=unless_reviewed_since)


def ask(
    desk: Desk,
    actor: Actor,
    record: int,
    asked_of: str,
    what: str,
    due: date | None,
    note: str | None,
    once: str,
) -> list[Head]:
    """Record that the team asks a body about a record, with the source that this is, the request itself, and with what the
    team notes of it for itself. The request is as visible as the record, which stays as it is. Where each of them stands.

    Raises Conflict where the record does not hold any more, NotAllowed for a record that those who are asked, or nobody
    else, could read, and ValueError for what is no request.
    """
    door = desk.door
    about, visibility = _asked_about(door, actor, record)
    today = door.today(door.head())
    key = f"request-about-{record}-{hashlib.sha256(once.encode()).hexdigest()[:8]}"
    name = door.catalogue(door.head().number).names.get(asked_of)
    whom = name.en if name else asked_of
    source = Source(
        key=key,
        outlet=THIS_RECORD,
        title=f"Request of the monitor’s team about record {record}",
        date=When.on(today),
        quality="original",
    )
    request = Request(
        key=key,
        subject=about.subject,
        happened=When.on(today),
        source=key,
        said_by=THE_TEAM,
        summary=f"{THE_TEAM} asked {whom} about record {record}.",
        asked_by=THE_TEAM,
        asked_of=asked_of,
        what=what,
        due=due,
        about=about.key,
    )
    acts = [
        Submission(source, visibility=visibility, idempotency_key=f"{once} source"),
        Submission(request, visibility=visibility, idempotency_key=once),
    ]
    return desk.add_all(actor, acts + _noted(record, note, once))


def _noted(record: int, note: str | None, once: str) -> list[Submission]:
    if note is None:
        return []
    return [Submission(TeamNote(record=record, words=note), idempotency_key=f"{once} noted")]


def _asked_about(door: Door, actor: Actor, number: int) -> tuple[Evidence, Visibility]:
    """The record that is asked about, and as how visible."""
    row = row_of(door.store, door.standing(actor), number)
    if row["holds"] != "evidence" or row["withdraws"] is not None:
        raise ValueError(f"record {number} is no record of evidence, and only those are asked about")
    require_holds(door.store, row)
    if row["visibility"] not in ("public", "parties"):
        raise NotAllowed(
            say(
                "This record is read by the monitor’s team and whoever filed it alone, and a request about it would be read by "
                "others, or not by them. Ask them directly, or reject the record with a reason, which they read.",
                "Este registro solo lo leen el equipo supervisor y quien lo presentó; una solicitud sobre él la leerían otros, o "
                "no ellos. Pregúnteles directamente, o rechace el registro con un motivo, que ellos leen.",
            )
        )
    body = body_of("evidence", row["kind"], row["body"])
    assert isinstance(body, Evidence)
    visibility: Visibility = row["visibility"]
    return body, visibility
