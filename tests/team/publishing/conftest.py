"""A desk with one campaign, its page's database, and those who may decide and who may not."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.stores import Stores
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_schema, read_valid_parts
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.campaign import Campaign
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Grant, Person, Role
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.plan import Plan
from webapp.team.publishing.publishing import Publishing

NOW = datetime(2030, 1, 7, 12, tzinfo=UTC)
COORDINATOR = Person("coordinator-0123456789", "Ada Example", (Grant(Role.COORDINATOR),))
AUTHOR = Person("author-0123456789", "Bo Example", (Grant(Role.AUTHOR),))


@dataclass
class Desk:
    """What a test does at the desk."""

    drafts: Drafts
    store: PublicationStore
    decisions: Decisions
    now: datetime = NOW
    folders: list[str] = field(default_factory=list)
    publishing: Publishing = field(init=False)

    def __post_init__(self) -> None:
        self.publishing = Publishing(
            self.drafts, self.store, self.decisions, lambda: self.folders, lambda: self.now
        )

    def text(self, slug: str = "lamp", name: str = "campaign.toml") -> str:
        """Return a file of the draft."""
        head = self.drafts.head(slug)
        assert head
        return self.drafts.source(head).text(name)

    def edit(self, before: str, after: str, slug: str = "lamp", name: str = "campaign.toml") -> None:
        """Change a text of the draft."""
        text = self.text(slug, name)
        assert before in text
        head = self.drafts.head(slug)
        assert head
        self.drafts.save(COORDINATOR, slug, head.number, {name: text.replace(before, after).encode()})

    def apply(self, plan: Plan) -> Plan:
        """Carry out a plan, a second later than anything before."""
        self.now += timedelta(seconds=1)
        self.publishing.apply(COORDINATOR, plan, plan.seal)
        return plan

    def publish(self) -> Plan:
        """Publish the draft."""
        return self.apply(self.publishing.plan_publish(COORDINATOR, "lamp"))

    def public(self, slug: str = "lamp") -> Campaign | None:
        """Return what the public sees."""
        found = self.store.newest(self.now).get(slug)
        if found is None or found.withdrawn:
            return None
        return read_valid_parts(SourceFiles(slug, self.store.files(found))).campaign


@pytest.fixture
def desk(stores: Stores, tmp_path: Path) -> Iterator[Desk]:
    """A desk with the lamp in English and Spanish, not public yet."""
    folder = a_campaign_folder(tmp_path)
    messages = {key: f"{key[1]} (es)" for key in list_messages(read_schema(read_folder(folder)))}
    an_edition(folder, "es", messages)
    database = DeskDatabase(stores.new_desk("sqlite", tmp_path).url)
    drafts = Drafts(database, lambda: NOW)
    drafts.create(COORDINATOR, "lamp", read_folder(folder).contents)
    with closing(PublicationStore(stores.new("sqlite", tmp_path).url)) as store:
        yield Desk(drafts, store, Decisions(database))
    database.close()


Planner = Callable[[Publishing, Person], object]
