"""Addresses as proxies write them, and the networks that each stands for."""

import pytest

from webapp.server.client_networks import UNREADABLE, network_of, read_address

CASES = [
    ("192.0.2.1", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("192.0.2.1:1111", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("[192.0.2.1]:80", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    (' "192.0.2.1:65535" ', "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # as in `Forwarded`
    ("2001:db8:1:203::1", "2001:db8:1:200::/56", "2001:db8:1::/48", "2001:db8::/32"),
    ("2001:DB8:1:2ff:ffff::1", "2001:db8:1:200::/56", "2001:db8:1::/48", "2001:db8::/32"),
    ("[2001:db8::1]:5", "2001:db8::/56", "2001:db8::/48", "2001:db8::/32"),
    ("[2001:db8::1]", "2001:db8::/56", "2001:db8::/48", "2001:db8::/32"),
    ("2001:db8::1:5", "2001:db8::/56", "2001:db8::/48", "2001:db8::/32"),  # no port: an address
    ("fe80::1%eth0", "fe80::/56", "fe80::/48", "fe80::/32"),
    ("[fe80::1%25eth0]:443", "fe80::/56", "fe80::/48", "fe80::/32"),
    ("::1", "::/56", "::/48", "::/32"),
    ("::ffff:192.0.2.1", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # a listener of both kinds
    ("[::ffff:192.0.2.1]:5", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("::ffff:192.0.2.1%eth0", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("64:ff9b::192.0.2.1", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # NAT64, RFC 6052
    ("64:ff9b::c000:201", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("[64:ff9b::c000:201]:1234", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),
    ("64:ff9b:1:fffe::192.0.2.1", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # RFC 8215
    ("2002:c000:201::1", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # 6to4, RFC 3056
    ("2001:0:4136:e378:8000:63bf:3fff:fdfe", "192.0.2.1/32", "192.0.2.0/24", "192.0.0.0/16"),  # Teredo
]


@pytest.mark.parametrize(("text", "connection", "neighbourhood", "provider"), CASES)
def test_an_address_is_in_three_networks(
    text: str, connection: str, neighbourhood: str, provider: str
) -> None:
    networks = [network_of(text, width) for width in ("connection", "neighbourhood", "provider")]

    assert networks == [connection, neighbourhood, provider]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "unknown",
        "_hidden",  # RFC 7239, 6.3
        "unix:",
        "localhost",
        "192.0.2.1, 10.0.0.1",
        "192.0.2.1:",
        "192.0.2.1:x",
        "192.0.2.1:123456",
        "192.0.2.256",
        "192.0.2",
        "192.0.02.1",
        "192.0.2.1/32",
        "[2001:db8::1",
        "2001:db8::1]:5",
        "[[::1]]",
        "[]:80",
        "::1::2",
        "2001:db8::g",
        "%eth0",
        "١٩٢.٠.٢.١",
        "1" * 100_000,
        "\0",
        "\ud800",
    ],
)
def test_what_is_no_address_is_unreadable(text: str | None) -> None:
    assert read_address(text) is None
    assert {network_of(text, width) for width in ("connection", "neighbourhood", "provider")} == {UNREADABLE}
