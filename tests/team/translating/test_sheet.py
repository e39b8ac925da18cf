"""The sheet of an edition, and what is typed into it."""

import pytest

from tests.team.translating.conftest import ADA, BEN, CLEO, DORA, EVE, Desk
from webapp.domain.translation import MessageState
from webapp.team.drafts.drafts import TooLarge, UnknownDraft
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Person
from webapp.team.translating.outcomes import (
    EditionExists,
    InvalidLanguage,
    NoEdition,
    Saved,
    Typed,
    UnknownMessage,
    Unreadable,
)

HEADLINE = "Free the keeper of the lighthouse"


def test_a_sheet_has_each_message_with_its_translation(desk: Desk) -> None:
    sheet = desk.sheet()
    row = sheet.rows[0]

    assert (row.source, row.translation, row.state) == (HEADLINE, f"ES {HEADLINE}", MessageState.CURRENT)
    assert (row.context, row.in_letter, row.max_chars) == ("headline", False, 300)
    assert (sheet.version, sheet.source_language, sheet.is_page_language) == (1, "en", True)
    assert sheet.status is not None
    assert sheet.status.words_to_translate == 0
    assert len(sheet.by_key) == len(sheet.rows) > 10


def test_a_message_is_saved_and_done(desk: Desk) -> None:
    saved = desk.type(ADA, HEADLINE, "Libertad\r\npara el farero ".replace("\r\n", " "))

    assert isinstance(saved, Saved)
    assert saved.version.number == desk.sheet().version == 2
    row = desk.row(HEADLINE)
    assert (row.translation, row.state) == ("Libertad para el farero", MessageState.CURRENT)
    assert (row.author, row.author_name) == (ADA.id, "Ada Example")


def test_what_needs_work_is_kept_and_not_used(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Libertad para", done=False)
    row = desk.row(HEADLINE)

    assert (row.translation, row.needs_work, row.state) == ("Libertad para", True, MessageState.MISSING)
    desk.type(ADA, HEADLINE, "Libertad para")
    assert desk.row(HEADLINE).state is MessageState.CURRENT


def test_a_text_that_breaks_a_rule_is_kept_but_not_done(desk: Desk) -> None:
    saved = desk.type(ADA, HEADLINE, "x" * 301)
    row = desk.row(HEADLINE)

    assert isinstance(saved, Saved)
    assert saved.problems == {row.key: "is too long; at most 300 letters are allowed: shorten it"}
    assert (row.translation, row.needs_work) == ("x" * 301, True)
    assert desk.sheet().problems == ()


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "x" * 20_001])
def test_a_text_that_no_file_can_hold_is_refused_alone(desk: Desk, text: str) -> None:
    rows = desk.sheet().rows
    typed = {rows[0].key: Typed(text, True), rows[1].key: Typed("Otra cosa.", True)}

    saved = desk.translating.save(ADA, "lamp", "es", 1, typed)

    assert isinstance(saved, Saved)
    assert [*saved.refused] == [rows[0].key]
    assert [row.translation for row in desk.sheet().rows[:2]] == [rows[0].translation, "Otra cosa."]


def test_an_unknown_key_saves_nothing(desk: Desk) -> None:
    with pytest.raises(UnknownMessage):
        desk.translating.save(ADA, "lamp", "es", 1, {"0" * 16: Typed("x", True)})

    assert desk.head() == 1


def test_a_translation_is_begun(desk: Desk) -> None:
    version = desk.translating.begin(ADA, "lamp", "pt_br")
    sheet = desk.sheet("pt-BR")

    assert version.number == 2
    assert {row.state for row in sheet.rows} == {MessageState.MISSING}
    assert [row.source for row in sheet.rows] == [row.source for row in desk.sheet("es").rows]
    assert desk.po("pt-BR.po").startswith(b"# Edition: pt-BR\n")
    with pytest.raises(EditionExists):
        desk.translating.begin(ADA, "lamp", "pt-BR")


@pytest.mark.parametrize("tag", ["en", "", "xx", "../es", "es\0", "e" * 200])
def test_a_language_that_cannot_be_begun(desk: Desk, tag: str) -> None:
    with pytest.raises(InvalidLanguage):
        desk.translating.begin(DORA, "lamp", tag)


@pytest.mark.parametrize("person", [CLEO, Person("no", "No Body"), ADA])
def test_who_may_not_translate_into_a_language(desk: Desk, person: Person) -> None:
    with pytest.raises(NotAllowed):
        desk.translating.begin(person, "lamp", "fr")
    key = desk.sheet().rows[0].key
    if person is not ADA:
        with pytest.raises(NotAllowed):
            desk.translating.save(person, "lamp", "es", 1, {key: Typed("x", True)})
    assert desk.head() == 1


