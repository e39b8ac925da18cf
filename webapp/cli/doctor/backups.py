"""The age of the newest backup."""

from collections.abc import Iterator
from pathlib import Path

from webapp.cli.doctor.finding import Finding, broken, look, ok
from webapp.database import backup_folder

ABOUT = "backups"
OLD_SECONDS = 36 * 3600
"""A nightly backup is at most a day old, and may take a while."""
REMEDY = "let cron run `appeal db backup --keep 30` each night (docs/deploying.md, Backups)"


def check_backups(folder: Path, *, by_desk: bool = False) -> Iterator[Finding]:
    """Check the page's backups in a folder. By the settings of the desk it may hold the desk's alone."""
    try:
        newest = backup_folder.newest(folder)
        if newest is None and by_desk and backup_folder.newest(folder, desk=True):
            return
    except OSError as error:
        yield broken(
            ABOUT,
            f"BACKUPS is {folder}, which cannot be read: {error.strerror}",
            "chown it to the app's user",
        )
        return
    if newest is None:
        yield look(ABOUT, f"none is in {folder}", REMEDY)
        return
    hours = backup_folder.age_seconds(newest) / 3600
    text = f"the newest is {newest.file}, {hours:.0f} hours old"
    yield ok(ABOUT, text) if hours * 3600 <= OLD_SECONDS else look(ABOUT, text, REMEDY)
