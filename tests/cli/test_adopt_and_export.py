"""`appeal adopt` and `appeal export`: a campaign moves between a folder and the desk."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.builders import a_campaign_folder, an_edition, an_embassy_folder
from tests.support.stores import Stores
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.cli.main import main
from webapp.domain.dates import utc_now
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts

Appeal = Callable[..., Result]


@pytest.fixture
def appeal(tmp_path: Path) -> Appeal:
    """Run a command."""
    environ = {"DATA": str(tmp_path), "CAMPAIGNS": str(tmp_path / "campaigns")}
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], env=environ)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The lamp in English and French, and a note of the team."""
    made = a_campaign_folder(tmp_path / "campaigns")
    an_edition(made, "fr", {("person.name", "Ada Example"): "Ada Exemple"})
    (made / "notes.txt").write_text("Ask Ben.")
    return made


def test_a_folder_comes_into_the_desk_and_goes_out_again(
    appeal: Appeal, folder: Path, tmp_path: Path
) -> None:
    adopted = appeal("adopt", folder)
    exported = appeal("export", "lamp", tmp_path / "out" / "lamp")

    assert adopted.exit_code == exported.exit_code == 0, (adopted.output, exported.output)
    assert read_folder(tmp_path / "out" / "lamp").contents == read_folder(folder).contents
    assert "2 files" in adopted.output
    assert "Not taken, since they are no files of a campaign: notes.txt" in adopted.output
    one_line = f"appeal publish lamp --beside-folder && sleep 10 && mv {folder} {folder.parent / '_lamp'}"
    assert one_line in adopted.output
    with closing(DeskDatabase(f"sqlite:///{tmp_path / 'desk.db'}")) as database:
        (version,) = Drafts(database, utc_now).history("lamp")
        assert version.note == "Folder lamp adopted"


def test_the_line_to_paste_quotes_its_paths(appeal: Appeal, folder: Path, tmp_path: Path) -> None:
    campaigns = folder.parent.rename(tmp_path / "all campaigns")
    (tmp_path / "campaigns").symlink_to(campaigns)

    output = appeal("adopt", campaigns / "lamp").output

    assert f" && mv '{campaigns}/lamp' '{campaigns}/_lamp'\n" in output


def test_a_table_of_embassies_goes_along(appeal: Appeal, stores: Stores, tmp_path: Path) -> None:
    stores.new("sqlite", tmp_path)
    folder = an_embassy_folder(tmp_path / "drafts")
    adopted = appeal("adopt", folder)
    published = appeal("publish", "lamp")
    exported = appeal("export", "lamp", tmp_path / "out" / "lamp", "--published")

    assert "Not taken" not in adopted.output
    assert published.exit_code == exported.exit_code == 0, (published.output, exported.output)
    assert read_folder(tmp_path / "out" / "lamp").contents == read_folder(folder).contents
    assert "DE" in read_campaign(read_folder(tmp_path / "out" / "lamp")).missions["LI"]


@pytest.mark.usefixtures("folder")
def test_the_name_of_a_served_folder_is_enough(appeal: Appeal) -> None:
    assert appeal("adopt", "lamp").exit_code == 0


def test_what_the_advice_says_after_adopting_works(
    appeal: Appeal, folder: Path, stores: Stores, tmp_path: Path
) -> None:
    stores.new("sqlite", tmp_path)
    appeal("adopt", "lamp")
    refused = appeal("publish", "lamp")
    published = appeal("publish", "lamp", "--beside-folder")
    folder.rename(folder.parent / "_lamp")
    again = appeal("publish", "lamp", "--dry-run")

    assert refused.exit_code == 1
    assert published.exit_code == 0
    assert "Nothing was changed since the last publication" in again.output


def test_a_folder_elsewhere_is_a_copy(appeal: Appeal, tmp_path: Path) -> None:
    assert "keep it as a copy" in appeal("adopt", a_campaign_folder(tmp_path / "drafts")).output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("adopt", "nothing"), "holds no campaign.toml"),
        (("adopt", "Not a name"), "cannot be the address of a page"),
        (("export", "nothing", "out"), 'the desk has no campaign "nothing"; it has: lamp'),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_done_says_why(appeal: Appeal, words: tuple[str, ...], sentence: str) -> None:
    appeal("adopt", "lamp")
    result = appeal(*words)

    assert (result.exit_code, sentence in result.output) == (1, True), result.output


def test_a_name_is_taken_once(appeal: Appeal, folder: Path) -> None:
    appeal("adopt", folder)
    result = appeal("adopt", folder)

    assert result.exit_code == 1
    assert "the desk has a campaign lamp already" in result.output


def test_a_file_that_is_too_large_is_named_and_nothing_is_stored(
    appeal: Appeal, folder: Path, tmp_path: Path
) -> None:
    (folder / "de.po").write_bytes(b"#" * 1_000_001)
    result = appeal("adopt", folder)

    assert "de.po has 1,000,001 bytes" in result.output
    with closing(DeskDatabase(f"sqlite:///{tmp_path / 'desk.db'}")) as database:
        assert Drafts(database, utc_now).slugs() == ()


def test_a_folder_that_is_there_is_never_written(appeal: Appeal, folder: Path) -> None:
    appeal("adopt", folder)
    before = read_folder(folder).contents
    result = appeal("export", "lamp", folder)

    assert result.exit_code == 1
    assert "is there already" in result.output
    assert read_folder(folder).contents == before


def test_a_damaged_file_of_the_page_is_repaired_by_the_remedy_that_is_named(
    appeal: Appeal, stores: Stores, tmp_path: Path
) -> None:
    page = stores.new("sqlite", tmp_path)
    folder, out = a_campaign_folder(tmp_path / "drafts"), tmp_path / "out"
    appeal("adopt", folder)
    appeal("publish", "lamp")
    page.run("UPDATE blobs SET body = x'00'")

    damaged = appeal("export", "lamp", out, "--published")
    again = appeal("publish", "lamp")
    exported = appeal("export", "lamp", out, "--published")

    assert "campaign.toml of lamp is damaged in the database; publish it again" in damaged.output
    assert again.exit_code == exported.exit_code == 0, (again.output, exported.output)
    assert read_folder(out).contents == read_folder(folder).contents


def test_what_the_page_shows_is_exported(
    appeal: Appeal, folder: Path, stores: Stores, tmp_path: Path
) -> None:
    appeal("adopt", folder)
    public = {"campaign.toml": b'headline = "Published"\n'}
    with closing(PublicationStore(stores.new("sqlite", tmp_path).url)) as store:
        early = appeal("export", "lamp", tmp_path / "out", "--published")
        store.publish("lamp", public, utc_now() - timedelta(hours=1), "", 0)
        store.publish("lamp", {"campaign.toml": b"later"}, utc_now() + timedelta(hours=1), "", 1)
        exported = appeal("export", "lamp", tmp_path / "out", "--published")
        store.publish("lamp", {}, utc_now(), "", 2, withdrawn=True)
        late = appeal("export", "lamp", tmp_path / "late", "--published")

    assert "has not published" in early.output
    assert exported.exit_code == 0, exported.output
    assert "The name of a folder is its campaign's address: out instead of lamp." in exported.output
    assert read_folder(tmp_path / "out").contents == public
    assert "is withdrawn" in late.output
    assert not (tmp_path / "late").exists()
    assert not [*tmp_path.glob(".export-*")]


def test_a_folder_among_the_served_ones_is_told(appeal: Appeal, folder: Path) -> None:
    appeal("adopt", folder)
    result = appeal("export", "lamp", folder.parent / "lamp-2")

    assert "The page serves this folder from now on" in result.output
