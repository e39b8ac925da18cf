"""Names of environment variables that are probably meant as a setting, and are none."""

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

PREFIXES = ("URGENT_APPEAL_", "APPEAL_")
OTHER_NAMES = {
    "BIND": "HOST",
    "LISTEN": "HOST",
    "WEB_CONCURRENCY": "WORKERS",
    "PROXY": "PROXIES",
    "TRUSTED_PROXIES": "PROXIES",
    "DATABASE": "DATABASE_URL",
    "DB_URL": "DATABASE_URL",
    "DATABASE_URI": "DATABASE_URL",
    "SQLALCHEMY_DATABASE_URI": "DATABASE_URL",
    "REDIS_URL": "CACHE_URL",
    "VALKEY_URL": "CACHE_URL",
    "DATA_DIR": "DATA",
    "CAMPAIGNS_DIR": "CAMPAIGNS",
    "SERVER_NAME": "ALLOWED_HOSTS",
}
"""What other programs call it."""
ALIKE = 0.84
"""Ratio of equal characters (difflib) from which a name counts as misspelt. HOSTNAME has 0.67 to HOST."""
MIN_CONTAINED_CHARS = 7
"""A setting's name of so many characters is recognized within a longer name."""


def find_misspelt(environ: Iterable[str], settings: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each variable that looks like a setting, with the setting it is probably meant as."""
    for name in sorted(environ):
        if name not in settings and (meant := _nearest(name.upper(), settings)):
            yield name, meant


def _nearest(name: str, settings: Collection[str]) -> str | None:
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    if name in settings:
        return name
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    if alike := [(ratio, known) for known in settings if (ratio := _ratio(name, known)) >= ALIKE]:
        return max(alike)[1]
    for known in settings:
        if sorted(known) == sorted(name) or (len(known) >= MIN_CONTAINED_CHARS and known in name):
            return known
    return None


def _ratio(name: str, known: str) -> float:
    """Return the ratio of equal characters, or 0 if two quicker looks show that it is below `ALIKE`."""
    matcher = SequenceMatcher(None, name, known)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
