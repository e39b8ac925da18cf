"""The embassy in the country that the supporter writes from: on the page, in each file, in the report."""

import io
from email import message_from_bytes, policy
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from tests.support.builders import MISSIONS, an_embassy_folder
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World

NAMED, GENERAL = "Dear Ambassador Nina Named,", "Your Excellency,"
PAGE = "/en/embassy"
OF_PARIS = ("Nina Named", "Paris", "paris@", "copies@", "Ring twice", "LampsParis", "+1 202 555 0101")
OF_BERLIN = ("Embassy of Lamps in Berlin", "Lampenallee 1", "10117 Berlin")


@pytest.fixture
def world(world: World) -> World:
    an_embassy_folder(world.campaigns, slug="embassy")
    return world


def a_form(**changes: str | list[str]) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = {
        "letter": "en",
        "was": "en",
        "was_in": "",
        "to": ["ambassador"],
        "text": "Please release Ada Example.\n\nShe lit a lamp.",
        "closing": "Yours sincerely,",
        "salutation-minister": "Dear Minister,",
        "salutation-warden": "Dear Warden,",
        "salutation-ambassador": NAMED,
        "posted_in": "DE",
    }
    return form | changes


def the_card(page: Fetched, target: str = "ambassador") -> str:
    return next(
        page.words(card)
        for card in page.all("div", class_="target")
        if any(each.get("value") == target for each in card.iter("input"))
    )


def salutation(page: Fetched, slug: str = "en/embassy") -> str:
    return dict(page.form(f"/{slug}/letter"))["salutation-ambassador"]


def printed(client: PageClient, name: str, **changes: str | list[str]) -> str:
    body = client.post(f"{PAGE}/{name}.pdf", a_form(**changes)).body
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_the_page_first_shows_the_campaigns_own_embassy_and_asks_for_the_country(client: PageClient) -> None:
    card = the_card(client.get(PAGE))

    assert "Nina Named" in card
    assert "Elsewhere? Choose your country." in card
    assert "Choose your country" not in the_card(client.get(PAGE), "minister")


def test_the_embassy_of_the_country_stands_on_the_page(client: PageClient) -> None:
    page = client.post(f"{PAGE}/letter", a_form())
    card = the_card(page)

    assert all(words in card for words in OF_BERLIN)
    assert "This is the embassy in the country you write from: Germany." in card
    assert "Address checked on November 29, 2026. Source: lamps.example" in card
    assert page.one("a", href="https://lamps.example/berlin").get("rel") == "noopener noreferrer"
    assert not [words for words in OF_PARIS if words in page.text]
    assert salutation(page) == GENERAL
    assert "Max Muster" in the_card(page, "minister")


def test_with_scripts_the_targets_the_sheet_and_the_ways_come_back(client: PageClient) -> None:
    part = client.post(f"{PAGE}/letter", a_form(shown="ambassador"), htmx=True)

    assert all(part.text.count(words) >= 2 for words in OF_BERLIN)  # on the card and on the sheet
    assert "berlin@lamps.example" in part.text
    assert not [words for words in OF_PARIS if words in part.text]


@pytest.mark.parametrize("country", ["", "FR", "TD", "CL"])
def test_without_an_embassy_there_the_campaigns_own_stands(client: PageClient, country: str) -> None:
    page = client.post(f"{PAGE}/letter", a_form(posted_in=country))

    assert "Nina Named" in the_card(page)
    assert salutation(page) == NAMED
    unknown = "No embassy is known here for the country you write from"
    assert (unknown in the_card(page)) is (country in ("TD", "CL"))


def test_a_country_that_is_none_changes_nothing(client: PageClient) -> None:
    page = client.post(f"{PAGE}/letter", a_form(posted_in="<b>"), status=422)

    assert "Nina Named" in the_card(page)


def test_a_draft_from_before_there_were_embassies_is_read(client: PageClient) -> None:
    form = {name: value for name, value in a_form().items() if name not in ("was_in", "posted_in")}

    assert "Nina Named" in the_card(client.post(f"{PAGE}/letter", form))


def test_a_changed_salutation_stays(client: PageClient) -> None:
    page = client.post(f"{PAGE}/letter", a_form(**{"salutation-ambassador": "Dear neighbour,"}))

    assert salutation(page) == "Dear neighbour,"


