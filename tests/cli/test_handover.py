"""`appeal handover`: the pack of a public campaign as PDF and CSV."""

import csv
import io
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from tests.support.builders import a_campaign_folder
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.domain.action import Action
from webapp.domain.channel import Channel

Handover = Callable[..., Result]


@pytest.fixture
def handover(store: Store, tmp_path: Path) -> Handover:
    """Run `appeal handover`: `lamp` has 1,234 letters and calls, `quiet` none."""
    folder = tmp_path / "campaigns"
    for slug in ("lamp", "quiet"):
        a_campaign_folder(folder, slug)
    draft = a_campaign_folder(folder, "draft") / "campaign.toml"
    draft.write_text('state = "draft"\n' + draft.read_text(encoding="utf-8"), encoding="utf-8")
    with closing(ActionLog(store.url)) as log:
        for number, (channel, target, quantity) in enumerate(
            [(Channel.POST, "minister", 1_200), (Channel.CALL, "warden", 34)]
        ):
            action = Action("lamp", channel, target, "en", quantity, date(2030, 5, 6), late=False)
            log.record(f"a-token-of-its-own-{number:08}", [action])

    def run(*words: str) -> Result:
        environment = {"DATABASE_URL": store.url, "CAMPAIGNS": str(folder), "DATA": str(tmp_path / "data")}
        return CliRunner().invoke(main, ["handover", *words], env=environment)

    return run


def text_of(path: Path) -> str:
    """Return the text of a PDF, each space and line end as one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_pdf_and_the_csv_hold_the_same_figures(handover: Handover, tmp_path: Path) -> None:
    pdf, sheet = tmp_path / "pack.pdf", tmp_path / "pack.csv"

    result = handover("lamp", "--language", "en", "--csv", str(sheet), str(pdf))

    assert result.exit_code == 0, result.output
    assert f"{pdf} is written: 1234 letters and calls." in result.output
    rows = [tuple(row) for row in csv.reader(io.StringIO(sheet.read_text("utf-8-sig")))]
    assert ("total", "", "", "1234") in rows
    assert ("channel", "post", "Letters by post", "1200") in rows
    assert ("country", "FR", "France", "1234") in rows
    assert ("week", "2030-W19", "May 6, 2030", "1234") in rows
    text = text_of(pdf)
    assert "1,234 letters and calls reported" in text
    assert "Letters by post 1,200" in text
    assert "Telephone calls 34" in text
    assert "May 6, 2030 1,234" in text


def test_a_file_that_is_there_is_replaced_whole(handover: Handover, tmp_path: Path) -> None:
    pdf = tmp_path / "pack.pdf"
    pdf.write_text("of last week")

    assert handover("quiet", "--language", "en", "--paper", "letter", str(pdf)).exit_code == 0

    assert PdfReader(pdf).pages[0].mediabox.width == 612
    assert [each.name for each in tmp_path.glob("*pack*")] == ["pack.pdf"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("none", "--language", "en"), 'no campaign "none" is public'),
        (("draft", "--language", "en"), '"draft" is not public yet; publish it first'),
        (("../lamp", "--language", "en"), 'no campaign "../lamp" is public'),
        (("lamp", "--language", "fr"), '"fr" is no language of the page of lamp; there is a pack in: en'),
        (("lamp", "--language", "en", "--since", "2030-05-02", "--until", "2030-05-01"), "exchange the two"),
        (("lamp", "--language", "en", "--page", "javascript:alert(1)"), "write it as https://"),
        (("lamp",), "Missing option '--language'"),
    ],
)
def test_what_cannot_be_done_is_said_and_no_file_is_written(
    handover: Handover, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    pdf = tmp_path / "pack.pdf"

    result = handover(*words, str(pdf))

    assert result.exit_code != 0
    assert sentence in result.output
    assert not pdf.exists()


def test_a_folder_that_cannot_be_written_to_is_named(handover: Handover, tmp_path: Path) -> None:
    result = handover("quiet", "--language", "en", str(tmp_path / "nowhere" / "pack.pdf"))

    assert result.exit_code == 1
    assert "pack.pdf cannot be written: No such file or directory; choose another place" in result.output
