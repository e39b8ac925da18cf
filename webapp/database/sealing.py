"""Seal a database: from one moment on it takes no write, from any process and any version of the app.

The seal is a trigger on each table. SQLite: https://www.sqlite.org/lang_createtrigger.html; PostgreSQL:
https://www.postgresql.org/docs/current/plpgsql-trigger.html. What was committed before stays. A report that
comes after is refused as if the database could not be written.
"""

import sqlalchemy as sa

from webapp.database.connection import Work, retry_transient, translate_database_errors
from webapp.database.engine import is_postgresql, open_database
from webapp.database.tables import metadata

MESSAGE = (
    "it is sealed, because appeal db copy has copied it; "
    "set DATABASE_URL to the copy, or run appeal db unseal"
)
VERSION_TABLE = "alembic_version"
TABLES = (*(table.name for table in metadata.sorted_tables), VERSION_TABLE)
FUNCTION = "refuse_sealed"
READ_ONLY_STATE = "25006"
"""PostgreSQL's read_only_sql_transaction."""


def seal(url: str) -> None:
    """Refuse every write from now on. Waits for writes that have begun; sealing twice changes nothing."""
    _run(url, _seal_statements(url))


def unseal(url: str) -> None:
    """Take writes again."""
    _run(url, _unseal_statements(url))


def is_sealed(connection: sa.Connection) -> bool:
    """Return True if the open database is sealed. The desk's, which has other tables, never is."""
    if connection.dialect.name == "postgresql":
        found = (
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'sealed' AND tgrelid = to_regclass('receipts')"
        )
    else:
        found = (
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'sealed~_%' ESCAPE '~'"
        )
    return bool(connection.scalar(sa.text(found)))


def _run(url: str, statements: list[str]) -> None:
    database = open_database(url)

    def attempt() -> None:
        with database.write_lock(), database.engine.begin() as connection:
            database.dialect.exclusive(connection, Work.MIGRATION)
            database.dialect.exclusive(connection, Work.REVIEW)
            for statement in statements:
                connection.execute(sa.text(statement))

    def is_transient(error: Exception) -> bool:
        return isinstance(error, sa.exc.DBAPIError) and database.is_transient(error)

    try:
        with translate_database_errors():
            retry_transient(attempt, is_transient)
    finally:
        database.engine.dispose()


def _seal_statements(url: str) -> list[str]:
    if is_postgresql(url):
        body = f"BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '{READ_ONLY_STATE}'; END"
        return [
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            *(
                f"CREATE OR REPLACE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
                for table in TABLES
            ),
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS sealed_{table}_{event} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for table in TABLES
        for event in ("INSERT", "UPDATE", "DELETE")
    ]


def _unseal_statements(url: str) -> list[str]:
    if is_postgresql(url):
        drops = [f"DROP TRIGGER IF EXISTS sealed ON {table}" for table in TABLES]
        return [*drops, f"DROP FUNCTION IF EXISTS {FUNCTION}()"]
    return [
        f"DROP TRIGGER IF EXISTS sealed_{table}_{event}"
        for table in TABLES
        for event in ("INSERT", "UPDATE", "DELETE")
    ]
