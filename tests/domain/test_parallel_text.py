"""The letter beside its version: each paragraph beside that of the paragraph that it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder, correct, translate
from webapp.campaigns import renewals
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting, text
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.letter import Draft
from webapp.domain.parallel_text import Match, ParallelPart, parallel_text, version_beside

ENGLISH, SPANISH, ARABIC = Language("en"), Language("es"), Language("ar")
FOUR = """\
Please release Ada Example.

She lit a lamp in May 2024.

The lamp was blue, and it burned all night.

Thank you for reading."""
FIRST, SECOND, THIRD, FOURTH = FOUR.split("\n\n")


@pytest.fixture(scope="module", name="folder")
def translated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a campaign whose letter has four paragraphs, in English and in a kind of Spanish."""
    root = tmp_path_factory.mktemp("parallel")
    folder = a_translated_folder(root)
    (folder / "es.po").unlink()
    correct(folder, "Please release Ada Example.\n\nShe is 62 and lit a lamp, in May 2024.", FOUR)
    return a_translation(folder)


def a_translation(folder: Path) -> Path:
    """Translate all of a campaign into a kind of Spanish."""
    renewals.refresh(folder, "es")
    translate(folder)
    return folder


@pytest.fixture(scope="module", name="lamp")
def translated_campaign(folder: Path) -> Campaign:
    return read_campaign(read_folder(folder))


def beside(campaign: Campaign, draft: Draft, kind: str = "text") -> list[tuple[str, str, Match]]:
    version = campaign.editions["es"]
    return [
        (part.text, part.version, part.match)
        for part in parallel_text(campaign, draft, version)
        if part.kind == kind
    ]


def test_an_untouched_letter_stands_beside_its_version_from_the_subject_to_the_closing(
    lamp: Campaign,
) -> None:
    draft = drafting.begin(lamp, ENGLISH)

    parts = parallel_text(lamp, draft, lamp.editions["es"])

    assert [part.kind for part in parts] == ["subject", "salutation", "salutation", *["text"] * 4, "closing"]
    assert {part.match for part in parts} == {Match.SAME}
    assert all(part.version == f"ES {part.text}" for part in parts)
    assert [part.target_id for part in parts if part.kind == "salutation"] == ["minister", "warden"]


SAME, CHANGED, REMOVED, OWN = Match.SAME, Match.CHANGED, Match.REMOVED, Match.OWN
EDITED = "The lamp was green, and it burned all night long."
STRANGE = "Ich schreibe Ihnen als Lehrkraft."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([FIRST, SECOND, EDITED, FOURTH], [SAME, SAME, CHANGED, SAME]),
        ([FIRST, STRANGE, SECOND, THIRD, FOURTH], [SAME, OWN, SAME, SAME, SAME]),
        ([FIRST, THIRD, FOURTH], [SAME, REMOVED, SAME, SAME]),
        ([FIRST, EDITED, FOURTH], [SAME, REMOVED, CHANGED, SAME]),  # not taken for the paragraph beside it
        ([SECOND, THIRD, FOURTH, STRANGE], [REMOVED, SAME, SAME, SAME, OWN]),
        ([STRANGE], [REMOVED] * 4 + [OWN]),
        ([], [REMOVED] * 4),
        ([f"{FIRST} {SECOND}", THIRD, FOURTH], [REMOVED, CHANGED, SAME, SAME]),  # the longer one
        ([FIRST.replace(" ", "\n"), SECOND, THIRD, FOURTH], [SAME] * 4),  # another line break is no change
    ],
)
def test_each_paragraph_stands_beside_what_it_was(
    lamp: Campaign, typed: list[str], expected: list[Match]
) -> None:
    draft = replace(drafting.begin(lamp, ENGLISH), text="\r\n\r\n".join(typed))

    rows = beside(lamp, draft)

    assert [match for _, _, match in rows] == expected
    kept = [words for words, _, match in rows if match is not REMOVED]
    assert kept == [*text.split_paragraphs(draft.text)]  # no word of the letter is missing
    versions = [meaning for _, meaning, match in rows if match is not OWN]
    assert versions == [f"ES {each}" for each in (FIRST, SECOND, THIRD, FOURTH)]


