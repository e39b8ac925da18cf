"""Whatever is asked of any address is answered as the table of routes says: no 5xx, no hang."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from tests.live_servers.canary_requests import PARTNER
from tests.support.builders import a_campaign_folder, a_reachable_campaign_folder
from tests.support.fuzzing import Invented, description
from webapp import settings
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.tokens import Tokens
from webapp.app import create_app, make_dependencies
from webapp.database import schema
from webapp.printing.printer import Printer, PrintQueueFull
from webapp.printing.protocol import MessageType
from webapp.server.network_counters import NetworkCounters
from webapp.web.http.rate_limits import RateLimiter

KEY = "a-key-for-tests-that-is-long-enough"
NOW = 1_900_000_000.0
TODAY = date(2030, 5, 1)
PRINTED = 6
"""Of so many letters one is really printed: the others find the printer busy, which is described, too."""
TAGS = ("en", "ar", "es", "ru")


def a_token(age: float, campaign: str) -> str:
    """Make a token that was asked for `age` seconds ago."""
    return Tokens([KEY], lambda: NOW - age).issue(campaign)


KNOWN = {
    "Slug": ["lamp", "beacon", "closed", "nowhere"],
    "Target": ["minister", "warden"],
    "PartnerId": ["harbour", "stranger"],
    "LetterLanguage": ["en", "es"],
    "Country": ["", "FR"],
    "Link": [
        f"http://localhost/{path}" for path in ("en/beacon", "embed/ar/beacon?accent=400000", "en/lamp")
    ],
    "Token": [a_token(age, slug) for age in (10, 60, 1, 200_000) for slug in ("lamp", "beacon")],
}
EVERY_BOUND_OF = {
    "GET /{lang}", "GET /embed/{lang}/{slug}", "POST /{lang}/{slug}/letter", "POST /{lang}/{slug}/letter.pdf",
    "GET /{lang}/{slug}/actions", "POST /{lang}/{slug}/actions", "POST /{lang}/{slug}/actions/undo",
    "GET /api/campaigns/{slug}/partners/{partner}/count", "GET /oembed", "GET /embed/theme.css",
}  # fmt: skip
"""One of each kind: the same code answers below /embed and for the other files."""
invented = Invented.of(description(TAGS, KNOWN))


@dataclass
class BusyPrinter:
    """A printer that mostly has too much to do."""

    printer: Printer
    asked: int = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.printer, name)

    def render(self, html: str, address: str | None, wait_seconds: float, **more: MessageType) -> bytes:
        """Print, or be busy."""
        self.asked += 1
        if self.asked % PRINTED:
            raise PrintQueueFull("enough is printed")
        return self.printer.render(html, address, wait_seconds, **more)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, printer: Printer) -> Iterator[Flask]:
    """One app for all requests, so that they meet what others left; at the end its books must balance."""
    root = tmp_path_factory.mktemp("fuzz")
    a_campaign_folder(root / "campaigns", "lamp")
    a_campaign_folder(root / "campaigns", "closed", deadline="2020-01-01", after_deadline="close")
    beacon = a_reachable_campaign_folder(root / "campaigns") / "campaign.toml"
    beacon.write_text('embedding = "open"\n' + beacon.read_text() + PARTNER)
    read = settings.read({"DATA": str(root / "data"), "CAMPAIGNS": str(root / "campaigns")})
    (root / "data").mkdir()
    schema.upgrade(read.database)
    dependencies = make_dependencies(
        read,
        printer=BusyPrinter(printer),
        tokens=Tokens([KEY], lambda: NOW),
        limiter=RateLimiter(NetworkCounters(), on=False),
        bursts=BurstDetector(NetworkCounters(), on=False),
        today=lambda: TODAY,
        now=lambda: datetime.combine(TODAY, time(13), UTC),
    )
    yield create_app(read, dependencies)
    assert dependencies.log.check(TODAY) == []
    dependencies.log.close()


@pytest.mark.soak
@pytest.mark.parametrize("operation", invented.operations)
def test_whatever_is_asked_is_answered_as_described(app: Flask, operation: str) -> None:
    invented.ask(operation, lambda case: case.call(app=app), every_bound=operation in EVERY_BOUND_OF)
