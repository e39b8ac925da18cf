"""The Valkey or Redis of CACHE_URL: whether it answers, writes no disk, and is bounded."""

from collections.abc import Iterator

from webapp.cli.doctor.finding import Finding, broken, look, ok, warnings_collected
from webapp.server.shared_cache import CacheUnavailable
from webapp.server.valkey_cache import ValkeyCache

ABOUT = "cache"
TIMEOUT_SECONDS = 2.0
"""Longer than in a request: no visitor waits."""


def check_cache(url: str) -> Iterator[Finding]:
    """Check the cache at `url`; it may be empty."""
    if not url:
        yield ok(ABOUT, "CACHE_URL is empty: this host counts its limits in its own memory")
        return
    cache = ValkeyCache(url, timeout_seconds=TIMEOUT_SECONDS)
    try:
        with warnings_collected():
            facts = cache.facts()
    except CacheUnavailable:
        yield broken(
            ABOUT,
            "it does not answer: each host counts its limits by itself, and two let through twice as much",
            "see CACHE_URL, and whether Valkey runs and lets this host in",
        )
        return
    finally:
        cache.close()
    yield ok(ABOUT, "it answers")
    if facts.writes_to_disk:
        yield look(
            ABOUT,
            "it writes what it holds to its disk",
            'set save "" and appendonly no in its file: hashes of networks must not be kept',
        )
    if not facts.is_bounded:
        yield look(
            ABOUT,
            "its memory has no bound",
            "set maxmemory 256mb and maxmemory-policy volatile-lru in its file",
        )
