"""What the log says of a campaign that was read, beside its mistakes."""

from pathlib import Path

import pytest

from tests.campaigns.test_registry import Clock
from tests.support.builders import a_campaign_folder
from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns.checks import check
from webapp.campaigns.folder_mistakes import unread_files
from webapp.campaigns.load_log import log_misfit, log_result
from webapp.campaigns.registry import POLL_SECONDS, CampaignRegistry
from webapp.domain.language import Language


def test_a_letter_that_waits_and_a_language_without_a_page_are_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = a_translated_folder(tmp_path)
    (folder / "es.po").rename(folder / "fr.po")
    correct(folder, "She is 62", "She is 63")

    log_result(lambda: (Language("en"),), tmp_path, check(folder))

    assert "campaign lamp, its letter in fr: 1 of the letter's messages to correct" in caplog.text
    assert "campaign lamp has an edition in fr, and there is no page: the interface is not" in caplog.text
    assert "Ada" not in caplog.text


def test_of_a_whole_campaign_the_revision_is_logged_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    folder = a_translated_folder(tmp_path)

    log_result(lambda: (Language("en"), Language("es")), tmp_path, check(folder))

    (line,) = caplog.messages
    assert line.startswith("campaign lamp is served at revision ")


def test_what_fits_nothing_between_campaigns_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    path.write_text('follows = "lost"\nredirects = ["beacon"]\n' + path.read_text("utf-8"), encoding="utf-8")
    a_campaign_folder(tmp_path, "beacon")
    (folder / "es.po.txt").write_text("", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    registry = CampaignRegistry(tmp_path, lambda _: None, clock, on_misfit=log_misfit)

    told = sorted(caplog.messages)
    caplog.clear()
    clock.now += POLL_SECONDS
    registry.campaigns()
    again = caplog.messages
    (folder / "ru.po.txt").write_text("", encoding="utf-8")
    clock.now += POLL_SECONDS
    registry.campaigns()

    start = "among the campaigns: "
    assert [line.removeprefix(start) for line in told] == [
        'lamp/campaign.toml: follows "lost" is no folder here; write the folder name of the older campaign',
        'lamp/campaign.toml: redirects "beacon" is the name of another folder here, which keeps its address; '
        "rename one, or delete it",
        "lamp/es.po.txt: the file is not read; rename it to es.po "
        "(Windows hides the end of a name: tick File name extensions under View)",
        "notes: the folder has no campaign.toml and is no campaign; add the file, "
        "or move the folder elsewhere",
    ]
    assert again == []
    assert [line.removeprefix(start)[:14] for line in caplog.messages] == ["lamp/ru.po.txt"]


def test_folders_that_cannot_be_listed_stop_no_page(tmp_path: Path) -> None:
    assert unread_files(tmp_path / "nowhere") == ()
