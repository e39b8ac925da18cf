"""Whole urgent actions as campaigns: nothing of them is lost on the page, in any language, and on paper."""

import io
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

from tests.support.documents import DOCUMENTS, add_documents
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from webapp.campaigns import checks

LANGUAGES = ("en", "ru", "es", "ar")


@dataclass(frozen=True)
class Expected:
    """What a document's page and its letters on paper must hold, and what must not be there."""

    page: tuple[str, ...]
    paper: tuple[str, ...]
    sheets: int
    channels: tuple[str, ...]
    not_on_paper: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


EXPECTED = {
    "keepers": Expected(
        page=(
            "61/30", "AI Index: LMP 13/4021/2030", "Fourteen lamp keepers and four other men, unnamed",
            "Ада Примерова", "فريدة مثال", "they/them", "The youngest of them, 19.", "Nora Örnek",
            "© B. Example", "the first to ask for the order in writing", "Chloé Exemple, on 30 May.",
            "no ship was in danger", "ext. 7", "Please keep trying.", "@LampvillePref", "@PrefectMuster",
            "Council of the Harbour", "the same day", "Friends of the Lamp", "volunteers",
        ),
        paper=(
            "H.E. Max Muster", "1 Wick Street", "Your Excellency,", "Council of the Harbour", "Copytown",
            "Copy to:", "Wanda Warden", "Dear Ambassador,", "eleven other keepers", "Yours sincerely,",
        ),
        sheets=3,
        channels=("email", "post", "fax", "call", "social"),
        not_on_paper=("Please keep trying", "the same day", "*"),
    ),
    "lamp-inquiry": Expected(
        page=(
            "61/30", "LMP 13/4177/2031", "put off for the third time", "Mornings only.",
            "Only on working days.", "Name the day on which the inquiry begins.",
            "Letters from overseas take three weeks.", "office of the harbours", "Ombudsman for the Harbours",
            "archive@lamps.example", "Geneva",
        ),
        paper=(
            "Iris Richter", "Palace of Justice, Room 12", "Dear Sir or Madam,", "Your Excellency,",
            "Permanent Mission of Lampville", "14 Quay Avenue", "Name the day on which the inquiry begins.",
        ),
        sheets=2,
        channels=("email", "post", "fax", "call", "social"),
        not_on_paper=("Karl Dochte", "three weeks", "Dear Minister,"),
    ),
    "reed-island": Expected(
        page=(
            "219/30", "Where is Piet Beispiel?", "Please send no letters to the island", "In English.",
            "The form takes 2,000 characters.", "Gunda Gouverneur", "The Old Ferry House", "7 Rush Road",
        ),
        paper=("Embassy of Reed Island", "London W1A 9ZZ", "Dear Ambassador,", "Respectfully,"),
        sheets=1,
        channels=("form", "post"),
        not_on_paper=("Gunda Gouverneur", "Your Majesty,", "The Old Ferry House"),
    ),
    "clockmaker": Expected(
        page=(
            "23.30", "CLK 41/007/2030", "Uta Reloj", "she/her/hers",
            "The court counts only letters that say what they ask for.", "Embajada de Relojes",
        ),
        paper=(
            "Clara Péndola", "10100 Relojes", "Estimada señora presidenta:", "Nadie debe ser juzgado",
            "Anulen la sentencia contra Uta Reloj.", "Celebren un juicio en su presencia.", "28001 Madrid",
        ),
        sheets=2,
        channels=("email", "post"),
        not_on_paper=("Reparen el reloj.", "The court counts"),
    ),
    "green-lantern": Expected(
        page=("GRN 02/001/2030", "The Green Lantern Society", "Give back its lanterns.", "since 1911"),
        paper=("The Registrar of Societies", "Lanternshire LN1 0ZZ", "Dear Registrar,", "In words of my own"),
        sheets=1,
        channels=("email", "post"),
        remarks=("contact is missing",),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def documents(world: World) -> None:
    add_documents(world.campaigns)
    world.look_again()


def letter_form(page: Fetched, slug: str, lang: str = "en") -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in page.form(f"/{lang}/{slug}/letter"):
        fields.setdefault(name, []).append(value)
    return fields


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_check_finds_nothing_wrong(world: World, slug: str) -> None:
    result = checks.check(world.campaigns / slug)

    assert result.diagnostics == ()
    remarks = checks.remarks(result)
    assert len(remarks) == len(EXPECTED[slug].remarks)
    assert all(
        remark.startswith(start) for remark, start in zip(remarks, EXPECTED[slug].remarks, strict=True)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", DOCUMENTS)
def test_each_page_language_shows_the_whole_document(client: PageClient, slug: str, lang: str) -> None:
    page = client.get(f"/{lang}/{slug}")
    home = client.get(f"/{lang}")

    words = f"{page.words()} {page.text}"
    is_translated = (slug, lang) == ("green-lantern", "ar")
    if not is_translated:
        assert [each for each in EXPECTED[slug].page if each not in words] == []
    assert f"/{lang}/{slug}" in home.text
    offered = [one.get("data-route") for one in page.by_id("send").iter("li") if one.get("data-route")]
    assert tuple(dict.fromkeys(offered)) == (*EXPECTED[slug].channels, "text")


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_on_paper_each_letter_goes_to_its_target_whole(client: PageClient, slug: str) -> None:
    form = letter_form(client.get(f"/es/{slug}"), slug, "es")
    if not form["text"][0]:
        form["text"] = ["In words of my own."]

    pdf = PdfReader(io.BytesIO(client.post(f"/es/{slug}/letter.pdf", form).body))

    printed = " ".join(" ".join(sheet.extract_text().split()) for sheet in pdf.pages)
    assert len(pdf.pages) == EXPECTED[slug].sheets
    assert [each for each in EXPECTED[slug].paper if each not in printed] == []
    assert [each for each in EXPECTED[slug].not_on_paper if each in printed] == []


def test_a_photograph_of_all_and_one_of_each_are_on_the_page(client: PageClient) -> None:
    page = client.get("/ru/keepers")

    photographs = [one for part in ("case", "story") for one in page.by_id(part).iter("img")]
    assert [one.get("alt") for one in photographs] == [
        "Fourteen people with lamps on a jetty at dusk",
        "Ada Example beside a lamp",
    ]


def test_the_earlier_issue_and_the_update_lead_to_each_other(client: PageClient) -> None:
    assert "/en/lamp-inquiry" in client.get("/en/keepers").text
    assert "/en/keepers" in client.get("/en/lamp-inquiry").text


def test_demands_that_stay_are_put_back_into_the_letter(client: PageClient) -> None:
    form = letter_form(client.get("/en/clockmaker?letter=es"), "clockmaker") | {
        "text": ["Escribo por mi cuenta."]
    }

    text = client.post("/en/clockmaker/letter.txt", form).body.decode()

    assert text.index("Escribo por mi cuenta.") < text.index("Anulen la sentencia contra Uta Reloj.")
    assert "Celebren un juicio en su presencia." in text
    assert "Reparen" not in text


@pytest.mark.parametrize(
    ("lang", "letter", "begins"),
    [("en", "en", "I am writing to you out of concern"), ("ru", "es", "Me dirijo")],
)
def test_the_letter_is_in_the_page_s_language_where_it_is_translated(
    client: PageClient, lang: str, letter: str, begins: str
) -> None:
    """People read what they sign; the page marks what the court reads."""
    page = client.get(f"/{lang}/clockmaker")

    form = dict(page.form(f"/{lang}/clockmaker/letter"))
    assert form["letter"] == letter
    assert form["text"].startswith(begins)
    assert "Celebren" in page.text if letter == "es" else "Hold a trial" in page.text


def test_points_without_a_letter_are_there_in_the_language_of_the_page(client: PageClient) -> None:
    page = client.get("/ar/green-lantern")

    assert "إعادة فوانيسها." in page.words()
    assert "Give back" not in page.words()
    assert dict(page.form("/ar/green-lantern/letter"))["text"] == ""
