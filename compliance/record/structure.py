"""Whether the database itself is as `pilcrow init` makes it: the file whole, and no table, column, index, constraint,
trigger or rule missing, changed, or added.

Verifying walks through the tables, and answers are read through indexes: an index that leaves a row out, or a rule that
exchanges one, would change every answer and no hash. What there must be is derived from `METADATA` and the guards.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from compliance.record import guards
from compliance.record.tables import METADATA

SHOWN = 3
"""So many findings are named; the cure is the same for all."""

Parts = Mapping[str, str]
"""What a database is made of: how each part is called, and its definition."""


def damage(connection: Connection) -> list[str]:
    """In a sentence each: that an SQLite file is damaged, and that the database is not as it was made."""
    with texts_as_they_are(connection):
        if connection.dialect.name == "sqlite":
            broken, found, wanted = _broken(connection), _sqlite_parts(connection), _made_in_sqlite()
        else:
            broken, found, wanted = [], _postgresql_parts(connection), _made_in_postgresql()
    told = []
    if broken:
        told.append(f"the database file is damaged or was changed: {_some(broken)}; restore a backup")
    if other := _differences(found, wanted):
        told.append(f"the database is not as pilcrow init makes it: {_some(other)}; restore a backup")
    return told


@contextmanager
def texts_as_they_are(connection: Connection) -> Iterator[None]:
    """SQLite keeps any bytes as a text. Those that are no UTF-8 are a fault of one row, not the end of reading."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.text_factory = lambda data: data.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


def _differences(found: Parts, wanted: Parts) -> list[str]:
    missing = [f"{part} is missing" for part in wanted.keys() - found.keys()]
    added = [f"{part} is none of the program's" for part in found.keys() - wanted.keys()]
    changed = [f"{part} was changed" for part in wanted.keys() & found.keys() if found[part] != wanted[part]]
    return sorted(missing) + sorted(changed) + sorted(added)


def _some(findings: list[str]) -> str:
    # Names that somebody else gave: none of their characters may act on a terminal.
    shown = [finding[:200].encode("ascii", "backslashreplace").decode() for finding in findings[:SHOWN]]
    more = f", and {len(findings) - SHOWN} more" if len(findings) > SHOWN else ""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", ", ".join(shown)) + more


# SQLite


def _broken(connection: Connection) -> list[str]:
    """What SQLite itself finds in its file, such as an index that does not agree with its table."""
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    lines = [line for finding in said for line in str(finding).splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("***")]


_PARTS = "SELECT type, name, tbl_name, sql FROM sqlite_master"


def _sqlite_parts(connection: Connection) -> dict[str, str]:
    """All but the guards, which `guards.missing` compares, Alembic's table, and what ANALYZE writes down."""
    ours = guards.places(connection.dialect.name)
    return {
        f"the {kind} {name}": _plainly(sql)
        for kind, name, table, sql in map(tuple, connection.exec_driver_sql(_PARTS))
        if not (kind == "trigger" and (name, table) in ours)
        and not (kind in ("table", "index") and table == "alembic_version")
        and not (kind == "table" and str(name).startswith("sqlite_stat"))
    }


@cache
def _made_in_sqlite() -> Parts:
    engine = create_engine("sqlite://")
    try:
        METADATA.create_all(engine)
        with engine.connect() as connection:
            return _sqlite_parts(connection)
    finally:
        engine.dispose()


@cache
def _quoted_names() -> re.Pattern[str]:
    tables = METADATA.tables.values()
    names = {name for table in tables for name in (table.name, *table.columns.keys())}
    return re.compile(f'"({"|".join(sorted(names))})"')


def _plainly(sql: object) -> str:
    """A definition without what makes no difference: its spaces, and quotes around a name of the program's own. A
    migration that rebuilds a table changes both."""
    return " ".join(re.sub(r"([(),])", r" \1 ", _quoted_names().sub(r"\1", str(sql or ""))).split())


# PostgreSQL


_POSTGRESQL = (
    # An unlogged table is emptied by a crash; policies and tables that inherit change what a question finds.
    "SELECT 'the table ' || relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, (SELECT count(*) "
    "FROM pg_inherits WHERE c.oid IN (inhparent, inhrelid))) FROM pg_class c WHERE c.oid = to_regclass(:name)",
    "SELECT format('the column %s of %s', attname, CAST(:name AS text)), concat_ws(' ', format_type(atttypid, atttypmod), "
    "CASE WHEN attnotnull THEN 'NOT NULL' END, pg_get_expr(adbin, adrelid), nullif(attidentity, ''), "
    "nullif(attgenerated, ''), CASE WHEN attcollation <> typcollation THEN attcollation::regcollation END) "
    "FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum "
    "WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped",
    # Those of a constraint come with it.
    "SELECT 'the index ' || indexrelid::regclass, concat_ws(' ', pg_get_indexdef(indexrelid, 0, true), "
    "CASE WHEN NOT (indisvalid AND indisready AND indislive) THEN 'invalid' END) FROM pg_index "
    "WHERE indrelid = to_regclass(:name) AND NOT EXISTS "
    "(SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))",
    # Since version 18 NOT NULL is one too; it stands with its column above. A foreign key is kept by triggers of its own.
    "SELECT format('the constraint %s of %s', pg_get_constraintdef(c.oid, true), CAST(:name AS text)), CASE WHEN EXISTS "
    "(SELECT FROM pg_trigger WHERE tgconstraint = c.oid AND tgenabled NOT IN ('O', 'A')) THEN 'off' ELSE '' END "
    "FROM pg_constraint c WHERE conrelid = to_regclass(:name) AND contype NOT IN ('n', 't')",
    "SELECT format('the rule %s of %s', rulename, CAST(:name AS text)), '' FROM pg_rewrite WHERE ev_class = to_regclass(:name)",
)
_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(:name) AND NOT tgisinternal"


def _postgresql_parts(connection: Connection) -> dict[str, str]:
    ours = guards.places(connection.dialect.name)
    parts: dict[str, str] = {}
    for table in METADATA.tables:
        for query in _POSTGRESQL:
            rows = connection.execute(text(query), {"name": table})
            parts |= {part: definition.replace(" USING btree", "") for part, definition in rows}
        for name in connection.execute(text(_TRIGGERS), {"name": table}).scalars():
            if (name, table) not in ours:
                parts[f"the trigger {name} of {table}"] = ""
    return parts


@cache
def _made_in_postgresql() -> Parts:
    parts: dict[str, str] = {}
    dialect = postgresql.dialect()
    for table in METADATA.tables.values():
        parts[f"the table {table.name}"] = "r p f 0"
        for column in table.columns:
            kind = column.type.compile(dialect=dialect).lower()
            parts[f"the column {column.name} of {table.name}"] = kind + " NOT NULL" * (not column.nullable)
        for index in table.indexes:
            parts[f"the index {index.name}"] = str(CreateIndex(index).compile(dialect=dialect))
        parts |= {f"the constraint {constraint} of {table.name}": "" for constraint in _constraints(table)}
    return parts


def _constraints(table: Table) -> Iterator[str]:
    """A table's constraints, as PostgreSQL writes them."""
    yield f"PRIMARY KEY ({', '.join(table.primary_key.columns.keys())})"
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            others = ", ".join(key.column.name for key in constraint.elements)
            names = ", ".join(constraint.column_keys)
            yield f"FOREIGN KEY ({names}) REFERENCES {constraint.referred_table.name}({others})"
