"""The parts a view may use, handed to it when the app is put together; nothing hangs on `app`."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from webapp.actions.burst_detection import BurstDetector
from webapp.actions.log import ActionLog
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reporting import LastPurge
from webapp.actions.tokens import Tokens
from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.language import Language
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import Printer
from webapp.server.metrics.registry import Metrics
from webapp.web.http.rate_limits import RateLimiter


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the app is made of."""

    library: CampaignRegistry
    log: ActionLog
    tokens: Tokens
    last_purge: LastPurge
    printer: Printer
    prints: PrintCache
    limiter: RateLimiter
    bursts: BurstDetector
    languages: tuple[Language, ...]
    """Page languages whose catalogue is complete."""
    today: Callable[[], date]
    """The day it still is somewhere on Earth; see docs/decisions/0005-days.md."""
    clock: Callable[[], float] = time.monotonic
    """Seconds, by which kept pages are looked at again."""
    proofs: ProofOfWork | None = None
    """None while no report needs a proof of work."""
    metrics: Metrics = field(default_factory=Metrics)
