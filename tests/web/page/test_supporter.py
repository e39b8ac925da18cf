"""What a supporter is told: only what is true of this campaign, and what has just happened."""

import pytest

from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import a_form

TAGS = ("en", "ru", "es", "ar")


def reporting(page: Fetched) -> list[str]:
    links = (one.get("href", "") for one in page.by_id("report").iter("a"))
    return [href.split("channel=")[1].split("&")[0] for href in links if "channel=" in href]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    ("slug", "channels"),
    [("gorinov", ["post", "email"]), ("beacon", ["post", "email", "fax", "call", "social"])],
)
def test_only_ways_that_reach_somebody_are_promised(
    client: PageClient, slug: str, channels: list[str], tag: str
) -> None:
    page = client.get(f"/{tag}/{slug}")

    assert reporting(page) == channels
    ways = [words for words in page.words(page.by_id("instructions")).split("·") if words]
    assert len(ways) == len(channels)


def test_whom_the_post_of_a_country_does_not_reach_is_said_at_the_tick_box(client: PageClient) -> None:
    page = client.get("/en/gorinov")

    about = page.words(page.by_id("about-prosecutor"))
    assert "From this country (United States), please write to: Anatoly I. Antonov (post · e-mail)." in about
    assert about.count("USPS") == 1
    assert "Post from this country does not reach" not in about  # the note says it, with the reason
    assert "does not reach" not in page.words(page.by_id("about-ambassador"))
    assert page.by_id("to-prosecutor").get("aria-describedby") == "to-problem about-prosecutor"


NO_POST = 'country = "FR"\nno_post_from = ["DE", "US"]\n'


@pytest.mark.parametrize(
    ("note", "email", "said"),
    [
        ("", "", "does not reach this person: Germany. From there, please write to: Max Muster"),
        ("", "warden@lamps.example", "does not reach this person: Germany. These ways do: e-mail."),
        ("No ship goes.", "", "From this country (Germany), please write to: Max Muster (post · e-mail)."),
        ("No ship goes.", "warden@lamps.example", "(Germany), these ways reach this person: e-mail."),
    ],
)  # fmt: skip
def test_what_reaches_somebody_instead_of_the_post_is_said_once(
    client: PageClient, world: World, note: str, email: str, said: str
) -> None:
    path = world.campaigns / "lamp" / "campaign.toml"
    before, warden = path.read_text("utf-8").split('id = "warden"')
    warden = warden.replace('country = "FR"\n', NO_POST + (f'email = ["{email}"]\n' if email else ""))
    warden = warden.replace("The post is slow there.", note) if note else warden[: warden.index("notes =")]
    path.write_text(f'{before}id = "warden"{warden}', encoding="utf-8")
    world.look_again()

    about = client.get("/en/lamp").words(client.get("/en/lamp").by_id("about-warden"))

    assert said in about
    assert about.count("Germany") == 1
    assert not note or about.count(note) == 1


def test_it_is_said_aloud_to_those_who_post_there(client: PageClient) -> None:
    form = {"to": ["prosecutor", "ambassador"], "letter": "en", "was": "en", "page": "en", "posted_in": "US"}

    page = client.post("/en/gorinov/letter", form)
    part = client.post("/en/gorinov/letter", form, htmx=True)

    assert page.by_id("posting-prosecutor").find(".//p[@class='notice']") is not None
    assert "does not reach Igor Viktorovich Krasnov" in page.words(page.by_id("send"))
    assert "USPS" not in page.words(page.by_id("send"))
    assert "USPS" in client.get("/en/gorinov").words(client.get("/en/gorinov").by_id("send"))
    assert 'hx-target="#posting-prosecutor"' in part.text


def test_paper_and_window_are_those_of_the_page_s_language(client: PageClient) -> None:
    papers = {
        tag: dict(client.get(f"/{tag}/gorinov?letter=ru").form(f"/{tag}/gorinov/letter"))["paper"]
        for tag in TAGS
    }

    assert papers == {"en": "letter", "ru": "a4", "es": "a4", "ar": "a4"}


@pytest.mark.parametrize("tag", TAGS)
def test_who_does_not_look_posts_from_any_country(client: PageClient, tag: str) -> None:
    """Each address then has its country. A wrong guess would take it away."""
    assert dict(client.get(f"/{tag}/gorinov").form(f"/{tag}/gorinov/letter"))["posted_in"] == ""


def test_the_list_of_countries_ends_with_all_others(client: PageClient) -> None:
    options = client.get("/en/gorinov").by_id("posted_in").findall("option")

    assert [one.text for one in options] == ["Russia", "United States", "Any other country"]


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("reset", "The suggested text is back. Your earlier words are kept aside."),
        ("restore", "Your own words are back."),
    ],
)
def test_a_screen_reader_hears_first_what_happened_to_the_words(
    client: PageClient, button: str, words: str
) -> None:
    part = client.post(
        "/en/lamp/letter", a_form(text="Mine.", **{button: "1", "kept-text": "Others."}), htmx=True
    )

    status = part.text.split('hx-target="#status"')[1]
    assert status.split(">", 1)[1].strip().startswith(words)


@pytest.mark.parametrize("site", ["", "/embed"])
def test_all_is_forgotten_by_an_address_that_gets_no_draft(client: PageClient, site: str) -> None:
    page = client.get(f"{site}/ar/lamp")
    (form,) = [one for one in page.root.iter("form") if one.get("id") == "forgetting"]
    assert not form.findall(".//input")

    answer = client.post(form.get("action", ""), status=303)

    assert answer.headers["Location"].endswith(f"{site}/ar/lamp#forgotten")
    assert page.by_id("forgotten").get("role") == "status"


@pytest.mark.parametrize(
    ("channel", "question"), [("post", "How many letters to each?"), ("fax", "How many faxes to each?")]
)
def test_how_many_is_asked_folded_and_fits_the_channel(
    client: PageClient, channel: str, question: str
) -> None:
    page = client.get(f"/en/beacon/actions?channel={channel}")

    (folded,) = page.by_id("report").iter("details")
    assert folded.get("open") is None
    (label,) = [one for one in folded.iter("label") if one.get("for") == "quantity"]
    several = len([one for one in page.root.iter("input") if one.get("name") == "to"]) > 1
    assert page.words(label) == (question if several else "How many?")


@pytest.mark.parametrize("channel", ["email", "form", "call", "social"])
def test_how_many_is_not_asked_where_one_person_sends_one(client: PageClient, channel: str) -> None:
    form = client.get(f"/en/beacon/actions?channel={channel}").by_id("report")

    assert [
        (one.get("type"), one.get("value")) for one in form.iter("input") if one.get("name") == "quantity"
    ] == [("hidden", "1")]
    assert not [*form.iter("details")]
