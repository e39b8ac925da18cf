"""The folder where the processes of one server write their metrics, so that one response can add them up.

prometheus_client maps one file a process into memory. The folder is private and created at each start. A lock
holds it as long as any process of the server lives, and it is deleted at the end. A folder without a lock
holder is left over from a crash; the next start deletes it.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable that tells prometheus_client the folder. Set it before the import of that."""
_NAME = "appeal-metrics-"
_LOCK = "lock"
_FILE_BYTES = 262_144
"""Reserved for each file: twice what all routes need."""


def make(processes: int) -> Path:
    """Create the folder for so many processes. This process and its children hold it.

    Raise `OSError` if the disk is full: a mapped file that meets a full disk later kills its process.
    """
    temporary = Path(tempfile.gettempdir())
    sweep(temporary)
    # Locked before it has the name that others sweep.
    folder = Path(tempfile.mkdtemp(prefix=f".{_NAME}", dir=temporary))
    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.set_inheritable(lock, True)
    for slot in range(processes):
        for kind in ("counter", "histogram"):
            _reserve(folder / f"{kind}_{slot}.db")
    return folder.rename(temporary / folder.name.removeprefix("."))


def sweep(temporary: Path) -> None:
    """Delete our folders that no process holds."""
    for folder in temporary.glob(f"{_NAME}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # of another user, or deleted meanwhile
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
            os.posix_fallocate(file.fileno(), 0, _FILE_BYTES)


def remove(folder: Path) -> None:
    """Delete the folder of a server that has ended."""
    shutil.rmtree(folder, ignore_errors=True)
