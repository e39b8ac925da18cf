"""Servers and databases that a test may ask for; a server is started when the first test wants it."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings

from tests.support.databases import Postgres, Valkey
from tests.support.stores import KINDS, Store, Stores

settings.register_profile("any machine", settings.default, deadline=None)  # no test measures a time
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; ask it for a `database()` of your own, and leave it running."""
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """A Valkey or Redis server; leave it running."""
    server = Valkey()
    yield server
    server.close()


@pytest.fixture(scope="session")
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """What makes databases of actions; PostgreSQL is started when the first one of its kind is made."""
    return Stores(
        tmp_path_factory.mktemp("stores"), lambda: cast(Postgres, request.getfixturevalue("postgres"))
    )


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Store:
    """A migrated database, once of each kind."""
    return stores.new(request.param, tmp_path)
