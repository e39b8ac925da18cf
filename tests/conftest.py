"""Servers that a test may ask for; each is started once a process, when the first test wants it."""

from collections.abc import Iterator

import pytest

from tests.databases import Postgres, Valkey


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
