"""A correction of the source text: which translations stay in use, which stand back, which are lost: none."""

import time
from datetime import date
from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns import renewals
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.po_renewal import renew_entries
from webapp.campaigns.reader import read_campaign, read_schema, read_valid_parts
from webapp.campaigns.translations import read_entries
from webapp.domain.edition import Edition
from webapp.domain.translation import Change, MessageState


def edition_of(folder: Path) -> Edition:
    """Read the Spanish edition."""
    return read_campaign(read_folder(folder)).editions["es"]


def states_of(edition: Edition) -> dict[str, str]:
    """Return the states of the messages that are not as their source is."""
    return {
        message.source: message.state
        for message in edition.messages
        if message.state is not MessageState.CURRENT
    }


def test_the_edition_is_whole_at_first(tmp_path: Path) -> None:
    edition = edition_of(a_translated_folder(tmp_path))

    assert not states_of(edition)
    assert edition.offers_letter
    assert edition.offers_page


CORRECTIONS = [
    # the source's old text, its new text, what it was, and whether the letter is offered
    ("for lighting a lamp.", "for lighting a lamp;", "wording", True),
    ("Ada Example was locked up", "Ada Example was locked away", "wording", True),
    ("The lamp was blue.", "The lamp was bright blue.", "wording", True),
    ("It burned all night.", "It burned for 3 nights.", "fact", True),
    ("Please release Ada Example.", "Please release Ada Example now.", "wording", True),
    ("Please release Ada Example.", "Please release Ida Example.", "fact", False),
    ("She is 62", "She is 63", "fact", False),
    ("May 2024", "May 2025", "fact", False),
    ("May 2024", "June 2024", "fact", False),
    ("She is 62 and lit", "She is 62, and she lit", "wording", True),
    ('closing = "Yours sincerely,"', 'closing = "Yours faithfully,"', "fact", False),
    ('name = "Ada Example"', 'name = "Ada Sample"', "fact", True),
    ('pronouns = "she/her"', 'pronouns = "they/them"', "fact", True),
    ('salutation = "Dear Minister,"', 'salutation = "Dear Minister"', "wording", True),
    ("Free the keeper of the lighthouse", "Liberty for somebody else altogether", "fact", True),
]


@pytest.mark.parametrize(("old", "new", "state", "offered"), CORRECTIONS)
@pytest.mark.parametrize("renewed", [False, True])
def test_a_correction_costs_what_it_changes(
    tmp_path: Path, old: str, new: str, state: str, offered: bool, renewed: bool
) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, old, new)
    if renewed:
        renewals.refresh(folder, "es")

    edition = edition_of(folder)

    assert set(states_of(edition).values()) == {state}
    assert edition.offers_letter == offered
    assert edition.offers_page


def test_a_page_falls_back_by_the_paragraph_and_says_its_language(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "It burned all night.", "It burned for 3 nights.")

    edition = edition_of(folder)

    assert edition.text.background == ("ES The lamp was blue.", "It burned for 3 nights.")
    assert [edition.language_of(shown).tag for shown in edition.text.background] == ["es", "en"]


def test_a_new_paragraph_takes_no_other_along(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "It burned all night.", "It burned all night.\n\nNobody was hurt by its light.")

    edition = edition_of(folder)

    assert edition.text.background[:2] == ("ES The lamp was blue.", "ES It burned all night.")
    assert states_of(edition) == {"Nobody was hurt by its light.": "missing"}
    assert edition.offers_letter


