"""A database with publications, and a public host without gunicorn: a follower and a registry."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.stores import KINDS, Store, Stores
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.folder import read_folder
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.registry import POLL_SECONDS, CampaignRegistry
from webapp.publications.follower import Follower
from webapp.publications.store import PublicationStore

NOW = datetime(2030, 1, 7, 12, tzinfo=UTC)
BY = "person-0123456789"


class Host:
    """A host as its server has it after a start; a second one in the same folder is its restart."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "campaigns").mkdir(parents=True, exist_ok=True)
        self.now, self.clock = NOW, 0.0
        self.reports: list[CheckResult] = []
        self.store = PublicationStore(url)
        self.publications = PublishedVersions(folder / "published" / "publications")
        self.follower = Follower(self.store, folder / "published" / "publications", lambda: self.now)
        self.registry = CampaignRegistry(
            folder / "campaigns",
            self.reports.append,
            lambda: self.clock,
            PublishedVersions(folder / "published"),
            now=lambda: self.now,
            publications=self.publications,
        )

    def look(self) -> None:
        """Let two seconds pass: ask the database, then look at the disk."""
        self.now += timedelta(seconds=POLL_SECONDS)
        self.clock += POLL_SECONDS
        self.follower.follow()
        self.registry.campaigns()

    def person(self, slug: str = "lamp") -> str | None:
        """Return the person of the campaign that is served."""
        campaign = self.registry.campaign(slug)
        return campaign.source.who if campaign else None

    def seen(self, slug: str = "lamp") -> str | None:
        """Look, then return the person."""
        self.look()
        return self.person(slug)


def files_of(folder: Path, person: str = "Ada Example", slug: str = "lamp") -> dict[str, bytes]:
    """Return the files of a campaign about somebody."""
    path = a_campaign_folder(folder, slug) / "campaign.toml"
    path.write_text(path.read_text().replace("Ada Example", person))
    return dict(read_folder(path.parent).contents)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Store:
    """The page's database."""
    return stores.new(request.param, tmp_path)


@pytest.fixture
def publications(database: Store) -> Iterator[PublicationStore]:
    """The publications as the desk has them open."""
    with closing(PublicationStore(database.url)) as store:
        yield store


@pytest.fixture
def a_host(database: Store, tmp_path: Path) -> Iterator[Callable[..., Host]]:
    """Make a host, or start one again."""
    made: list[Host] = []

    def make(name: str = "host", url: str = "") -> Host:
        host = Host(tmp_path / name, url or database.url)
        made.append(host)
        return host

    yield make
    for host in made:
        host.store.close()
