"""Bring the desk's database up to date, and check which version it has."""

from pathlib import Path

from webapp.database import schema
from webapp.database.connection import DatabaseUnusable, Work, translate_database_errors
from webapp.database.engine import open_database

MIGRATIONS = Path(__file__).parent / "migrations"


def known_revisions() -> tuple[str, ...]:
    """Return the schemas that this code knows, oldest first."""
    from webapp.database import migrations

    return migrations.known_revisions(MIGRATIONS)


def require_known(stored: str | None) -> None:
    """Raise `DatabaseUnusable` if this code does not know the schema `stored`; None is that of no tables."""
    known = known_revisions()
    if stored is not None and stored not in known:
        raise DatabaseUnusable(
            f"the desk's database has schema {stored[:32]}, and this version of the app knows {known[-1]} at "
            "most. Start the newer version again, or restore a backup that was made before the upgrade"
        )


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to date, in one transaction.

    SQLite's file is created if there is none.
    """
    from webapp.database import migrations  # Alembic takes 100 ms and 12 MB that no web worker needs

    database = open_database(url)
    database.dialect.create()
    try:
        with translate_database_errors(), database.write_lock(), database.engine.begin() as connection:
            database.dialect.exclusive(connection, Work.MIGRATION)
            require_known(schema.read_revision(connection))
            migrations.run(connection, "upgrade", revision, MIGRATIONS)
    finally:
        database.engine.dispose()
