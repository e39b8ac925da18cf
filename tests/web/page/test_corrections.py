"""What supporters see of a correction: a paragraph that falls back, a letter not offered, old links."""

from collections.abc import Callable

import pytest

from tests.support.corrections import a_translated_folder, correct
from tests.support.page_client import PageClient
from tests.web.conftest import World

Correct = Callable[[str, str], None]


@pytest.fixture(name="correct")
def correct_lamp(world: World) -> Correct:
    """Return a function that corrects the source of a campaign with a complete Spanish edition."""
    folder = a_translated_folder(world.campaigns)

    def correct_and_look_again(old: str, new: str) -> None:
        correct(folder, old, new)
        world.look_again()

    return correct_and_look_again


FRAMES = ["", "/embed"]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_changed_paragraph_stands_alone_in_its_language(
    correct: Correct, client: PageClient, frame: str
) -> None:
    correct("It burned all night.", "It burned for 3 nights.")

    page = client.get(f"{frame}/es/lamp")

    background = page.by_id("background")
    paragraphs = [(one.get("lang"), one.get("dir"), page.words(one)) for one in background.iter("p")][1:3]
    assert paragraphs == [(None, None, "ES The lamp was blue."), ("en", "ltr", "It burned for 3 nights.")]
    assert "Hasta que se traduzca, se muestra en otro idioma: inglés." in page.words(background)
    assert "otro idioma" not in page.words(page.by_id("story"))


def test_a_changed_colon_changes_no_word_of_the_other_languages(correct: Correct, client: PageClient) -> None:
    before = client.get("/es/lamp").words()
    correct("for lighting a lamp.", "for lighting a lamp:")

    assert client.get("/es/lamp").words() == before


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("lang", ["en", "es", "ar"])
def test_a_link_to_a_letter_that_is_being_corrected_leads_to_the_page(
    correct: Correct, client: PageClient, frame: str, lang: str
) -> None:
    correct("She is 62", "She is 63")

    page = client.get(f"{frame}/{lang}/lamp?letter=es&to=warden")

    assert "She is 63" in page.words(page.by_id("text"))
    said = {"en": "not offered in this language", "es": "no se ofrece en este idioma", "ar": "غير متاحة"}[
        lang
    ]
    assert said in page.words(page.by_id("letter"))


def test_the_page_says_so_where_the_letter_of_its_own_language_is_corrected(
    correct: Correct, client: PageClient
) -> None:
    correct("She is 62", "She is 63")

    assert "no se ofrece en este idioma: español" in client.get("/es/lamp").words()
    assert "not offered in this language" not in client.get("/en/lamp").words()


OLD_LINKS = [("letter=xx", "asks for the letter in a language"), ("to=nobody", "no longer among those")]


@pytest.mark.parametrize(("query", "said"), OLD_LINKS)
def test_an_old_link_leads_to_the_nearest_page_and_says_so(client: PageClient, query: str, said: str) -> None:
    assert said in client.get(f"/en/lamp?{query}").words()
    assert said in client.get(f"/embed/en/lamp?{query}").words()
    assert said not in client.get("/en/lamp").words()


@pytest.mark.usefixtures("correct")
def test_a_link_finds_its_language_however_the_tag_is_written(client: PageClient) -> None:
    assert "ES She is 62" in client.get("/en/lamp?letter=ES").words()


def a_draft(**changes: str) -> dict[str, object]:
    """Make the form of a page whose letter is in Spanish."""
    form = {
        "letter": "es",
        "was": "es",
        "page": "en",
        "to": ["minister", "warden"],
        "salutation-minister": "ES Dear Minister,",
        "text": "ES Please release Ada Example.\n\nES She is 62 and lit a lamp, in May 2024.",
        "closing": "ES Yours sincerely,",
    }
    return form | changes


@pytest.mark.parametrize("text", ["Mis palabras sobre Ada.", ""])
def test_a_draft_that_is_open_at_a_correction_is_kept(
    correct: Correct, client: PageClient, text: str
) -> None:
    correct("She is 62", "She is 63")
    form = a_draft(**({"text": text} if text else {}))

    page = client.post("/en/lamp/letter", form)
    plain = client.post("/en/lamp/letter.txt", form)
    mail = client.post("/en/lamp/letter.eml", form | {"only": "minister"})

    assert page.words(page.by_id("text")) == " ".join(str(form["text"]).split())
    assert "its translation is not renewed yet: Spanish" in page.words(page.by_id("letter"))
    chosen = next(
        one for one in page.by_id("letter-language").iter("option") if one.get("selected") is not None
    )
    assert chosen.get("value") == "es"
    for file in (plain, mail):
        assert "attachment" in file.headers["Content-Disposition"]
    assert (text or "ES She is 62") in plain.text


def test_the_suggested_text_is_put_back_in_a_language_that_is_offered(
    correct: Correct, client: PageClient
) -> None:
    correct("She is 62", "She is 63")

    page = client.post("/en/lamp/letter", a_draft(reset="1"))

    assert "She is 63" in page.words(page.by_id("text"))
    assert page.one("input", name="was").get("value") == "en"


def test_a_report_of_such_a_letter_counts_for_its_language(correct: Correct, client: PageClient) -> None:
    correct("She is 62", "She is 63")

    page = client.get("/en/lamp/actions?channel=post&letter=es")

    assert page.one("input", name="letter").get("value") == "es"
