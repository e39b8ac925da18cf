"""Files and folders that only their owner can read, whatever the umask of the command that creates them.

SQLite gives `-wal`, `-shm` and its journal the mode of the database (https://www.sqlite.org/wal.html).
"""

import os
from contextlib import suppress
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def create_file(path: Path, *, exclusive: bool = False, mode: int = FILE_MODE) -> None:
    """Create an empty file unless it exists; if `exclusive`, raise `FileExistsError` then."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, mode)
    except FileExistsError:
        if exclusive:
            raise
        return
    try:
        os.fchmod(handle, mode)  # a umask can only have taken something away
    finally:
        os.close(handle)


def create_folder(path: Path) -> None:
    """Create the folder, and those above it, unless they exist. What exists keeps its mode."""
    if path.is_dir():
        return
    create_folder(path.parent)
    with suppress(FileExistsError):
        path.mkdir(FOLDER_MODE)
        path.chmod(FOLDER_MODE)
