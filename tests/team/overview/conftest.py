"""A desk and its page, with Ada and Ben, on either database."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, BEN
from tests.support.stores import Store, Stores
from webapp.actions.log import ActionLog
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.overview import Board, Overview
from webapp.team.overview.summary import Summaries
from webapp.team.people.person import Person

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class World:
    """The databases of a desk and its page."""

    desk: DeskDatabase
    store: PublicationStore
    log: ActionLog
    folders: Path
    overview: Overview
    page: Store
    """The page's database, open to plain SQL."""

    def board(self, by: Person = ADA) -> Board:
        """Return the board of a person."""
        return self.overview.board(by)

    def only(self) -> CampaignOverview:
        """Return the only campaign."""
        (found,) = self.board().campaigns
        return found

    def publish(self, files: Mapping[str, bytes], starts: datetime = NOW - HOUR, slug: str = "lamp") -> None:
        """Publish files."""
        last = self.store.last(slug)
        self.store.publish(slug, files, starts, ADA.id, last.serial if last else 0, withdrawn=not files)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[World]:
    """An empty desk, with Ada and Ben."""
    desk = DeskDatabase(stores.new_desk(request.param, tmp_path).url)
    page = stores.new(request.param, tmp_path)
    add_person(desk, ADA)
    add_person(desk, BEN)
    folders = tmp_path / "campaigns"
    folders.mkdir()
    with closing(PublicationStore(page.url)) as store, closing(ActionLog(page.url, 2)) as log:
        summaries = Summaries(lambda: frozenset({"en", "fr"}))
        overview = Overview(desk, Drafts(desk, lambda: NOW), store, log, folders, summaries, lambda: NOW)
        yield World(desk, store, log, folders, overview, page)
    desk.close()
