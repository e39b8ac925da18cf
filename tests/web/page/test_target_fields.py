"""Targets and letters as real urgent actions have them: without office, address, salutation, text."""

import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from tests.support.builders import CAMPAIGN
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import Form, a_form

MINISTER = CAMPAIGN[CAMPAIGN.index("[[targets]]") :]
TEXT = 'text = """\nPlease release Ada Example.\n\nShe lit a lamp.\n"""\n'
OWN_WORDS = """\
demands = [
  "Release Ada Example.",
  { text = "Ask only for her release.", locked = true, why = "It protects her." },
]
salutation = "Excellency,"
"""
TARGETS = """
[[targets]]
id = "minister"
name = "Max Muster"
email = ["minister@lamps.example"]
languages = ["es"]
demands = ["Open the ministry’s files."]
phone = [{ number = "+1 202 555 0100", extension = "7", note = "Please keep trying." }, "+1 202 555 0102"]
fax = ["+1 202 555 0101"]
forms = [{ link = "https://www.lamps.example/write", note = "The form is in French." }]
social = { x = ["LampsOne", "LampsTwo"] }

[[targets]]
id = "warden"
name = "Wanda Warden"
office = "House of Shutters"
address = ["2 Bolt Road", "Lampville"]
country = "FR"
languages = ["en"]
salutation = "Dear Warden,"
demands = ["Open the shutters."]
copies_by_post = [{ office = "Embassy of Lamps", address = ["9 Copy Street", "Copytown"], country = "US" }]

[[targets]]
id = "clerk"
name = "Cleo Clerk"
address = ["3 Ink Lane", "Lampville"]
country = "FR"
post = "suspended"
notes = [{ channel = "post", text = "The mail room is closed." }]
"""


def write(
    root: Path, slug: str, *, text: str = TEXT, letter: str = OWN_WORDS, targets: str = TARGETS
) -> Path:
    """Write a campaign whose targets lack what real ones lack."""
    toml = CAMPAIGN.format(deadline="", after_deadline="warn", language="en")
    toml = toml[: toml.index("[[targets]]")].replace(TEXT, text)
    path = root / slug / "campaign.toml"
    path.parent.mkdir()
    path.write_text(toml + letter + targets, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def campaigns(world: World) -> None:
    write(world.campaigns, "full")
    write(world.campaigns, "points", text="")


def answer(client: PageClient, slug: str, name: str, lang: str = "en", **changes: str | list[str]) -> Fetched:
    form: Form = {"letter": "en", "was": "en", "page": lang, "to": ["minister", "warden"], **changes}
    return client.post(f"/{lang}/{slug}/{name}", form)


def pdf_pages(fetched: Fetched) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(fetched.body)).pages]


@pytest.mark.parametrize("frame", ["", "/embed"])
@pytest.mark.parametrize("lang", ["en", "es", "ru", "ar"])
@pytest.mark.parametrize("slug", ["full", "points"])
def test_the_page_is_whole_in_each_language(client: PageClient, frame: str, lang: str, slug: str) -> None:
    page = client.get(f"{frame}/{lang}/{slug}")

    assert "Max Muster" in page.words(page.by_id("targets"))
    assert "None" not in page.words()


def test_a_target_without_office_address_and_salutation(client: PageClient) -> None:
    page = client.get("/en/full?to=minister")

    about = page.words(page.by_id("about-minister"))
    assert "post" not in about.split("Can be reached by:")[1].split("·")[0]
    assert "By post" not in page.words(page.by_id("send"))
    assert (page.by_id("salutation-minister").text or "").strip() == "Excellency,"
    refused = client.post("/en/full/letter.pdf", {"letter": "en", "to": "minister"}, status=422)
    assert "No post is sent to the person you chose" in refused.words()
    assert "Excellency," in answer(client, "full", "letter.eml", to="minister").body.decode()


def test_a_pdf_holds_the_letters_to_those_who_get_post_and_no_other(client: PageClient) -> None:
    pages = "".join(pdf_pages(answer(client, "full", "letter.pdf", to=["minister", "warden", "clerk"])))

    assert "Max Muster" not in pages
    assert "Cleo Clerk" not in pages
    assert "Wanda Warden" in pages


