"""The triggers that refuse to change what is recorded, on both databases, and whether they all stand.

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
_IN_THE_WAY = {
    "record": " OR ".join(
        f"EXISTS (SELECT 1 FROM record WHERE {column} = NEW.{column})"
        for column in ("corrects", "withdraws", "redacts")
    ),
    "content": " OR ".join(
        f"EXISTS (SELECT 1 FROM content WHERE {column} = NEW.{column})"
        for column in ("number", "idempotency_key")
    ),
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

# PostgreSQL has no REPLACE, but TRUNCATE, which passes triggers for rows.
_POSTGRESQL = {
    "record_is_not_changed": ("BEFORE UPDATE OR DELETE ON record FOR EACH ROW", "pilcrow_refuse"),
    "record_is_not_truncated": ("BEFORE TRUNCATE ON record FOR EACH STATEMENT", "pilcrow_refuse"),
    "record_follows_the_last": ("BEFORE INSERT ON record FOR EACH ROW", "pilcrow_follow"),
    "content_is_not_changed": ("BEFORE UPDATE ON content FOR EACH ROW", "pilcrow_refuse"),
    "content_is_removed_by_redaction": ("BEFORE DELETE ON content FOR EACH ROW", "pilcrow_redact"),
    "content_is_not_truncated": ("BEFORE TRUNCATE ON content FOR EACH STATEMENT", "pilcrow_refuse"),
}
_FUNCTIONS = {
    "pilcrow_refuse": f"RAISE EXCEPTION '{REFUSED}';",
    "pilcrow_follow": f"IF {_NEXT} THEN RAISE EXCEPTION '{REFUSED}, each number after the last'; END IF; RETURN NEW;",
    "pilcrow_redact": f"IF {_NOT_REDACTED} THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN OLD;",
}


def put_in_place(connection: Connection) -> None:
    """Create every guard anew, in the transaction that runs."""
    if connection.dialect.name == "sqlite":
        for name in _SQLITE:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(text(_sqlite_trigger(name)))
        return
    quote = connection.dialect.identifier_preparer.quote
    # With its own search_path a function reads the store's tables, whatever the caller's path is, and whatever
    # temporary table of the same name the caller made.
    path = f"{quote(str(connection.scalar(text('SELECT current_schema()'))))}, pg_temp"
    for name, body in _FUNCTIONS.items():
        connection.execute(
            text(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {path} "
                f"AS $$ {_function(body)} $$"
            )
        )
    for name, (when, function) in _POSTGRESQL.items():
        connection.execute(text(f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {function}()"))


def missing(connection: Connection) -> list[str]:
    """The guards that do not stand as they were put in place, by name, sorted; on PostgreSQL those that are switched
    off too."""
    if connection.dialect.name == "sqlite":
        wanted = {(name, _sqlite_trigger(name)) for name in _SQLITE}
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        wanted = {(name, _function(_FUNCTIONS[function])) for name, (_, function) in _POSTGRESQL.items()}
        query = (
            "SELECT tgname, trim(prosrc) FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid WHERE tgenabled IN ('O', 'A') "
            "AND tgrelid = to_regclass(split_part(tgname, '_', 1)) AND tgqual IS NULL"
        )
    standing = {tuple(row) for row in connection.execute(text(query))}
    return sorted(name for name, made in wanted if (name, made) not in standing)


def _sqlite_trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {_SQLITE[name]} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


def _function(body: str) -> str:
    return f"BEGIN {body} END"