def test_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(NoEdition):
        desk.translating.sheet(ADA, "lamp", "fr")
    with pytest.raises(UnknownDraft):
        desk.translating.sheet(ADA, "candle", "es")
    with pytest.raises(NoEdition):
        desk.translating.sheet(ADA, "lamp", "\0")


def test_a_case_or_a_file_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.drafts.save(DORA, "lamp", 1, {"es.po": b"nonsense"})
    with pytest.raises(Unreadable, match=r"lamp/es\.po"):
        desk.sheet()
    desk.drafts.save(DORA, "lamp", 1, {"campaign.toml": b"language = 'en'"})
    with pytest.raises(Unreadable, match=r"lamp/campaign\.toml"):
        desk.translating.begin(DORA, "lamp", "fr")


def test_files_that_come_in_otherwise_have_authors_too(desk: Desk) -> None:
    assert desk.row(HEADLINE).author_name == ""  # adopted by the shell
    changed = desk.po().replace(f"ES {HEADLINE}".encode(), b"Otro")
    desk.drafts.save(EVE, "lamp", 1, {"es.po": changed})

    assert desk.row(HEADLINE).author_name == "Eve Example"
    desk.drafts.restore(DORA, "lamp", 1)
    assert desk.row(HEADLINE).author_name == ""  # the first who had confirmed it
    assert desk.translating.save(BEN, "lamp", "es", 3, {}) == Saved(desk.version())


def test_a_campaign_that_continues_another_keeps_its_translators(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Libertad")
    desk.drafts.create(DORA, "candle", desk.drafts.source(desk.version()).contents)

    assert desk.translating.sheet(DORA, "candle", "es").rows[0].author == ADA.id


def test_texts_that_are_too_long_together_are_not_done(desk: Desk) -> None:
    card = "\n\n".join(f"{word} lamp is lit." for word in ("One", "Two", "Three"))
    desk.correct(lambda document: document["letter"].update(card=card))  # type: ignore[attr-defined]
    rows = [row for row in desk.sheet().rows if row.context == "letter.card"]

    saved = desk.translating.save(BEN, "lamp", "es", 2, {row.key: Typed("x" * 250, True) for row in rows})

    assert isinstance(saved, Saved)
    assert saved.problems == {row.key: "has 754 letters, at most 700 are allowed; shorten it" for row in rows}
    kept = [row for row in desk.sheet().rows if row.context == "letter.card"]
    assert [(row.needs_work, len(row.translation)) for row in kept] == [(True, 250)] * 3
    assert desk.sheet().problems == ()


def test_more_than_a_file_can_hold_is_refused_as_a_whole(desk: Desk) -> None:
    paragraphs = "\n\n".join(f"Paragraph {number}." for number in range(55))
    desk.correct(lambda document: document.update(background=paragraphs))
    rows = desk.sheet().rows
    typed = {row.key: Typed("\u0436" * 19_000, False) for row in rows}

    with pytest.raises(TooLarge, match="1,000,000 are allowed"):
        desk.translating.save(BEN, "lamp", "es", 2, typed)
    assert desk.head() == 2


def test_a_save_that_changes_nothing_is_no_version(desk: Desk) -> None:
    desk.correct(lambda document: document.update(headline="Free the old keeper of the lighthouse"))
    row = desk.sheet().rows[3]

    saved = desk.translating.save(BEN, "lamp", "es", 2, {row.key: Typed(f" {row.translation}\r\n", True)})

    assert saved == Saved(desk.version())
    assert desk.head() == 2


def test_a_file_with_an_underscore_is_of_the_language_that_a_role_names(desk: Desk) -> None:
    desk.translating.begin(BEN, "lamp", "pt-BR")
    files = {"pt_BR.po": desk.po("pt-BR.po"), "pt-BR.po": None}
    desk.drafts.save(DORA, "lamp", 2, files)

    key = desk.sheet("pt-BR").rows[0].key
    desk.translating.save(ADA, "lamp", "pt-BR", 3, {key: Typed("Liberdade", True)})
    assert desk.sheet("pt-BR").rows[0].author == ADA.id
    assert "pt-BR.po" not in desk.drafts.source(desk.version()).contents


def test_translators_go_on_while_the_case_is_broken(desk: Desk) -> None:
    broken = b'language = "en"\nheadline = ""\n'
    desk.drafts.save(EVE, "lamp", 1, {"campaign.toml": broken})
    sheet = desk.sheet()

    assert sheet.version == 2
    assert "lamp/campaign.toml" in sheet.problems[0]
    assert isinstance(desk.type(ADA, HEADLINE, "Libertad", base=1), Saved)
    assert isinstance(desk.type(BEN, "Yours sincerely,", "Atentamente,", base=2), Saved)
    assert desk.row(HEADLINE).translation == "Libertad"
    assert desk.row("Yours sincerely,").translation == "Atentamente,"
    assert desk.drafts.source(desk.version()).contents["campaign.toml"] == broken
    assert b"Libertad" in desk.translating.download(ADA, "lamp", "es")