def test_the_salutation_follows_back_to_the_campaigns_own_embassy(client: PageClient) -> None:
    form = a_form(posted_in="", was_in="DE", **{"salutation-ambassador": GENERAL})

    page = client.post(f"{PAGE}/letter", form)

    assert salutation(page) == NAMED


@pytest.mark.parametrize("name", ["letter", "envelope", "postcard"])
def test_it_is_printed(client: PageClient, name: str) -> None:
    text = printed(client, name)

    assert all(words in text for words in OF_BERLIN)
    assert "GERMANY" not in text  # posted within the country
    assert not [words for words in OF_PARIS if words in text]


def test_other_letters_of_the_same_file_are_untouched(client: PageClient) -> None:
    text = printed(client, "letter", to=["minister", "ambassador"])

    assert "Max Muster" in text
    assert "FRANCE" in text
    assert "Dear Minister," in text
    assert GENERAL in text


def test_mail_goes_to_it(client: PageClient) -> None:
    page = client.post(f"{PAGE}/letter", a_form())
    links = [unquote(link.get("href", "")) for link in page.all("a")]
    mails = [link for link in links if "lamps.example" in link and ("mailto:" in link or "to=" in link)]
    message = message_from_bytes(client.post(f"{PAGE}/letter.eml", a_form()).body, policy=policy.default)

    assert mails
    assert all("berlin@lamps.example" in link for link in mails)
    assert (message["To"], message["Cc"]) == ("berlin@lamps.example", None)
    assert message.get_content().startswith(GENERAL)


def test_the_plain_text_goes_to_it(client: PageClient) -> None:
    text = client.post(f"{PAGE}/letter.txt", a_form()).text

    assert "\n".join(OF_BERLIN) in text
    assert GENERAL in text
    assert not [words for words in OF_PARIS if words in text]


def test_an_embassy_without_an_address_gets_no_post_and_one_without_mail_no_mail(client: PageClient) -> None:
    client.post(f"{PAGE}/letter.pdf", a_form(posted_in="IE"), status=422)
    client.post(f"{PAGE}/letter.eml", a_form(posted_in="JP"), status=422)

    assert "To: dublin@lamps.example, visa@lamps.example" in (
        client.post(f"{PAGE}/letter.eml", a_form(posted_in="IE")).body.decode()
    )


def test_a_name_in_another_language_is_marked(client: PageClient) -> None:
    page = client.post("/es/embassy/letter", a_form(posted_in="JP"))
    (name,) = page.one("label", for_="to-ambassador")

    assert (name.get("lang"), name.text) == ("ja", "灯台大使館")
    assert "se muestra en otro idioma" not in the_card(page)


def test_a_name_is_text_and_never_markup(client: PageClient, world: World) -> None:
    name = '<img src=x onerror=alert(1)>"&'
    missions = MISSIONS.replace("Embassy of Lamps in Berlin", f'"{name.replace(chr(34), chr(34) * 2)}"')
    an_embassy_folder(world.campaigns, missions, slug="embassy")
    world.look_again()

    page = client.post(f"{PAGE}/letter", a_form())

    assert page.words(page.one("label", for_="to-ambassador")) == name
    assert "<img src=x" not in page.text


def test_the_report_names_no_other_embassy(client: PageClient) -> None:
    form = client.get(f"{PAGE}/actions?channel=email&to=ambassador")

    assert "Nina Named" not in form.text
    assert "Embassy: Liechtenstein" in form.words()


def test_what_reaches_the_embassy_of_the_country_can_be_reported(client: PageClient) -> None:
    before = client.get(PAGE)
    page = client.post(f"{PAGE}/letter", a_form(), htmx=True)
    form = client.get(f"{PAGE}/actions?channel=call&to=ambassador")

    assert not [link for link in before.all("a") if "channel=call" in link.get("href", "")]
    assert [link for link in page.all("a") if "channel=call" in link.get("href", "")]
    assert "Embassy: Liechtenstein" in form.words()


def test_the_shipped_campaign_writes_to_the_embassy_in_the_country(client: PageClient) -> None:
    page = client.post(
        "/ru/gorinov/letter", {"posted_in": "FR", "letter": "ru", "to": ["prosecutor", "ambassador"]}
    )

    assert "boulevard Lannes" in the_card(page)
    assert salutation(page, "ru/gorinov") == "Ваше Превосходительство!"
    assert "Антонов" not in page.text
