"""A campaign's files: each is read once, and what is checked is what the revision stands for."""

from pathlib import Path, PosixPath
from typing import Any

import pytest

from tests.support.builders import CAMPAIGN, a_campaign_folder
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.campaigns.source_files import MAX_FILE_BYTES, SourceFiles

TOML = CAMPAIGN.format(language="en", deadline="", after_deadline="warn")


def a_source(**changes: bytes) -> SourceFiles:
    """Make the files of the lamp campaign; each change names a file without its ending."""
    names = {"campaign": "campaign.toml"}
    contents = {"campaign": TOML.encode()} | changes
    return SourceFiles("lamp", {names.get(key, f"{key}.po"): content for key, content in contents.items()})


def test_a_campaign_is_read_from_bytes() -> None:
    campaign = read_campaign(a_source())

    assert (campaign.slug, campaign.source.who) == ("lamp", "Ada Example")
    assert campaign.revision == a_source().revision


class ChangingPath(PosixPath):
    """A path on a disk where somebody saves `campaign.toml` anew whenever it has been opened."""

    def open(self, *args: Any, **options: Any) -> Any:
        stream = super().open(*args, **options)
        if self.name == "campaign.toml":
            path, saved = Path(self), Path(f"{self}.new")
            saved.write_bytes(path.read_bytes().replace(b"Ada Example", b"Ada Sample"))
            saved.replace(path)  # as an editor saves; the open stream still reads the old content
        return stream


def test_a_file_that_is_saved_while_it_is_read_does_not_give_old_text_a_new_revision(tmp_path: Path) -> None:
    """Otherwise pages of the old text stay in caches for a day: their revision is the new one."""
    folder = a_campaign_folder(tmp_path)
    old = read_campaign(read_folder(folder))

    during = read_campaign(read_folder(ChangingPath(folder)))
    new = read_campaign(read_folder(folder))

    assert (during.source.who, during.revision) == ("Ada Example", old.revision)
    assert new.source.who == "Ada Sample"
    assert new.revision != old.revision


CHANGES = [
    {"campaign": TOML.replace("Ada Example", "Ada Sample").encode()},
    {"es": b""},
    {"es": b"#"},
    {"fr": b""},
]


def test_the_revision_depends_on_each_name_and_each_content() -> None:
    revisions = [a_source(**changes).revision for changes in ({}, *CHANGES)]

    assert len(set(revisions)) == len(revisions)


@pytest.mark.parametrize(
    ("contents", "remedy"),
    [
        ({}, "is missing; add it"),
        (
            {"campaign.toml": b"\xff\xfe"},
            "is saved as UTF-16, not a plain text file; "
            "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        ),
        ({"campaign.toml": b" " * (MAX_FILE_BYTES + 1)}, "is larger than 1000000 bytes; shorten it"),
    ],
)
def test_a_file_that_cannot_be_decoded_is_named_with_its_remedy(
    contents: dict[str, bytes], remedy: str
) -> None:
    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(SourceFiles("lamp", contents))

    assert str(refused.value) == f"lamp/campaign.toml: the file {remedy}"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_are_read(line_end: str) -> None:
    campaign = read_campaign(a_source(campaign=TOML.replace("\n", line_end).encode()))

    assert campaign.source.text.background == ("The lamp was blue.", "It burned all night.")


def test_no_more_of_a_file_is_read_than_one_byte_over_the_limit(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    (folder / "es.po").write_bytes(b" " * (MAX_FILE_BYTES + 1_000))

    assert len(read_folder(folder).contents["es.po"]) == MAX_FILE_BYTES + 1
