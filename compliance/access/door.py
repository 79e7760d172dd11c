"""The door to the record for whoever reads: always for an actor, for a day, and for what was known."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import lru_cache
from typing import Any

from compliance.access import clocks, visible
from compliance.access.bodies import read_body
from compliance.access.embargo import Embargo, embargo, filed_by_monitor
from compliance.access.gathering import Gathered, Question, advanced, gathered
from compliance.access.reading import By, Reading, Unanswerable
from compliance.access.recordings import Recording, recordings
from compliance.access.roles import Actor, Capacity, Sight, Standing
from compliance.access.sources import NamedSources
from compliance.access.turns import Turns
from compliance.arrivals import Arrival, Arrivals
from compliance.assessment import Assessment
from compliance.catalogue import Catalogue, read_catalogue
from compliance.contributions import Person, Role
from compliance.kept import Kept
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
        # Whoever works on the case does not wait for what the public asks.
        self._looking_back = {works_on_the_case: Turns() for works_on_the_case in (True, False)}
        self._catalogue = lru_cache(maxsize=16)(self._read_catalogue)
        self._arrivals = Kept(self._read_arrivals, MOST_ANSWERS)
        self._filed_by_monitor = lru_cache(maxsize=4)(self._read_filed_by_monitor)

    def ask(
        self,
        actor: Actor,
        on: str | None = None,
        known: str | None = None,
        by: str | None = None,
        meanwhile: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> Reading:
        """The record as an actor may see it, on a day (today unless given), as known by a day or a record number (now
        unless given). What the actor may see is decided as of now, whatever is asked. Where the answer has to be worked out
        first, `meanwhile` is entered for so long.

        Raises Unanswerable for a day that is none, one before the decree took effect, beyond the horizon or withheld from
        the actor, for a `known` from before the record began or after today, and where too many look back at once.
        """
        asked, today = self._question(actor, known, by)
        if asked.withheld and on is not None and (day := clocks.read(on)) > asked.withheld.last:
            raise Unanswerable(asked.withheld.refusal(day))
        if self._is_at_hand(asked):
            knowledge = self._answers(asked).knowledge
        else:
            with meanwhile():
                now = (known, by) in ((None, None), (None, "record"))
                knowledge = self._worked_out(asked, now).knowledge
        return Reading(clocks.day_within(on, today, knowledge.assessment), today, knowledge, asked.withheld)

    def is_ready(self, actor: Actor, known: str | None = None, by: str | None = None) -> bool:
        """Whether `ask` answers at once, or at once says why it cannot: what was known is there, or follows in a moment from
        what is. Raises StoreError like `ask`."""
        try:
            asked, _ = self._question(actor, known, by)
        except Unanswerable:
            return True
        return self._is_at_hand(asked)

    def _worked_out(self, asked: Question, now: bool) -> Gathered:
        if now:
            return self._answers(asked)
        with self._looking_back["parties" in asked.own.visibilities].one_at_a_time():
            return self._answers(asked)

    def _is_at_hand(self, asked: Question) -> bool:
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
        return list(visible.known_of(self.store, self.store.rows(first, number, holds), own))

    def numbered(self, actor: Actor, numbers: tuple[int, ...]) -> dict[int, dict[str, Any]]:
        """The rows with some numbers that the actor may know of, by number; see `rows`."""
        own = self.standing(actor).sight
        return {row["number"]: row for row in visible.known_of(self.store, self.store.numbered(numbers), own)}

    def arrivals(self, actor: Actor, number: int) -> Arrivals:
        """When the evidence came that an actor may see, of what the record held when it ended with a number."""
        return self._arrivals(
            (number, self.store.head(number).hash, self.standing(actor).sight, self.store.redactions())
        )

    def corrections(self, actor: Actor, number: int) -> list[dict[str, Any]]:
        """The rows up to a number that correct, withdraw or redact another, as far as the actor may see them, newest
        first."""
        return visible.corrections(self.store, self.standing(actor).sight, number)

    def afterwards(self, actor: Actor, number: int) -> list[tuple[str, dict[str, Any]]]:
        """What became of a row, and by which other rows, as far as the actor may see that, oldest first; see
        visible.afterwards."""
        return visible.afterwards(self.store, self.standing(actor).sight, number)

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
