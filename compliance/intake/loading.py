"""Recording a data folder: what is new is added, what changed becomes a correction, what vanished is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pydantic import BaseModel

from compliance.access import Actor, Desk, Held, Holds, New, Past, StoreError, as_text, body_of
from compliance.fitting import There, misfits
from compliance.intake.folder import Folder


@dataclass(frozen=True)
class Loaded:
    """What loading a folder did. `vanished` names rows of the record that the folder no longer has: they stay.
    `redacted` names rows of the folder that were redacted here and are not loaded again. `last` and `head` are the number
    and hash of the record's last row."""

    added: int
    corrected: int
    unchanged: int
    vanished: tuple[str, ...]
    redacted: tuple[str, ...]
    last: int
    head: str


def load(folder: Folder, desk: Desk, actor: Actor) -> Loaded:
    """Record a folder in one transaction; a folder that is recorded already adds nothing.

    Raises StoreError if the store holds another decree, if the release's day has not begun, or if nothing could be
    written, and compliance.access.NotAllowed unless the actor may load releases.
    """
    new: list[New] = []
    corrected = unchanged = 0
    vanished: list[str] = []
    redacted: list[str] = []
    release = str(folder.release.release)
    # What a row holds is made ready before the lock is taken.
    every = list(_rows(folder))

    def choose(past: Past, was_redacted: Callable[[Holds, str], bool]) -> list[New]:
        nonlocal corrected, unchanged
        _require_same_decree(past, folder, desk)
        _require_still_fitting(past, folder, {(row.holds, row.key) for _, rows in every for row in rows})
        for holds, rows in every:
            holding, released = past.holding(holds), past.released(holds)
            keys = {row.key for row in rows}
            for row in rows:
                before = holding.get(row.key)
                if before is not None:
                    _require_own(row, before)
                if row.body in (released.get(row.key), before.body if before else None):
                    # As the last release had it: what somebody corrected or withdrew here since stays so.
                    unchanged += 1
                elif was_redacted(holds, row.key):
                    redacted.append(f"{holds} {row.key}")
                elif before is None:
                    new.append(row)
                else:
                    corrected += 1
                    new.append(row.correcting(before.number, f"changed in the release of {release}"))
            # What somebody recorded here was never in a folder, and is not missed in this one.
            vanished.extend(f"{holds} {key}" for key in holding if key not in keys and holding[key].release)
        return new

    begins = datetime.combine(folder.release.release, time.min, folder.catalogue.zone).astimezone(UTC)
    head = desk.load(actor, choose, (release, begins))
    return Loaded(
        len(new) - corrected, corrected, unchanged, tuple(vanished), tuple(redacted), head.number, head.hash
    )


def _require_same_decree(past: Past, folder: Folder, desk: Desk) -> None:
    others = set(past.holding("catalogue_revision")) - {folder.catalogue.key}
    if others:
        raise StoreError(
            f"{desk.door.store.name} holds the decree '{others.pop()}' and the folder is of '{folder.catalogue.key}'; "
            "one store holds one decree. Set PILCROW_DATABASE to another one"
        )


def _require_own(row: New, before: Held) -> None:
    """A release corrects what releases and administrators recorded, and nobody else's."""
    if before.capacity.partition("/")[0] != "administrator":
        raise StoreError(
            f"the key '{row.key}' of the folder is that of record {before.number}, which {before.capacity} filed; give "
            "the folder's another key"
        )


def _require_still_fitting(past: Past, folder: Folder, brought: set[tuple[Holds, str]]) -> None:
    """What the folder does not bring anew must still fit: a page could not show what names something that is gone."""
    sources = {*past.holding("source"), *(source.key for source in folder.sources)}
    records = {key: held.kind or "" for key, held in past.holding("evidence").items()}
    records |= {record.key: record.kind for record in folder.evidence}
    there = There(folder.catalogue, sources, records, date.max)
    named: tuple[Holds, ...] = ("evidence", "determination", "response", "open_item_event", "production")
    for holds in named:
        for key, held in past.holding(holds).items():
            if (holds, key) in brought:
                continue
            for misfit in misfits(body_of(holds, held.kind, held.body), there):
                raise StoreError(
                    f"record {held.number} would not fit any more: {misfit.wrong}. Declare it in decree.yaml, or have the "
                    "record corrected or withdrawn first"
                )


def _rows(folder: Folder) -> Iterator[tuple[Holds, list[New]]]:
    """The rows of a folder, by what they hold."""

    def body(model: BaseModel) -> str:
        return as_text(model.model_dump_json(exclude_none=True))

    # Sources first: wherever the record is cut, what it holds names only sources that it holds.
    dates = {s.key: s.date.written() if s.date else None for s in folder.sources}
    yield "source", [New("source", s.key, body(s), source_date=dates[s.key]) for s in folder.sources]
    yield "catalogue_revision", [New("catalogue_revision", folder.catalogue.key, folder.catalogue_text)]
    yield (
        "evidence",
        [
            New(
                "evidence",
                e.key,
                body(e),
                kind=e.kind,
                happened=e.happened.written() if e.happened else None,
                source_date=dates[e.source],
            )
            for e in folder.evidence
        ],
    )
    yield "determination", [New("determination", d.key, body(d)) for d in folder.determinations]
    yield "report_total", [New("report_total", t.key, body(t)) for t in folder.totals]
