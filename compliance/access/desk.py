"""The desk where the record is added to: every act is an actor's, allowed by the one table, and recorded as such."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from compliance.access.bodies import (
    a_key_of_its_own,
    binds,
    holds_of,
    own_key,
    redaction_of,
    thing_of,
    thing_of_row,
)
from compliance.access.door import Door
from compliance.access.numbering import require_numbered
from compliance.access.roles import MAY, Actor, Capacity, NotAllowed, Right, Standing, visibility_of
from compliance.access.stages import stage_of
from compliance.access.submission import Also, Fits, Submission, date_of, fits
from compliance.access.visible import require_holds, row_of
from compliance.contributions import FileCheck, Production, Redaction, Response, Review, TeamNote
from compliance.evidence import Evidence, Source
from compliance.fitting import Misfit, Unfitting
from compliance.reading import unseen_mark
from compliance.record.databases import StoreError
from compliance.record.drafts import Draft, remove_all
from compliance.record.files import Altered
from compliance.record.looking import Past
from compliance.record.rows import Author, Conflict, Head, New, Taken
from compliance.record.tables import Holds, Visibility
from compliance.sentences import say

PROGRAM = Author("program")
_NEEDED = ("catalogue_revision", "redaction", "file_check")
"""What says nothing of anybody, and without which earlier answers could not be given."""


class Desk:
    """Adds to the record behind a door. Raises NotAllowed for what the actor may not do, Conflict where the record has
    moved on, StoreError where it cannot be written."""

    def __init__(self, door: Door):
        self.door, self._store = door, door.store

    def add(self, actor: Actor, body: BaseModel, **how: Any) -> Head:
        """Record one thing, or a correction of it with its reason; where it stands. `how` is what a `Submission` may have
        besides. Raises ValueError for files that are not there, and Unfitting."""
        return self.add_all(actor, [Submission(body, **how)])[0]

    def add_all(
        self,
        actor: Actor,
        submissions: Sequence[Submission],
        also: Also | None = None,
        unless: Callable[[Past], None] | None = None,
    ) -> list[Head]:
        """Record several things, all or none; where each stands, in their order, and at the end what is recorded `also`.
        What one names may be another of them. `unless` looks at what the record holds once the lock is taken, and raises
        where nothing is to be recorded any more.

        Raises as `add` does; an Unfitting names the thing where there are several.
        """
        who = self.door.standing(actor)
        prepared = [self._prepared(who, submission) for submission in submissions]
        news = [new for _, new in prepared]
        capacity, *others = dict.fromkeys([c for c, _ in prepared] + ([also.capacity] if also else []))
        if others:
            raise ValueError("these were filed by different bodies; send those of each apart")
        bodies = [submission.body for submission in submissions]
        found = fits(self.door, who, [(body, new.visibility) for body, new in zip(bodies, news, strict=True)])
        for new, wrong in zip(news, found.misfits, strict=True):
            if wrong:
                raise Unfitting(wrong, new.key if len(submissions) > 1 else None)
        # Sources first: wherever the record is cut, what it holds names only sources that it holds.
        order = sorted(range(len(submissions)), key=lambda i: news[i].holds != "source")
        rows = [_dated(news[i], bodies[i], found) for i in order]
        drafts = [submission.instead_of for submission in submissions if submission.instead_of is not None]
        places = [order.index(i) for i in range(len(submissions))]

        def choose(past: Past) -> list[New]:
            if unless:
                unless(past)
            numbers = [past.last + 1 + place for place in places]
            last = [also.row(past, numbers)] if also else []
            return [*(_after_the_last(new, past) for new in rows), *last]

        heads = self._append(choose, capacity, who, drafts)
        return [*(heads[place] for place in places), *heads[len(places) :]]

    def misfits(
        self, actor: Actor, bodies: Sequence[BaseModel], visibility: Visibility | None = None
    ) -> list[list[Misfit]]:
        """In what each of some bodies would not fit, were all of them recorded now; nothing is recorded. Raises NotAllowed
        for one that the actor may neither add nor draft."""
        who = self.door.standing(actor)
        wanted = [(body, self._would_be_seen_by(who, body, visibility)) for body in bodies]
        return fits(self.door, who, wanted).misfits

    def _would_be_seen_by(self, who: Standing, body: BaseModel, asked: Visibility | None) -> Visibility:
        thing = thing_of(body)
        try:
            capacity = who.acting("add", thing)
        except NotAllowed:
            capacity = who.acting("draft", thing)
        return visibility_of(capacity, thing, asked, None)

    def _prepared(self, who: Standing, submission: Submission) -> tuple[Capacity, New]:
        """In which capacity a thing is filed, and its row."""
        body, corrects, draft = submission.body, submission.corrects, submission.instead_of
        holds, thing = holds_of(body), thing_of(body)
        row: Mapping[str, Any] = {}
        if corrects is not None:
            who.acting("correct", thing)
            row = row_of(self._store, who, corrects)
            _with_a_reason(submission.reason)
        filed_as = row.get("capacity") or (draft.capacity if draft else None)
        capacity = who.acting("correct" if row else "add", thing, filed_as)
        if isinstance(body, Review):
            wanted = self._of_the_reviewed(who, body.record)
        else:
            stage = stage_of(body, row)
            wanted = visibility_of(capacity, thing, submission.visibility, row.get("visibility"), stage)
        if isinstance(body, Response | TeamNote) and body.record is not None:
            row_of(self._store, who, body.record)
        if isinstance(body, Production):
            require_numbered(self._store, body, row)
        files = (row.get("files") or "").split() if submission.files is None else submission.files
        for digest in files:
            if self.door.files.state(digest) != "whole":
                raise ValueError(f"there is no file {digest}; put it into the store first")
        key = own_key(body) or row.get("key") or a_key_of_its_own(holds, submission.idempotency_key)
        if row and (row["holds"], row["key"]) != (holds, key):
            raise ValueError(
                f"record {corrects} is {row['holds']} '{row['key']}', and this is {holds} '{key}'"
            )
        new = New(
            holds,
            key,
            body.model_dump_json(exclude_none=True),
            kind=body.kind if isinstance(body, Evidence) else None,
            visibility=wanted,
            corrects=corrects,
            reason=submission.reason,
            happened=body.happened.written() if isinstance(body, Evidence) and body.happened else None,
            files=tuple(files),
            idempotency_key=_scoped(capacity, submission.idempotency_key),
        )
        return capacity, new

    @contextmanager
    def kept(
        self, actor: Actor, body: BaseModel, right: Right, contents: Sequence[Path]
    ) -> Iterator[list[str]]:
        """The digests of files, kept for an act that the actor may do; where the act fails, those that nothing names are
        removed again."""
        self.door.standing(actor).acting(right, thing_of(body))
        digests: list[str] = []
        try:
            for path in contents:
                with path.open("rb") as content:
                    digests.append(self.door.files.put(content))
            yield digests
        except BaseException:
            for digest in digests:
                if not self._store.names_file(digest):
                    self.door.files.remove(digest)
            raise

    def withdraw(self, actor: Actor, number: int, reason: str, idempotency_key: str | None = None) -> Head:
        """Take back a row that was wrong to record, with the reason; it stays in the record and counts no more."""
        who = self.door.standing(actor)
        row = row_of(self._store, who, number)
        capacity = who.acting("withdraw", thing_of_row(row), row["capacity"])
        _with_a_reason(reason)
        new = New(
            row["holds"],
            row["key"],
            "{}",
            kind=row["kind"],
            visibility=row["visibility"],
            withdraws=number,
            reason=reason,
            idempotency_key=_scoped(capacity, idempotency_key),
        )
        return self._append(lambda _: [new], capacity, who)[0]

    def redact(self, actor: Actor, number: int, reason: str) -> Head:
        """Remove the content of a row for ever, with its files where no other row or draft names them: all that stays
        is its place in the chain, and that it was redacted, by
        whom and why. Raises KeyError if there is no such row or its content is gone already."""
        who = self.door.standing(actor)
        capacity = who.acting("redact", "redaction")
        row = self._store.row(number)
        if row is None or row["body"] is None:
            raise KeyError(number)
        if row["holds"] in _NEEDED:
            raise ValueError(
                f"the content of a {row['holds'].replace('_', ' ')} is needed and cannot be removed"
            )
        _with_a_reason(reason)
        holding = number in {held.number for held in self._store.holding(row["holds"], [row["key"]])}
        review = Review.model_validate_json(row["body"]) if holding and row["holds"] == "review" else None
        body = redaction_of(number, row["holds"], row["key"], review)
        new = New(
            "redaction",
            str(number),
            body.model_dump_json(),
            visibility=row["visibility"],
            redacts=number,
            reason=reason,
        )
        try:
            return self._append(lambda _: [new], capacity, who)[0]
        finally:
            # Also where the redaction is recorded, and only the database's own file could not be written anew.
            for digest in (row["files"] or "").split():
                if not self._store.names_file(digest):
                    self.door.files.remove(digest)

    def load(
        self,
        actor: Actor,
        choose: Callable[[Past, Callable[[Holds, str], bool]], Sequence[New]],
        release: tuple[str, datetime],
    ) -> Head:
        """Record a data release; `choose` is told what the record held, and of a thing whether it was redacted: that is
        not loaded again. The end of the record afterwards."""
        who = self.door.standing(actor)
        [capacity] = {who.acting("load", thing) for thing in MAY["load"]}

        def chosen(past: Past) -> Sequence[New]:
            held = past.holding("redaction").values()
            redactions = [Redaction.model_validate_json(row.body) for row in held]
            return choose(
                past, lambda holds, key: any(binds(redaction, holds, key) for redaction in redactions)
            )

        # A release is its own author: two copies that load it have one head, whoever ran the command.
        self._store.append(chosen, Author(capacity.role), release)
        return self._store.head()

    def file(self, actor: Actor, number: int, digest: str) -> bytes:
        """A file of a record, as Door.file gives it; where it is no longer what was recorded, that is recorded first."""
        try:
            return self.door.file(actor, number, digest)
        except Altered as error:
            self._record_state(number, digest, error.state)
            raise

    def check_file(self, number: int, digest: str) -> str:
        """Re-hash a file of a record and record what was found, if that is new; `whole`, `altered` or `missing`."""
        state = self.door.files.state(digest)
        self._record_state(number, digest, state)
        return state

    def _record_state(self, number: int, digest: str, state: str) -> None:
        row = self._store.row(number)
        assert row is not None
        body = FileCheck.model_validate({"record": number, "file": digest, "state": state})

        def choose(past: Past) -> Sequence[New]:
            before = past.held("file_check", body.own_key)
            text = body.model_dump_json()
            if (before is None and state == "whole") or (before and before.body == text):
                return []
            new = New("file_check", body.own_key, text, visibility=row["visibility"])
            return [_after_the_last(new, past, "hashed again")]

        self._store.append(choose, PROGRAM)

    def _of_the_reviewed(self, who: Standing, number: int) -> Visibility:
        """A review is as visible as its record."""
        row = row_of(self._store, who, number)
        if who.actor.person is not None and row["recorded_by"] == who.actor.person:
            raise NotAllowed(
                say(
                    "Nobody reviews what they filed themselves; ask another member of the monitor's team.",
                    "Nadie revisa lo que presentó; pídalo a otra persona del equipo supervisor.",
                )
            )
        if row["holds"] != "evidence" or row["withdraws"] is not None:
            raise ValueError(f"record {number} is no record of evidence, and only those are reviewed")
        require_holds(self._store, row)
        visibility: Visibility = row["visibility"]
        return visibility

    def _append(
        self,
        choose: Callable[[Past], Sequence[New]],
        capacity: Capacity,
        who: Standing,
        instead_of: Sequence[Draft] = (),
    ) -> list[Head]:
        author = Author(capacity.written(), who.actor.person, who.actor.system_account)
        with_it = partial(remove_all, drafts=instead_of) if instead_of else None
        try:
            return self._store.append(choose, author, with_it=with_it)
        except Taken as taken:
            # Of a row that they cannot see nobody is told so much as its number.
            row = self._store.row(taken.number)
            if row is None or who.sees(row):
                raise
            key = f"the key '{row['key']}'" if row["body"] is not None else "this key"
            raise Conflict(f"{key} cannot be used; take another") from None


def _after_the_last(new: New, past: Past, reason: str = "reviewed again") -> New:
    """The newest review or check of a record holds: it takes the place of the one that held, whichever that is."""
    if new.holds not in ("review", "file_check") or new.corrects is not None:
        return new
    before = past.held(new.holds, new.key)
    if before is None:
        return new
    return new.correcting(before.number, new.reason or reason)


def _dated(new: New, body: BaseModel, found: Fits) -> New:
    """A row with the day on which its main source was out."""
    if isinstance(body, Evidence):
        return replace(new, source_date=found.sources[body.source].date)
    return replace(new, source_date=date_of(body)) if isinstance(body, Source) else new


def _scoped(capacity: Capacity, idempotency_key: str | None) -> str | None:
    """An idempotency key is its author's own: nobody learns by it what somebody else has recorded."""
    return f"{capacity.written()} {idempotency_key}" if idempotency_key is not None else None


def _with_a_reason(reason: str | None) -> None:
    if not reason or not reason.strip():
        raise StoreError("this needs a reason, which is recorded with it")
    if unseen_mark(reason):
        raise ValueError(
            "the reason has a mark that is not seen but acts on a screen; remove the control character"
        )
