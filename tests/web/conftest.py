"""The app as the web tests see it: real parts, a clock and a day that a test sets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from flask import Flask

from tests.support.builders import a_campaign_folder, a_reachable_campaign_folder
from tests.support.known_campaigns import KnownCampaigns
from tests.support.page_client import PageClient
from tests.support.stores import Stores
from webapp import settings
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.cached_totals import CachedTotals
from webapp.actions.leap_detection import LeapDetector
from webapp.actions.log import ActionLog
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.tokens import Tokens
from webapp.app import create_app, make_dependencies
from webapp.campaigns.registry import POLL_SECONDS, CampaignRegistry
from webapp.printing import letter_document
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import Printer
from webapp.server import log_format
from webapp.server.network_counters import NetworkCounters
from webapp.settings import ROOT
from webapp.web.http.page_languages import PageLanguages
from webapp.web.http.rate_limits import RateLimiter

MORNING = time(13)


@dataclass
class World:
    """What a test can set: the day and the time."""

    today: date = date(2030, 5, 1)
    moment: datetime | None = None
    """The moment in UTC; None for a morning of `today`, which is the same day in UTC-12 by then."""
    now: float = 1_900_000_000.0
    campaigns: Path = field(default=ROOT / "campaigns")
    translations: Path = field(default=ROOT / "translations")
    limiter: RateLimiter = field(default_factory=lambda: RateLimiter(NetworkCounters(), on=False))
    leap_detector: LeapDetector = field(default_factory=lambda: LeapDetector(NetworkCounters()))
    bursts: BurstDetector = field(default_factory=lambda: BurstDetector(NetworkCounters(), on=False))
    looks: float = 0.0
    prints: PrintCache = field(default_factory=lambda: PrintCache(1_000_000))
    minutes: int = 0
    """How often the totals at the heads of the pages were read anew."""
    seconds: float = 0.0
    pace: float = 10.0
    """Seconds that pass from one look at the clock to the next: what is kept is looked at again each time."""

    def clock(self) -> float:
        """Tell the time since the start."""
        self.seconds += self.pace
        return self.seconds

    proofs: ProofOfWork | None = None
    environ: dict[str, str] = field(default_factory=dict)
    """The settings that a test chooses, as environment variables."""

    @property
    def utc_moment(self) -> datetime:
        """The moment in UTC."""
        return self.moment or datetime.combine(self.today, MORNING, UTC)

    def look_again(self) -> None:
        """Let the library see what changed on the disk."""
        self.looks += POLL_SECONDS


@pytest.fixture(scope="session")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    """A real printer; one a process."""
    made = Printer(
        ROOT / "static" / "fonts" / "print",
        [ROOT / "static" / "css" / name for name in letter_document.STYLESHEETS],
        tmp_path_factory.mktemp("fontconfig"),
        starts_now=True,
    )
    yield made
    made.close()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The shipped campaign and made ones: before the deadline, closed, without one, with every channel."""
    root = tmp_path / "campaigns"
    root.mkdir()
    (root / "gorinov").symlink_to(ROOT / "campaigns" / "gorinov")
    a_campaign_folder(root, "lamp")
    a_campaign_folder(root, "closed", deadline="2020-01-01", after_deadline="close")
    a_campaign_folder(root, "endless", deadline="")
    a_reachable_campaign_folder(root, "beacon")
    return World(campaigns=root)


@pytest.fixture
def log(stores: Stores, tmp_path: Path) -> Iterator[ActionLog]:
    """A fresh database."""
    opened = ActionLog(stores.new("sqlite", tmp_path).url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def known_campaigns() -> KnownCampaigns:
    """The campaigns that were checked, shared by all apps of a session."""
    return KnownCampaigns()


@pytest.fixture(scope="session", autouse=True)
def logging_to_standard_output() -> None:
    """The app's log, as a server process sets it up."""
    log_format.set_up()


@pytest.fixture
def app(
    world: World,
    log: ActionLog,
    printer: Printer,
    known_campaigns: KnownCampaigns,
) -> Flask:
    """The app, put together from real parts."""
    chosen = settings.read(world.environ)
    dependencies = make_dependencies(
        chosen,
        campaigns=CampaignRegistry(
            world.campaigns,
            lambda _: None,
            lambda: world.looks,
            now=lambda: world.utc_moment,
            check=known_campaigns.check,
        ),
        languages=PageLanguages(world.translations, lambda: world.looks),
        log=log,
        totals=CachedTotals(log.totals, lambda: world.minutes * 60.0, start=lambda read: read()),
        tokens=Tokens(["a-key-for-tests-that-is-long-enough"], lambda: world.now),
        printer=printer,
        print_cache=world.prints,
        limiter=world.limiter,
        leap_detector=world.leap_detector,
        bursts=world.bursts,
        today=lambda: world.today,
        now=lambda: world.utc_moment,
        clock=world.clock,
        proof_of_work=world.proofs,
    )
    return create_app(chosen, dependencies)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The client that checks what it fetches."""
    return PageClient(app.test_client())
