"""Back up the SQLite database into one file, and restore it.

Both are safe while a server records: the copy is one snapshot (https://www.sqlite.org/lang_vacuum.html,
"VACUUM INTO") and contains no deleted rows; restoring is one transaction of SQLite's backup interface
(https://www.sqlite.org/backup.html), so a running server sees the old state or the new one.
"""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa

from webapp.private_files import create_file, create_folder

WAIT_SECONDS = 30
"""Time to wait for a lock: longer than in a request, because no visitor waits."""


PAGE_TABLES = frozenset({"alembic_version", "receipts", "tallies"})
"""Some by which a copy of the page's database is known."""


class BackupError(Exception):
    """A file that cannot be written or restored. The message names it and the remedy."""


def save(url: str, file: Path, tables: frozenset[str] = PAGE_TABLES) -> int:
    """Copy the database to a new file, check the copy, and return its size. A failure leaves no file."""
    if file.exists():
        raise BackupError(f"{file} is there already; name a new file")
    source = _path(url)
    part = file.with_name(f".{file.name}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        if not source.exists():
            raise BackupError(
                f"there is no database {source} yet, and so nothing to save; if yours is elsewhere, set DATA "
                "to its folder"
            )
        create_file(part, exclusive=True)
        with closing(_open(source, "ro")) as database:
            database.execute("VACUUM INTO ?", (str(part),))
        check(part, tables)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        size = part.stat().st_size
        part.rename(file)
    except (OSError, sqlite3.Error) as why:
        raise BackupError(f"{file} cannot be written: {why}") from None
    finally:
        part.unlink(missing_ok=True)
    return size


def check(file: Path, tables: frozenset[str] = PAGE_TABLES) -> None:
    """Raise `BackupError` unless the file is an intact database that has these tables."""
    try:
        with closing(_open(file, "ro")) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            found = {name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    except sqlite3.Error as why:
        raise BackupError(f"{file} cannot be read as an SQLite database: {why}") from None
    if verdict != "ok":
        raise BackupError(f"{file} is damaged: {verdict}; take another copy")
    if missing := tables - found:
        raise BackupError(f"{file} is no copy of this database: it has no table {', '.join(sorted(missing))}")


def stored_revision(file: Path) -> str:
    """Return the schema of a checked copy. The file stays as it is."""
    with closing(_open(file, "ro")) as copy:
        return str(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def aside(url: str) -> Path | None:
    """Return a file name beside the database for its present content; None if there is no database."""
    path = _path(url)
    if not path.exists() or not path.stat().st_size:
        return None
    return path.with_name(f"{path.name}-before-{time.strftime('%Y-%m-%d-%H%M%S', time.gmtime())}")


def restore(file: Path, url: str) -> None:
    """Replace the database by a checked copy, in one transaction."""
    path = _path(url)
    try:
        create_folder(path.parent)
        create_file(path)
        with closing(_open(file, "ro")) as copy, closing(_open(path, "rw")) as database:
            copy.backup(database)
    except (OSError, sqlite3.Error) as why:
        raise BackupError(f"{path} cannot be brought back from {file}: {why}") from None


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT_SECONDS)


def _path(url: str) -> Path:
    return Path(str(sa.make_url(url).database)).absolute()
