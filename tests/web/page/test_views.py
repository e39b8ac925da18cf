"""The list of campaigns and a campaign's page."""

from datetime import date

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World

LANGUAGES = ("en", "ru", "es", "ar")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_in_every_language(client: PageClient, lang: str) -> None:
    page = client.get(f"/{lang}/gorinov")

    html = page.root
    assert html.get("lang") == lang
    assert html.get("dir") == ("rtl" if lang == "ar" else "ltr")
    order = ["case", "targets", "letter", "send", "report", "count", "background"]
    ids = [one.get("id") for one in page.root.iter() if one.get("id") in order]
    assert ids == order


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_wholly_in_its_language(client: PageClient, lang: str) -> None:
    page = client.get(f"/{lang}/gorinov")

    foreign = {one.get("lang") for part in ("case", "story") for one in page.by_id(part).iter()} - {None}
    assert not foreign
    assert page.by_id("letter-language").tag == "select"
    chosen = [one for one in page.by_id("letter-language").iter("option") if one.get("selected") is not None]
    assert [one.get("value") for one in chosen] == [lang]


def test_text_without_an_edition_is_marked_with_its_own_language(client: PageClient) -> None:
    page = client.get("/ar/lamp")

    words = next(one for one in page.by_id("case").iter("div") if one.get("lang"))
    assert (words.get("lang"), words.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("ru,en;q=0.5", "ru"),
        ("ar-EG", "ar"),
        ("xx", "en"),
        ("", "en"),
        ("es-MX;q=0.9, ca", "es"),
        ("%%%", "en"),
    ],
)
def test_the_first_visit_is_in_the_best_language(client: PageClient, accept: str, lang: str) -> None:
    page = client.get("/", headers={"Accept-Language": accept})

    assert page.root.get("lang") == lang
    assert "Accept-Language" in page.headers["Vary"]


def test_the_list_names_each_campaign_once(client: PageClient) -> None:
    page = client.get("/es")

    links = [one.get("href") for heading in page.all("h3") for one in heading.iter("a")]
    assert links == ["/es/lamp", "/es/beacon", "/es/endless", "/es/gorinov", "/es/closed"]


@pytest.mark.parametrize(
    "path",
    ["/en/nowhere", "/xx/gorinov", "/a/b/c/d", "/%00/x"],
)
def test_what_is_not_there_is_a_404_in_words(client: PageClient, path: str) -> None:
    page = client.get(path, status=404)

    assert "no such page" in page.words()


def test_an_error_speaks_the_language_of_the_address(client: PageClient) -> None:
    page = client.get("/ar/nowhere", status=404)

    assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")


def test_the_address_chooses_the_letter_and_the_targets(client: PageClient) -> None:
    page = client.get("/en/gorinov?letter=ru&to=ambassador")

    assert page.one("input", id="to-ambassador").get("checked") is not None
    assert page.one("input", id="to-prosecutor").get("checked") is None
    assert "Горинов" in page.words(page.by_id("text"))
    assert page.by_id("salutation-ambassador").tag == "textarea"
    hidden = page.one("input", name="salutation-prosecutor")
    assert hidden.get("type") == "hidden"  # so that nothing typed is lost when it comes back


def test_the_page_is_the_same_bytes_for_everybody_and_revalidates(client: PageClient) -> None:
    first, second = client.get("/en/gorinov"), client.get("/en/gorinov")

    assert first.body == second.body
    again = client.get("/en/gorinov", headers={"If-None-Match": first.headers["ETag"]}, status=304)
    assert again.body == b""


DEADLINES = [
    ("lamp", date(2030, 5, 6), "2 days left", False),
    ("lamp", date(2030, 5, 7), "1 day left", False),
    ("lamp", date(2030, 5, 8), "Today is the last day", False),
    ("lamp", date(2030, 5, 9), "It has passed: a letter may come too late.", False),
    ("closed", date(2020, 1, 1), "Today is the last day", False),
    ("closed", date(2020, 1, 2), "This action closed on January 1, 2020", True),
]