def test_the_letter_of_an_outdated_fact_stays_known_to_who_has_it_open(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")

    campaign = read_campaign(read_folder(folder))

    assert campaign.letter_edition("es") is None
    assert "ES She is 62" in campaign.draft_edition("es").text.letter.paragraphs[1]


@pytest.mark.parametrize("times", [1, 2])
def test_a_text_that_comes_back_brings_its_translation_back(tmp_path: Path, times: int) -> None:
    folder = a_translated_folder(tmp_path)
    for _ in range(times):
        correct(folder, "Free the keeper of the lighthouse", "Free the keeper of the lamp")
        renewals.refresh(folder, "es")
        path = folder / "es.po"
        path.write_text(path.read_text().replace("#, fuzzy\n", ""))  # the translator takes it as it is
        correct(folder, "Free the keeper of the lamp", "Free the keeper of the lighthouse")
        renewals.refresh(folder, "es")

    edition = edition_of(folder)

    assert edition.text.headline == "ES Free the keeper of the lighthouse"
    assert not states_of(edition)


def test_a_paragraph_that_comes_back_does_so_before_anybody_renews_the_file(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "\n\nIt burned all night.", "")
    renewals.refresh(folder, "es")
    correct(folder, "The lamp was blue.", "The lamp was blue.\n\nIt burned all night.")

    assert not states_of(edition_of(folder))


WORDS = [(Change.WORDING, "She is 63", True), (Change.FACT, "She is now 62", False)]


@pytest.mark.parametrize(("word", "new", "offered"), WORDS)
def test_the_word_of_the_team_is_stronger_than_the_comparison(
    tmp_path: Path, word: Change, new: str, offered: bool
) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", new)
    renewals.refresh(folder, "es", word)

    edition = edition_of(folder)

    assert [*states_of(edition).values()] == [word.value]
    assert edition.offers_letter == offered


def test_the_word_of_the_team_holds_for_one_correction(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")
    renewals.refresh(folder, "es", Change.WORDING)
    correct(folder, "She is 63", "She is 64")

    assert not edition_of(folder).offers_letter
    renewals.refresh(folder, "es")
    assert not edition_of(folder).offers_letter
    assert "Change:" not in (folder / "es.po").read_text()


@pytest.mark.parametrize(("comment", "offered"), [("# Change: wording", True), ("# Change: fact", False)])
def test_the_word_may_be_written_by_hand(tmp_path: Path, comment: str, offered: bool) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")
    renewals.refresh(folder, "es")
    path = folder / "es.po"
    path.write_text(path.read_text().replace("#, fuzzy", f"{comment}\n#, fuzzy"))

    assert edition_of(folder).offers_letter == offered


def test_a_translation_that_needs_work_by_itself_is_not_shown(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    path = folder / "es.po"
    path.write_text(path.read_text().replace('msgctxt "headline"', '#, fuzzy\nmsgctxt "headline"'))

    assert states_of(edition_of(folder)) == {"Free the keeper of the lighthouse": "missing"}


def test_a_guess_of_gettext_for_a_new_text_is_no_translation(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "The lamp was blue.", "The lamp was blue.\n\nThe lamp was very blue.")
    path = folder / "es.po"
    guess = (
        '\n#, fuzzy\n#| msgctxt "background"\n#| msgid "The lamp was blue."\n'
        'msgctxt "background"\nmsgid "The lamp was very blue."\nmsgstr "ES The lamp was blue."\n'
    )
    path.write_text(path.read_text() + guess)

    assert states_of(edition_of(folder)) == {"The lamp was very blue.": "missing"}


def test_a_target_whose_id_changes_keeps_its_translations(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, 'id = "minister"', 'id = "first-minister"')

    assert not states_of(edition_of(folder))


def test_renewing_twice_is_renewing_once(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")
    correct(folder, "\n\nIt burned all night.", "")
    renewals.refresh(folder, "es", Change.WORDING)
    once = (folder / "es.po").read_bytes()

    renewals.refresh(folder, "es")

    assert (folder / "es.po").read_bytes() == once


def test_nothing_of_a_file_is_lost_by_renewing_it(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    path = folder / "es.po"
    path.write_text(
        path.read_text()
        .replace('msgctxt "headline"', '# Why so?\n#: somewhere:3\n#, no-wrap\nmsgctxt "headline"')
        .replace('"Language: es\\n"', '"Language: es\\n"\n"X-Generator: Somebody 3.5\\n"')
        + '\n#~ msgctxt "background"\n#~ msgid "It rained."\n#~ msgstr "Llovió."\n'
    )
    source = read_folder(folder)
    before = read_entries(source, "es.po")

    after = renew_entries(list_messages(read_schema(source)), before)

    assert {repr(entry) for entry in after} == {repr(entry) for entry in before}


def test_a_review_holds_for_the_text_that_was_read(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    assert edition_of(folder).review == "none"

    record = renewals.record_review(folder, "es", "A.B.", date(2030, 1, 2))

    edition = edition_of(folder)
    assert (edition.reviewer, edition.review, edition.letter_review) == ("A.B., 2030-01-02", "whole", "whole")
    assert (record.read, record.unread) == (len(edition.messages), 0)
    assert "Reviewed by: A.B., 2030-01-02\n" in (folder / "es.po").read_text()
    assert "nobody" not in (folder / "es.po").read_text()


def test_what_changes_after_a_review_is_not_reviewed(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    renewals.record_review(folder, "es", "A.B.", date(2030, 1, 2))
    path = folder / "es.po"
    path.write_text(path.read_text().replace("ES The lamp was blue.", "ES The lamp was green."))

    edition = edition_of(folder)

    assert (edition.review, edition.letter_review) == ("part", "whole")
    assert [message.source for message in edition.messages if not message.is_reviewed] == [
        "The lamp was blue."
    ]


def test_a_correction_of_the_source_is_not_reviewed(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    renewals.record_review(folder, "es", "A.B.", date(2030, 1, 2))
    correct(folder, "Please release Ada Example.", "Please release Ada Example now.")

    edition = edition_of(folder)

    assert (edition.review, edition.letter_review) == ("whole", "part")


def test_a_review_without_digests_does_not_say_of_which_text(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    path = folder / "es.po"
    path.write_text(path.read_text().replace("nobody yet", "A.B."))

    assert edition_of(folder).review == "part"


def test_the_wrapped_comment_of_a_review_is_read(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    renewals.record_review(folder, "es", "A.B.", date(2030, 1, 2))
    path = folder / "es.po"
    header, rest = path.read_text().split("msgid", 1)
    words = header.split("Reviewed text: ", 1)
    path.write_text(f"{words[0]}Reviewed text: {words[1][:23]}\n#{words[1][23:]}msgid{rest}")

    assert edition_of(folder).review == "whole"


def test_one_reviewer_takes_the_place_of_another(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    for by in ("A.B.", "C.D."):
        renewals.record_review(folder, "es", by, date(2030, 1, 2))

    assert (folder / "es.po").read_text().count("Reviewed by:") == 1
    assert edition_of(folder).reviewer == "C.D., 2030-01-02"


def test_an_earlier_source_text_that_became_a_comment_is_read(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "The lamp was blue.", "The lamp was bright blue.")
    renewals.refresh(folder, "es")
    path = folder / "es.po"
    path.write_text(path.read_text().replace("#| ", "# | "))

    edition = edition_of(folder)
    renewals.refresh(folder, "es")

    assert states_of(edition) == {"The lamp was bright blue.": "wording"}
    assert "# |" not in path.read_text()
    assert '#| msgid "The lamp was blue."' in path.read_text()


@pytest.mark.parametrize("name", ["fr_BE.po", "fr-BE.po", "fr-be.po"])
def test_both_spellings_of_a_tag_are_read(tmp_path: Path, name: str) -> None:
    folder = a_translated_folder(tmp_path)
    (folder / "es.po").rename(folder / name)

    assert "fr-BE" in read_campaign(read_folder(folder)).editions
    assert renewals.refresh(folder, "fr-BE") == (folder / name,)


def test_two_files_of_one_language_are_told(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    for name in ("fr_BE.po", "fr-BE.po"):
        (folder / name).write_bytes((folder / "es.po").read_bytes())

    with pytest.raises(InvalidCampaign, match='"fr-BE" is the language of another PO file here'):
        read_campaign(read_folder(folder))


def test_a_translation_that_has_the_new_fact_already_stays_in_use(tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")
    path = folder / "es.po"
    path.write_text(path.read_text().replace("ES She is 62", "ES She is 63"))

    edition = edition_of(folder)

    assert [*states_of(edition).values()] == ["wording"]
    assert edition.offers_letter


LONG = ["9" * 900_000, "Word " * 180_000, "9,999 " * 150_000]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("place", ["previous", "source", "translation"])
def test_a_text_of_any_length_is_compared_in_no_time(tmp_path: Path, text: str, place: str) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "The lamp was blue.", "The lamp was bright blue.")
    texts = {"previous": "", "source": "The lamp was blue.", "translation": "ES The lamp was blue."} | {
        place: text
    }
    previous = f'#, fuzzy\n#| msgid "{texts["previous"]}"\n' if texts["previous"] else ""
    path = folder / "es.po"
    header = path.read_text().split("\n#.", 1)[0]
    path.write_text(
        f'{header}\n{previous}msgctxt "background"\nmsgid "{texts["source"]}"\n'
        f'msgstr "{texts["translation"]}"\n'
    )

    begun = time.process_time()
    parts = read_valid_parts(read_folder(folder))

    assert time.process_time() - begun < 10
    assert "en" in parts.campaign.editions
