"""The triggers that refuse to change what is recorded, on both databases, and whether they all stand; on PostgreSQL
also what the role that the program runs as may do.

They are put in place after every migration, since a migration that rebuilds a table loses its triggers without a word.
They keep programs and people from changing rows by mistake; whoever owns the tables can drop them, and then the hash
chain shows what was changed.
"""

from sqlalchemy import Connection, text

REFUSED = "the record is only added to"
_NOT_REDACTED = "NOT EXISTS (SELECT 1 FROM record WHERE redacts = OLD.number)"
_NEXT = "NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM record)"
# `INSERT OR REPLACE` removes the old row without the trigger for DELETE, unless recursive_triggers is on for that very
# connection. So the insertion itself is refused where a row stands in its way.
_REDACTED = "EXISTS (SELECT 1 FROM record WHERE redacts = NEW.number)"
_IN_THE_WAY = {
    "record": " OR ".join(
        f"EXISTS (SELECT 1 FROM record WHERE {column} = NEW.{column})"
        for column in ("corrects", "withdraws", "redacts")
    ),
    "content": " OR ".join(
        f"EXISTS (SELECT 1 FROM content WHERE {column} = NEW.{column})"
        for column in ("number", "idempotency_key")
    )
    + f" OR {_REDACTED}",
}

_SQLITE = {
    "record_is_not_changed": "BEFORE UPDATE ON record",
    "record_is_not_removed": "BEFORE DELETE ON record",
    "record_is_not_replaced": f"BEFORE INSERT ON record WHEN {_IN_THE_WAY['record']}",
    "record_follows_the_last": f"BEFORE INSERT ON record WHEN {_NEXT}",
    "content_is_not_changed": "BEFORE UPDATE ON content",
    "content_is_removed_by_redaction": f"BEFORE DELETE ON content WHEN {_NOT_REDACTED}",
    "content_is_not_replaced": f"BEFORE INSERT ON content WHEN {_IN_THE_WAY['content']}",
}

# PostgreSQL has no REPLACE, but TRUNCATE, which passes triggers for rows. Each is written as PostgreSQL writes it out.
_POSTGRESQL = {
    "record_is_not_changed": ("BEFORE DELETE OR UPDATE ON record FOR EACH ROW", "pilcrow_refuse"),
    "record_is_not_truncated": ("BEFORE TRUNCATE ON record FOR EACH STATEMENT", "pilcrow_refuse"),
    "record_follows_the_last": ("BEFORE INSERT ON record FOR EACH ROW", "pilcrow_follow"),
    "content_is_not_changed": ("BEFORE UPDATE ON content FOR EACH ROW", "pilcrow_refuse"),
    "content_is_removed_by_redaction": ("BEFORE DELETE ON content FOR EACH ROW", "pilcrow_redact"),
    "content_stays_redacted": ("BEFORE INSERT ON content FOR EACH ROW", "pilcrow_stay"),
    "content_is_not_truncated": ("BEFORE TRUNCATE ON content FOR EACH STATEMENT", "pilcrow_refuse"),
}
_FUNCTIONS = {
    "pilcrow_refuse": f"RAISE EXCEPTION '{REFUSED}';",
    "pilcrow_follow": f"IF {_NEXT} THEN RAISE EXCEPTION '{REFUSED}, each number after the last'; END IF; RETURN NEW;",
    "pilcrow_redact": f"IF {_NOT_REDACTED} THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN OLD;",
    "pilcrow_stay": f"IF {_REDACTED} THEN RAISE EXCEPTION '{REFUSED}, and what was redacted is gone'; END IF; RETURN NEW;",
}
_RIGHTS_NOT_GIVEN = {
    "record": ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER"),
    "content": ("UPDATE", "TRUNCATE", "TRIGGER"),
}


def put_in_place(connection: Connection) -> None:
    """Create every guard anew, in the transaction that runs."""
    if connection.dialect.name == "sqlite":
        for name in _SQLITE:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(text(_sqlite_trigger(name)))
        return
    path = _path(connection)
    for name, body in _FUNCTIONS.items():
        connection.execute(
            text(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {path} "
                f"AS $$ {_function(body)} $$"
            )
        )
    for name, (when, function) in _POSTGRESQL.items():
        connection.execute(text(f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {function}()"))


def places(dialect: str) -> set[tuple[str, str]]:
    """The name of each guard, and the table that it stands on."""
    every = _SQLITE if dialect == "sqlite" else {name: when for name, (when, _) in _POSTGRESQL.items()}
    return {(name, when.split(" ON ")[1].split()[0]) for name, when in every.items()}


def missing(connection: Connection) -> list[str]:
    """The guards that do not stand as they were put in place, by name, sorted; on PostgreSQL those that are switched
    off too."""
    wanted: set[tuple[str, ...]]
    if connection.dialect.name == "sqlite":
        wanted = {(name, _sqlite_trigger(name)) for name in _SQLITE}
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        path = f"search_path={_path(connection)}"
        wanted = {
            (name, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()", _function(_FUNCTIONS[function]), path)
            for name, (when, function) in _POSTGRESQL.items()
        }  # fmt: skip
        query = (
            "SELECT tgname, pg_get_triggerdef(t.oid, true), trim(prosrc), array_to_string(proconfig, ';') "
            "FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid JOIN pg_language l ON l.oid = prolang "
            "WHERE tgenabled IN ('O', 'A') AND tgrelid = to_regclass(split_part(tgname, '_', 1)) AND lanname = 'plpgsql' "
            "AND NOT prosecdef"
        )
    standing = {tuple(row) for row in connection.execute(text(query))}
    return sorted(name for name, *made in wanted if (name, *made) not in standing)


def rights_not_given(connection: Connection) -> list[str]:
    """On PostgreSQL, what the role of this connection may do to the record and was never let do, such as "UPDATE on
    record". Nothing for the owner of the tables, who may do everything."""
    if connection.dialect.name == "sqlite":
        return []
    # A right may be given for a single column.
    query = (
        "SELECT NOT pg_has_role(relowner, 'member') AND (has_table_privilege(oid, :right) OR :right = 'UPDATE' "
        "AND has_any_column_privilege(oid, 'UPDATE')) FROM pg_class WHERE oid = to_regclass(:table)"
    )
    return [
        f"{right} on {table}"
        for table, rights in _RIGHTS_NOT_GIVEN.items()
        for right in rights
        if connection.scalar(text(query), {"right": right, "table": table})
    ]


def _path(connection: Connection) -> str:
    """The search_path of the guards' functions: with their own they read the store's tables, whatever the caller's path
    is, and whatever temporary table of the same name the caller made."""
    return f"{connection.scalar(text('SELECT quote_ident(current_schema())'))}, pg_temp"


def _sqlite_trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {_SQLITE[name]} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


def _function(body: str) -> str:
    return f"BEGIN {body} END"
