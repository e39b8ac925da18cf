"""Connections to a database are closed when nobody uses them any more."""

import gc
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.support.stores import KINDS, Stores
from webapp.database.engine import open_database


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_in_use_when_the_others_are_closed_is_closed_in_the_end(
    kind: str, stores: Stores, tmp_path: Path
) -> None:
    database = open_database(stores.new(kind, tmp_path).url)
    with database.reader.connect() as used:
        connection = used.connection.dbapi_connection
        database.engine.dispose()
    was_open = not is_closed(connection)
    del used, database
    gc.collect()

    assert was_open
    assert is_closed(connection)


def is_closed(connection: Any) -> bool:
    if not isinstance(connection, sqlite3.Connection):
        return bool(connection.closed)
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False
