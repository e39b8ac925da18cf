"""Connections to other hosts that nothing encrypts: what the settings lead to, and the remedy."""

import os
from collections.abc import Iterator

from webapp.database.encryption import hosts_in_clear
from webapp.server.cache_url import host_in_clear
from webapp.settings import Settings


def find_clear_connections(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield for each a sentence without its end, and the remedy. No sentence holds a password."""
    for host in hosts_in_clear(settings.database, os.environ):
        yield (
            f"DATABASE_URL leads to {host} and does not ask for TLS",
            "add sslmode=verify-full and sslrootcert=system to its parameters, or encrypt the network "
            "between",
        )
    if settings.cache_url and (cache_host := host_in_clear(settings.cache_url)):
        yield (
            f"CACHE_URL leads to {cache_host} without TLS",
            "write rediss://…, or encrypt the network between",
        )
