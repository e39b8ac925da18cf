"""Themes: what is taken, what is not, and the style sheet that comes of it."""

import re

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from tests.support.page_client import PageClient
from webapp.web.campaign import theme
from webapp.web.campaign.theme import Theme
from webapp.web.embed.theme_stylesheet import stylesheet

RIGHT = {"scheme": "dark", "accent": "00509e", "accent-dark": "9ec5ff", "corners": "12", "face": "sans"}
HOSTILE = [
    "red;}body{display:none}",
    "00509e;}",
    "url(//evil.example/x)",
    "00509e\n",
    "\n00509e",
    "00509e/*",
    "٠٠٥٠٩٣",
    "００５０９３",
    "0050９e",
    "00509eb",
    "00509",
    "#00509e",
    "0x509e",
    "-12",
    "017",
    "17",
    "1e1",
    "12px",
    "1 2",
    "12\n",
    "Dark",
    "dark;",
    "sans;serif",
    "expression(1)",
    "</style><script>",
    "\\0031",
    "\0",
    "a" * 5000,
]
EDGES = [
    # On #fbedcc, the least bright of what an accent stands on by day; on #362b10 by night.
    ("accent", "6b6b6b", True),
    ("accent", "6e6e6e", False),
    ("accent", "ffffff", False),
    ("accent", "000000", True),
    ("accent-dark", "949494", True),
    ("accent-dark", "8c8c8c", False),
    ("accent-dark", "ffffff", True),
    ("accent-dark", "000000", False),
]


def css(**tokens: str) -> str:
    return stylesheet(Theme.read({name.replace("_", "-"): value for name, value in tokens.items()}))


def rules(sheet: str) -> list[tuple[str, str, dict[str, str]]]:
    """Give each rule: its media, its selector, its declarations. Fails on what is no clean CSS."""
    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_whitespace=True):
        inner, media = [rule], ""
        if rule.type == "at-rule":
            media = tinycss2.serialize(rule.prelude).strip()
            inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
        for one in inner:
            parts = tinycss2.parse_blocks_contents(one.content, skip_whitespace=True)
            values = {part.name: tinycss2.serialize(part.value).strip() for part in parts}
            found.append((media, tinycss2.serialize(one.prelude).strip(), values))
    return found


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_no_token_is_left_out(name: str, value: str) -> None:
    read = Theme.read({name: value})

    assert read.parameters == {}
    assert stylesheet(read) == ""
    assert theme.problem(name, value) == "shape"


@given(st.dictionaries(st.sampled_from(theme.names()), st.text(max_size=12)))
def test_whatever_is_asked_for_the_sheet_holds_our_own_words_only(given: dict[str, str]) -> None:
    sheet = stylesheet(Theme.read(given))

    assert re.fullmatch(r"[a-z0-9#@:;(){}\[\]=\",.* \n-]*", sheet)
    rules(sheet)


@pytest.mark.parametrize(("name", "value", "taken"), EDGES)
def test_a_colour_is_taken_where_words_in_it_can_be_read(name: str, value: str, taken: bool) -> None:
    assert bool(Theme.read({name: value}).parameters) is taken
    assert theme.problem(name, value) == ("" if taken else "contrast")
    assert (theme.least_contrast(name, value) >= 4.5) is taken


@given(st.from_regex(r"[0-9a-f]{6}", fullmatch=True), st.sampled_from(sorted(theme.PAPERS)))
def test_the_words_on_any_accent_that_is_taken_can_be_read(digits: str, name: str) -> None:
    if theme.problem(name, digits):
        return

    assert theme.contrast(theme.on_accent(f"#{digits}"), f"#{digits}") >= 4.5


def test_capital_digits_are_one_colour_with_small_ones() -> None:
    assert Theme.read({"accent": "00509E"}) == Theme.read({"accent": "00509e"})


def test_a_theme_survives_its_way_through_an_address() -> None:
    assert Theme.read(Theme.read(RIGHT).parameters).parameters == RIGHT


def test_an_empty_theme_is_an_empty_sheet() -> None:
    assert css() == ""


