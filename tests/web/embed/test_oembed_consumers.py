"""oEmbed and Open Graph as consumers read them: their rules, written down from what they do."""

import html
import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.support.page_client import PageClient
from tests.support.page_languages import OFFERED
from tests.web.conftest import World
from tests.web.embed.consumer import FRAME, HERE, LINK, ODD, asked, frame, set_doors
from webapp.domain.language import parse
from webapp.web.embed.oembed import og_locale


@pytest.fixture(autouse=True)
def doors(world: World) -> None:
    """Who may embed which campaign."""
    set_doors(world)


KINDS = {"json": "application/json", "xml": "text/xml"}


def discovered(page: str, kind: str) -> str:
    """Find a page's answer as WordPress does: in the head's text, by links that hold no "<" and no ">"."""
    head = page.partition("</head>")[0]
    links = [dict(re.findall(r'([a-z]+)="([^"]*)"', link)) for link in re.findall(r"<link([^<>]+?)/?>", head)]
    (href,) = (one["href"] for one in links if one.get("type") == f"{kind}+oembed")
    return html.unescape(href)


def untrusted(answer: str) -> str:
    """Do as WordPress does with the HTML of a provider that its site has not named; "" is a plain link.

    Attributes outside a short list go. The frame must be empty. It gets a sandbox that allows scripts and
    nothing else, and a secret behind its address.
    """
    kept = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}
    found = re.search(r"<iframe([^>]*)></iframe>", answer, re.DOTALL)
    if not found:
        return ""
    given = {name: value for name, value in re.findall(r' ([a-z]+)="([^"]*)"', found[1]) if name in kept}
    given |= {
        "src": f"{given['src']}#?secret=aB3dE5gH7j",
        "sandbox": "allow-scripts",
        "security": "restricted",
    }
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return f"<iframe{attributes}></iframe>"


@pytest.mark.parametrize("form", KINDS)
def test_the_page_leads_to_its_answer(client: PageClient, form: str) -> None:
    page = client.get("/es/lamp?partner=harbour&accent=00509e&utm_source=x")

    link = discovered(page.text, KINDS[form])
    answer = client.get(link.removeprefix(HERE))
    assert page.one("link", type=f"{KINDS[form]}+oembed").get("rel") == "alternate"
    assert dict(parse_qsl(urlsplit(link).query)) == {
        "url": f"{HERE}/es/lamp?partner=harbour&accent=00509e",
        "format": form,
    }
    assert answer.headers["Content-Type"].startswith(KINDS[form])


def test_wordpress_shows_the_frame(client: PageClient) -> None:
    pasted = f"{HERE}/en/beacon?accent=00509e&scheme=dark"
    page = client.get(pasted.removeprefix(HERE))
    endpoint, _, query = discovered(page.text, "application/json").partition("?")
    asking = {"maxwidth": "500", "maxheight": "750", "url": pasted, "dnt": "1", "format": "json"}

    told = json.loads(
        client.get(f"{endpoint.removeprefix(HERE)}?{urlencode(dict(parse_qsl(query)) | asking)}").text
    )
    assert frame(untrusted(told["html"])) == frame(told["html"]) | {
        "src": f"{HERE}/embed/en/beacon?scheme=dark&accent=00509e#?secret=aB3dE5gH7j",
        "sandbox": "allow-scripts",
        "security": "restricted",
    }
    assert told["title"] == f"Ada Example: {ODD}"


def test_what_drupal_ghost_and_discourse_ask_of_an_answer(client: PageClient) -> None:
    told = asked(client)

    assert told["version"] == "1.0"  # Drupal: as text
    assert told["provider_name"] == "Urgent Appeal"  # Drupal: as its list of providers has it
    assert isinstance(told["width"], int)  # Ghost and Drupal
    assert isinstance(told["height"], int)  # Discourse
    assert client.get("/en/lamp").one("meta", property="og:type").get("content") != "article"  # Discourse
    assert frame(told["html"])["src"] == FRAME  # Discourse compares it with its setting


def test_a_link_shared_elsewhere_makes_a_card(client: PageClient) -> None:
    page = client.get("/en/lamp?partner=harbour")

    card = [(one.get("property") or one.get("name"), one.get("content")) for one in page.all("meta")]
    images = [one.get("content") or "" for one in page.all("meta", property="og:image")]
    assert [one for one in card if (one[0] or "").startswith(("og:", "twitter:"))] == [
        ("og:type", "website"),
        ("og:site_name", "Urgent Appeal"),
        ("og:title", "Ada Example: Free the keeper of the lighthouse"),
        ("og:description", "Ada Example was locked up for lighting a lamp."),
        ("og:url", LINK),
        ("og:locale", "en_US"),
        ("og:image", next(each for each in images if each.startswith(f"{LINK}/pictures/case-"))),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Ada Example: Free the keeper of the lighthouse"),
        ("twitter:card", "summary_large_image"),
    ]


def test_the_card_names_the_other_editions(client: PageClient) -> None:
    page = client.get("/ar/gorinov")

    others = [one.get("content") for one in page.all("meta", property="og:locale:alternate")]
    assert page.one("meta", property="og:locale").get("content") == "ar_EG"
    assert others == [og_locale(parse(tag)) for tag in OFFERED if tag != "ar"]
    assert {"en_US", "es_ES", "pt_BR"} <= {*others}


def test_open_graph_gets_the_territory_of_the_script() -> None:
    found = [og_locale(parse(tag)) for tag in ("zh-Hans", "zh-Hant", "ar-MA", "hi", "ja")]

    assert found == ["zh_CN", "zh_TW", "ar_MA", "hi_IN", "ja_JP"]


def test_a_frame_says_nothing_to_crawlers(client: PageClient) -> None:
    page = client.get("/embed/en/lamp?partner=harbour")

    assert "+oembed" not in page.text
    assert 'property="og:' not in page.text
    assert "twitter:" not in page.text
