"""Which addresses a webhook may have, and which IP addresses a message may go to."""

import pytest

from webapp.team.webhooks.public_address import is_public
from webapp.team.webhooks.receiver import MAX_URL_CHARS, InvalidReceiver, Refusal, read_receiver


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://hooks.example.org", "https://hooks.example.org/"),
        (" https://hooks.example.org/in ", "https://hooks.example.org/in"),
        ("HTTPS://Hooks.Example.ORG./In?key=A%2Fb", "https://hooks.example.org/In?key=A%2Fb"),
        ("https://hooks.example.org:443/", "https://hooks.example.org/"),
        ("https://hooks.example.org:8443/", "https://hooks.example.org:8443/"),
        ("https://письма.example.org/in", "https://xn--80apmkl0e.example.org/in"),
        ("https://hooks.example.org?key=1", "https://hooks.example.org/?key=1"),
    ],
)
def test_a_receiver_has_one_spelling(typed: str, url: str) -> None:
    assert read_receiver(typed).url == url
    assert read_receiver(url).url == url


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Refusal.LENGTH),
        ("https://hooks.example.org/" + "a" * MAX_URL_CHARS, Refusal.LENGTH),
        ("https://" + "ж" * 40 + ".example.org/" + "a" * 438, Refusal.LENGTH),
        ("http://hooks.example.org/", Refusal.NOT_HTTPS),
        ("ftp://hooks.example.org/", Refusal.NOT_HTTPS),
        ("hooks.example.org/in", Refusal.NOT_HTTPS),
        ("//hooks.example.org/in", Refusal.NOT_HTTPS),
        ("file:///etc/passwd", Refusal.NOT_HTTPS),
        ("javascript:alert(1)", Refusal.NOT_HTTPS),
        ("https://ada:word@hooks.example.org/", Refusal.PASSWORD),
        ("https://hooks.example.org@127.0.0.1/", Refusal.PASSWORD),
        ("https://hooks.example.org/#part", Refusal.FRAGMENT),
        ("https://hooks.example.org/#", Refusal.FRAGMENT),
        ("https://hooks.example.org\\@127.0.0.1/", Refusal.CHARACTERS),
        ("https://hooks.example.org/a b", Refusal.CHARACTERS),
        ("https://hooks.example.org/\r\nHost: x", Refusal.CHARACTERS),
        ("https://hooks.example.org/\0", Refusal.CHARACTERS),
        ("https://hooks.example.org/ж", Refusal.CHARACTERS),
        ("https:///in", Refusal.NO_NAME),
        ("https://hooks/in", Refusal.NO_NAME),
        ("https://localhost/in", Refusal.PRIVATE_NAME),
        ("https://desk.localhost:8001/in", Refusal.PRIVATE_NAME),
        ("https://printer.local/", Refusal.PRIVATE_NAME),
        ("https://vault.internal/", Refusal.PRIVATE_NAME),
        ("https://metadata.google.internal/", Refusal.PRIVATE_NAME),
        ("https://abcdefghij.onion/", Refusal.PRIVATE_NAME),
        ("https://router.lan./", Refusal.PRIVATE_NAME),
        ("https://1.0.0.127.in-addr.arpa/", Refusal.PRIVATE_NAME),
        ("https://127.0.0.1/", Refusal.NO_NAME),
        ("https://127.1/", Refusal.NO_NAME),
        ("https://2130706433/", Refusal.NO_NAME),
        ("https://0x7f000001/", Refusal.NO_NAME),
        ("https://0x7f.0.0.0x1/", Refusal.NO_NAME),
        ("https://0177.0.0.1/", Refusal.NO_NAME),
        ("https://１２７.０.０.１/", Refusal.NO_NAME),
        ("https://169.254.169.254/latest/meta-data", Refusal.NO_NAME),
        ("https://93.184.215.14/", Refusal.NO_NAME),  # no number, public or not: a certificate is for a name
        ("https://[::1]/", Refusal.NO_NAME),
        ("https://[2606:2800:21f::1]/", Refusal.NO_NAME),
        ("https://[::ffff:127.0.0.1]/", Refusal.NO_NAME),
        ("https://[::1/", Refusal.NO_NAME),
        ("https://hooks.example.org%00.evil.org/", Refusal.NO_NAME),
        ("https://%6cocalhost/", Refusal.NO_NAME),
        ("https://-hooks.example.org/", Refusal.NO_NAME),
        ("https://hooks..example.org/", Refusal.NO_NAME),
        ("https://" + "a" * 64 + ".example.org/", Refusal.NO_NAME),
        ("https://hooks.example.org:22/", Refusal.PORT),
        ("https://hooks.example.org:25/", Refusal.PORT),
        ("https://hooks.example.org:0/", Refusal.PORT),
        ("https://hooks.example.org:80/", Refusal.PORT),
        ("https://hooks.example.org:65536/", Refusal.PORT),
        ("https://hooks.example.org:x/", Refusal.PORT),
    ],
)
def test_what_is_no_receiver_is_refused_with_its_reason(typed: str, refusal: Refusal) -> None:
    with pytest.raises(InvalidReceiver) as caught:
        read_receiver(typed)

    assert caught.value.refusal is refusal


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 (nothing listens)
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:21f::1%eth0",
        "fec0::1",
        "ff02::1",
        "",
        "localhost",
        "1",
        "127.1",
    ],
)
def test_no_message_goes_to_a_private_address(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2606:2800:21f::1",
        "2a01:4f8::1",
        "2001:4860:4860::8888",
        "64:ff9b::8.8.8.8",
    ],
)
def test_the_public_internet_is_reached(address: str) -> None:
    assert is_public(address)
