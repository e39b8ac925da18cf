"""Files of tests in memory: a commit to SQLite and a new database of PostgreSQL mostly wait for a disk."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # each run has a folder of its own there
MIN_FREE = 2_000_000_000
"""Bytes that must be free there. A run takes 1.2 GB; one in which a test failed keeps them until the next."""
ROOT_OF_TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
"""https://docs.pytest.org/en/stable/reference/reference.html#environment-variables"""


def has_room() -> bool:
    """Return whether files can be there, and programs among them be started."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return False
    may_execute = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return may_execute and shutil.disk_usage(MEMORY).free > MIN_FREE


def use() -> None:
    """Let pytest make the folders of the tests there, unless somebody chose another place."""
    if has_room():
        os.environ.setdefault(ROOT_OF_TEMPORARY, str(MEMORY))
