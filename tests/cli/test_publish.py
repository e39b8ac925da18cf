"""`appeal publish`: the desk's publishing by the shell, with what it changes in sentences."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.stores import Stores
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_schema
from webapp.campaigns.registry import CampaignRegistry
from webapp.cli.main import main
from webapp.domain.dates import utc_now
from webapp.publications.follower import Follower
from webapp.publications.store import PublicationStore
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import SHELL

Publish = Callable[..., Result]


@pytest.fixture
def publications(stores: Stores, tmp_path: Path) -> Iterator[PublicationStore]:
    """The page's database."""
    with closing(PublicationStore(stores.new("sqlite", tmp_path).url)) as store:
        yield store


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    """The lamp in English and Spanish at the desk."""
    folder = a_campaign_folder(tmp_path / "sources")
    an_edition(
        folder, "es", {key: f"{key[1]} (es)" for key in list_messages(read_schema(read_folder(folder)))}
    )
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    schema.upgrade(url)
    with closing(DeskDatabase(url)) as database:
        drafts = Drafts(database, utc_now)
        drafts.create(SHELL, "lamp", read_folder(folder).contents)
        yield drafts


@pytest.fixture
def publish(publications: PublicationStore, drafts: Drafts, tmp_path: Path) -> Publish:
    """Run `appeal publish`."""
    (tmp_path / "campaigns").mkdir()
    environ = {"DATA": str(tmp_path), "CAMPAIGNS": str(tmp_path / "campaigns")}

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["publish", *words], env=environ)

    return run


def edit(drafts: Drafts, before: str, after: str) -> None:
    """Change a text of the draft."""
    head = drafts.head("lamp")
    assert head
    toml = drafts.source(head).text("campaign.toml").replace(before, after)
    drafts.save(SHELL, "lamp", head.number, {"campaign.toml": toml.encode()})


def test_a_draft_is_published(publish: Publish, publications: PublicationStore) -> None:
    result = publish("lamp")

    assert result.output.startswith("The page appears, with 2 to write to.\nes: the letter is offered")
    assert result.output.endswith("lamp is published.\n")
    assert publications.newest(utc_now())["lamp"].by == ""


def test_a_dry_run_changes_nothing(publish: Publish, publications: PublicationStore) -> None:
    result = publish("lamp", "--dry-run")

    assert "The page appears" in result.output
    assert publications.history("lamp") == ()


def test_a_correction_is_told_with_its_word(publish: Publish, drafts: Drafts) -> None:
    publish("lamp")
    edit(drafts, "She lit a lamp.", "She lit a large lamp.")

    assert "es: 1 translations of the earlier wording stay in use" in publish("lamp", "--dry-run").output
    result = publish("lamp", "--as", "fact")

    assert "Corrected, letter.text: She lit a lamp. → She lit a large lamp." in result.output
    assert "es: the letter is not offered any more; 1 texts wait for a translation" in result.output


def test_it_is_scheduled(publish: Publish, publications: PublicationStore) -> None:
    moment = (utc_now() + timedelta(days=1)).replace(microsecond=0)

    result = publish("lamp", "--at", moment.isoformat())

    assert result.exit_code == 0
    assert publications.newest(utc_now()) == {}
    assert publications.all_scheduled(utc_now())["lamp"].starts == moment


@pytest.mark.parametrize("moment", ["tomorrow", "2030-01-01T09:00:00", "2030-13-01T09:00:00Z"])
def test_a_moment_without_a_zone_is_refused(publish: Publish, moment: str) -> None:
    result = publish("lamp", "--at", moment)

    assert result.exit_code == 1
    assert f'--at is "{moment}"; write day, time and time zone' in result.output


def test_what_check_refuses_is_refused(
    publish: Publish, drafts: Drafts, publications: PublicationStore
) -> None:
    edit(drafts, "2030-05-08", '"soon"')

    result = publish("lamp")

    assert result.exit_code == 1
    assert "Error: lamp/campaign.toml, line 4: deadline" in result.output
    assert publications.history("lamp") == ()


def test_an_unknown_campaign_is_told(publish: Publish) -> None:
    assert publish("beacon").output == "Error: There is no campaign beacon at the desk\n"


def test_a_folder_of_the_same_name_is_told(publish: Publish, tmp_path: Path) -> None:
    a_campaign_folder(tmp_path / "campaigns")

    assert "lamp is a folder on the host of the page" in publish("lamp").output


def test_a_folder_gives_way_to_what_is_published_beside_it(
    publish: Publish, publications: PublicationStore, tmp_path: Path
) -> None:
    folder = a_campaign_folder(tmp_path / "campaigns")
    clock, root = iter(range(0, 1000, 2)), tmp_path / "published" / "publications"
    registry = CampaignRegistry(
        tmp_path / "campaigns",
        lambda _result: None,
        lambda: float(next(clock)),
        publications=PublishedVersions(root),
    )
    before = registry.campaign("lamp")
    assert publish("lamp", "--beside-folder").exit_code == 0
    Follower(publications, root).follow()

    shutil.rmtree(folder)

    after = registry.campaign("lamp")
    assert before
    assert after
    assert after.source.who == before.source.who


def test_a_missing_database_of_the_page_is_told(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "appeal.db").unlink()

    result = publish("lamp")

    assert result.exit_code == 1
    assert "database" in result.output
