"""The page for webmasters: what they choose is what they see and what they copy."""

from urllib.parse import parse_qsl, urlsplit

import html5lib
import pytest

from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World

PARTNERS = """
[[partners]]
id = "harbour"
name = "Friends of the <Harbour> & \\"Sea\\""
origins = ["https://harbour.example", "https://*.harbour.example:8443"]

[[partners]]
id = "mole"
name = "The Mole"
"""
THEME = "accent=00509e&accent-dark=9ec5ff&corners=3&face=sans&scheme=light"


@pytest.fixture(autouse=True)
def with_partners(world: World) -> None:
    """The lamp's campaign has two partners and a team, the beacon's is open to all."""
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text('contact = "team@lamps.example"\n' + path.read_text() + PARTNERS)
    path = world.campaigns / "beacon" / "campaign.toml"
    toml = path.read_text().replace('headline = "', 'headline = "\\"><script>x</script> & ')
    path.write_text('embedding = "open"\n' + toml)


def elements(page: Fetched, name: str) -> dict[str, tuple[dict[str, str], str]]:
    """Parse what is to be copied, as the webmaster's visitors' browsers do: attributes and text by tag."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    code = page.by_id(name).text or ""
    found = {
        one.tag: (dict(one.attrib), one.text or "")
        for one in parser.parseFragment(code).iter()
        if one.tag != "DOCUMENT_FRAGMENT"
    }
    assert "\n" not in code.strip()
    return found


def told(page: Fetched, field: str) -> str:
    return page.words(page.by_id(f"{field}-problem"))


@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
@pytest.mark.parametrize("slug", ["lamp", "beacon", "closed", "endless", "gorinov"])
def test_every_campaign_has_the_page_in_every_language(client: PageClient, lang: str, slug: str) -> None:
    page = client.get(f"/{lang}/{slug}/embed")

    assert page.headers["Cache-Control"] == "public, no-cache"
    assert page.root.get("lang") == lang
    assert page.by_id("preview").get("src") == f"/embed/{lang}/{slug}"
    assert page.by_id("line").get("dir") == "ltr"
    client.get(f"/{lang}/{slug}/embed", headers={"If-None-Match": page.headers["ETag"]}, status=304)


@pytest.mark.parametrize("path", ["/en/nothing/embed", "/xx/lamp/embed", "/embed/en/lamp/embed"])
def test_there_is_no_page_for_what_is_not_there(client: PageClient, path: str) -> None:
    client.get(path, status=404)


def test_the_line_is_a_script_and_a_link_with_what_was_chosen(client: PageClient) -> None:
    page = client.get(f"/en/lamp/embed?language=es&partner=harbour&{THEME}", base_url="https://localhost")

    assert elements(page, "line") == {
        "script": ({"src": "https://localhost/embed.js", "async": ""}, ""),
        "a": (
            {
                "class": "urgent-appeal",
                "href": "https://localhost/es/lamp",
                "data-partner": "harbour",
                "data-scheme": "light",
                "data-accent": "00509e",
                "data-accent-dark": "9ec5ff",
                "data-corners": "3",
                "data-face": "sans",
            },
            "Ada Example: Free the keeper of the lighthouse",
        ),
    }


def test_the_preview_and_the_frame_are_our_page_with_what_was_chosen(client: PageClient) -> None:
    page = client.get(f"/en/lamp/embed?language=es&partner=mole&{THEME}", base_url="https://localhost")

    preview = urlsplit(page.by_id("preview").get("src") or "")
    frame, _ = elements(page, "frame")["iframe"]
    assert (preview.netloc, preview.path) == ("", "/embed/es/lamp")
    assert dict(parse_qsl(preview.query)) == {"partner": "mole", **dict(parse_qsl(THEME))}
    assert frame["src"] == f"https://localhost{page.by_id('preview').get('src')}"
    assert "mole" in client.get(page.by_id("preview").get("src") or "").text


def test_what_is_copied_is_escaped_in_values_and_in_text(client: PageClient) -> None:
    page = client.get("/en/beacon/embed")
    title = 'Ada Example: "><script>x</script> & Free the keeper of the lighthouse'

    assert elements(page, "line")["a"][1] == title
    assert list(elements(page, "line")) == ["script", "a"]
    assert elements(page, "frame")["iframe"][0]["title"] == title


def test_the_form_holds_what_was_chosen(client: PageClient) -> None:
    page = client.get(f"/en/lamp/embed?language=es&partner=mole&{THEME}")

    sent = dict(page.form("/en/lamp/embed"))
    assert sent == {"language": "es", "partner": "mole", **dict(parse_qsl(THEME))}


def test_a_colour_may_be_written_with_its_sign_and_in_capitals(client: PageClient) -> None:
    page = client.get("/en/lamp/embed?accent=%2300509E")

    assert elements(page, "line")["a"][0]["data-accent"] == "00509e"
    assert dict(page.form("/en/lamp/embed"))["accent"] == "#00509E"


REFUSED = [
    ("accent", "ffcc00", ["#ffcc00", "1.3", "4.5", "darker"]),
    ("accent", "6e6e6e", ["4.3", "4.5"]),
    ("accent-dark", "333333", ["#333333", "4.5", "lighter"]),
    ("accent", "red;}body{x", ["red;}body{x", "00509e"]),
    ("accent-dark", "#12345", ["#12345", "00509e"]),
    ("corners", "17", ["17", "0 to 16"]),
    ("corners", "٣", ["٣", "0 to 16"]),
    ("scheme", "night", ["night", "not in this list"]),
    ("face", "Comic Sans", ["Comic Sans"]),
    ("partner", "stranger", ["stranger", "not in this list"]),
    ("language", "tlh", ["tlh"]),
    ("language", '"><script>', ['"><script>']),
]


@pytest.mark.parametrize(("name", "value", "words"), REFUSED)
def test_a_wrong_choice_is_told_beside_its_field_and_goes_nowhere(
    client: PageClient, name: str, value: str, words: list[str]
) -> None:
    others = {"corners": "5", "partner": "harbour"}

    page = client.get("/en/lamp/embed", query_string=others | {name: value}, status=422)

    assert [word for word in words if word not in told(page, name)] == []
    assert page.by_id(name).get("aria-invalid") == "true"
    expected = {f"data-{key}": kept for key, kept in others.items() if key != name}
    attributes, _ = elements(page, "line")["a"]
    assert {key: kept for key, kept in attributes.items() if key.startswith("data-")} == expected
    assert f"{name}=" not in (page.by_id("preview").get("src") or "")


@pytest.mark.parametrize("name", ["accent", "accent-dark", "corners"])
def test_a_wrong_value_stays_in_its_field(client: PageClient, name: str) -> None:
    page = client.get("/ar/lamp/embed", query_string={name: '12345"<'}, status=422)

    assert page.by_id(name).get("value") == '12345"<'


def test_a_page_without_partners_asks_for_none(client: PageClient) -> None:
    page = client.get("/en/endless/embed")

    assert [one for one in page.root.iter("select") if one.get("name") == "partner"] == []


def test_who_may_show_it_is_said_plainly(client: PageClient) -> None:
    partners, everybody, nobody = (
        client.get(f"/en/{slug}/embed").words() for slug in ("lamp", "beacon", "endless")
    )

    assert 'Friends of the <Harbour> & "Sea": https://harbour.example https://*.harbour' in partners
    assert "team@lamps.example" in partners
    assert "The Mole:" not in partners, "it has no site, only a count"
    assert "Every site may show" in everybody
    assert "ask the campaign team" not in everybody
    assert "No site may show" in nobody


def test_a_strict_site_is_told_its_two_sources_and_its_sandbox(client: PageClient) -> None:
    page = client.get("/en/lamp/embed", base_url="https://localhost")

    codes = [page.words(one) for one in page.root.iter("code")]
    assert codes[:2] == ["script-src https://localhost", "frame-src https://localhost"]
    assert "allow-same-origin allow-forms" in codes[2]
    assert {one.get("dir") for one in page.root.iter("code")} == {"ltr"}


def test_the_page_itself_is_in_no_frame_and_asks_no_other_site(client: PageClient) -> None:
    page = client.get(f"/en/lamp/embed?{THEME}")

    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    fetched = [one.get("src") for one in page.root.iter() if one.get("src")]
    assert [one for one in fetched if not one.startswith("/")] == []


def test_the_foot_leads_here_and_in_a_frame_to_the_page_by_itself(client: PageClient) -> None:
    alone = [one.get("href") for one in client.get("/en/lamp").root.iter("a")]
    framed = list(client.get("/embed/en/lamp?partner=harbour&accent=00509e").root.iter("a"))

    assert "/en/lamp/embed" in alone
    assert "/en/lamp/embed" not in [one.get("href") for one in framed]
    (itself,) = (one for one in framed if one.get("href") == "http://localhost/en/lamp?partner=harbour")
    assert (itself.get("target"), itself.get("rel")) == ("_blank", "noopener")