def test_notes_stand_beside_their_number_and_their_form(client: PageClient) -> None:
    page = client.get("/en/full")

    about, send = page.words(page.by_id("about-minister")), page.words(page.by_id("send"))
    assert "Telephone: +1 202 555 0100 ext. 7 (Please keep trying.)" in about
    assert "(The form is in French.)" in about
    assert "(Please keep trying.)" in send
    assert page.one("a", href="tel:+12025550100;ext=7") is not None
    assert {"X @LampsOne", "X @LampsTwo"} <= {page.words(label) for label in page.all("label")}


def test_a_copy_by_post_is_the_letter_with_another_address(client: PageClient) -> None:
    original, copy = pdf_pages(answer(client, "full", "letter.pdf", to="warden"))
    envelopes = pdf_pages(answer(client, "full", "envelope.pdf", to="warden"))

    assert "2 Bolt Road" in original
    assert "9 Copy Street" not in original
    assert "9 Copy Street" in copy
    assert "UNITED STATES" in copy
    assert "2 Bolt Road" not in copy
    for sheet in (original, copy):
        assert "Copy to: Embassy of Lamps" in sheet
        assert "Dear Warden," in sheet
    assert ["9 Copy Street" in envelope for envelope in envelopes] == [False, True]


def test_suspended_post_is_said_with_what_works_instead(client: PageClient) -> None:
    page = client.get("/en/full?to=clerk")

    about, send = page.words(page.by_id("posting-clerk")), page.words(page.by_id("send"))
    assert "No post is sent to this person at present. Please write to: Max Muster" in about
    assert "The mail room is closed." in page.words(page.by_id("about-clerk"))
    assert "No post is sent to Cleo Clerk at present." in send
    assert "By post" not in send
    assert client.get("/en/full").by_id("to-clerk").get("checked") is None


@pytest.mark.parametrize("to", ["minister", "warden"])
def test_the_language_that_is_read_best_follows_the_chosen_target(client: PageClient, to: str) -> None:
    page = client.get(f"/en/full?to={to}")

    languages = {
        "minister": "Max Muster reads, best first: Spanish.",
        "warden": "Wanda Warden reads, best first: English.",
    }
    letter = page.words(page.by_id("letter"))
    assert [sentence in letter for sentence in languages.values()] == [to == "minister", to == "warden"]
    assert "read best" not in letter  # no letter in Spanish is offered; in English it is what is chosen


def test_nothing_of_one_target_is_in_the_letter_to_another(client: PageClient) -> None:
    own = {
        "minister": ["Max Muster", "ministry’s files", "Excellency", "minister@lamps.example", "Only for M."],
        "warden": ["Wanda Warden", "shutters.", "Dear Warden", "Bolt Road", "Only for W."],
    }
    typed = {
        "demands-minister": "Open the ministry’s files. Only for M.",
        "demands-warden": "Open the shutters. Only for W.",
    }
    for target_id, other_id in (("minister", "warden"), ("warden", "minister")):
        text = answer(client, "full", "letter.txt", only=target_id, **typed).body.decode()
        assert own[target_id][1] in text
        assert [word for word in own[other_id] if word in text] == []
    message = answer(client, "full", "letter.eml", only="minister", **typed).body.decode()
    assert "W." not in message.split("Example")[-1]
    links = [a.get("href", "") for a in client.get("/en/full").root.iter("a")]
    mail = unquote(next(link for link in links if link.startswith("mailto:")))
    assert "ministry’s files" in mail
    assert "shutters" not in mail
    printed = "".join(pdf_pages(answer(client, "full", "letter.pdf", **typed)))
    assert "Only for M." not in printed


def test_a_locked_demand_stays_in_the_letter_once(client: PageClient) -> None:
    without = answer(client, "full", "letter.txt", to="warden", text="My words.").body.decode()
    with_it = answer(
        client, "full", "letter.txt", to="warden", text="Ask only\r\nfor her release."
    ).body.decode()

    assert without.count("Ask only for her release.") == 1
    assert " ".join(with_it.split()).count("Ask only for her release.") == 1
    page = client.get("/en/full")
    assert "Ask only for her release. It protects her." in page.words(page.by_id("locked"))


