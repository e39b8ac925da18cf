"""The folder of backups: names by the second, the age of the newest, and how many are kept."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_OURS = re.compile(r"(appeal|desk)-\d{4}-\d{2}-\d{2}-\d{6}\.db")
"""What `new_file` makes. By their names such files are in the order of their times."""
DESK = "desk"
"""What the names of the desk's backups begin with; other files are the page's."""
_UNFINISHED = re.compile(r"^\.|-(?:wal|shm|journal)$|\.turn$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A file of the folder, by whichever program it was written."""

    file: Path
    made_at: float
    """Seconds since 1970."""


def new_file(folder: Path, name: str = "appeal") -> Path:
    """Return the name of a backup that is made now, in UTC."""
    return folder / f"{name}-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.db"


def newest(folder: Path, *, desk: bool = False) -> Backup | None:
    """Return the newest backup of the page, or of the desk; None if there is none.

    Raise `OSError` if the folder cannot be read. Every file counts, those of `pg_dump` too, but empty ones,
    unfinished ones (their name begins with a dot), and what SQLite puts beside a copy that somebody opens.
    """
    if not folder.exists():
        return None
    found = [
        Backup(path, status.st_mtime)
        for path in folder.iterdir()
        if path.name.startswith(f"{DESK}-") is desk
        and path.is_file()
        and not _UNFINISHED.search(path.name)
        and (status := path.stat()).st_size
    ]
    return max(found, key=lambda backup: (backup.made_at, backup.file.name), default=None)


def age_seconds(backup: Backup) -> float:
    """Return how long ago a backup was made."""
    return max(0.0, time.time() - backup.made_at)


def prune(made: Path, keep: int) -> list[Path]:
    """Delete the backups beside `made` that have names of `new_file`, but for the newest `keep`.

    `made` stays and is one of those, also if a clock was wrong. Return what is deleted.
    """
    kind = made.name.partition("-")[0]
    files = ((path, _OURS.fullmatch(path.name)) for path in made.parent.iterdir() if path != made)
    others = (path for path, match in files if match and match[1] == kind)
    old = sorted(others, reverse=True)[keep - 1 :]
    for path in old:
        path.unlink(missing_ok=True)
    return old
