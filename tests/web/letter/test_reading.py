"""The letter can be read beside its version in the language of the page, with and without scripts."""

from xml.etree.ElementTree import Element

import pytest

from tests.support.corrections import a_translated_folder
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import Form, a_form
from webapp.domain import text

SUMMARY = "Read what this letter says"


def rows(page: Fetched) -> list[list[tuple[str | None, str | None, str]]]:
    """Return language, direction and words of the two texts of each row of the part."""
    return [
        [(one.get("lang"), one.get("dir"), page.words(one)) for one in row.iter("p") if is_text(one)]
        for row in page.by_id("reading").iter("li")
    ]


def is_text(one: Element) -> bool:
    return one.get("class") in ("reading-text", "reading-version")


def marks(page: Fetched) -> list[str]:
    return [page.words(one) for one in page.by_id("reading").iter("p") if one.get("class") == "reading-mark"]


@pytest.mark.parametrize("frame", ["", "/embed"])
def test_a_letter_in_another_language_stands_beside_its_version(client: PageClient, frame: str) -> None:
    page = client.get(f"{frame}/ar/gorinov?letter=ru&to=ambassador")

    subject, salutation, *paragraphs, closing = rows(page)
    assert subject[0][:2] == ("ru", "ltr")
    assert subject[0][2].startswith("Алексей Горинов")
    assert subject[1][:2] == (None, None)  # the page's own
    assert subject[1][2].startswith("أليكسي غورينوف")
    assert salutation[0][2].startswith("Уважаемый господин Посол")
    assert len(paragraphs) == 4
    assert closing[0][2] == "С уважением,"
    assert not marks(page)
    assert page.by_id("reading-fold").get("open") is None


def test_nothing_is_there_where_the_supporter_can_read_the_letter(client: PageClient) -> None:
    for address in ("/en/gorinov", "/ru/gorinov?letter=ru"):
        page = client.get(address)

        assert not page.words(page.by_id("reading"))


def test_what_the_supporter_changed_is_marked_without_a_script_and_with_one(client: PageClient) -> None:
    start = client.get("/en/gorinov?letter=ru&to=ambassador")
    form = dict(start.form("/en/gorinov/letter"))
    first, *others = form["text"].split("\n\n")
    form |= {
        "text": "\n\n".join([f"{first} <b>Мои слова.</b>", *others]),
        "closing": "",
        "introduction": "Я учу.",
    }

    page = client.post("/en/gorinov/letter", form)
    part = client.post("/en/gorinov/letter", form, htmx=True)

    expected = [
        "Your own words: there is no version of them.",
        "You changed this: it no longer matches the version beside it.",
        "This is not in your letter any more.",
    ]
    assert marks(page) == expected
    assert all(words in part.text for words in expected)
    assert "<b>" not in part.text.split('hx-target="#reading"')[1].split("</hx-partial>")[0]
    changed = next(row for row in rows(page) if "Мои слова" in row[0][2])
    assert changed[0][:2] == ("ru", "auto")
    assert changed[1][2].startswith("I am writing to you")
    assert f"{SUMMARY} (2 parts no longer match their version)" in page.words(page.by_id("reading-fold"))
    assert "2 parts no longer match their version." in page.words(page.by_id("status"))


def test_while_the_letter_is_too_long_it_is_not_compared(client: PageClient) -> None:
    start = client.get("/en/gorinov?letter=ru")
    form = dict(start.form("/en/gorinov/letter"))

    for words in ("\n\n".join(["а"] * (text.MAX_PARAGRAPHS + 1)), "а" * (text.MAX_TEXT_CHARS + 1)):
        page = client.post("/en/gorinov/letter", form | {"text": words}, status=422)
        assert not page.words(page.by_id("reading"))

    page = client.post("/en/gorinov/letter", form | {"text": ""}, status=422)  # all of it may be deleted
    assert marks(page)


def test_without_an_edition_in_the_page_s_language_the_first_one_is_taken(
    client: PageClient, world: World
) -> None:
    a_translated_folder(world.campaigns)
    world.look_again()

    page = client.get("/ar/lamp?letter=es")

    subject = rows(page)[0]
    assert subject == [("es", "ltr", "ES Ada Example"), ("en", "ltr", "Ada Example")]
    assert "الإنجليزية" in page.words(page.by_id("reading"))
    assert not page.words(client.get("/ar/lamp?letter=en").by_id("reading"))


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "The officials read, best first: Spanish, English."),
        ("warden", "Wanda Warden reads, best first: Spanish, English."),
    ],
)
def test_the_page_says_what_the_officials_read(client: PageClient, to: str, said: str) -> None:
    form: Form = a_form(shown="")
    if to:
        form["to"] = to

    page = client.post("/en/lamp/letter", form)

    assert said in page.words(page.by_id("letter"))


def test_who_reads_the_page_in_a_language_of_their_own_may_write_in_it(client: PageClient) -> None:
    words = {tag: client.get(f"/{tag}/lamp").words() for tag in ("en", "ar")}

    assert "You can also write in your own language" not in words["en"]  # the officials read English
    assert "يمكنكم أيضًا الكتابة بلغتكم." in words["ar"]


def test_what_most_of_the_chosen_read_stands_first(client: PageClient, world: World) -> None:
    folder = a_translated_folder(world.campaigns)
    source = (folder / "campaign.toml").read_text()
    source = source.replace('languages = ["es", "en"]', "")
    source = source.replace('id = "minister"', 'id = "minister"\nlanguages = ["fr", "es"]')
    source = source.replace('id = "warden"', 'id = "warden"\nlanguages = ["es"]')
    (folder / "campaign.toml").write_text(source)
    world.look_again()

    def offered(address: str) -> list[str]:
        page = client.get(address)
        return [page.words(one) for one in page.by_id("letter-language").iter("option")]

    assert offered("/en/lamp") == ["Español", "English"]
    assert offered("/en/lamp?to=warden") == ["Español – read best", "English"]
    letter = client.get("/en/lamp").words()
    assert "Max Muster reads, best first: French, Spanish. Wanda Warden reads, best first: Spanish." in letter
