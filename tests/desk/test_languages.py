"""The desk speaks the language that a person chose, or that of their browser: right-to-left where it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_person, lamp_files
from tests.support.desk_client import ADA, ORIGIN, DeskClient
from webapp.desk.http import languages
from webapp.settings import ROOT
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
CATALOGUE = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Sign in"\nmsgstr "{}"\n'
)
PERSON_IN_FRENCH = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    'msgctxt "people.name"\nmsgid "Ada Example"\nmsgstr "{}"\n'
)


def a_catalogue(folder: Path, tag: str, translation: str = "Entrar", *, compiled: bool = True) -> None:
    path = folder / tag / "LC_MESSAGES" / "desk.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE.format(translation), encoding="utf-8")
    if compiled:
        with path.open("rb") as text, path.with_suffix(".mo").open("wb") as binary:
            write_mo(binary, read_po(text, locale=tag))


def test_a_language_is_offered_when_its_catalogue_is_complete_and_compiled(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    a_catalogue(tmp_path, "pt_BR")
    a_catalogue(tmp_path, "de", "")
    a_catalogue(tmp_path, "it", compiled=False)
    a_catalogue(tmp_path, "fr")
    (tmp_path / "fr/LC_MESSAGES/desk.po").write_text('msgid "Sign in', encoding="utf-8")

    offered = languages.offered(tmp_path)

    assert [each.tag for each in offered] == ["en", "pt-BR"]
    for tag in ("de", "it", "fr"):
        assert f"the desk does not speak {tag}" in caplog.text


@pytest.fixture
def arabic(desk_app: Flask) -> Flask:
    """The desk with Arabic among its languages, whether its catalogue is complete or not."""
    offered = (*languages.offered(Path("/nowhere")), languages.language.parse("ar"))
    desk_app.extensions["desk_languages"] = lambda: offered
    return desk_app


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("path", ["/", "/account", "/people", "/officials", "/campaigns/new"])
def test_a_page_is_in_the_person_s_language(path: str, desk_world: DeskWorld, sign_in: SignIn) -> None:
    desk_world.sessions.people[ADA.id] = replace(ADA, language="ar")

    page = sign_in(ADA).get(path)

    assert page.one("html").get("lang") == "ar"
    assert page.one("html").get("dir") == "rtl"


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("header", "tag"), [("ar-EG,en;q=0.5", "ar"), ("xx", "en"), ("", "en"), ("ar;q=" + "9" * 5_000, "en")]
)
def test_who_is_not_signed_in_reads_the_browser_s_language(header: str, tag: str, sign_in: SignIn) -> None:
    client = sign_in(None).flask

    answer = client.get("/sign-in", base_url=ORIGIN, headers={"Accept-Language": header})

    assert f'<html lang="{tag}"' in answer.get_data(as_text=True)


def test_a_choice_is_kept(desk_database: DeskDatabase, desk: DeskClient) -> None:
    desk.post("/account/language", {"language": "en"}, status=303)
    desk.post("/account/language", {"language": ""}, status=303)
    desk.post("/account/language", {"language": "en"}, status=303)

    with desk_database.read() as connection:
        stored = connection.exec_driver_sql("SELECT person, language FROM preferences").all()
    assert [tuple(row) for row in stored] == [(ADA.id, "en")]


@pytest.mark.parametrize("tag", ["tlh", "en\0", "../en", "x" * 40])
def test_a_language_that_the_desk_does_not_speak_is_refused(tag: str, desk: DeskClient) -> None:
    page = desk.post("/account/language", {"language": tag}, status=422)

    assert "The desk does not speak that language." in page.text


def test_the_desk_speaks_five_languages() -> None:
    offered = {each.tag for each in languages.offered(ROOT / "translations")}

    assert offered >= {"en", "es", "fr", "ru", "ar"}


@pytest.mark.usefixtures("arabic")
def test_the_history_is_in_the_person_s_language_and_keeps_dates_apart_from_names(
    desk_world: DeskWorld, desk_database: DeskDatabase, sign_in: SignIn, tmp_path: Path
) -> None:
    add_person(desk_database, ADA)
    files = dict(lamp_files(tmp_path))
    drafts = Drafts(desk_database, lambda: desk_world.moment)
    drafts.create(ADA, "lamp", files)
    drafts.restore(ADA, "lamp", 1)
    drafts.save(ADA, "lamp", 2, {"fr.po": PERSON_IN_FRENCH.format("").encode()})
    drafts.save(ADA, "lamp", 3, {"fr.po": PERSON_IN_FRENCH.format("Ada Exemple").encode()})
    desk_world.sessions.people[ADA.id] = replace(ADA, language="ar")

    page = sign_in(ADA).get("/campaigns/lamp/history")

    assert "استُعيدت النسخة 1" in page.text
    assert "الفرنسية: الأشخاص · الاسم" in page.text
    for who in page.all("p", class_="version-who"):
        assert [each.text for each in who.iter("bdi")] == [ADA.name]


@pytest.mark.usefixtures("arabic")
def test_a_preview_in_a_frame_speaks_the_person_s_language(
    desk_world: DeskWorld, desk_database: DeskDatabase, sign_in: SignIn
) -> None:
    drafts = Drafts(desk_database, lambda: desk_world.moment)
    drafts.create(ADA, "lamp", {"campaign.toml": b'language = "en"\n'})
    desk_world.sessions.people[ADA.id] = replace(ADA, language="ar")
    client = sign_in(ADA)
    frame = client.get("/campaigns/lamp/preview").one("iframe").get("src") or ""

    page = client.flask.get(frame, base_url=ORIGIN, headers={"Accept-Language": "en"})

    assert '<html lang="ar" dir="rtl"' in page.get_data(as_text=True)
