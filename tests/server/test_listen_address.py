"""Addresses to listen on."""

import socket

import pytest

from webapp import settings
from webapp.server.listen_address import is_taken, why_unavailable, with_port


@pytest.mark.parametrize("name", ["HOST", "METRICS_HOST"])
@pytest.mark.parametrize(
    ("written", "address", "bound"),
    [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1:8000"),
        ("0.0.0.0", "0.0.0.0", "0.0.0.0:8000"),  # noqa: S104
        ("::1", "::1", "[::1]:8000"),
        ("[::1]", "::1", "[::1]:8000"),
        ("::", "::", "[::]:8000"),
        ("[::]", "::", "[::]:8000"),
        ("2001:DB8:0:0::A", "2001:db8::a", "[2001:db8::a]:8000"),
        ("fe80::1%eth0", "fe80::1%eth0", "[fe80::1%eth0]:8000"),
        ("localhost", "localhost", "localhost:8000"),
        ("App-1.Internal", "app-1.internal", "app-1.internal:8000"),
    ],
)
def test_an_address_may_be_written_in_several_ways(name: str, written: str, address: str, bound: str) -> None:
    chosen = settings.read({name: written})

    assert getattr(chosen, name.lower()) == address
    assert with_port(address, 8000) == bound


@pytest.mark.parametrize(
    "written",
    [
        "unix:/run/appeal.sock", "unix:appeal.sock", "/run/appeal.sock", "fd://3", "http://localhost",
        "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1", "::1]", "[127.0.0.1]", "[localhost]",
        "127.0.0", "1.2.3.4.5", "256.1.1.1", "127.0.0.1,::1", "local host", "*", ":", ":::", "-a", "a..b",
        "a" * 300, "exämple",
    ],
)  # fmt: skip
def test_another_address_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(
        settings.InvalidSetting, match=r"HOST is .*write an address alone, such as 127\.0\.0\.1"
    ):
        settings.read({"HOST": written})


def test_an_address_of_another_machine_is_unavailable() -> None:
    assert why_unavailable("203.0.113.1", 8000)
    assert why_unavailable("no-such-host.invalid", 8000)


def test_an_address_in_use_is_not_refused_as_the_old_server_may_be_about_to_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert why_unavailable(*taken.getsockname()) is None


def test_a_port_is_taken_while_a_program_listens_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

        assert is_taken(*address)
    assert not is_taken(*address)
    assert not is_taken("no-such-host.invalid", 8000)
