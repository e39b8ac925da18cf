"""What services and `check` write in English, in the desk's other languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.builders import a_campaign_folder
from webapp.campaigns.checks import check_source
from webapp.campaigns.folder import read_folder
from webapp.desk.http import text
from webapp.desk.http.english_sentences import CHECKS, NOTES, REFUSALS, is_known, translated
from webapp.settings import ROOT

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
        assert is_known(each.message, CHECKS), each.message
        assert ARABIC.match(translated(each.message, CHECKS))


SENTENCES = [
    ("Published", "نُشرت"),
    ("Translation into pt-BR begun", "بدأت الترجمة: البرتغالية (البرازيل)"),
    ("Translation into nothing! begun", "بدأت الترجمة: nothing!"),
    ("Version 1200 restored", "استُعيدت النسخة 1,200"),
    ("minister corrected", "صُححت بيانات مسؤول: minister"),
]


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(("english", "arabic_note"), SENTENCES)
def test_a_note_of_the_history_is_translated(english: str, arabic_note: str) -> None:
    assert translated(english, NOTES) == arabic_note


@pytest.mark.usefixtures("arabic")
def test_a_refusal_names_the_language_in_that_of_the_desk() -> None:
    refusal = "fr: 2 texts were not translated anew; have them translated, or say whether …"

    assert translated(refusal, REFUSALS).startswith("الفرنسية: نصوص مصحَّحة لم تُترجم من جديد: 2.")


@pytest.mark.usefixtures("arabic")
def test_what_is_not_known_is_marked_as_english() -> None:
    assert (
        translated("Something <new>", NOTES)
        == '<span lang="en" dir="ltr" data-script="Latn">Something &lt;new&gt;</span>'
    )


@pytest.mark.usefixtures("arabic")
def test_names_are_joined_as_the_language_does_and_do_not_turn_each_other() -> None:
    assert text.joined(["دورا Example", "<b>"]) == "<bdi>دورا Example</bdi>، <bdi>&lt;b&gt;</bdi>"
