"""The desk's database is opened once in each process."""

import os
from pathlib import Path

import pytest

from tests.support.stores import Stores
from webapp.team import desk_database
from webapp.team.desk_database import DeskDatabase


def test_each_process_opens_the_database_once(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    real = desk_database.open_database
    monkeypatch.setattr(desk_database, "open_database", lambda *args: opened.append(args) or real(*args))
    database = DeskDatabase(stores.new_desk("sqlite", tmp_path).url)

    for use in (database.read, database.write, database.read):
        with use():
            pass
    assert len(opened) == 1

    if (child := os.fork()) == 0:
        with database.read():
            pass
        os._exit(0 if len(opened) == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(opened) == 1
    database.close()
