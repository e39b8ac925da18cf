"""Gauges that are read when Prometheus asks: what waits, what the database and the backups are like now.

They are the same for all workers, so whichever responds reads them.
"""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from webapp.server.version import read_version


@dataclass(frozen=True, slots=True)
class StateGauges(Collector):
    """The gauges. A function that returns None could not read its value: that gauge is left out."""

    waiting: Callable[[], tuple[int, int] | None]
    """The bursts that wait for the campaign team, and their letters and calls."""
    database_bytes: Callable[[], int | None]
    backup_made_at: Callable[[], float | None]
    """When the newest backup was made, in seconds since 1970; 0 if there is none."""

    def collect(self) -> Iterator[Metric]:
        """Read every gauge."""
        build = GaugeMetricFamily(
            "appeal_build_info", "The versions of the app and of Python", labels=["version", "python"]
        )
        build.add_metric([read_version(), platform.python_version()], 1)
        yield build
        bursts, letters = self.waiting() or (None, None)
        for name, help_text, value in (
            ("appeal_bursts_waiting", "Bursts that wait for the campaign team", bursts),
            ("appeal_letters_waiting", "Letters and calls in those bursts", letters),
            ("appeal_database_bytes", "Size of the database on its disk", self.database_bytes()),
            (
                "appeal_backup_timestamp_seconds",
                "When the newest backup was made; 0: there is none",
                self.backup_made_at(),
            ),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, help_text, value)
