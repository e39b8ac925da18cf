"""A letter and a page in another register of a language, such as the familiar form of address."""

import io
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.printing.test_accessible import breaches
from tests.support.corrections import a_translated_folder, translate
from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.campaigns import renewals
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import default_language
from webapp.domain.language import Language
from webapp.web.http import locales
from webapp.web.http.page_languages import PageLanguages

DU = "de-x-informal"


@pytest.fixture(name="folder")
def german_folder(world: World) -> Path:
    """Return a campaign with editions in formal and informal German."""
    folder = a_translated_folder(world.campaigns)
    (folder / "es.po").unlink()
    for tag, words in (("de", "Sie: "), (DU, "Du: Größe! ")):
        renewals.refresh(folder, tag)
        path = folder / f"{tag}.po"
        translate(folder, path.name)
        path.write_text(path.read_text(encoding="utf-8").replace("ES ", words), encoding="utf-8")
    world.look_again()
    return folder


def test_a_register_is_chosen_like_any_language(client: PageClient, folder: Path) -> None:
    page = client.get(f"/en/lamp?letter={DU}")

    names = [page.words(one) for one in page.by_id("letter-language").iter("option")]
    assert names == ["English", "Deutsch", "Deutsch (informell)"]
    assert page.words(page.by_id("text")).startswith("Du: Größe! Please release")
    assert "Language: de@informal" in (folder / f"{DU}.po").read_text(encoding="utf-8")
    sheet = next(one for one in page.all("div") if (one.get("class") or "").startswith("sheet letter"))
    assert (sheet.get("lang"), sheet.get("dir"), sheet.get("data-script")) == (DU, "ltr", "Latn")


def test_officials_who_read_a_language_read_it_in_any_register(
    client: PageClient, folder: Path, world: World
) -> None:
    path = folder / "campaign.toml"
    path.write_text(path.read_text().replace('["es", "en"]', '["de"]'))
    world.look_again()

    page = client.get("/en/lamp")

    names = [page.words(one) for one in page.by_id("letter-language").iter("option")]
    assert names == ["Deutsch – read best", "Deutsch (informell)", "English"]


def test_a_register_is_printed_and_mailed(client: PageClient, folder: Path) -> None:
    form = dict(client.get(f"/en/lamp?letter={DU}&to=minister").form("/en/lamp/letter"))

    printed = client.post("/en/lamp/letter.pdf", form)
    mailed = client.post("/en/lamp/letter.eml", form)

    reader = PdfReader(io.BytesIO(printed.body))
    assert "Du: Größe! Please release Ada Example." in reader.pages[0].extract_text()
    assert "/Lang" in reader.trailer["/Root"]
    assert breaches(printed.body) == set()
    assert f"lamp-{DU}.pdf" in printed.headers["Content-Disposition"]
    message = message_from_bytes(mailed.body, policy=default)
    assert message["Content-Language"] == DU
    assert "Du: Größe!" in message.get_content()
    shown = client.get(f"/en/lamp/actions?channel=post&letter={DU}&to=minister")
    assert ("letter", DU) in shown.form("/en/lamp/actions")


def test_a_german_page_is_nearer_to_any_german_than_to_the_source(folder: Path, world: World) -> None:
    both = read_campaign(read_folder(folder))
    (folder / "de.po").unlink()
    informal = read_campaign(read_folder(folder))

    def chosen(campaign: Campaign, tag: str) -> tuple[str, str]:
        letter = default_language(campaign, Language(tag))
        return campaign.page_edition(tag).language.tag, letter.tag

    assert chosen(both, "de") == ("de", "de")
    assert chosen(both, DU) == (DU, DU)
    assert chosen(both, "de-x-simple") == ("de", "de")
    assert chosen(informal, "de") == (DU, DU)
    assert chosen(informal, "fr") == ("en", "en")


def test_the_interface_has_registers_too(tmp_path: Path) -> None:
    for name, words in (("de", "Ihr Brief"), ("de@informal", "Dein Brief")):
        path = tmp_path / name / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        path.write_text(f'{header}msgid "Your letter"\nmsgstr "{words}"\n', encoding="utf-8")
    languages = PageLanguages(tmp_path)
    app = Flask(__name__)
    locales.set_up(app, languages)

    assert [one.tag for one in languages] == ["en", "de", DU]
    said = {}
    for one in languages:
        with app.test_request_context(f"/{one.tag}/lamp"):
            said[one.tag] = locales.gettext("Your letter")
    assert said == {"en": "Your letter", "de": "Ihr Brief", DU: "Dein Brief"}
