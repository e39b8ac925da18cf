"""What the log says of a campaign that was read, beside its mistakes."""

from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns.checks import check
from webapp.campaigns.load_log import log_result
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
