"""The folder DATA and the checkout: whose they are, who else can read them, and how much room is left."""

import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from webapp.cli.doctor.finding import Finding, broken, look, ok

ABOUT = "folders"
MANY = 3
"""Files named in one line; the others are only counted."""
OTHERS = 0o077
LITTLE_BYTES, TOO_LITTLE_BYTES = 2_000_000_000, 100_000_000
"""Free room: a year of a busy site's log and backups, and what SQLite needs to go on for some days."""


def is_as_another_user(data: Path) -> bool:
    """Return True if DATA is there and belongs to another user than this command's."""
    return data.exists() and data.stat().st_uid != os.geteuid()


def check_folders(data: Path, code: Path, *, public: bool) -> Iterator[Finding]:
    """Check DATA, and for a public server the checkout."""
    try:
        yield from _check_data(data)
    except OSError as error:
        yield broken(
            ABOUT, f"{error.filename or data} cannot be read: {error.strerror}", "run this as the app's user"
        )
    if public and os.access(code / "webapp", os.W_OK) and os.geteuid() != 0:
        yield look(
            ABOUT,
            f"the app's user can change the app's own code in {code}",
            f"let root own it: chown -R root: {code}",
        )


def _check_data(data: Path) -> Iterator[Finding]:
    if not data.exists():
        yield look(
            ABOUT, f"DATA is {data}, which is not there yet", "`appeal serve` makes it; else check DATA"
        )
        return
    if not data.is_dir():
        yield broken(ABOUT, f"DATA is {data}, which is no folder", "name a folder")
        return
    if is_as_another_user(data):
        owner = _name_of(data.stat().st_uid)
        yield broken(
            ABOUT,
            f"DATA is {data}, which belongs to {owner}, and this command runs as {_name_of(os.geteuid())}",
            f"run it as {owner}, as docs/deploying.md shows, or chown the folder to the app's user",
        )
        return
    open_ones = sorted(path for path in (data, *data.rglob("*")) if _others_may(path))
    strange = sorted(path for path in data.rglob("*") if path.lstat().st_uid != os.geteuid())
    for path in [path for path in open_ones if path == data]:
        yield broken(ABOUT, f"other users of this machine can enter {path}", f"chmod 700 {path}")
    if files := [path for path in open_ones if path.is_file()]:
        yield look(ABOUT, f"other users may read {_named(files)}", f"chmod -R go= {data}")
    if strange:
        yield broken(
            ABOUT,
            f"{_named(strange)} belong to another user: the app may not be able to write",
            f"chown -R {_name_of(data.stat().st_uid)}: {data}",
        )
    if not os.access(data, os.W_OK | os.X_OK):
        yield broken(ABOUT, f"DATA is {data}, and nothing can be written there", f"chmod 700 {data}")
    if not (open_ones or strange):
        yield ok(ABOUT, f"DATA is {data}, and private")
    yield _check_room(data)


def _check_room(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    text = f"{free / 1e9:.1f} GB are free where DATA is"
    if free < TOO_LITTLE_BYTES:
        return broken(ABOUT, text, "make room: without any, no report can be recorded")
    if free < LITTLE_BYTES:
        return look(ABOUT, text, "make room in time")
    return ok(ABOUT, text)


def _others_may(path: Path) -> bool:
    mode = path.lstat().st_mode
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)


def _named(paths: list[Path]) -> str:
    names = ", ".join(str(path) for path in paths[:MANY])
    return names if len(paths) <= MANY else f"{names} and {len(paths) - MANY} more"


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"the user {user}"
