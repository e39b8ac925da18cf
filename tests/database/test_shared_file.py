"""An SQLite database that two users of a machine share by a group: each file beside it has its mode."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.stores import Stores
from webapp.database.engine import open_database


@pytest.mark.parametrize("mode", [0o600, 0o660])
def test_what_lies_beside_the_database_has_its_mode(stores: Stores, tmp_path: Path, mode: int) -> None:
    store = stores.new("sqlite", tmp_path)
    file = tmp_path / "appeal.db"
    file.chmod(mode)
    before = os.umask(0o077)
    try:
        database = open_database(store.url)
        with database.write_lock(), database.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM purges"))
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        database.engine.dispose()
    finally:
        os.umask(before)

    assert modes == dict.fromkeys(("appeal.db", "appeal.db-shm", "appeal.db-wal", "appeal.db.turn"), mode)
