"""Bursts: reports that come in great numbers from one network are held for the campaign team's review.

Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

import secrets
from collections.abc import Callable
from datetime import date

from webapp.domain import letter_evening
from webapp.domain.action import SUMMED
from webapp.server.client_networks import Width
from webapp.server.network_counters import DAY, HOUR, RECEIPT_SECONDS, Limit, NetworkCounters

LARGE_REPORT_LETTERS = 30
"""A report of more letters waits for the team in any case: no one person writes so many at once, and the
organizer of a letter-writing evening can tell the team."""
BURST_LIMITS = (
    Limit(500, HOUR),  # a class of thirty, four reports each, to four targets
    Limit(1_000, DAY),
    Limit(1_000, HOUR, "neighbourhood"),
    Limit(2_000, DAY, "neighbourhood"),
    Limit(2_500, HOUR, "provider"),
    Limit(5_000, DAY, "provider"),
)
"""Letters that count at once, narrow networks first. What does not fit is held and uses none of it up."""
APART_LIMITS = (Limit(3, DAY), Limit(10, DAY, "neighbourhood"), Limit(20, DAY, "provider"))
"""Large reports that are each a burst by itself. Further ones of a network are in one: the team has a list
that it can read."""
EVENING_LIMITS = (Limit(5, DAY), Limit(10, DAY, "neighbourhood"), Limit(20, DAY, "provider"))
"""Days of letter evenings that further such reports of a network have a burst for, so that the team knows the
day. What comes for more days is with the other large reports."""
UNPROVED_LIMIT = Limit(20, DAY)
"""Letters without a proof of work from one network that share a burst with those of other networks. Further
ones are in a burst of that network alone."""
RECEIPTS_LIMIT = Limit(5_000, HOUR)
"""Held reports of a connection that have a receipt each. Further ones have one together (`action.SUMMED`), so
that the disk does not fill."""
ALL_RECEIPTS_AN_HOUR = 50_000
"""The same for held reports of all networks together: with its receipts for three days, about a gigabyte."""
MAX_BURSTS = 100
"""Bursts of a campaign within a day. What comes from further networks is in one: nobody would read a list of
thousands."""


class BurstDetector:
    """Decides which reports count at once, and which are held together as a burst."""

    def __init__(
        self,
        counters: NetworkCounters,
        *,
        on: bool = True,
        limits: tuple[Limit, ...] = BURST_LIMITS,
        receipts_limit: Limit = RECEIPTS_LIMIT,
        all_receipts_an_hour: int = ALL_RECEIPTS_AN_HOUR,
        on_summed: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_summed` is called for each report that gets no receipt of its own."""
        self._counters = counters
        self._on = on
        self._limits = limits if on else ()
        self._receipts_limit, self._all_receipts = receipts_limit, all_receipts_an_hour
        self._on_summed = on_summed

    def burst_for(
        self,
        campaign: str,
        address: str | None,
        letters: int,
        *,
        receipt: str = "",
        proved: bool = True,
        evening: date | None = None,
    ) -> str:
        """Return the id of a report's burst; "" if it counts at once and uses its network's allowance.

        The id is random and stands for a network and a campaign for one day, or for one large report. The
        same receipt uses the allowance once. Large reports, those of a letter evening, and those without a
        proof of work are held even where limits are off. An id that begins with `SUMMED` is that of a flood.
        """
        receipt = receipt or secrets.token_hex(10)
        burst = self._burst_for(campaign, address, letters, receipt, proved, evening)
        if not burst:
            return ""
        burst = self._listed(campaign, burst)
        if not self._on or self._has_receipt(address, receipt):
            return burst
        self._on_summed()
        return SUMMED + burst

    def is_repeated(self, receipt: str) -> bool:
        """Return True for a report without a receipt of its own that was recorded some minutes ago."""
        return self._counters.count(f"summed {receipt}", 0, RECEIPT_SECONDS) > 0

    def note_summed(self, receipt: str) -> None:
        """Note that a report without a receipt of its own is recorded."""
        self._counters.count(f"summed {receipt}", 1, RECEIPT_SECONDS)

    def _listed(self, campaign: str, burst: str) -> str:
        """Return the burst, or the common one where the campaign has too many of this day."""
        listed, number = f"listed {burst}", f"bursts of {campaign}"
        if self._counters.count(listed, 0, DAY) == 0:
            if self._counters.count(number, 0, DAY) >= MAX_BURSTS:
                return self._counters.random_id(f"burst {campaign} others", None)
            self._counters.count(number, 1, DAY)
            self._counters.count(listed, 1, DAY)
        return burst

    def _has_receipt(self, address: str | None, receipt: str) -> bool:
        if self._counters.spend("receipts", address, 1, [self._receipts_limit], receipt):
            return False
        return self._counters.count("receipts of all", 1, HOUR) <= self._all_receipts

    def _burst_for(
        self,
        campaign: str,
        address: str | None,
        letters: int,
        receipt: str,
        proved: bool,
        evening: date | None,
    ) -> str:
        if evening or letters > LARGE_REPORT_LETTERS:
            if full := self._counters.spend("large", address, 1, APART_LIMITS, receipt):
                return self._further_large(campaign, address, evening, full.width)
            return letter_evening.new_id(evening) if evening else secrets.token_hex(10)
        if not proved:
            if self._counters.spend("unproved", address, letters, [UNPROVED_LIMIT], receipt):
                return self._counters.random_id(f"burst {campaign} ", address)
            return self._counters.random_id(f"burst {campaign} unproved", None)
        if not self._limits:
            return ""
        full = self._counters.spend("at once", address, letters, self._limits, receipt)
        return self._counters.random_id(f"burst {campaign} ", address, full.width) if full else ""

    def _further_large(self, campaign: str, address: str | None, evening: date | None, width: Width) -> str:
        """Return the burst that a network's large reports have in common, or those of one evening."""
        if evening:
            common = self._counters.random_id(f"evening {campaign} {evening}", address, width)
            burst = letter_evening.new_id(evening, common)
            is_there = self._counters.count(f"listed {burst}", 0, DAY) > 0
            if is_there or not self._counters.spend("evenings", address, 1, EVENING_LIMITS, burst):
                return burst
        return self._counters.random_id(f"large {campaign} ", address, width)