@pytest.mark.parametrize(("slug", "today", "said", "closed"), DEADLINES)
def test_the_deadline_is_said_at_the_top_and_decides_what_can_be_sent(
    client: PageClient, world: World, slug: str, today: date, said: str, closed: bool
) -> None:
    world.today = today

    page = client.get(f"/en/{slug}")

    assert said in page.words(page.by_id("case"))
    buttons = [one.get("formaction") for one in page.by_id("send").iter("button")]
    assert (not buttons) == closed
    reports = [one for one in page.by_id("report").iter("a") if "channel=" in one.get("href", "")]
    assert (not reports) == closed
    assert "Please release Ada Example" in page.words()  # it can still be read


def test_past_the_deadline_the_warning_stands_where_one_sends_too(client: PageClient) -> None:
    page = client.get("/en/gorinov")

    assert "deadline has passed" in page.words(page.by_id("send"))


def test_without_a_deadline_none_is_mentioned(client: PageClient) -> None:
    assert not [one for one in client.get("/en/endless").root.iter() if one.get("id") == "deadline"]


def test_a_channel_without_data_has_no_route_and_notes_stay_with_their_target(client: PageClient) -> None:
    page = client.get("/en/gorinov")

    links = [one.get("href", "") for one in page.root.iter("a") if one.get("href", "").startswith("mailto:")]
    assert links
    assert {link.partition("?")[0] for link in links} == {"mailto:rusembusa@mid.ru"}
    assert not [one for one in page.root.iter("a") if one.get("href", "").startswith("tel:")]
    assert "USPS" in page.words(page.by_id("about-prosecutor"))
    assert "USPS" not in page.words(page.by_id("about-ambassador"))
    assert "USPS" not in page.words(page.by_id("text"))


@pytest.mark.parametrize("lang", ["ru", "es", "ar"])
def test_an_unreviewed_translation_is_said(client: PageClient, lang: str) -> None:
    page = client.get(f"/{lang}/gorinov")

    footer = next(page.root.iter("footer"))
    assert len(list(footer.iter("p"))) == 3
    assert [one for one in page.by_id("letter").iter("p") if one.get("class") == "note"]


def test_nothing_is_said_of_a_review_where_nothing_is_translated(client: PageClient) -> None:
    page = client.get("/en/gorinov")

    assert len(list(next(page.root.iter("footer")).iter("p"))) == 1


@pytest.mark.parametrize(
    ("contact", "link"),
    [("team@lamps.example", "mailto:team@lamps.example"), ("https://lamps.example/us",) * 2],
)
def test_the_team_can_be_reached_where_its_campaign_says_how(
    client: PageClient, world: World, contact: str, link: str
) -> None:
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text(path.read_text().replace('country = "FR"', f'country = "FR"\ncontact = "{contact}"', 1))
    world.today = date(2031, 1, 1)
    world.look_again()

    page = client.get("/en/lamp")

    assert link in [one.get("href") for one in page.by_id("deadline").iter("a")]


REFERENCES = [
    ('"UA: 1/30"', "Urgent Action 1/30 · France"),
    ('"Acción Urgente 1/30"', "Urgent Action 1/30 · France"),
    ('"1/30"', "Urgent Action 1/30 · France"),
    ('"n/a"', "France"),
    ('"-"', "France"),
    ('""', "France"),
    (None, "France"),
]


@pytest.mark.parametrize(("written", "shown"), REFERENCES)
def test_the_reference_is_shown_once_however_it_is_written(
    world: World, client: PageClient, written: str | None, shown: str
) -> None:
    path = world.campaigns / "lamp" / "campaign.toml"
    line = f"reference = {written}" if written else ""
    path.write_text(path.read_text().replace('reference = "1.99"', line))
    world.look_again()

    page = client.get("/en/lamp")

    assert shown in [page.words(each) for each in page.root.iter("p")]
