"""A desk and a page's database of each kind, with two campaigns of the page's folders."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, BEN
from tests.support.stores import KINDS, Store, Stores
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.numbers.counted_cases import CountedCases
from webapp.team.numbers.deciding import Decisions
from webapp.team.numbers.entering import PaperLetters
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.people.person import Grant, Person, Role

NOW = datetime(2030, 5, 10, 13, tzinfo=UTC)
MAY_7, MAY_9 = date(2030, 5, 7), date(2030, 5, 9)
"""Before and after the deadline of both campaigns."""
ONLY_LAMP = Person(
    "person-eve-example", "Eve Example", (Grant(Role.COORDINATOR, campaigns=frozenset({"lamp"})),)
)


@dataclass
class World:
    """The databases of a desk and its page, and the services of numbers."""

    store: Store
    desk: DeskDatabase
    publications: PublicationStore
    log: ActionLog
    folders: Path
    cases: CountedCases
    reader: FigureReader
    letters: PaperLetters
    decisions: Decisions
    tokens: Iterator[int] = field(default_factory=count)

    def report(
        self, number: int, slug: str = "lamp", day: date = MAY_7, burst: str = "", **facts: str
    ) -> str:
        """Report so many e-mails; return the token."""
        token = f"token-of-a-report-{next(self.tokens):05}"
        usual = {"target": "minister", "letter_language": "en", "partner": ""} | facts
        channel = Channel(usual.pop("channel", "email"))
        is_late = day > date(2030, 5, 8)
        action = Action(slug, channel, quantity=number, day=day, late=is_late, burst=burst, **usual)
        self.log.record(token, [action])
        return token


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Iterator[World]:
    """A desk with Ada and Ben. The page shows `lamp`, which was `candle`, and `tower`."""
    desk = DeskDatabase(stores.new_desk(request.param, tmp_path).url)
    store = stores.new(request.param, tmp_path)
    for person in (ADA, BEN, ONLY_LAMP):
        add_person(desk, person)
    folders = tmp_path / "campaigns"
    a_campaign_folder(folders, "tower")
    lamp = a_campaign_folder(folders) / "campaign.toml"
    more = 'redirects = ["candle"]\ngoal = 500\nshow_count_from = 20\nissued = 2030-04-20\n'
    partner = (
        '\n[[partners]]\nid = "harbour"\nname = "Harbour Friends"\norigins = ["https://harbour.example"]\n'
    )
    toml = (
        lamp.read_text()
        .replace('id = "warden"', 'id = "warden"\n# in another country')
        .replace(
            'address = ["2 Bolt Road", "Lampville"]\ncountry = "FR"',
            'address = ["2 Bolt Road", "Lampville"]\ncountry = "BE"',
        )
    )
    lamp.write_text(more + toml + partner)
    with closing(PublicationStore(store.url)) as publications, closing(ActionLog(store.url, 10)) as log:
        cases = CountedCases(folders, publications, Drafts(desk, lambda: NOW), lambda: NOW)
        seconds = count()
        parts = (log, cases, lambda: NOW + timedelta(seconds=next(seconds)))
        yield World(
            store,
            desk,
            publications,
            log,
            folders,
            cases,
            FigureReader(*parts),
            PaperLetters(desk, *parts),
            Decisions(desk, *parts),
        )
    desk.close()
