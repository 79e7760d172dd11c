"""What was added to the record between two of its ends: how many rows by what they hold, and where the latest release began."""

from typing import NamedTuple

from sqlalchemy import Connection


class Added(NamedTuple):
    """Rows that hold one thing and are of one visibility: how many, and how many of them correct, withdraw or redact a row."""

    holds: str
    visibility: str
    rows: int
    correct: int
    withdraw: int
    redact: int


def added(connection: Connection, first: int, last: int) -> list[Added]:
    """The rows from one number to another, counted."""
    query = (
        "SELECT holds, visibility, COUNT(*), COUNT(corrects), COUNT(withdraws), COUNT(redacts) FROM record "
        f"WHERE number >= {first:d} AND number <= {last:d} GROUP BY holds, visibility"
    )
    return [Added(*values) for values in connection.exec_driver_sql(query)]


def latest_release_begins(connection: Connection, last: int) -> int | None:
    """The number of the first row of the latest data release up to a number; None where there is none."""
    latest = f"SELECT release FROM record WHERE release IS NOT NULL AND number <= {last:d} ORDER BY number DESC LIMIT 1"
    query = f"SELECT MIN(number) FROM record WHERE release = ({latest})"
    number: int | None = connection.exec_driver_sql(query).scalar()
    return number
