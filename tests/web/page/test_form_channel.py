"""The channel `form`: a link to the form on an official's own site, counted like each other channel."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.support.builders import FORM_LINKS as LINKS
from tests.support.builders import a_campaign_folder, a_letter, a_target, add_forms
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.channel import Channel
from webapp.domain.delivery.options import FormOption, rank_delivery_options
from webapp.domain.target import Contact


@pytest.fixture
def world(world: World) -> World:
    """The campaigns; the first target of `beacon` has web forms beside all other channels."""
    add_forms(world.campaigns / "beacon")
    return world


def option_of(page: Fetched) -> Element:
    """Find the delivery option."""
    return page.one("li", data_route="form")


@pytest.mark.parametrize(
    ("days_left", "channels"),
    [(None, ["email", "form", "post", None]), (1, ["email", "form", "post", None])],
)
def test_a_form_comes_after_the_e_mail_and_before_the_post(
    days_left: int | None, channels: list[Channel | None]
) -> None:
    options = rank_delivery_options([a_letter(target=a_target(forms=LINKS))], days_left, "https://x.example/")

    assert [option.channel for option in options] == channels
    assert options[1].methods == ("form",)


def test_a_target_without_a_form_has_no_such_option() -> None:
    assert FormOption.for_letter(a_letter(), "https://x.example/") is None


def test_a_target_is_reached_by_its_forms_and_they_are_named_by_their_sites() -> None:
    target = a_target(forms=LINKS)

    assert Channel.FORM in target.channels
    assert [contact for contact in target.contacts if contact.channel is Channel.FORM] == [
        Contact(Channel.FORM, "www.lamps.example", value=LINKS[0]),
        Contact(Channel.FORM, "forms.example", value=LINKS[1]),
    ]


def test_the_campaign_file_s_forms_are_read_with_their_note(tmp_path: Path) -> None:
    campaign = read_campaign(read_folder(add_forms(a_campaign_folder(tmp_path))))

    assert campaign.targets[0].forms == LINKS
    notes = campaign.source.text.targets["minister"].notes_on(Channel.FORM)
    assert [note.text for note in notes] == ["The form takes 2,000 characters."]


@pytest.mark.parametrize(
    ("links", "advice"),
    [
        (("http://www.lamps.example/",), "https://"),  # what is entered would be readable on its way
        (("javascript:alert(1)",), "https://"),
        (("https://user@lamps.example/",), "without user name"),
        (("https://lamps.example/a b",), "spaces"),
        (("https:///form",), "whole address"),
        (("https://lamps.example:form/",), "whole address"),
        (("https://lamps.example/" + "x" * 300,), "at most 300"),
        (("https://lamps.example/",) * 6, "at most 5"),
    ],
)
def test_a_link_that_is_no_form_s_is_refused(tmp_path: Path, links: tuple[str, ...], advice: str) -> None:
    folder = add_forms(a_campaign_folder(tmp_path), links)

    with pytest.raises(InvalidCampaign, match=r"targets\[1\]\.forms") as refused:
        read_campaign(read_folder(folder))

    assert advice in str(refused.value)


@pytest.mark.parametrize("frame", ["", "/embed"])
@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
def test_the_form_opens_apart_and_the_letter_stands_beside_it_without_scripts(
    client: PageClient, lang: str, frame: str
) -> None:
    page = client.get(f"{frame}/{lang}/beacon")

    option = option_of(page)
    links = list(option.iter("a"))
    assert [link.get("href") for link in links] == list(LINKS)  # nothing of the letter is in the link
    assert {(link.get("target"), link.get("rel")) for link in links} == {("_blank", "noopener")}
    subject, letter = option.iter("textarea")
    assert (subject.get("id"), letter.get("id")) == ("form-subject-minister", "form-letter-minister")
    assert "readonly" in subject.attrib
    assert "Ada Example" in page.words(subject)
    assert "Please release Ada Example." in page.words(letter)
    assert (letter.get("lang"), letter.get("dir")) == ("en", "auto")
    copying = [button for button in option.iter("button") if button.get("data-copy")]
    assert [button.get("data-copy") for button in copying] == [
        "form-subject-minister",
        "form-letter-minister",
    ]
    assert all("js-only" in button.get("class", "") for button in copying)
    assert "The form takes 2,000 characters." in page.words(option)


def test_the_page_says_what_the_other_site_sees_and_tells_it_nothing_itself(client: PageClient) -> None:
    page = client.get("/en/beacon")

    assert "That site sees your network address and all that you enter" in page.words(option_of(page))
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_only_the_target_with_a_form_is_shown_to_have_one(client: PageClient) -> None:
    page = client.get("/en/beacon")

    about = page.words(page.by_id("about-minister"))
    assert "Web form: www.lamps.example" in about
    assert "e-mail · web form · fax" in about
    assert "web form" not in page.words(page.by_id("about-warden"))


def test_in_arabic_the_site_s_name_keeps_its_direction(client: PageClient) -> None:
    page = client.get("/ar/beacon")

    site = next(one for one in page.by_id("about-minister").iter("bdi") if one.text == "www.lamps.example")
    assert page.root.get("dir") == "rtl"
    assert site.get("dir") == "ltr"
    assert "نموذج الويب" in page.words(page.by_id("about-minister"))


def test_a_changed_letter_is_what_is_copied(client: PageClient) -> None:
    form = dict(client.get("/en/beacon").form("/en/beacon/letter")) | {
        "to": "minister",
        "text": "My own words.",
    }

    for htmx in (True, False):
        page = client.post("/en/beacon/letter", form, htmx=htmx)
        assert "My own words." in page.words(page.by_id("form-letter-minister"))


@pytest.mark.parametrize("frame", ["", "/embed"])
def test_a_sent_form_is_counted_by_its_own_name_and_can_be_taken_back(
    client: PageClient, world: World, frame: str
) -> None:
    address = f"{frame}/en/beacon/actions"
    opened = client.get(f"{address}?channel=form")
    assert opened.words(opened.by_id("report-title")) == "I sent the web form"
    assert "Whom did you write to? Max Muster" in opened.words(opened.by_id("report"))
    world.now += 3

    done = client.post(address, dict(opened.form(address)) | {"quantity": "2"})

    assert "web form: 2" in done.words(done.by_id("count"))
    assert '"channels":{"form":2}' in client.get("/api/campaigns/beacon/count").text.replace(" ", "")
    undo = f"{address}/undo"
    client.post(undo, dict(done.form(undo)))
    assert '"total":0' in client.get("/api/campaigns/beacon/count").text.replace(" ", "")


def test_a_campaign_without_forms_promises_none(client: PageClient) -> None:
    page = client.get("/en/lamp")

    assert "web form" not in page.words()
    assert not page.all("li", data_route="form")


def test_headings_are_in_the_page_s_language_and_names_in_the_text_s(client: PageClient) -> None:
    page = client.get("/ar/beacon")
    headings = [
        page.one("li", data_route=channel).find(".//h3")
        for channel in ("email", "form", "fax", "call", "social")
    ]

    for heading in headings:
        assert heading is not None
        assert heading.get("lang") is None
        name = heading.find("bdi")
        assert name is not None
        assert (name.text, name.get("lang"), name.get("dir")) == ("Max Muster", "en", "ltr")
