"""URLs of a shared cache."""

import pytest

from webapp.server.cache_url import host_in_clear, normalize_cache_url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("redis://cache.test:6379/0", "cache.test"),
        ("redis://cache.test", "cache.test"),
        ("valkey://:secret@10.0.0.7:6379/0", "10.0.0.7"),
        ("redis://user:localhost@cache.test/0", "cache.test"),
        ("redis://[2001:db8::7]:6379/0", "2001:db8::7"),
        ("redis://localhost.test:6379/0", "localhost.test"),
        ("rediss://cache.test:6380/0", None),
        ("valkeys://cache.test:6380/0", None),
        ("redis://localhost:6379/0", None),
        ("redis://:secret@127.0.0.1:6379/0", None),
        ("redis://[::1]:6379/0", None),
    ],
)
def test_another_host_without_tls_is_found(url: str, host: str | None) -> None:
    assert host_in_clear(normalize_cache_url(url)) == host
