"""What a translator began and did not mark as done: kept through corrections, and never used."""

from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns import catalogues, renewals
from webapp.campaigns.folder import read_folder
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reader import read_campaign
from webapp.domain.translation import MessageState

HEADLINE = "Free the keeper of the lighthouse"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A Spanish edition whose headline somebody only began."""
    made = a_translated_folder(tmp_path)
    path = made / "es.po"
    text = path.read_text(encoding="utf-8").replace(f"ES {HEADLINE}", "Libertad para")
    path.write_text(text.replace('msgctxt "headline"', '#, fuzzy\nmsgctxt "headline"'), encoding="utf-8")
    return made


def headline(folder: Path) -> PoEntry:
    """Return the entry of the headline, in use or not."""
    entries = catalogues.read((folder / "es.po").read_bytes())
    return next(entry for entry in entries if entry.context == "headline" and any(entry.strings))


def is_used(folder: Path) -> bool:
    """Check whether the page has a translation of the headline."""
    edition = read_campaign(read_folder(folder)).editions["es"]
    return (
        next(each for each in edition.messages if each.context == "headline").state
        is not MessageState.MISSING
    )


def test_it_goes_to_the_corrected_text(folder: Path) -> None:
    correct(folder, HEADLINE, "Free the old keeper of the lighthouse")
    renewals.refresh(folder, "es")

    entry = headline(folder)
    assert (entry.id, entry.strings) == ("Free the old keeper of the lighthouse", ["Libertad para"])
    assert entry.previous == {"msgctxt": "unfinished", "msgid": HEADLINE}
    assert not is_used(folder)


def test_it_is_not_used_after_two_corrections_renewed_or_not(folder: Path) -> None:
    correct(folder, HEADLINE, "Free the old keeper of the lighthouse")
    renewals.refresh(folder, "es")
    correct(folder, "Free the old keeper", "Free the very old keeper")
    assert not is_used(folder)

    renewals.refresh(folder, "es")
    assert headline(folder).strings == ["Libertad para"]
    assert headline(folder).previous["msgid"] == HEADLINE
    assert not is_used(folder)


def test_it_waits_at_the_end_while_the_text_is_gone_and_comes_back_with_it(folder: Path) -> None:
    correct(folder, HEADLINE, "Now")
    renewals.refresh(folder, "es")
    assert headline(folder).obsolete
    assert not is_used(folder)

    correct(folder, '"Now"', f'"{HEADLINE}"')
    renewals.refresh(folder, "es")
    assert not headline(folder).obsolete
    assert (headline(folder).strings, headline(folder).flags) == (["Libertad para"], ["fuzzy"])
    assert not is_used(folder)
