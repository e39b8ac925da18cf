"""oEmbed: which links name a page of ours, and which only look like it."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.support.page_client import PageClient
from tests.support.rounds import rounds
from tests.web.conftest import World
from tests.web.embed.consumer import FRAME, HERE, LINK, asked, frame, set_doors


@pytest.fixture(autouse=True)
def doors(world: World) -> None:
    """Who may embed which campaign."""
    set_doors(world)


GOOD = [
    (LINK, FRAME),
    (f"{LINK}?", FRAME),
    (f"{LINK}#letter", FRAME),
    (f"{LINK}?letter=es&to=minister", FRAME),
    ("https://localhost/en/lamp", FRAME),  # a proxy may speak https for us
    ("http://LOCALHOST:80/en/lamp", FRAME),
    ("https://localhost:443/en/lamp", FRAME),
    ("HTTP://localhost:/en/lamp", FRAME),  # an empty port is the usual one (RFC 3986, 3.2.3)
    (f"{HERE}/en/%6C%61mp", FRAME),
    (f"{HERE}//en/lamp", FRAME),  # the page answers there, too
    (f"{HERE}/embed/en/lamp", FRAME),
    (f"{HERE}/es/lamp", f"{HERE}/embed/es/lamp"),
    (f"{LINK}?partner=harbour", f"{FRAME}?partner=harbour"),
    (f"{FRAME}?partner=harbour", f"{FRAME}?partner=harbour"),
    (f"{LINK}?partner=stranger", FRAME),
    (f"{LINK}?partner=harbour&partner=stranger", f"{FRAME}?partner=harbour"),  # the page takes the first, too
    (f'{LINK}?partner=%22%3E%3Cscript%3E&accent=url("x")'.replace('"', "%22"), FRAME),
    (
        f"{LINK}?face=sans&corners=4&accent=00509e&scheme=dark&partner=harbour&x=y",
        f"{FRAME}?partner=harbour&scheme=dark&accent=00509e&corners=4&face=sans",
    ),
    (f"{LINK}?accent=ffff00&corners=99&scheme=evil", FRAME),  # not legible, too round, unknown
]


@pytest.mark.parametrize(("url", "src"), GOOD)
def test_a_link_to_a_page_leads_to_its_frame(client: PageClient, url: str, src: str) -> None:
    assert frame(asked(client, url)["html"])["src"] == src


NOT_OURS = [
    "https://elsewhere.example/en/lamp",
    "https://localhost.elsewhere.example/en/lamp",
    "http://localhost:8000/en/lamp",
    "http://localhost:443/en/lamp",
    "http://localhost./en/lamp",
    "http://127.0.0.1/en/lamp",  # answers here too, but is not who was asked
    "http://[::1]/en/lamp",
    "http://xn--lcalhost-b4a/en/lamp",
    "http://lоcalhost/en/lamp",  # a Cyrillic o
    f"{HERE}/en/nothing",
    f"{HERE}/en/../en/lamp",
    f"{HERE}/xx/lamp",
    f"{HERE}/EN/lamp",
    f"{LINK}/",  # is no page either
    f"{HERE}//elsewhere.example/en/lamp",
    f"{HERE}/en%252Flamp",
    f"{LINK}%00",
    f"{LINK}%0d%0aSet-Cookie:%20x",
    f"{LINK}/letter",
    f"{LINK}/partners/harbour",
    f"{HERE}/oembed",
    f"{HERE}/en",
    f"{HERE}/",
    HERE,
]


@pytest.mark.parametrize("url", NOT_OURS)
def test_what_is_no_campaign_of_ours_is_not_found(client: PageClient, url: str) -> None:
    asked(client, url, status=404)


ODD_ONES = [
    "",
    "lamp",
    "/en/lamp",
    "//localhost/en/lamp",
    "localhost/en/lamp",
    "http:///en/lamp",
    "http:/en/lamp",
    "ftp://localhost/en/lamp",
    "javascript://localhost/en/lamp",
    "http://localhost@elsewhere.example/en/lamp",
    "http://elsewhere.example@localhost/en/lamp",
    "http://:@localhost/en/lamp",
    "http://localhost:80x/en/lamp",
    "http://localhost:99999/en/lamp",
    "http://localhost:-1/en/lamp",
    "http://[localhost/en/lamp",
    "http://a..b/en/lamp",
    "http://" + "a" * 64 + ".example/en/lamp",  # no name has such a part
    "http://localhost\\@elsewhere.example/en/lamp",
    f" {LINK}",
    f"{LINK}\n",
    f"{HERE}/en/la\nmp",  # urlsplit would drop the break
    f"{HERE}/en/la\tmp",
    f"{LINK}\r\nSet-Cookie: x=y",
    f"{LINK}\x00",
    f"{LINK}\u202e",
    f'{LINK}?"><script>',
    "http://localhost\u2100/en/lamp",  # NFKC: a/c
    f"{LINK}?{'x' * 2000}",
]


@pytest.mark.parametrize("url", ODD_ONES)
def test_what_is_no_web_address_is_refused(client: PageClient, url: str) -> None:
    asked(client, url, status=400)


CHARACTERS = some.characters(exclude_categories=["Cs"])
PIECES = some.sampled_from(
    [LINK, FRAME, HERE, "http://", "//", "@", ":", "[", "]", "%", "?", "#", "/en/", "xn--"]
)


@given(
    url=some.one_of(
        some.text(CHARACTERS), some.lists(PIECES | some.text(CHARACTERS, max_size=5)).map("".join)
    )
)
@settings(
    max_examples=rounds(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_link_breaks_the_view(app: Flask, url: str) -> None:
    answer = app.test_client().get("/oembed", query_string={"url": url})

    assert answer.status_code in (200, 400, 404)
    if answer.status_code == 200:
        assert frame(answer.get_json()["html"])["src"].startswith(f"{HERE}/embed/")


@given(query=some.binary(max_size=60))
@settings(max_examples=rounds(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_view(app: Flask, query: bytes) -> None:
    answer = app.test_client().get("/oembed", query_string=query.decode("latin-1"))

    assert answer.status_code in (400, 404, 501)
