"""PO files: down, up, and what came of them in words."""

import io
import re
from collections.abc import Callable

import pytest

from tests.desk.translate.conftest import FRENCH, HEADLINE, SUMMARY, form
from tests.support.desk_client import BEN, DORA, DeskClient
from tests.support.page_client import Fetched
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
FILE = f"{FRENCH}/file"


def upload(desk: DeskClient, content: bytes, status: int = 200) -> Fetched:
    """Send a file as the form of the sheet does."""
    base = dict(desk.get(FRENCH).form(FILE))["base"]
    return desk.post(FILE, {"base": base, "file": (io.BytesIO(content), "fr.po")}, status=status)


def translated(content: bytes, source: str, translation: str) -> bytes:
    """Return a PO file in which a text has a translation."""
    pattern = re.compile(rf'(msgid "{re.escape(source)}"\nmsgstr )"[^"]*"'.encode())
    changed, count = pattern.subn(rb'\1"' + translation.encode() + b'"', content)
    assert count == 1
    return changed


def test_a_file_goes_out_and_comes_back_with_what_was_translated(french: str, desk: DeskClient) -> None:
    down = desk.get(FILE)
    assert down.headers["Content-Disposition"] == 'attachment; filename="lamp-fr.po"'

    page = upload(desk, translated(down.body, "Free the keeper of the lighthouse", "Libérez-la"))
    assert "1 text has another translation now." in page.text
    sheet = desk.get(french)
    assert sheet.words(sheet.by_id(f"state-{HEADLINE}")) == "Done Ada Example"
    assert "Nothing in it is new" in upload(desk, desk.get(FILE).body).text


def test_the_template_has_every_text_and_no_translation(lamp: str, desk: DeskClient) -> None:
    down = desk.get("/campaigns/lamp/translate/campaign.pot")

    assert b'msgid "Free the keeper of the lighthouse"' in down.body
    assert down.headers["Content-Disposition"] == 'attachment; filename="lamp.pot"'


def test_what_somebody_else_translated_meanwhile_is_kept(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    down = desk.get(FILE).body
    ben = sign_in(BEN)
    ben.post(french, form(ben.get(french)) | {f"text.{SUMMARY}": "Le résumé de Ben"}, status=303)
    upload(desk, translated(down, "Free the keeper of the lighthouse", "Libérez-la"))
    sheet = desk.get(french)

    assert "Le résumé de Ben" in (sheet.by_id(f"text-{SUMMARY}").text or "")
    assert "Libérez-la" in (sheet.by_id(f"text-{HEADLINE}").text or "")


def test_of_a_text_that_both_translated_somebody_chooses(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    down = desk.get(FILE).body
    ben = sign_in(BEN)
    ben.post(french, form(ben.get(french)) | {f"text.{HEADLINE}": "Le titre de Ben"}, status=303)
    page = upload(desk, translated(down, "Free the keeper of the lighthouse", "Le titre du fichier"), 409)

    sent = dict(page.form(french)) | {f"choice.{HEADLINE}": "mine"}
    after = desk.get(desk.post(french, sent, status=303).headers["Location"])
    assert "Le titre du fichier" in (after.by_id(f"text-{HEADLINE}").text or "")


def test_a_text_that_breaks_a_rule_is_named_with_a_link_to_it(french: str, desk: DeskClient) -> None:
    page = upload(desk, translated(desk.get(FILE).body, "Free the keeper of the lighthouse", "x" * 400))

    (link,) = [each for each in page.all("a") if (each.get("href") or "").endswith(f"#m-{HEADLINE}")]
    assert page.words(link).startswith("Headline: is too long")


@pytest.mark.parametrize(
    "content", [b"", b'msgid "a\n', b"\xff\xfe\x00", b"GIF89a", b'msgid ""\nmsgstr ""\n' * 2]
)
def test_what_is_no_po_file_is_refused_in_words(french: str, desk: DeskClient, content: bytes) -> None:
    page = upload(desk, content, 422)

    assert "nothing has changed" in page.text
    assert page.words(page.by_id("problems"))


@pytest.mark.parametrize("language", ["xx1", "de"])
def test_of_a_language_that_is_not_there_there_is_no_file(
    french: str, desk: DeskClient, language: str
) -> None:
    here = french.replace("/fr", f"/{language}")

    desk.get(f"{here}/file", status=404)
    desk.post(f"{here}/file", {"base": "2", "file": (io.BytesIO(b'msgid ""'), "x.po")}, status=404)
    for do in ("right", "back"):
        desk.post(f"{here}/review", {"base": "2", "do": f"{do} {HEADLINE}", "right": HEADLINE}, status=404)


def test_of_what_is_no_language_no_file_is_missed(french: str, desk: DeskClient) -> None:
    desk.post(FILE.replace("/fr", "/xx1"), {"base": "2"}, status=404)


def test_a_form_without_a_file_is_refused(french: str, desk: DeskClient) -> None:
    desk.post(FILE, {"base": "2"}, status=422)


def test_who_may_not_translate_downloads_and_takes_nothing_in(french: str, sign_in: SignIn) -> None:
    dora = sign_in(DORA)
    dora.get(FILE)

    assert not dora.get(french).all("input", id="file")
    dora.post(FILE, {"base": "2", "file": (io.BytesIO(b"x"), "fr.po")}, status=403)
