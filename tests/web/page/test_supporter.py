"""What a supporter is told: only what is true of this campaign, and what has just happened."""

import re

import pytest
from pypdfium2 import PdfDocument

from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import a_form
from webapp.domain.country import COUNTRIES

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
    assert "this person: United States. From there, please write to: Anatoly I. Antonov" in about
    assert about.count("USPS") == 1
    assert "does not reach" not in page.words(page.by_id("about-ambassador"))
    assert not page.words(page.by_id("posting-prosecutor")), "nobody said where they write from"
    described = page.by_id("to-prosecutor").get("aria-describedby")
    assert described == "to-problem rank-prosecutor posting-prosecutor"


NO_POST = 'country = "FR"\nno_post_from = ["DE", "US"]\n'


@pytest.mark.parametrize(
    ("note", "email", "said"),
    [
        ("", "", "does not reach this person: Germany. From there, please write to: Max Muster"),
        ("", "warden@lamps.example", "does not reach this person: Germany. These ways do: e-mail."),
        ("No ship goes.", "", "this person: Germany. From there, please write to: Max Muster"),
    ],
)
def test_what_reaches_somebody_instead_of_the_post_is_said_once(
    client: PageClient, world: World, note: str, email: str, said: str
) -> None:
    path = world.campaigns / "lamp" / "campaign.toml"
    before, warden = path.read_text("utf-8").split('id = "warden"')
    warden = warden.replace('country = "FR"\n', NO_POST + (f'email = ["{email}"]\n' if email else ""))
    warden = warden.replace("The post is slow there.", note) if note else warden[: warden.index("notes =")]
    path.write_text(f'{before}id = "warden"{warden}', encoding="utf-8")
    world.look_again()

    page = client.get("/en/lamp")
    about = page.words(page.by_id("about-warden"))
    chosen = client.post("/en/lamp/letter", a_form(to=["minister", "warden"], posted_in="DE"))

    assert said in about
    assert about.count("Germany") == 1
    assert not note or about.count(note) == 1
    assert said in chosen.words(chosen.by_id("posting-warden")), "openly"
    assert "Germany" not in chosen.words(chosen.by_id("about-warden")), "and once"


def test_it_is_said_aloud_to_those_who_post_there(client: PageClient) -> None:
    form = {"to": ["prosecutor", "ambassador"], "letter": "en", "was": "en", "page": "en", "posted_in": "US"}

    page = client.post("/en/gorinov/letter", form)
    part = client.post("/en/gorinov/letter", form, htmx=True)

    assert page.by_id("posting-prosecutor").find(".//p[@class='notice']") is not None
    send = page.words(page.by_id("send"))
    assert "does not reach Igor Viktorovich Krasnov. From there, please write to: Anatoly I. Antonov" in send
    assert "Download the letter (PDF)" in send, "the one letter that arrives"
    assert "USPS" not in page.words(page.by_id("send"))
    assert "USPS" in client.get("/en/gorinov").words(client.get("/en/gorinov").by_id("send"))
    assert 'hx-target="#targets"' in part.text


def test_a_letter_that_the_country_s_post_does_not_bring_is_not_printed(client: PageClient) -> None:
    to_both = {"to": ["prosecutor", "ambassador"], "letter": "en", "posted_in": "US"}

    printed = client.post("/en/gorinov/letter.pdf", to_both)
    page = client.post("/en/gorinov/letter.pdf", to_both | {"to": ["prosecutor"]}, status=422)

    assert len(PdfDocument(printed.body)) == 1
    assert "No post is sent to the person you chose" in page.words(page.by_id("problem"))
    assert page.by_id("send").find(".//button[@formaction='/en/gorinov/letter.pdf']") is None


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


@pytest.mark.parametrize(
    ("tag", "some"),
    [
        ("en", ["Choose a country", "Afghanistan", "Åland Islands", "Albania"]),
        ("es", ["Afganistán", "Albania", "Alemania", "Andorra"]),
        ("ru", ["Албания", "Алжир"]),
    ],
)
def test_every_country_can_be_chosen_by_its_name(client: PageClient, tag: str, some: list[str]) -> None:
    options = [one.text for one in client.get(f"/{tag}/gorinov").by_id("posted_in").findall("option")]

    assert len(options) == 1 + len(COUNTRIES)
    assert [one for one in options if one in some] == some, "in the language's order"


@pytest.mark.parametrize(
    ("changes", "stationery"),
    [
        ({"posted_in": "DE"}, ("a4", "left", "dl")),
        ({"posted_in": "FR"}, ("a4", "right", "dl")),
        ({"posted_in": "CA", "was_in": "DE"}, ("letter", "left", "no10")),
        ({"posted_in": "DE", "was_in": "DE", "paper": "letter"}, ("letter", "left", "dl")),
        ({"posted_in": "US", "was_in": "DE", "paper": "a4", "envelope": "c5-6"}, ("letter", "left", "c5-6")),
        ({"posted_in": "DE", "was_in": "US", "paper": "a4", "window": "right"}, ("a4", "right", "dl")),
        ({"posted_in": "", "was_in": "DE", "paper": "a4"}, ("letter", "left", "no10")),
        ({"posted_in": "DE", "was_in": "nowhere", "paper": "letter"}, ("letter", "left", "dl")),
    ],
)
def test_paper_and_envelope_follow_the_country_until_they_are_chosen(
    client: PageClient, changes: dict[str, str], stationery: tuple[str, ...]
) -> None:
    page = client.post("/en/lamp/letter", a_form(**changes))

    form = dict(page.form("/en/lamp/letter"))
    assert (form["paper"], form["window"], form["envelope"]) == stationery
    assert form["was_in"] == form["posted_in"] == changes["posted_in"]


@pytest.mark.parametrize(
    ("country", "day"),
    [("", r"[A-Z][a-z]+ \d+, \d{4}"), ("US", r"[A-Z][a-z]+ \d+, \d{4}"), ("GB", r"\d+ [A-Z][a-z]+ \d{4}")],
)
def test_the_letter_has_the_date_as_the_country_writes_it(client: PageClient, country: str, day: str) -> None:
    page = client.post("/en/lamp/letter", a_form(posted_in=country))

    shown = page.words(page.by_id("letter-day"))
    assert re.fullmatch(day, shown)
    assert f"\n\n{shown}\n\n" in f"\n\n{client.post('/en/lamp/letter.txt', a_form(posted_in=country)).text}"


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


@pytest.mark.parametrize("button", ["reset", "demands"])
def test_words_kept_aside_can_be_brought_back_whatever_is_put_into_the_letter(
    client: PageClient, button: str
) -> None:
    page = client.post("/en/lamp/letter", a_form(**{button: "1", "kept-text": "My own words."}))

    assert page.by_id("restore").get("name") == "restore"
    (kept,) = [one for one in page.root.iter("textarea") if one.get("name") == "kept-text"]
    assert page.words(kept) == "My own words."


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
