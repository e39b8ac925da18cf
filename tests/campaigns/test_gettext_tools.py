"""PO files that we write, in the hands of gettext's own tools, and back: nothing is lost."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns import catalogues, renewals
from webapp.campaigns.folder import read_folder
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reader import read_campaign
from webapp.domain.translation import Change


def gettext(tool: str, folder: Path, *arguments: str) -> str:
    """Run one of gettext's tools in a folder, and return what it prints."""
    return subprocess.run([tool, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def messages_of(content: bytes) -> list[PoEntry]:
    """Return what a file says of each message. The tools order the header's fields anew."""
    return [entry_without_line(entry) for entry in catalogues.read(content) if not entry.is_header]


def entry_without_line(entry: PoEntry) -> PoEntry:
    """Return an entry as if it stood anywhere."""
    entry.line = 0
    return entry


@pytest.fixture(params=[None, Change.WORDING, Change.FACT])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A campaign with a correction, a removed paragraph and a review."""
    made = a_translated_folder(tmp_path)
    renewals.record_review(made, "es", "A.B.", date(2030, 1, 2))
    correct(made, "She is 62", "She is 63")
    correct(made, "\n\nIt burned all night.", "\n\nIt is out now.")
    renewals.refresh(made, "es", request.param)
    return made


def test_msgfmt_takes_what_is_written(folder: Path) -> None:
    gettext("msgfmt", folder, "-c", "-o", "/dev/null", "es.po")
    gettext("msgfmt", folder, "-o", "/dev/null", "campaign.pot")


@pytest.mark.parametrize(
    "arguments", [["msgcat", "es.po"], ["msgmerge", "-q", "--previous", "es.po", "campaign.pot"]]
)
def test_a_round_trip_loses_nothing(folder: Path, arguments: list[str]) -> None:
    path = folder / "es.po"
    before, edition = messages_of(path.read_bytes()), read_campaign(read_folder(folder)).editions["es"]
    header = catalogues.header_of(catalogues.read(path.read_bytes()))

    path.write_text(gettext(arguments[0], folder, *arguments[1:]))

    assert messages_of(path.read_bytes()) == before
    after = catalogues.header_of(catalogues.read(path.read_bytes()))
    assert after.comments == header.comments
    assert set(after.strings[0].split("\n")) == set(header.strings[0].split("\n"))
    again = read_campaign(read_folder(folder)).editions["es"]
    assert (again.text, again.review) == (edition.text, edition.review)


def test_msgmerge_leads_to_the_same_page_as_our_own_command(folder: Path) -> None:
    correct(folder, "Free the keeper", "Please free the keeper")
    path = folder / "es.po"
    renewals.refresh(folder, "nl")  # writes campaign.pot
    path.write_text(gettext("msgmerge", folder, "-q", "--previous", "es.po", "campaign.pot"))
    by_gettext = read_campaign(read_folder(folder)).editions["es"]

    renewals.refresh(folder, "es")

    by_us = read_campaign(read_folder(folder)).editions["es"]
    assert [(m.source, m.state, m.translation) for m in by_us.messages] == [
        (m.source, m.state, m.translation) for m in by_gettext.messages
    ]