def test_without_a_text_the_page_offers_points_and_refuses_nothing(client: PageClient) -> None:
    page = client.get("/en/points?to=warden")

    assert "What to ask for, in your own words: Release Ada Example." in page.words(page.by_id("points"))
    assert "Open the ministry" not in page.words(page.by_id("points"))
    assert (page.by_id("text").text or "").strip() == ""
    assert "By post" in page.words(page.by_id("send"))
    sheet = pdf_pages(answer(client, "points", "letter.pdf", to="warden", text=""))[0]
    assert "Dear Warden," in sheet
    assert "Yours sincerely," in sheet


def test_points_are_put_below_the_words_and_only_once(client: PageClient) -> None:
    typed = {"to": ["minister", "warden"], "text": "My own words."}
    page = answer(client, "points", "letter", demands="1", **typed)
    again = answer(client, "points", "letter", demands="1", text=page.by_id("text").text or "")

    words = (page.by_id("text").text or "").strip().split("\n\n")
    assert words == ["My own words.", "Release Ada Example."]
    assert (again.by_id("text").text or "").count("Release Ada Example.") == 1
    assert (page.by_id("demands-warden").text or "").strip() == "Open the shutters."


def test_a_letter_that_nobody_wrote_yet_is_said_to_be_empty(client: PageClient, world: World) -> None:
    write(world.campaigns, "bare", text="", letter='demands = ["Release Ada."]\nsalutation = "Sir,"\n')
    world.look_again()

    page = client.get("/en/bare")

    assert "Your letter has no text yet" in page.words(page.by_id("send"))
    form = a_form(to="minister", text="")
    assert client.post("/en/lamp/letter.txt", form, status=422), "where a text is suggested, one is needed"


def test_the_letter_has_a_language_of_its_own(client: PageClient, world: World) -> None:
    write(world.campaigns, "own", letter=OWN_WORDS + 'language = "es"\n')
    world.look_again()

    page = client.get("/en/own")

    assert page.by_id("text").get("lang") in (None, "es")
    assert page.one("div", class_="sheet letter").get("lang") == "es"
    assert "Free the keeper of the lighthouse" in page.words(page.by_id("case"))
    assert [option.get("value") for option in page.by_id("letter-language").iter("option")] == ["es"]
    assert "not been read by a native speaker" not in page.words(page.by_id("letter"))


ONE_CHANNEL = {
    "phone": 'phone = ["+1 202 555 0100"]',
    "fax": 'fax = ["+1 202 555 0101"]',
    "forms": 'forms = ["https://www.lamps.example/write"]',
    "social": 'social = { x = "Lamps" }',
    "email": 'email = ["minister@lamps.example"]',
}
PROMISES = {
    "phone": ["By telephone", "I called"],
    "fax": ["By fax", "I faxed it"],
    "forms": ["By web form", "I sent the web form"],
    "social": ["On social media", "I wrote on social media"],
    "email": ["By e-mail", "I e-mailed it"],
}


@pytest.mark.parametrize("only", ONE_CHANNEL)
def test_one_target_with_one_channel_promises_no_other(client: PageClient, world: World, only: str) -> None:
    target = f'\n[[targets]]\nid = "minister"\nname = "Max Muster"\n{ONE_CHANNEL[only]}\n'
    write(world.campaigns, "one", targets=target)
    world.look_again()

    page = client.get("/en/one")

    said = page.words()
    for channel, promises in PROMISES.items():
        assert all((promise in said) == (channel == only) for promise in promises), channel
    assert "By post" not in said
    assert "postcard" not in said


def test_twelve_targets_with_all_channels(client: PageClient, world: World) -> None:
    first = TARGETS[: TARGETS.index("[[targets]]", 20)]
    twelve = "".join(first.replace('"minister"', f'"minister-{number}"') for number in range(12))
    write(world.campaigns, "twelve", targets=twelve)
    world.look_again()

    page = client.get("/en/twelve")

    ids = [element.get("id") for element in page.root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(page.all("input", name="to")) == 12
