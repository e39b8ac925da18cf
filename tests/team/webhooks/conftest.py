"""A receiver, a sender that trusts and finds it, and the webhooks of a desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.desk_client import ADA
from tests.team.conftest import Clock
from tests.team.webhooks.receiving import Receiver, receiving
from webapp.team.desk_database import DeskDatabase
from webapp.team.webhooks.deliveries import Deliveries
from webapp.team.webhooks.delivering import Delivering
from webapp.team.webhooks.sending import Sender
from webapp.team.webhooks.webhooks import Webhook, Webhooks


@pytest.fixture(scope="session")
def receiver_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the certificates of a session are."""
    return tmp_path_factory.mktemp("receiver")


@pytest.fixture
def receiver(receiver_folder: Path) -> Iterator[Receiver]:
    """A receiver on this machine."""
    with receiving(receiver_folder) as running:
        yield running


MakeSender = Callable[..., Sender]
PATIENT_SECONDS = 60.0
"""What a receiver gets in tests that are not about time: the desk's own ten are few on a busy machine."""


@pytest.fixture
def make_sender(receiver: Receiver, receiver_folder: Path) -> MakeSender:
    """Make a sender that finds the receiver's name on this machine, and may go there."""

    def make(*addresses: str, seconds: float = PATIENT_SECONDS) -> Sender:
        found = addresses or ("127.0.0.1",)
        tls = receiver.trust(receiver_folder)
        return Sender(lambda _host, _port: found, tls, lambda address: address in found, seconds)

    return make


@pytest.fixture
def webhooks(team_database: DeskDatabase, clock: Clock) -> Webhooks:
    """The webhooks of a desk."""
    return Webhooks(team_database, clock)


@pytest.fixture
def deliveries(team_database: DeskDatabase, clock: Clock) -> Deliveries:
    """Their deliveries; each wait is as long as it is written."""
    return Deliveries(team_database, clock, lambda _least, _most: 1.0)


@pytest.fixture
def delivering(deliveries: Deliveries, make_sender: MakeSender, clock: Clock) -> Iterator[Delivering]:
    """What sends them to the receiver."""
    made = Delivering(deliveries, make_sender(), clock)
    yield made
    made.close()


AddsWebhook = Callable[..., tuple[Webhook, str]]


@pytest.fixture
def add(webhooks: Webhooks, receiver: Receiver) -> AddsWebhook:
    """Add a webhook at the receiver."""
    return lambda *events: webhooks.add(ADA, receiver.url, events)