def test_what_is_typed_in_one_line_is_compared_with_that_line(lamp: Campaign) -> None:
    draft = replace(
        drafting.begin(lamp, ENGLISH, ["warden"]),
        introduction="I teach.",
        closing="",
        salutations={"warden": "Hello,"},
    )

    assert beside(lamp, draft, "salutation") == [("Hello,", "ES Dear Warden,", CHANGED)]
    assert beside(lamp, draft, "introduction") == [("I teach.", "", OWN)]
    assert beside(lamp, draft, "closing") == [("Yours sincerely,", "ES Yours sincerely,", REMOVED)]


def test_what_stays_in_the_letter_stands_there_once(folder: Path, tmp_path: Path) -> None:
    demand = 'demands = [{ text = "Free her.", locked = true }, "Light it again."]\nclosing = '
    source = (folder / "campaign.toml").read_text().replace("closing = ", demand, 1)
    source = source.replace(
        'salutation = "Dear Warden,"', 'salutation = "Dear Warden,"\ndemands = ["Open it."]'
    )
    (tmp_path / "lamp").mkdir()
    (tmp_path / "lamp" / "campaign.toml").write_text(source)
    lamp = read_campaign(read_folder(a_translation(tmp_path / "lamp")))
    draft = drafting.begin(lamp, ENGLISH)

    assert beside(lamp, draft)[4:] == [("Free her.", "ES Free her.", SAME)]
    assert beside(lamp, replace(draft, text=f"{FOUR}\n\nFree her."))[4:] == [("Free her.", "", OWN)]
    assert beside(lamp, draft, "demand") == [("Open it.", "ES Open it.", SAME)]

    own_words = replace(draft, text="Free her.")
    without = source.replace(f'text = """\n{FOUR}\n"""\n', "")
    (tmp_path / "lamp" / "campaign.toml").write_text(without)
    lamp = read_campaign(read_folder(a_translation(tmp_path / "lamp")))
    assert beside(lamp, own_words, "point") == [("Light it again.", "ES Light it again.", SAME)]
    assert beside(lamp, own_words) == [("Free her.", "ES Free her.", SAME)]


def test_a_paragraph_whose_fact_was_corrected_is_not_said_to_match(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "lamp").mkdir()
    for name in ("campaign.toml", "es.po"):
        (tmp_path / "lamp" / name).write_text((folder / name).read_text())
    correct(tmp_path / "lamp", "in May 2024", "in May 2025")
    lamp = read_campaign(read_folder(tmp_path / "lamp"))
    draft = drafting.begin(lamp, SPANISH)

    parts = parallel_text(lamp, draft, lamp.editions["en"])

    corrected = [part.version for part in parts if part.match is Match.CORRECTED]
    assert corrected == [SECOND.replace("2024", "2025")]
    assert [part.match for part in parts].count(SAME) == len(parts) - 1


def test_the_version_is_the_page_s_or_the_first_language_s(lamp: Campaign) -> None:
    def version(letter: str, page: str) -> str:
        found = version_beside(lamp, Language(letter), Language(page))
        return found.language.tag if found else ""

    assert version("es", "en") == "en"
    assert version("en", "es") == "es"
    assert version("es", "ar") == "en"  # there is no Arabic edition
    assert version("en", "ar") == ""  # and nothing else than what is written already
    assert version("en", "en") == version("en", "en-GB") == ""


def test_the_longest_letter_is_compared_within_its_bounds(lamp: Campaign) -> None:
    paragraphs = [f"{number} " + "abcdefghij " * 28 for number in range(text.MAX_PARAGRAPHS)]
    draft = replace(drafting.begin(lamp, ENGLISH), text="\n\n".join(paragraphs))

    rows: list[ParallelPart] = [*parallel_text(lamp, draft, lamp.editions["es"])]

    assert sum(row.match is OWN for row in rows) == text.MAX_PARAGRAPHS
