"""The door to the record for whoever reads: always for an actor, for a day, and for what was known."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from compliance.access import clocks
from compliance.access.bodies import read_body
from compliance.access.embargo import Embargo, embargo, filed_by_monitor
from compliance.access.gathering import Gathered, Question, advanced, gathered
from compliance.access.kept import Kept
from compliance.access.reading import By, Reading, Unanswerable
from compliance.access.recordings import Recording, recordings
from compliance.access.roles import Actor, Capacity, Sight, Standing
from compliance.access.sources import NamedSources
from compliance.arrivals import Arrival, Arrivals
from compliance.assessment import Assessment
from compliance.catalogue import Catalogue, read_catalogue
from compliance.contributions import Person, Review, Role, TeamNote
from compliance.evidence import Source
from compliance.reading import read_text
from compliance.record import migrate
from compliance.record.canonical import as_text
from compliance.record.databases import Clock, StoreError
from compliance.record.files import Files
from compliance.record.looking import Known
from compliance.record.rows import Head
from compliance.record.store import Store
from compliance.record.tables import HOLDS, Holds
from compliance.rules.rule import Would
from compliance.sentences import say

HORIZON_YEARS = 2
MOST_ANSWERS = 16
MOST_ROWS = 1_500_000
"""So many rows the answers that are kept may be made of, some two thirds of a GiB for each million."""
LEAST_ROWS = 50_000
"""As if of so many rows an answer counts at least: one that shares most of itself with another one, too."""
MOST_SIGHTS = 32
FEW = 500
"""So many new rows are taken on in a moment."""
LAST = 2**31 - 1
"""A number after every record: everything that is known."""
_PRIVATE = ("recorded_by", "system_account")
_NEVER_SHOWN = ("salt", "idempotency_key")
_ACTS = {"corrects": "corrected by", "withdraws": "withdrawn by", "redacts": "redacted by"}
_LISTED = ("number", "holds", "kind", "recorded", "hash")


class Door:
    """A store with its files, opened for reading, with the clock that its questions use.

    `clock` gives the present moment with its time zone. `withholds`: the results of a period are kept from the public until
    the monitor's report on it is filed. Raises StoreError where there is no store to read.
    """

    def __init__(self, store: Store, files: Files, clock: Clock, withholds: bool = False):
        self.store, self.files, self.clock, self.withholds = store, files, clock, withholds
        self._checked: object = None
        self._answers = Kept(self._read, MOST_ROWS, _weight)
        self._latest: dict[Sight, Gathered] = {}
        self._catalogue = lru_cache(maxsize=16)(self._read_catalogue)
        self._arrivals = Kept(self._read_arrivals, MOST_ANSWERS)
        self._filed_by_monitor = lru_cache(maxsize=4)(self._read_filed_by_monitor)

    def ask(
        self, actor: Actor, on: str | None = None, known: str | None = None, by: str | None = None
    ) -> Reading:
        """The record as an actor may see it, on a day (today unless given), as known by a day or a record number (now
        unless given). What the actor may see is decided as of now, whatever is asked.

        Raises Unanswerable for a day that is none, one before the decree took effect, beyond the horizon or withheld from
        the actor, and for a `known` from before the record began or after today.
        """
        asked, today = self._question(actor, known, by)
        if asked.withheld and on is not None and (day := clocks.read(on)) > asked.withheld.last:
            raise Unanswerable(asked.withheld.refusal(day))
        knowledge = self._answers(asked).knowledge
        return Reading(clocks.day_within(on, today, knowledge.assessment), today, knowledge, asked.withheld)

    def is_ready(self, actor: Actor, known: str | None = None, by: str | None = None) -> bool:
        """Whether `ask` answers at once, or at once says why it cannot: what was known is there, or follows in a moment from
        what is. Raises StoreError like `ask`."""
        try:
            asked, _ = self._question(actor, known, by)
        except Unanswerable:
            return True
        before = self._latest.get(asked.own)
        return self._answers.has(asked) or (
            before is not None
            and asked.goes_on_from(before, self.catalogue(asked.number))
            and asked.number - before.asked.number <= FEW
        )

    def _question(self, actor: Actor, known: str | None, by: str | None) -> tuple[Question, date]:
        """What is asked for, and the reader's day."""
        last = self.head()
        if last.recorded is None:
            raise StoreError(f"the store at {self.store.name} holds nothing; run pilcrow init")
        zone, today = self.catalogue(last.number).zone, self.today(last)
        number, until = clocks.known_by(self.store, known, today, zone, last.number)
        if by not in (None, "record", "source"):
            raise Unanswerable(
                say(
                    "'{by}' is no way to look back; write record or source.",
                    "'{by}' no es válido; escriba record o source.",
                    by=by,
                )
            )
        which: By = "source" if by == "source" else "record"
        if which == "source":
            if known is not None and clocks.NUMBER.match(known):
                raise Unanswerable(
                    say(
                        "Looking back by source dates needs a day, not a record number; write known as YYYY-MM-DD.",
                        "Mirar atrás por fechas de las fuentes requiere un día, no un número; escriba AAAA-MM-DD.",
                    )
                )
            number = last.number
        own = self.standing(actor).sight
        asked = Question(
            number,
            # With the hash: another store may have been put in the place of this one.
            self.store.head(number).hash if number else "",
            known is not None and bool(clocks.NUMBER.match(known)),
            until,
            which,
            own,
            # A redaction removes content from every state of the record, earlier ones too.
            self.store.redactions(),
            self._embargo(own, last, today),
        )
        return asked, today

    def _embargo(self, own: Sight, last: Head, today: date) -> Embargo | None:
        """What is withheld from somebody; None for whoever works on the case, and where nothing is withheld."""
        if not self.withholds or "parties" in own.visibilities:
            return None
        return embargo(self.catalogue(last.number), self._filed_by_monitor(last.number, last.hash), today)

    def _read_filed_by_monitor(self, number: int, hash: str) -> Mapping[str, date]:
        """Asked of with the hash, since another store may come in the place of this one."""
        return filed_by_monitor(self.store.current("determination", number), self.catalogue(number).zone)

    def if_done(self, actor: Actor, reading: Reading) -> Callable[[Would], Assessment]:
        """How everything would stand for an actor, at what was known, once some records had come and some reviews were
        made. Nothing is recorded."""
        known, own = reading.knowledge, self.standing(actor).sight
        asked = Question(
            known.number,
            known.head,
            known.numbered,
            known.until,
            known.by,
            own,
            self.store.redactions(),
            reading.withheld,
        )
        workings = self._answers(asked).workings
        return lambda would: workings.once(would).assessment

    def head(self) -> Head:
        """The end of the chain. Raises StoreError where there is no store that this program can read."""
        here = self.store.database.identity()
        if here is None or here != self._checked:
            migrate.require_current(self.store.database)
            self._checked = here
        return self.store.head()

    def today(self, last: Head) -> date:
        """The reader's day in the decree's time zone: the clock's, and never before the last record; of a fictional city
        the day on which it stands."""
        catalogue = self.catalogue(last.number)
        if catalogue.stands_on is not None:
            return catalogue.stands_on
        zone = catalogue.zone
        return max(moment.astimezone(zone).date() for moment in (self.clock(), last.recorded) if moment)

    def standing(self, actor: Actor) -> Standing:
        """What an actor is to this record, now: nobody but the public, unless on record."""
        if actor.host:
            return Standing(actor, (Capacity("administrator"),))
        people = self.store.holding("person", [actor.person]) if actor.person is not None else []
        if not people:
            return Standing(actor, ())
        # Somebody else who is put on record under the key of one who left does not get that one's roles.
        since = self._first_of(people[0].number)
        rows = [row for row in self.store.current("role", LAST) if row.number > since]
        own = [role for role in (read_body(Role, row) for row in rows) if role.person == actor.person]
        return Standing(actor, tuple(Capacity(role.role, role.body, role.coordinator) for role in own))

    def _first_of(self, number: int) -> int:
        """The number of the row that a person's row corrects in the end."""
        corrects = self.store.corrected("person", LAST)
        while number in corrects:
            number = corrects[number]
        return number

    def people(self, actor: Actor) -> list[tuple[Person, tuple[Capacity, ...]]]:
        """Everybody on record whom the actor may see, with what each is."""
        own, last = self.standing(actor).sight, self.store.last_number()
        seen = [r for r in self.store.current("person", last) if own.sees(r.visibility, r.capacity)]
        found = [read_body(Person, row) for row in seen]
        return [(person, self.standing(Actor(person.key)).capacities) for person in found]

    def rows(
        self, actor: Actor, number: int, holds: Holds | None = None, first: int = 1
    ) -> list[dict[str, Any]]:
        """Every row up to a record number that the actor may know of, corrected and redacted ones too, oldest first.

        A row that the actor may not see has only its number, what it holds, its kind, its time and its hash. Raises
        KeyError if rows hold no such thing.
        """
        if holds is not None and holds not in HOLDS:
            raise KeyError(holds)
        own = self.standing(actor).sight
        return list(self._known_of(self.store.rows(first, number, holds), own))

    def numbered(self, actor: Actor, numbers: tuple[int, ...]) -> dict[int, dict[str, Any]]:
        """The rows with some numbers that the actor may know of, by number; see `rows`."""
        own = self.standing(actor).sight
        return {row["number"]: row for row in self._known_of(self.store.numbered(numbers), own)}

    def _known_of(self, rows: Iterable[dict[str, Any]], own: Sight) -> Iterator[dict[str, Any]]:
        """Of some rows those that somebody may know of, as far as they may see them."""
        for each in rows:
            about_another = each["holds"] in ("review", "file_check")
            row = self._as_visible_as_its_record(each) if about_another else each
            if own.knows_of(row["visibility"], row["capacity"]):
                yield self._shown(row, own)

    def arrivals(self, actor: Actor, number: int) -> Arrivals:
        """When the evidence came that an actor may see, of what the record held when it ended with a number."""
        return self._arrivals(
            (number, self.store.head(number).hash, self.standing(actor).sight, self.store.redactions())
        )

    def corrections(self, actor: Actor, number: int) -> list[dict[str, Any]]:
        """The rows up to a number that correct, withdraw or redact another, as far as the actor may see them, newest
        first."""
        own = self.standing(actor).sight
        found = [
            row for row in self.store.corrections(number) if own.sees(row["visibility"], row["capacity"])
        ]
        shown = [self._shown(row, own) for row in reversed(found)]
        return [row for row in shown if any(row[act] is not None for act in _ACTS)]

    def afterwards(self, actor: Actor, number: int) -> list[tuple[str, dict[str, Any]]]:
        """What became of a row: `corrected by`, `withdrawn by`, `redacted by`, `accepted by` or `rejected by`, each with
        the row that did it, as far as the actor may see that, oldest first."""
        own = self.standing(actor).sight
        found = [
            (words, row)
            for row in self.store.acting_on(number)
            for column, words in _ACTS.items()
            if row[column] == number
        ]
        for row in self.store.holding("review", [str(number)]):
            whole = self.store.row(row.number)
            assert whole is not None
            found.append((f"{read_body(Review, row).verdict} by", self._as_visible_as_its_record(whole)))
        seen = [(words, row) for words, row in found if own.sees(row["visibility"], row["capacity"])]
        return [
            (words, self._shown(row, own)) for words, row in sorted(seen, key=lambda pair: pair[1]["number"])
        ]

    def export(self, actor: Actor, holds: Holds, number: int) -> list[dict[str, Any]]:
        """The rows of one thing that the actor may see and that were not redacted. Raises KeyError like `rows`."""
        return [row for row in self.rows(actor, number, holds) if row.get("body") is not None]

    def recordings(self, actor: Actor, numbers: Collection[int]) -> dict[int, Recording]:
        """How some rows were recorded, by their numbers, as far as the actor may see them."""
        zone = self.catalogue(self.head().number).zone
        return recordings(self.store, self.standing(actor).sight, zone, numbers)

    def last_recorded_by(self, day: date) -> int:
        """The number of the last row recorded by the end of a day in the decree's time zone; 0 where there is none."""
        return clocks.last_by(self.store, day, self.catalogue(self.head().number).zone)

    def team_notes(self, actor: Actor, record: int) -> list[tuple[Recording, TeamNote]]:
        """What the monitor's team noted of a record for itself, oldest first, as far as the actor may see it."""
        with self.store.known(LAST) as known:
            rows = list(known.current("team_note"))
        notes = {row.number: read_body(TeamNote, row) for row in rows}
        own = [number for number, note in notes.items() if note.record == record]
        told = self.recordings(actor, own)
        return [(told[number], notes[number]) for number in own if number in told]

    def file(self, actor: Actor, number: int, digest: str) -> bytes:
        """A file of a record, exactly as it was recorded. Raises KeyError where the actor sees no such file, and
        compliance.record.files.Altered where the file is no longer what was recorded."""
        row = self.store.row(number)
        own = self.standing(actor).sight
        if row is None or not own.sees(row["visibility"], row["capacity"]):
            raise KeyError(number)
        if digest not in (row["files"] or "").split():
            raise KeyError(digest)
        return self.files.read(digest)

    def _shown(self, row: Mapping[str, Any], own: Sight) -> dict[str, Any]:
        """What somebody may see of a row that they may know of."""
        if not own.sees(row["visibility"], row["capacity"]):
            return {name: row[name] for name in _LISTED}
        if not self._may_know_what_it_corrects(row, own):
            row = {**row, "corrects": None, "reason": None}
        if row["holds"] == "redaction" and row["body"] is not None:
            # What binds the removed key is for the loading of a release alone.
            row = {**row, "body": f'{{"record":{row["redacts"]}}}'}
        if row["holds"] == "source" and row["body"] is not None:
            row = {**row, "body": _without_copied_address(row["body"])}
        # Readers are told in which capacity a row was recorded; by which person, only those who work on the case.
        withheld = _NEVER_SHOWN if "parties" in own.visibilities else (*_NEVER_SHOWN, *_PRIVATE)
        return {name: value for name, value in row.items() if name not in withheld}

    def _may_know_what_it_corrects(self, row: Mapping[str, Any], own: Sight) -> bool:
        """Whether a reader may know of the row that one corrects: what the monitor's team kept to itself and then filed."""
        # A review is as visible as its record, and so is the one that it takes the place of.
        if row["corrects"] is None or row["holds"] == "review" or "team" in own.visibilities:
            return True
        before = self.store.row(row["corrects"])
        return before is None or own.knows_of(before["visibility"], before["capacity"])

    def _as_visible_as_its_record(self, row: dict[str, Any]) -> dict[str, Any]:
        """A review, or a check of a file, for whoever sees the record it is about: whoever filed a sealed one too."""
        if row["visibility"] != "sealed" or row["body"] is None:
            return row
        about = self.store.row(json.loads(row["body"])["record"])
        return {**row, "capacity": about["capacity"]} if about else row

    def catalogue(self, number: int) -> Catalogue:
        """The catalogue as known."""
        with self.store.known(number) as known:
            revisions = list(known.columns("catalogue_revision", "number", "hash"))
        if not revisions:
            raise Unanswerable(clocks.nothing_yet(self.store))
        return self._catalogue(*revisions[-1])

    def catalogue_revision(self, number: int) -> int:
        """The number of the row that holds the catalogue as known. Raises Unanswerable where none was recorded yet."""
        with self.store.known(number) as known:
            revisions = [revision for (revision,) in known.columns("catalogue_revision", "number")]
        if not revisions:
            raise Unanswerable(clocks.nothing_yet(self.store))
        return int(revisions[-1])

    def catalogue_differs(self, text: str) -> bool:
        """Whether a catalogue's text differs from the latest one recorded. Raises NotCanonical for text that has a NUL or
        half of a character."""
        text = as_text(text)
        return all(row.body != text for row in self.store.current("catalogue_revision", self.head().number))

    def _read_catalogue(self, number: int, hash: str) -> Catalogue:
        """The catalogue that the row with a number and a hash holds; the sources it names were recorded before it."""
        [*_, revision] = self.store.current("catalogue_revision", number)
        keys = {source.key for source in self.store.current("source", revision.number)}
        page = read_text(revision.body, "decree.yaml")
        catalogue = read_catalogue(page, NamedSources(keys, self.store.current("redaction", LAST)))
        if catalogue is None:
            raise StoreError(
                f"the recorded catalogue does not fit this program ({page.problems[0]}); run pilcrow init with a folder "
                "that does"
            )
        return catalogue

    def _read_arrivals(self, asked: tuple[int, str, Sight, int]) -> Arrivals:
        """Asked of with the hash, since another store may come in the place of this one, and how much was redacted."""
        number, _, own, _ = asked
        catalogue = self.catalogue(number)
        sees = lru_cache(own.sees)
        with self.store.known(number) as known:
            rows = known.filed("evidence", *Arrival._fields, "visibility")
            seen = (Arrival(*row[:-1]) for row in rows if sees(row[-1], row[2]))
            try:
                return Arrivals.of(seen, catalogue, self.files.size)
            except ValueError:
                raise StoreError(
                    "a day of recording was damaged or changed; look with pilcrow verify, and restore a backup"
                ) from None

    def _read(self, asked: Question) -> Gathered:
        if asked.number == 0:
            raise Unanswerable(clocks.nothing_yet(self.store))
        catalogue = self.catalogue(asked.number)
        with self.store.known(asked.number) as known:
            before = self._before(asked, catalogue, known)
            found = advanced(asked, before, catalogue, known) if before is not None else None
            found = found or gathered(asked, catalogue, known)
            last = self._latest.get(asked.own)
            newer = last is None or last.asked.number <= asked.number or not _is_still(last, known)
        if asked.by == "record" and newer:
            self._latest[asked.own] = found
            for own in list(self._latest)[:-MOST_SIGHTS]:
                self._latest.pop(own, None)
            if last is not None and not last.asked.numbered and last.asked.number < asked.number:
                # Who asked what is known now is told this from here on.
                self._answers.forget(last.asked)
        return found

    def _before(self, asked: Question, catalogue: Catalogue, known: Known) -> Gathered | None:
        """What was gathered before and the answer can go on from: best for somebody who saw the same rows, else the latest."""
        found = [
            g for g in list(self._latest.values()) if asked.goes_on_from(g, catalogue) and _is_still(g, known)
        ]
        return max(found, key=lambda g: (g.asked.own == asked.own, g.asked.number), default=None)


def _is_still(answer: Gathered, known: Known) -> bool:
    """Whether the record only grew since an answer: its row with the earlier number is the one it was."""
    return known.hash_of(answer.asked.number) == answer.asked.head


def _weight(answer: Gathered) -> int:
    return max(answer.asked.number, LEAST_ROWS) if answer.anew else LEAST_ROWS


def _without_copied_address(body: str) -> str:
    """A source as it may leave: copies of others' texts are not linked."""
    source = Source.model_validate_json(body)
    return source.model_copy(update={"address": source.link}).model_dump_json(exclude_none=True)
