"""What a whole assessment costs, over merely reading its rows; what looking things up in it costs, and taking on a record.

The floor is a plain fetch of the very rows that the assessment reads, by the very statements it sends, through the bare
driver of the database. The catalogue is read beforehand on both sides.
"""

import gc
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlmodel import Session, select

from compliance.access import PUBLIC
from compliance.assessment import Assessment, assess, reckon
from compliance.catalogue import Catalogue
from compliance.evidence import KINDS, Evidence
from compliance.finding import Entry
from compliance.record.tables import Content, Record
from compliance.rows import Rows
from compliance.rules.rule import Duty
from compliance.timeline import ONE_DAY
from tests.bench.cities import Founded, Size
from tests.bench.figures import Figure, compared, enough, of_pairs, seconds

ROUNDS = 9
MONTHS = 84
TIMES = 200
Statement = tuple[str, Any]


def whole_over_floor(city: Founded) -> Figure:
    """Reading and assessing everything, over fetching the same rows with the bare driver."""
    statements = statements_of(city)
    fetch = partial(
        _fetched_by_sqlite3 if city.url.startswith("sqlite") else _fetched_by_psycopg, city.url, statements
    )
    name = f"{city.size.name}: whole assessment, seven years, load included / fetching its rows"
    return whole_over(name + (" (psycopg)" if fetch.func is _fetched_by_psycopg else ""), 3.0, city, fetch)


def whole_over(name: str, goal: float, city: Founded, below: Callable[[], object]) -> Figure:
    """Reading and assessing everything, over something else. The catalogue is read before the clock runs."""
    pairs: list[tuple[float, float]] = []
    while not enough(pairs, ROUNDS):
        pairs.append((whole_in_seconds(city), seconds(below)))
    return of_pairs(name, goal, pairs)


def whole_in_seconds(city: Founded) -> float:
    """How long a door takes that has read the catalogue alone to read the rows and assess them."""
    door = city.ready()
    return seconds(lambda: door.ask(PUBLIC))


def statements_of(city: Founded) -> list[Statement]:
    """Every statement that a whole assessment sends to the database, once its catalogue is read."""
    door, sent = city.ready(), list[Statement]()

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        door.ask(PUBLIC)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return sent


def _fetched_by_sqlite3(url: str, statements: Sequence[Statement]) -> list[list[Any]]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        return [connection.execute(*each).fetchall() for each in statements]
    finally:
        connection.close()


def _fetched_by_psycopg(url: str, statements: Sequence[Statement]) -> list[list[Any]]:
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        return [connection.execute(each, parameters or None).fetchall() for each, parameters in statements]


def whole_over_a_loop(city: Founded) -> Figure:
    """The same, over what a first program would do: load objects of SQLModel, and ask each check of one day."""
    catalogue, on = _catalogue(city), _last_day(city)
    name = f"{city.size.name}: whole assessment / a loop over SQLModel objects at one date"
    return whole_over(name, 1 / 5, city, lambda: straightforward(city.url, catalogue, on))


def straightforward(url: str, catalogue: Catalogue, on: date) -> list[object]:
    """Every check at one date, from objects: the current rows, their latest reviews, and each check's own records."""
    engine = create_engine(url)
    with Session(engine) as session:
        gone = {
            number
            for row in session.exec(select(Record)).all()
            for number in (row.corrects, row.withdraws)
            if number is not None
        }
        pairs = select(Record, Content).join(Content, Content.number == Record.number)  # type: ignore[arg-type]
        rejected = {
            content.key
            for row, content in session.exec(pairs.where(Record.holds == "review")).all()
            if row.number not in gone and row.withdraws is None and '"rejected"' in content.body
        }
        by_subject: dict[str, list[Evidence]] = {}
        for row, content in session.exec(pairs.where(Record.holds == "evidence")).all():
            if row.number in gone or row.withdraws is not None or row.visibility != "public":
                continue
            if str(row.number) not in rejected:
                record = KINDS[row.kind or ""].model_validate_json(content.body)
                for subject in record.subject:
                    by_subject.setdefault(subject, []).append(record)
    engine.dispose()
    found: list[object] = []
    for duty, check in _checks(catalogue):
        records = {r.key: r for subject in check.subjects() for r in by_subject.get(subject, [])}
        read = [r for r in records.values() if isinstance(r, check.reads)]
        found.append(check.ledger(read, duty).states_on(on))
    return found


def history_over_months(city: Founded) -> Figure:
    """Every change point of all checks, against asking each anew at the end of each month, on rows that are loaded."""
    before = city.assessed()
    catalogue, entries = before.catalogue, sorted(before.entries.values(), key=lambda e: e.number)
    rows, last = Rows.of(entries), _last_day(city)
    ends = [last - timedelta(days=30 * n) for n in range(MONTHS)]

    def month_by_month() -> None:
        for day in ends:
            at_one_day(catalogue, rows, day)

    return compared(
        f"{city.size.name}: exact history / {MONTHS} month-ends asked anew on the same rows",
        1 / 10,
        lambda: assess(catalogue, entries, before.horizon),
        month_by_month,
        ROUNDS,
    )


