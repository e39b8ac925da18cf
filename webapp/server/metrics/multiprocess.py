"""The folder in which the processes of one server keep their numbers, so that one answer can add them up.

prometheus_client maps a file a process into memory. The folder is private, made fresh at each start, held
with a lock as long as any process of the server lives, and removed at the end. One whose server was killed
is held by nobody: the next start removes it.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable by which prometheus_client finds it; to be set before that is imported."""
_NAME = "appeal-metrics-"
_LOCK = "lock"
_RESERVED = 262_144
"""Bytes a file: twice what all routes need."""


def make(processes: int) -> Path:
    """Make the folder with room for so many processes; it is held by this one and by its children.

    Raises `OSError` where there is no room: a mapped file that finds none later kills its process.
    """
    temporary = Path(tempfile.gettempdir())
    sweep(temporary)
    # Held before it has a name that others sweep.
    folder = Path(tempfile.mkdtemp(prefix=f".{_NAME}", dir=temporary))
    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.set_inheritable(lock, True)
    for slot in range(processes):
        for kind in ("counter", "histogram"):
            _reserve(folder / f"{kind}_{slot}.db")
    return folder.rename(temporary / folder.name.removeprefix("."))


def sweep(temporary: Path) -> None:
    """Remove folders of ours that nobody holds."""
    for folder in temporary.glob(f"{_NAME}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # somebody else's, or gone meanwhile
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(folder)
        except BlockingIOError:
            continue
        finally:
            os.close(lock)


def _reserve(path: Path) -> None:
    with path.open("xb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, _RESERVED)


def remove(folder: Path) -> None:
    """Remove the folder of a server that has ended."""
    shutil.rmtree(folder, ignore_errors=True)
