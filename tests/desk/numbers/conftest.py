"""A campaign with letters of some days."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from tests.support.desk_campaigns import add_version, lamp_files
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.team.desk_database import DeskDatabase

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
Report = Callable[..., None]


@pytest.fixture
def page_log(page_store: Store) -> Iterator[ActionLog]:
    """The page's database, as the page has it open."""
    with closing(ActionLog(page_store.url)) as log:
        yield log


@pytest.fixture
def report(page_log: ActionLog) -> Report:
    """Record a report."""
    tokens = count()

    def record(
        quantity: int,
        day: date = date(2030, 5, 1),
        channel: Channel = Channel.POST,
        campaign: str = "lamp",
        target: str = "minister",
        language: str = "en",
        *,
        late: bool = False,
        partner: str = "",
        burst: str = "",
    ) -> None:
        action = Action(campaign, channel, target, language, quantity, day, late, partner, burst)
        page_log.record(f"token-number-{next(tokens):05}", [action])

    return record


@pytest.fixture
def lamp(desk_database: DeskDatabase, tmp_path: Path) -> None:
    """A campaign of the desk."""
    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