def at_one_day(catalogue: Catalogue, rows: Rows, day: date) -> list[object]:
    """What is asked and given on one day, worked out anew from the records: the loop a month-end report would run."""
    found: list[object] = []
    for duty, check in _checks(catalogue):
        read = rows.holding(check.subjects(), check.kinds())
        found.append(check.ledger([e.evidence for e in read if e.review != "rejected"], duty).states_on(day))
    return found


def _checks(catalogue: Catalogue) -> Iterator[tuple[Duty, Any]]:
    for obligation in catalogue.obligations:
        begins = catalogue.case.effective if obligation.begins == "unknown" else obligation.begins
        duty = Duty(max(begins, catalogue.case.effective), date(2028, 6, 30))
        for criterion in obligation.criteria:
            yield duty, criterion.check


def outcomes_over_whole(city: Founded) -> Figure:
    """The outcome of every check on any day, looked up in an assessment that is loaded."""
    loaded, on = city.assessed(), _last_day(city)
    name = f"{city.size.name}: outcomes of all checks at a date, looked up / whole assessment"
    lookup = seconds(lambda: [outcomes_at(loaded, on - timedelta(days=11 * n)) for n in range(TIMES)]) / TIMES
    return of_pairs(name, 1 / 100, [(lookup, whole_in_seconds(city)) for _ in range(3)])


def outcomes_at(assessment: Assessment, on: date) -> list[object]:
    """The outcome of every check on a day."""
    return [c.outcomes.at(on) for o in assessment.obligations.values() for c in o.criteria]


def reasons_over_outcomes(city: Founded) -> Figure:
    """Every check's reasons and gap on a day, in sentences of both languages, against its outcome alone."""
    loaded, on = city.assessed(), _last_day(city)

    def reasons() -> None:
        for obligation in loaded.obligations.values():
            obligation.findings(on)

    def outcomes() -> None:
        for _ in range(TIMES):
            outcomes_at(loaded, on)

    name = f"{city.size.name}: reasons and gaps of all checks at a date, written out / their outcomes"
    pairs = [(seconds(reasons), seconds(outcomes) / TIMES) for _ in range(ROUNDS)]
    return of_pairs(name, 5, pairs)


def one_record_over_whole(city: Founded) -> tuple[Figure, float]:
    """An assessment that takes on one new record, against beginning anew; and the seconds of the first."""
    before = city.assessed()
    entries = sorted(before.entries.values(), key=lambda e: e.number)
    loaded = reckon(before.catalogue, entries, before.horizon)
    told = [e for e in entries if e.set_aside is None][:: len(entries) // TIMES][:TIMES]
    new = [
        Entry(
            entries[-1].number + i,
            e.evidence.model_copy(update={"key": f"new-{i}", "thing": None}),
            "accepted",
        )
        for i, e in enumerate(told, 1)
    ]
    took = seconds(lambda: [loaded.with_rows([], [entry]) for entry in new]) / len(new)
    name = f"{city.size.name}: taking on one record / whole assessment"
    return of_pairs(name, 1 / 300, [(took, whole_in_seconds(city)) for _ in range(3)]), took


def memory(city: Founded) -> Figure:
    """The most memory that a whole assessment takes, against that of the fetched rows; each in a process of its own."""
    files = city.files
    ours = _peak(
        f"from tests.bench.assessing import *; show_peak_of_whole({tuple(city.size)!r}, {city.url!r}, {str(files)!r})"
    )
    floor = _peak(
        f"from tests.bench.assessing import *; show_peak_of_floor({city.url!r}, {statements_of(city)!r})"
    )
    figure = of_pairs(
        f"{city.size.name}: peak memory of the whole / of its fetched rows", 1.5, [(ours, floor)]
    )
    return figure.in_unit("MiB")


def _peak(program: str) -> float:
    run = [sys.executable, "-c", program]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def show_peak_of_whole(size: tuple[str, int, int], url: str, files: str) -> None:
    """Print how many MiB the process grows by at most while everything is read and assessed."""
    city = Founded(Size(*size), url, Path(files))
    door = city.ready()
    _show_growth(lambda: door.ask(PUBLIC))


def show_peak_of_floor(url: str, statements: Sequence[Statement]) -> None:
    """The same for the fetched rows."""
    _show_growth(lambda: _fetched_by_sqlite3(url, statements))


def _show_growth(call: Callable[[], object]) -> None:
    gc.collect()
    before = _status("VmRSS")
    # The kernel counts the peak anew from here on.
    with open("/proc/self/clear_refs", "w") as clear:
        clear.write("5")
    kept = call()
    print((_status("VmHWM") - before) / 1024)
    del kept


def _status(name: str) -> int:
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _catalogue(city: Founded) -> Catalogue:
    door = city.door()
    return door.catalogue(door.head().number)


def _last_day(city: Founded) -> date:
    return city.ready().ask(PUBLIC).today - ONE_DAY
