"""The modules of a whole run, imported in another order by each process of pytest-xdist.

In a fresh clone pytest rewrites the assertions of each test module, which takes most of the time of an
import, and keeps the outcome on the disk. Processes that imported in one order would all do all of it.
"""

import importlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest


def import_modules(root: Path, workerinput: dict[str, Any]) -> None:
    """Begin at another module than the other processes do; what does not load is left to the collection."""
    place = int(workerinput["workerid"].removeprefix("gw"))
    files = sorted((root / "tests").rglob("test_*.py"))
    begin = len(files) * place // int(workerinput["workercount"])
    for file in files[begin:] + files[:begin]:
        with suppress(Exception, pytest.skip.Exception):  # the collection says what is wrong
            importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
