"""Prometheus counters and histograms. Label values come from fixed lists; none holds client data.

They are a route's rule, a method, a class of statuses, and the outcomes below. An unlisted outcome counts as
"other", so nothing that a client sent can become a label. A count that fails, because somebody deleted the
folder, fails nothing else. Naming: https://prometheus.io/docs/practices/naming/.
"""

from contextlib import suppress

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: from a page of some milliseconds to a print that waited in the queue."""
OTHER = "other"

ACTIONS = ("recorded", "repeated", "undone", "held", "refused", "unavailable")
PRINTS = ("printed", "kept", "busy", "killed", "crashed", "refused")
PAGES = ("hit", "unchanged", "miss", "renewed")
LIMITS = ("refused", "trouble", "unreadable", "leap", "summed")
LETTERS = ("recorded", "held", "undone")
REFUSALS = (
    "honeypot-filled",
    "no-target",
    "unknown-target",
    "token-too-new",
    "token-expired",
    "token-invalid",
    "closed",
    "unknown-channel",
    "unknown-letter-language",
    "quantity-out-of-bounds",
    "no-day-of-an-evening",
    "more-work",
    "nothing-to-undo",
    "unknown-signal",
    "cross-site",
    "unknown-host",
)
DATABASE = ("trouble", "retried", "reconnected")


_NO_AFFIXES = ("", "", "")
"""No namespace, subsystem and unit: a metric's name is complete."""


class Outcomes:
    """A counter by outcome. It is passed as a function to the code that counts."""

    def __init__(self, name: str, help_text: str, outcomes: tuple[str, ...], registry: CollectorRegistry):
        counter = Counter(name, help_text, ["outcome"], *_NO_AFFIXES, registry)
        # Created beforehand: each begins at 0, which a rate needs, and counting is one dictionary look-up.
        self._children = {outcome: counter.labels(outcome) for outcome in (*outcomes, OTHER)}

    def __call__(self, outcome: str, amount: int = 1) -> None:
        """Count one, or more."""
        with suppress(OSError):
            self._children.get(outcome, self._children[OTHER]).inc(amount)


class Metrics:
    """The metrics of this process, or of all of a server if `webapp.gunicorn_config` prepared it."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._requests = Counter(
            "appeal_requests_total",
            "Requests by route, method and class of status",
            ["route", "method", "status"],
            *_NO_AFFIXES,
            registry,
        )
        self._seconds = Histogram(
            "appeal_request_seconds",
            "Time from a request to its answer, by route",
            ["route"],
            *_NO_AFFIXES,
            registry,
            buckets=BUCKETS,
        )
        self.actions = Outcomes("appeal_actions_total", "Reports by what became of them", ACTIONS, registry)
        self.letters = Outcomes("appeal_letters_total", "Letters and calls reported", LETTERS, registry)
        self.refusals = Outcomes("appeal_refusals_total", "What was refused, by reason", REFUSALS, registry)
        self.prints = Outcomes("appeal_prints_total", "PDFs by what became of them", PRINTS, registry)
        self.pages = Outcomes("appeal_pages_total", "Pages by where their bytes came from", PAGES, registry)
        self.limits = Outcomes("appeal_limits_total", "What the rate limits met", LIMITS, registry)
        self.database = Outcomes("appeal_database_total", "What the database met", DATABASE, registry)
        self._outdated = Gauge(
            "appeal_campaigns_outdated",
            "Campaigns with a broken file: its last valid version is served, or its language left out",
            (),
            *_NO_AFFIXES,
            registry,
            multiprocess_mode="mostrecent",
        )
        self.registry = registry

    def outdated_campaigns(self, number: int) -> None:
        """Set the number of campaigns that are served and have a broken file."""
        with suppress(OSError):
            self._outdated.set(number)

    def observe_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a response. The route is a rule of the app, never an address."""
        with suppress(OSError):
            self._requests.labels(route, method, f"{status // 100}xx").inc()
            # There from the first answer on, at 0: `increase()` misses what a series begins with.
            self._requests.labels(route, method, "5xx")
            self._seconds.labels(route).observe(seconds)
