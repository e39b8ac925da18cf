"""The page languages follow their catalogues while the app runs, and never lose what was whole."""

import shutil
from pathlib import Path

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.http.test_locales import HEADER, a_catalogue
from webapp.domain.language import Language
from webapp.settings import ROOT
from webapp.web.http.page_languages import POLL_SECONDS, PageLanguages

SPANISH = Language("es")
HELLO = 'msgid "Hello"\nmsgstr "Hola"\n'


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def languages(tmp_path: Path, clock: Clock) -> PageLanguages:
    """Spanish, whole."""
    a_catalogue(tmp_path, "es", HELLO)
    a_rest(tmp_path, "es", 'msgid "Busy"\nmsgstr "Ocupado"\n')
    return PageLanguages(tmp_path, clock)


def a_rest(root: Path, locale: str, messages: str) -> Path:
    """Write a catalogue of the page for webmasters and of errors."""
    path = root / locale / "LC_MESSAGES" / "rest.po"
    path.write_text(HEADER + messages, encoding="utf-8")
    return path


def tags(languages: PageLanguages) -> list[str]:
    return [each.tag for each in languages]


def said(languages: PageLanguages, *messages: str, tag: str = "es") -> list[str]:
    return [languages.translations(tag).gettext(each) for each in messages]


def test_both_catalogues_are_one_to_gettext(languages: PageLanguages) -> None:
    assert (tags(languages), len(languages), languages[1]) == (["en", "es"], 2, SPANISH)
    assert said(languages, "Hello", "Busy", "Unknown") == ["Hola", "Ocupado", "Unknown"]
    assert said(languages, "Hello", tag="en") == said(languages, "Hello", tag="fr") == ["Hello"]


def test_a_new_and_a_changed_catalogue_are_taken_up_at_the_next_look(
    languages: PageLanguages, tmp_path: Path, clock: Clock
) -> None:
    before = languages.revision
    a_catalogue(tmp_path, "pt_BR", HELLO.replace("Hola", "Oi"))
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.write_text(path.read_text().replace("Hola", "Buenas tardes"))
    assert tags(languages) == ["en", "es"]

    clock.now += POLL_SECONDS

    assert tags(languages) == ["en", "es", "pt-BR"]
    assert said(languages, "Hello") + said(languages, "Hello", tag="pt-BR") == ["Buenas tardes", "Oi"]
    assert languages.revision != before


@pytest.mark.parametrize("now", ["no catalogue", HEADER + HELLO.replace("Hola", "")])
def test_a_language_that_was_whole_stays_as_it_was_and_the_log_says_why(
    languages: PageLanguages, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture, now: str
) -> None:
    assert tags(languages) == ["en", "es"]
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.write_text(now)
    clock.now += POLL_SECONDS

    assert said(languages, "Hello") == ["Hello"] or tags(languages) == ["en", "es"]
    assert said(languages, "Hello") == ["Hola"]
    assert f"the page language es stays as it was: {path}" in caplog.text

    path.unlink()
    clock.now += POLL_SECONDS

    assert tags(languages) == ["en"]


@pytest.mark.parametrize("messages", ['msgid "Busy"\nmsgstr ""\n', None])
def test_what_is_not_translated_of_the_rest_is_english_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, messages: str | None
) -> None:
    a_catalogue(tmp_path, "es", HELLO)
    if messages:
        a_rest(tmp_path, "es", messages)

    languages = PageLanguages(tmp_path)

    assert tags(languages) == ["en", "es"]
    assert languages.of_the_rest(SPANISH) == Language("en")
    assert "in es the page for webmasters and errors are in English: " in caplog.text
    assert "rest.po" in caplog.text


def test_the_whole_rest_is_in_the_language_of_the_page(languages: PageLanguages) -> None:
    assert languages.offered[1:] == (SPANISH,)
    assert languages.of_the_rest(SPANISH) == SPANISH
    assert languages.of_the_rest(Language("fr")) == Language("en")


@pytest.fixture
def world(world: World, tmp_path: Path) -> World:
    """A world with catalogues of its own: Spanish with a part in English."""
    world.translations = tmp_path / "translations"
    shutil.copytree(ROOT / "translations" / "es", world.translations / "es")
    rest = world.translations / "es" / "LC_MESSAGES" / "rest.po"
    text = rest.read_text(encoding="utf-8")
    first = text.index('msgstr "', text.index("msgid", text.index("Content-Type")))
    rest.write_text(text[:first] + 'msgstr ""\n\n' + text[text.index("msgid", first) :], encoding="utf-8")
    return world


@pytest.mark.parametrize(
    ("path", "status", "lang"),
    [
        ("/es/lamp", 200, "es"),
        ("/es", 200, "es"),
        ("/es/lamp/actions", 200, "es"),
        ("/es/lamp/embed", 200, "en"),
        ("/es/lamp/embed?corners=many", 422, "en"),
        ("/es/nowhere", 404, "en"),
        ("/embed/es/nowhere", 404, "en"),
    ],
)
def test_a_page_of_the_rest_is_whole_in_english_and_says_so(
    client: PageClient, path: str, status: int, lang: str
) -> None:
    page = client.get(path, status=status)

    assert page.root.get("lang") == lang
    spanish = [word for word in ("Privacidad", "Idioma") if word in page.words()]
    assert bool(spanish) == (lang == "es")


def test_an_error_within_a_spanish_page_is_marked_as_english(client: PageClient) -> None:
    part = client.get("/es/nowhere/count", htmx=True, status=404)

    (problem,) = (one for one in part.root.iter("div") if one.get("role") == "alert")
    assert (problem.get("lang"), problem.get("dir"), problem.get("data-script")) == ("en", "ltr", "Latn")


def test_a_page_shows_new_words_without_a_restart(client: PageClient, world: World) -> None:
    path = world.translations / "es" / "LC_MESSAGES" / "messages.po"
    assert "Idioma de esta página" in client.get("/es/lamp").text

    path.write_text(path.read_text(encoding="utf-8").replace("Idioma de esta página", "Página en"))
    world.look_again()

    assert "Página en" in client.get("/es/lamp").text
    assert "Idioma de esta página" not in client.get("/es/lamp").text
