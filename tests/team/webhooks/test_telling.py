"""What webhooks are told: what changed for the public, what came of a case, the sums of a day."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.desk_campaigns import files_of
from tests.support.desk_client import ADA
from tests.support.stores import Stores
from tests.team.conftest import Clock
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import Publication, PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.overview.summary import Summaries
from webapp.team.public_pages import PublicPages
from webapp.team.tables import deliveries as table
from webapp.team.webhooks.daily_sums import days_ended, end_of
from webapp.team.webhooks.deliveries import Deliveries
from webapp.team.webhooks.delivering import HORIZON, Telling
from webapp.team.webhooks.messages import Event
from webapp.team.webhooks.public_changes import PublicChanges, changes
from webapp.team.webhooks.webhooks import Webhooks

URL = "https://hooks.example.org/in"
OUTCOME = '\n[outcome]\nkind = "released"\ndate = 2030-05-02\ntext = "He is free."\n'


@dataclass
class World:
    """A desk with its page's database, and what webhooks were told."""

    webhooks: Webhooks
    store: PublicationStore
    log: ActionLog
    clock: Clock
    database: DeskDatabase
    make_telling: Callable[[], Telling]
    telling: Telling = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Tell as a new process does, which remembers nothing."""
        self.telling = self.make_telling()

    def publish(self, files: dict[str, bytes], *, at: datetime | None = None, slug: str = "lamp") -> None:
        """Publish, at once or at a moment; no files: withdraw."""
        last = self.store.last(slug)
        self.store.publish(
            slug, files, at or self.clock(), ADA.id, last.serial if last else 0, withdrawn=not files
        )

    def told(self, webhook: str | None = None) -> list[dict[str, Any]]:
        """Note what happened, and return all messages, oldest first."""
        self.telling.note(self.clock())
        with self.database.read() as connection:
            rows = connection.execute(table.select().order_by(table.c.subject, table.c.event)).all()
        found = [json.loads(row.body) for row in rows if webhook in (None, row.webhook)]
        return sorted(found, key=lambda each: (each["timestamp"], each["type"]))

    def what(self, webhook: str | None = None) -> list[str]:
        """Return what was told of publications and outcomes, in a word each."""
        return [each["data"].get("what", each["type"]) for each in self.told(webhook)]


@pytest.fixture
def world(
    stores: Stores, tmp_path: Path, team_database: DeskDatabase, webhooks: Webhooks, clock: Clock
) -> Iterator[World]:
    """A desk that has told nothing yet."""
    url = stores.new("sqlite", tmp_path).url
    summaries = Summaries(lambda: frozenset({"en", "fr"}))
    pages = PublicPages.of(["letters.example.org"], 8000, "")
    with closing(PublicationStore(url)) as store, closing(ActionLog(url)) as log:

        def make() -> Telling:
            return Telling(
                team_database, Deliveries(team_database, clock), PublicChanges(store, summaries, pages), log
            )

        yield World(webhooks, store, log, clock, team_database, make)


@pytest.fixture
def lamp(tmp_path: Path) -> dict[str, bytes]:
    """The files of a valid campaign."""
    return dict(files_of(a_campaign_folder(tmp_path / "drafts", "lamp", "2030-05-08")))


def with_text(files: dict[str, bytes], before: str, after: str) -> dict[str, bytes]:
    """Return the files with other words in `campaign.toml`."""
    text = files["campaign.toml"].decode()
    assert before in text
    return {**files, "campaign.toml": text.replace(before, after, 1).encode()}


def test_the_life_of_a_page_is_told(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION, Event.OUTCOME])
    text = lamp["campaign.toml"].decode()
    steps: list[dict[str, bytes]] = [
        lamp,
        {**lamp, "campaign.toml": f"# A remark.\n{text}".encode()},
        {**lamp, "campaign.toml": f'state = "closed"\n{text}'.encode()},
        lamp,
        {**lamp, "campaign.toml": (text + OUTCOME).encode()},
        {},
    ]
    for files in steps:
        world.clock.pass_(minutes=1)
        world.publish(files)
        world.told()

    assert world.what() == [
        "published",
        "corrected",
        "closed",
        "reopened",
        "outcome",
        "closed",
        "withdrawn",
    ]
    published, outcome = world.told()[0], world.told()[4]
    assert published == {
        "type": "publication",
        "version": 1,
        "timestamp": "2030-05-01T13:01:00Z",
        "data": {
            "what": "published",
            "campaign": "lamp",
            "serial": 1,
            "at": "2030-05-01T13:01:00Z",
            "page_languages": ["en"],
            "letter_languages": ["en"],
            "addresses": {"en": "https://letters.example.org/en/lamp"},
        },
    }
    assert outcome["data"] == {
        "campaign": "lamp",
        "serial": 5,
        "kind": "released",
        "day": "2030-05-02",
        "texts": {"en": "He is free."},
        "addresses": {"en": "https://letters.example.org/en/lamp"},
    }


def test_what_is_scheduled_is_told_when_its_moment_has_come(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION])
    world.publish(lamp, at=world.clock() + timedelta(hours=2))
    assert world.what() == []
    world.clock.pass_(hours=2)

    assert world.what() == ["published"]
    assert world.told()[0]["data"]["at"] == "2030-05-01T15:00:00Z"


def test_what_was_cancelled_is_never_told(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION])
    world.publish(lamp)
    world.clock.pass_(minutes=1)
    later = {**lamp, "campaign.toml": b"# Later.\n" + lamp["campaign.toml"]}
    world.publish(later, at=world.clock() + timedelta(hours=2))
    world.clock.pass_(minutes=1)
    world.publish(lamp)  # as "cancel" does: what is public stays
    world.clock.pass_(hours=3)

    assert world.what() == ["published"]


def test_every_event_is_told_once_also_after_a_restart(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION])
    world.publish(lamp)

    assert [len(world.told()) for _ in range(3)] == [1, 1, 1]
    world.restart()
    assert len(world.told()) == 1


def test_a_webhook_is_told_of_what_it_wants_from_its_beginning_on(
    world: World, lamp: dict[str, bytes]
) -> None:
    world.publish(lamp)
    world.clock.pass_(minutes=1)
    publications, _ = world.webhooks.add(ADA, URL, [Event.PUBLICATION])
    outcomes, _ = world.webhooks.add(ADA, URL, [Event.OUTCOME])
    world.clock.pass_(minutes=1)
    world.publish(with_text(lamp, "deadline", "# A remark.\ndeadline"))
    world.clock.pass_(minutes=1)
    world.publish({**lamp, "campaign.toml": lamp["campaign.toml"] + OUTCOME.encode()})

    assert world.what(publications.id) == ["corrected", "closed"]
    assert world.what(outcomes.id) == ["outcome"]


def test_what_happened_long_ago_is_not_told_any_more(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION, Event.DAILY])
    world.publish(lamp)
    world.clock.moment += HORIZON + timedelta(days=3)

    days = [each["data"].get("day") for each in world.told()]

    assert None not in days
    assert len(days) == HORIZON.days


def test_a_damaged_publication_stops_no_other(world: World, lamp: dict[str, bytes]) -> None:
    world.webhooks.add(ADA, URL, [Event.PUBLICATION])
    world.publish({"campaign.toml": b"not = [toml"}, slug="beacon")
    world.publish(lamp)

    told = {each["data"]["campaign"]: each["data"]["page_languages"] for each in world.told()}

    assert told == {"beacon": [], "lamp": ["en"]}


def test_the_sums_of_a_day_come_when_it_is_over_everywhere(world: World) -> None:
    world.webhooks.add(ADA, URL, [Event.DAILY])
    day = date(2030, 5, 1)
    letters = [(Channel.EMAIL, False)] * 3 + [(Channel.POST, True), (Channel.EMAIL, True)]
    for number, (channel, late) in enumerate(letters):
        action = Action("lamp", channel, "minister", "en", 1, day, late)
        world.log.record(f"token-{number:016}", [action])
    world.log.enter(Letters("lamp", day, Channel.POST, 7), Stamp())
    world.clock.moment = datetime(2030, 5, 2, 11, 59, 59, tzinfo=UTC)
    before = [each["data"]["day"] for each in world.told()]
    world.clock.pass_(seconds=1)

    (told,) = (each for each in world.told() if each["data"]["day"] == "2030-05-01")

    assert before == []
    assert told["data"] == {
        "day": "2030-05-01",
        "total": 12,
        "campaigns": [
            {"campaign": "lamp", "total": 12, "late": 2, "paper": 7, "channels": {"email": 4, "post": 8}}
        ],
    }
    assert told["timestamp"] == "2030-05-02T12:00:00Z"


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        ("2030-05-01T13:00", "2030-05-02T11:59", []),
        ("2030-05-01T13:00", "2030-05-02T12:00", ["2030-05-01"]),
        ("2030-05-02T11:59", "2030-05-02T12:00", ["2030-05-01"]),
        ("2030-05-02T12:00", "2030-05-03T11:59", []),
        ("2030-05-02T12:01", "2030-05-04T12:00", ["2030-05-02", "2030-05-03"]),
    ],
)
def test_the_days_that_ended_between_two_moments(since: str, now: str, days: list[str]) -> None:
    found = days_ended(*(datetime.fromisoformat(f"{each}+00:00") for each in (since, now)))

    assert [each.isoformat() for each in found] == days
    assert all(end_of(date.fromisoformat(day)).hour == 12 for day in days)


def a_publication(serial: int, minute: int, content: str) -> Publication:
    """Build a publication that starts in a minute; "" withdraws."""
    starts = datetime(2030, 5, 1, 13, minute, tzinfo=UTC)
    tree = {"campaign.toml": content} if content else {}
    return Publication("lamp", serial, tree, not content, starts, ADA.id)


@pytest.mark.parametrize(
    ("history", "held"),
    [
        ([(1, 0, "a"), (2, 1, "b")], [1, 2]),
        ([(1, 5, "a"), (2, 1, "b")], [2]),  # the second took the place of what was scheduled
        ([(1, 0, "a"), (2, 9, "b"), (3, 1, "a")], [1]),  # cancelled
        ([(1, 0, "a"), (2, 0, "b")], [2]),  # in one second
        ([(1, 0, "")], []),  # nothing was public, and nothing is
        ([(1, 0, "a"), (2, 1, ""), (3, 2, "a")], [1, 2, 3]),
        ([(1, 59, "a")], []),  # its moment is to come
    ],
)
def test_only_what_held_is_a_change(history: list[tuple[int, int, str]], held: list[int]) -> None:
    now = datetime(2030, 5, 1, 13, 30, tzinfo=UTC)
    publications = [a_publication(*each) for each in history]

    found = [*changes(publications, now)]

    assert [each.after.serial for each in found] == held
