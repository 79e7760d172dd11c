"""Recording a data folder: what is new is added, what changed becomes a correction, what vanished is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from pydantic import BaseModel

from compliance.intake.folder import Folder
from compliance.record.store import Held, New, Store, StoreError
from compliance.record.tables import (
    CatalogueRevision,
    DeterminationRow,
    EvidenceRow,
    ReportTotalRow,
    Row,
    SourceRow,
)


@dataclass(frozen=True)
class Loaded:
    """What loading a folder did. `vanished` names rows of the record that the folder no longer has: they stay."""

    added: int
    corrected: int
    unchanged: int
    vanished: tuple[str, ...]
    last: int


def load(folder: Folder, store: Store) -> Loaded:
    """Record a folder in one transaction; a folder that is recorded already adds nothing.

    Raises compliance.record.store.StoreError if the store holds another decree, or if nothing could be written.
    """
    new: list[New] = []
    corrected = unchanged = 0
    vanished: list[str] = []

    def choose(held: Held) -> list[New]:
        nonlocal corrected, unchanged
        others = set(held(CatalogueRevision)) - {folder.catalogue.key}
        if others:
            raise StoreError(
                f"{store.path} holds the decree '{others.pop()}' and the folder is of '{folder.catalogue.key}'; one "
                "store holds one decree. Set PILCROW_DATABASE to another file"
            )
        for table, rows in _rows(folder):
            current = held(table)
            keys = set()
            for key, body, fields in rows:
                keys.add(key)
                before = current.get(key)
                if before is not None and before[2] == body:
                    unchanged += 1
                    continue
                corrected += before is not None
                reason = f"changed in the release of {folder.release.release}" if before else None
                new.append(New(table, key, body, before[0] if before else None, reason, fields))
            vanished.extend(f"{table.holds} {key}" for key in current if key not in keys)
        return new

    stamp = datetime.combine(folder.release.release, time.min, folder.catalogue.zone).astimezone(UTC)
    last = store.add(choose, str(folder.release.release), stamp)
    return Loaded(len(new) - corrected, corrected, unchanged, tuple(vanished), last)


def _rows(folder: Folder) -> Iterator[tuple[type[Row], list[tuple[str, str, tuple[tuple[str, str], ...]]]]]:
    """Each table with its rows: key, body and further columns."""

    def body(model: BaseModel) -> str:
        return model.model_dump_json(exclude_none=True)

    # Sources first: wherever the record is cut, what it holds names only sources that it holds.
    yield SourceRow, [(s.key, body(s), ()) for s in folder.sources]
    yield CatalogueRevision, [(folder.catalogue.key, folder.catalogue_text, ())]
    yield EvidenceRow, [(e.key, body(e), (("kind", e.kind),)) for e in folder.evidence]
    yield DeterminationRow, [(d.key, body(d), ()) for d in folder.determinations]
    yield ReportTotalRow, [(t.key, body(t), ()) for t in folder.totals]
