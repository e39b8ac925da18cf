"""What services and `check` write in English, in the desk's other languages."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.builders import a_campaign_folder
from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.checks import check_source
from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.folder import read_folder
from webapp.desk.editor.own_words import own_words
from webapp.desk.editor.sentences import in_words
from webapp.desk.history.notes import note_in_words
from webapp.desk.http import text
from webapp.settings import ROOT
from webapp.team.publishing.plan import Refusal

TARGET = 'address = ["1 Wick Street", "Lampville"]\ncountry = "FR"\nemail = ["minister@lamps.example"]\n'
MISTAKES = [
    ("deadline = 2030-05-08", 'deadline = "2030-02-31"'),
    ("deadline = 2030-05-08", 'deadline = "soon"'),
    ('country = "FR"\ndeadline', 'country = "France"\ndeadline'),
    ('language = "en"', 'language = "english"'),
    ('headline = "Free the keeper of the lighthouse"', ""),
    ('headline = "Free the keeper of the lighthouse"', 'headline = ""'),
    ('headline = "Free', 'headline = "Free  '),
    ('headline = "Free', 'headline = " Free'),
    ('headline = "Free', f'headline = "{"x" * 400}'),
    ('headline = "Free', 'headline = "\\u200bFree'),
    ('summary = "Ada', 'summary = "[x](foo) Ada'),
    ('instructions = ["Write a letter.", "Tell us."]', "instructions = []"),
    ("minister@lamps.example", "minister"),
    ('email = ["minister@lamps.example"]', 'phone = ["12345"]'),
    ('email = ["minister@lamps.example"]', 'phone = ["+33 1"]'),
    ('email = ["minister@lamps.example"]', 'phone = ["call +33 1 42 68 53 00"]'),
    ('id = "minister"', 'social = {x = "https://foo.example/a"}\nid = "minister"'),
    (TARGET, ""),
    ('id = "warden"', 'id = "minister"'),
    ('id = "warden"', 'id = "War den"'),
    ('name = "Max Muster"', 'name = "Max\\tMuster"'),
    ('closing = "Yours sincerely,"', ""),
    ('pronouns = "she/her"', 'photo = "photo.jpg"'),
    ('reference = "1.99"', 'issue = "two"'),
    ('text = """\nPlease', f'text = """\n{"Please " * 2_000}'),
]
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def arabic() -> Iterator[None]:
    """A request in Arabic, by the catalogue of the desk."""
    app = Flask(__name__)
    text.set_up(app, ROOT / "translations")
    with app.test_request_context(headers={"Accept-Language": "ar"}):
        yield


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(("right", "wrong"), MISTAKES)
def test_a_mistake_in_the_form_is_told_in_the_language_of_the_desk(
    right: str, wrong: str, tmp_path: Path
) -> None:
    folder = a_campaign_folder(tmp_path)
    file = folder / "campaign.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    diagnostics = check_source(Path(folder.name), read_folder(folder)).diagnostics

    assert diagnostics
    for each in diagnostics:
        assert ARABIC.match(own_words(each.message)), each.message


SENTENCES = [
    ("Published", "نُشرت"),
    ("Translation into pt-BR begun", "بدأت الترجمة: البرتغالية (البرازيل)"),
    ("Translation into nothing! begun", "بدأت الترجمة: nothing!"),
    ("Version 1200 restored", "استُعيدت النسخة 1,200"),
    ("Review taken back", "سُحبت المراجعة"),
    ("Made from a document", "صُنعت من مستند"),
    ("Made from a document: ada 1.docx", "صُنعت من مستند: ada 1.docx"),
    ("minister corrected", "صُححت بيانات مسؤول: minister"),
]


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(("english", "arabic_note"), SENTENCES)
def test_a_note_of_the_history_is_translated(english: str, arabic_note: str) -> None:
    assert note_in_words(english) == arabic_note


@pytest.mark.usefixtures("arabic")
def test_every_mistake_and_refusal_has_words_of_the_desk() -> None:
    values = {"most": 3, "least": 2, "language": "fr", "number": 2}

    for kind in (*FieldFault, *Refusal):
        assert ARABIC.search(own_words(Advice(kind, "English", **values))), kind
    assert own_words("Something else") == ""


@pytest.mark.usefixtures("arabic")
def test_a_refusal_names_the_language_in_that_of_the_desk() -> None:
    refusal = Advice(Refusal.NOT_TRANSLATED_ANEW, "%(language)s: %(number)s texts …", language="fr", number=2)

    assert refusal == "fr: 2 texts …"
    assert in_words(refusal).startswith("الفرنسية: نصوص مصحَّحة لم تُترجم من جديد: 2.")


@pytest.mark.usefixtures("arabic")
def test_a_sentence_of_check_is_told_with_its_field_and_what_stands_there() -> None:
    advice = Advice(FieldFault.MANY_LETTERS, "is too long; at most %(most)s letters …", most=1_300)
    sentence = Diagnostic("", 0, "headline", "Free <Ada>", advice + ", or else").sentence

    assert sentence == 'headline "Free <Ada>" is too long; at most 1300 letters …, or else'
    said = in_words(sentence)
    assert "1,300" in said
    assert "Free &lt;Ada&gt;" in said
    assert "too long" not in said


@pytest.mark.usefixtures("arabic")
def test_a_sentence_without_words_of_the_desk_is_marked_as_english() -> None:
    said = in_words(Diagnostic("", 0, "headline", "", "is odd; mend it").sentence)

    assert said.endswith('<span lang="en" dir="ltr" data-script="Latn">It is odd; mend it.</span>')


@pytest.mark.usefixtures("arabic")
def test_a_note_that_is_not_known_is_marked_as_english() -> None:
    assert (
        note_in_words("Something <new>")
        == '<span lang="en" dir="ltr" data-script="Latn">Something &lt;new&gt;</span>'
    )


def test_a_copy_of_a_sentence_keeps_what_it_says() -> None:
    advice = Advice(FieldFault.FEW_ENTRIES, "at least %(least)s", least=2) + ", or 100% of them"
    sentence = copy.deepcopy(Diagnostic("lamp/campaign.toml", 3, "instructions", "", advice).sentence)

    assert sentence == "lamp/campaign.toml, line 3: instructions at least 2, or 100% of them"
    kept = sentence.diagnostic.message
    assert isinstance(kept, Advice)
    assert (kept.kind, kept.values) == (FieldFault.FEW_ENTRIES, {"least": 2})


@pytest.mark.usefixtures("arabic")
def test_names_are_joined_as_the_language_does_and_do_not_turn_each_other() -> None:
    assert text.joined(["دورا Example", "<b>"]) == "<bdi>دورا Example</bdi>، <bdi>&lt;b&gt;</bdi>"
