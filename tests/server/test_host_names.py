"""One spelling for each host, and the names that the site answers to."""

import pytest

from webapp.server.host_names import (
    AllowedHosts,
    InvalidHostName,
    allowed_host,
    canonical_host,
    is_same_origin,
)

ONE_SPELLING = [
    ("localhost", "http", "localhost"),
    ("LOCALHOST", "http", "localhost"),
    ("LocalHost:8000", "http", "localhost:8000"),
    ("localhost.", "http", "localhost"),
    ("localhost.:8000", "http", "localhost:8000"),
    ("Letters.Example.ORG.", "https", "letters.example.org"),
    ("localhost:80", "http", "localhost"),
    ("localhost:443", "https", "localhost"),
    ("localhost:443", "http", "localhost:443"),
    ("localhost:80", "https", "localhost:80"),
    ("localhost:", "http", "localhost"),  # RFC 3986, 3.2.3: the port may be empty
    ("localhost:00080", "http", "localhost"),
    ("localhost:08000", "http", "localhost:8000"),
    ("127.0.0.1:8000", "http", "127.0.0.1:8000"),
    ("[::1]", "http", "[::1]"),
    ("[0:0:0:0:0:0:0:1]:8000", "http", "[::1]:8000"),
    ("[2001:DB8::A]:443", "https", "[2001:db8::a]"),
    ("xn--bcher-kva.example", "https", "xn--bcher-kva.example"),
    (f"{'a' * 56}.onion", "http", f"{'a' * 56}.onion"),
]
NO_HOST = [
    "",
    ".",
    "..",
    "localhost..",
    ".localhost",
    "local host",
    "localhost\t",
    "localhost/en",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost,evil.example",
    "localhost:port",
    "localhost:-1",
    "localhost:0",
    "localhost:65536",
    "localhost:999999",
    "localhost:８０",  # digits, but not ASCII's
    "localhost:80:80",
    "localhost%00",
    "localhost\x00",
    "-localhost",
    "localhost-",
    "my_host",
    "bücher.example",
    "ⓛocalhost",  # NFKC makes it "localhost"
    "::1",
    "[::1",
    "[::1%25eth0]",
    "[127.0.0.1]",
    "[localhost]",
    "[]",
    f"{'a' * 64}.example",
    f"{'a.' * 200}example",
]


@pytest.mark.parametrize(("host", "scheme", "canonical"), ONE_SPELLING)
def test_a_host_has_one_spelling(host: str, scheme: str, canonical: str) -> None:
    assert canonical_host(host, scheme) == canonical
    assert canonical_host(canonical, scheme) == canonical


@pytest.mark.parametrize("host", NO_HOST)
def test_what_is_no_host_is_none(host: str) -> None:
    assert canonical_host(host, "http") is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Letters.Example.ORG", "letters.example.org"),
        ("letters.example.org.", "letters.example.org"),
        ("letters.example.org:8443", "letters.example.org"),
        (".Example.org", ".example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        (".bücher.example", ".xn--bcher-kva.example"),
        ("::1", "[::1]"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_name_of_the_setting_may_be_written_in_several_ways(written: str, name: str) -> None:
    assert allowed_host(written) == name


@pytest.mark.parametrize(
    "written",
    ["https://letters.example.org", "letters.example.org/en", "*", "*.example.org", ".", ".[::1]", "a b"],
)
def test_another_name_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(InvalidHostName, match=r"write the name alone, such as letters\.example\.org"):
        allowed_host(written)


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("[::1]:8000", True),
        ("example.org", True),
        ("a.b.example.org", True),
        ("notexample.org", False),
        ("example.org.evil.example", False),
        ("localhost.evil.example", False),
        ("[::2]", False),
        ("", False),
    ],
)
def test_names_and_domains_are_allowed(host: str, is_allowed: bool) -> None:
    assert (host in AllowedHosts.of(["localhost", "[::1]", ".example.org"])) is is_allowed


def test_without_a_domain_no_name_below_another_is_allowed() -> None:
    assert "a.localhost" not in AllowedHosts.of(["localhost"])


@pytest.mark.parametrize(
    ("origin", "scheme", "host", "same"),
    [
        ("https://letters.example.org", "https", "letters.example.org", True),
        ("HTTPS://Letters.Example.org", "https", "letters.example.org", True),
        ("https://letters.example.org:443", "https", "letters.example.org", True),
        ("https://letters.example.org:8443", "https", "letters.example.org:8443", True),
        ("http://[::1]:8000", "http", "[::1]:8000", True),
        (
            "http://letters.example.org",
            "https",
            "letters.example.org",
            False,
        ),  # anybody can forge it
        ("https://letters.example.org", "http", "letters.example.org", False),
        ("https://letters.example.org:8443", "https", "letters.example.org", False),
        ("https://letters.example.org", "https", "letters.example.org:8443", False),
        ("https://me@letters.example.org", "https", "letters.example.org", False),
        ("https://letters.example.org/", "https", "letters.example.org", False),  # RFC 6454, 7.1: no path
        ("https://letters.example.org https://evil.example", "https", "letters.example.org", False),
        ("letters.example.org", "https", "letters.example.org", False),
        ("//letters.example.org", "https", "letters.example.org", False),
        ("null", "https", "letters.example.org", False),
        ("", "https", "letters.example.org", False),
        ("https://", "https", "", False),
        ("https://[", "https", "", False),
        ("file://", "file", "", False),
    ],
)
def test_an_origin_is_compared_with_scheme_host_and_port(
    origin: str, scheme: str, host: str, same: bool
) -> None:
    assert is_same_origin(origin, scheme, host) is same
