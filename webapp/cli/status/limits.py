"""The limits that hold for one network, with the numbers that are true for this installation."""

from urllib.parse import urlsplit

from webapp.actions.burst_detection import BURST_LIMITS, LARGE_REPORT_LETTERS
from webapp.cli.status.report import LetterLimit, Limits
from webapp.server.network_counters import HOUR


def describe_limits(*, on: bool, cache_url: str, workers: int) -> Limits:
    """Return how many letters of a network count at once, and who counts together."""
    if not on:
        return Limits(
            "off",
            (),
            f"Limits are off (RATE_LIMITS=off): only reports of more than "
            f"{LARGE_REPORT_LETTERS} letters wait for a review.",
        )
    letters = tuple(LetterLimit(limit.most, limit.seconds // HOUR, limit.width) for limit in BURST_LIMITS)
    hour, day = (next(each.most for each in letters if each.hours == hours) for hours in (1, 24))
    numbers = f"{hour:,} letters of one network count at once in an hour and {day:,} in a day"
    if cache_url:
        host = urlsplit(cache_url).hostname or "this host"
        return Limits(
            "cache",
            letters,
            f"{numbers}, on all hosts together: they count in the Valkey or Redis at {host}. While "
            "it cannot be reached, each host counts by itself.",
        )
    return Limits(
        "memory",
        letters,
        f"{numbers}: the workers of this host ({workers}) count together, in its memory. A second host "
        "would let through as many again, unless both have the same CACHE_URL.",
    )