DARK = [
    ("(prefers-color-scheme: dark)", ':root:not([data-scheme="light"])'),
    ("screen", ':root[data-scheme="dark"]'),  # paper is white
]


def test_an_accent_changes_light_pages_and_leaves_dark_ones_ours() -> None:
    """The selectors of our dark pages are more specific than this one."""
    assert rules(css(accent="00509e")) == [("", ":root", {"--accent": "#00509e", "--on-accent": "#ffffff"})]


def test_an_accent_for_dark_pages_changes_them_alone() -> None:
    values = {"--accent": "#9ec5ff", "--on-accent": "#161411"}

    assert rules(css(accent_dark="9ec5ff")) == [(media, selector, values) for media, selector in DARK]


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_a_scheme_is_the_page_s_own_matter(client: PageClient, scheme: str) -> None:
    both = {"accent": "00509e", "accent_dark": "9ec5ff"}

    assert css(scheme=scheme) == ""
    assert css(scheme=scheme, **both) == css(**both)
    assert client.get(f"/embed/en/lamp?scheme={scheme}").root.get("data-scheme") == scheme


@pytest.mark.parametrize("path", ["/embed/en/lamp", "/embed/en/lamp?scheme=evil", "/en/lamp?scheme=dark"])
def test_no_scheme_is_the_visitors_own(client: PageClient, path: str) -> None:
    assert client.get(path).root.get("data-scheme") is None


@pytest.mark.parametrize("corners", ["0", "7", "16"])
def test_corners_are_pixels(corners: str) -> None:
    assert rules(css(corners=corners)) == [("", ":root", {"--corner": f"{corners}px"})]


def test_the_face_is_the_page_s_own_matter() -> None:
    assert css(face="sans") == ""


def test_the_sheet_is_kept_for_a_day_and_may_be_loaded_by_a_frame_without_an_origin(
    client: PageClient,
) -> None:
    sheet = client.get("/embed/theme.css?accent=00509e&corners=3")

    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"] == "public, max-age=86400"
    assert sheet.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert sheet.text == css(accent="00509e", corners="3")
    client.get(
        "/embed/theme.css?accent=00509e&corners=3",
        headers={"If-None-Match": sheet.headers["ETag"]},
        status=304,
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_gets_an_empty_sheet(client: PageClient, value: str) -> None:
    sheet = client.get("/embed/theme.css", query_string=dict.fromkeys((*theme.names(), "body", "x{}"), value))

    assert sheet.text == ""


def sheets(client: PageClient, path: str) -> list[str]:
    links = client.get(path).root.iter("link")
    return [one.get("href", "") for one in links if one.get("rel") == "stylesheet"]


def test_a_frame_with_a_theme_links_its_sheet_after_ours(client: PageClient) -> None:
    ours, its = sheets(client, "/embed/en/lamp?accent=00509E&scheme=evil&face=sans")

    assert ours.startswith("/static/site.css")
    assert its == "/embed/theme.css?accent=00509e"


@pytest.mark.parametrize(
    "path",
    [
        "/embed/en/lamp",
        "/embed/en/lamp?accent=ffff00",
        "/en/lamp?accent=00509e",
        "/embed/en/lamp?face=sans",
        "/embed/en/lamp?scheme=dark",
    ],
)
def test_no_sheet_is_linked_where_there_is_no_theme(client: PageClient, path: str) -> None:
    assert len(sheets(client, path)) == 1


def test_a_frame_without_our_serif_does_not_fetch_it(client: PageClient) -> None:
    assert "woff2" in client.get("/embed/en/lamp").text
    assert "woff2" not in client.get("/embed/en/lamp?face=sans").text


@pytest.mark.parametrize(
    ("path", "classes"),
    [
        ("/embed/en/lamp?face=sans", "framed no-serif"),
        ("/embed/en/lamp?face=serif", "framed"),
        ("/en/lamp?face=sans", None),
    ],
)
def test_the_page_itself_says_that_it_wants_no_serif(
    client: PageClient, path: str, classes: str | None
) -> None:
    assert client.get(path).root.get("class") == classes
