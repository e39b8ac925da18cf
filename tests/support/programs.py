"""Programs of servers that Debian and Homebrew keep off the path."""

import os
import shutil
from pathlib import Path


def program(name: str, *folders: str) -> str:
    """Return the path of a server's program; `folders` are patterns below `/`. Raise `FileNotFoundError`."""
    if found := shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"):
        return found
    for pattern in folders:
        if found_there := sorted(Path("/").glob(pattern)):
            return str(found_there[-1] / name)
    raise FileNotFoundError(f"no {name} on this machine: `make test` installs it")
