"""The thread of the desk's server: from a publication to the receiver, and trouble with a database."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.desk_campaigns import files_of
from tests.support.desk_client import ADA
from tests.support.stores import Store, Stores
from tests.team.conftest import Clock
from tests.team.webhooks.conftest import AddsWebhook
from tests.team.webhooks.receiving import Receiver, wait_until
from webapp.actions.log import ActionLog
from webapp.publications.store import PublicationStore
from webapp.server import log_format
from webapp.team.desk_database import DeskDatabase
from webapp.team.overview.summary import Summaries
from webapp.team.public_pages import PublicPages
from webapp.team.webhooks.deliveries import Deliveries
from webapp.team.webhooks.delivering import Delivering, DeliverySchedule, Telling
from webapp.team.webhooks.messages import Event
from webapp.team.webhooks.public_changes import PublicChanges


@pytest.fixture
def page_store(stores: Stores, tmp_path: Path) -> Store:
    """The page's database."""
    return stores.new("sqlite", tmp_path)


Publish = Callable[[], None]


@pytest.fixture
def publish(page_store: Store, clock: Clock, tmp_path: Path) -> Publish:
    """Publish the lamp."""

    def published() -> None:
        with closing(PublicationStore(page_store.url)) as store:
            files = files_of(a_campaign_folder(tmp_path / "drafts"))
            store.publish("lamp", files, clock(), ADA.id, 0)

    return published


@pytest.fixture
def running(
    page_store: Store, team_database: DeskDatabase, delivering: Delivering, clock: Clock
) -> Iterator[None]:
    """The thread, faster than in a server."""
    deliveries = Deliveries(team_database, clock)
    summaries = Summaries(lambda: frozenset({"en"}))
    pages = PublicPages.of(["letters.example.org"], 8000, "")
    stopped = threading.Event()
    with (
        closing(PublicationStore(page_store.url, 0.5)) as store,
        closing(ActionLog(page_store.url, 0.5)) as log,
    ):
        telling = Telling(team_database, deliveries, PublicChanges(store, summaries, pages), log)
        schedule = DeliverySchedule(telling, delivering, deliveries, clock)
        thread = threading.Thread(target=schedule.run, args=(stopped, 0.02))
        thread.start()
        yield
        stopped.set()
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.usefixtures("running")
def test_a_publication_reaches_the_receiver_once(
    receiver: Receiver, add: AddsWebhook, publish: Publish, deliveries: Deliveries
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    publish()

    wait_until(lambda: any(each.delivered for each in deliveries.log(ADA, webhook.id)))

    (got,) = receiver.got
    assert json.loads(got.body)["data"]["addresses"] == {"en": "https://letters.example.org/en/lamp"}


def test_while_the_page_s_database_is_away_messages_go_out_and_nothing_is_lost(
    receiver: Receiver,
    add: AddsWebhook,
    publish: Publish,
    deliveries: Deliveries,
    page_store: Store,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setattr(logging.getLogger(log_format.APP), "propagate", True)
    webhook, _ = add(Event.PUBLICATION)
    publish()
    page_store.run("ALTER TABLE publications RENAME TO away")
    request.getfixturevalue("running")
    deliveries.test(ADA, webhook.id)
    wait_until(lambda: len(receiver.got) == 1)
    wait_until(lambda: any("webhooks wait" in each.message for each in caplog.records))
    page_store.run("ALTER TABLE away RENAME TO publications")

    wait_until(lambda: len(receiver.got) == 2)

    assert [json.loads(got.body)["type"] for got in receiver.got] == ["test", "publication"]
