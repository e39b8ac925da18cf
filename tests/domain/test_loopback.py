"""What stays on one machine."""

import pytest

from webapp.domain.loopback import is_loopback


@pytest.mark.parametrize(
    "host",
    ["", "/run/postgresql", "@abstract", "localhost", "LOCALHOST.", "db.localhost", "127.0.0.1", "127.9.9.9",
     "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"],
)  # fmt: skip
def test_it_stays_here(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["db.test", "localhost.test", "127.0.0.1.test", "127.example", "10.0.0.1", "0.0.0.0", "::", "fe80::1",  # noqa: S104
     "::ffff:10.0.0.1", "xn--db-0ja.test", "notlocalhost"],
)  # fmt: skip
def test_it_leaves(host: str) -> None:
    assert not is_loopback(host)
