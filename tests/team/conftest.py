"""The desk's database of each kind, opened, and a moment that a test sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.stores import KINDS, Stores
from webapp.team.desk_database import DeskDatabase


@dataclass
class Clock:
    """Call it for the moment."""

    moment: datetime = datetime(2030, 5, 1, 13, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **time: float) -> None:
        """Let some time pass: `minutes=5`."""
        self.moment += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """A morning in 2030."""
    return Clock()


@pytest.fixture(params=KINDS)
def team_database(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[DeskDatabase]:
    """A fresh database of the desk, once of each kind."""
    store = stores.new_desk(request.param, tmp_path)
    opened = DeskDatabase(store.url)
    yield opened
    opened.close()
    stores.drop(store)
