"""`appeal mirror`: a folder or a ZIP of a public campaign."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from tests.support.builders import a_campaign_folder, add_outcome
from tests.support.stores import Stores
from webapp.cli.main import main

Mirror = Callable[..., Result]


@pytest.fixture
def mirror(stores: Stores, tmp_path: Path) -> Mirror:
    """Run `appeal mirror`: `lamp` has letters, `free` an outcome, `draft` is not public."""
    store = stores.new("sqlite", tmp_path)
    folder = tmp_path / "campaigns"
    a_campaign_folder(folder, "lamp", deadline="2999-01-01")
    add_outcome(a_campaign_folder(folder, "free"), "released")
    draft = a_campaign_folder(folder, "draft") / "campaign.toml"
    draft.write_text('state = "draft"\n' + draft.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "mine.zip").write_text("mine")

    def run(*words: str, database: str = store.url) -> Result:
        environment = {"DATABASE_URL": database, "CAMPAIGNS": str(folder), "DATA": str(tmp_path / "data")}
        return CliRunner().invoke(main, ["mirror", *words], env=environment)

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_folder_and_the_zip_hold_the_same(mirror: Mirror, tmp_path: Path) -> None:
    folder, file = tmp_path / "stick" / "lamp", tmp_path / "lamp.zip"

    first = mirror("lamp", "--to", str(folder), "--site", "https://letters.example.org/")
    second = mirror("lamp", "--zip", str(file), "--site", "https://letters.example.org")

    assert first.exit_code == second.exit_code == 0, first.output + second.output
    assert f"{folder} is written: {len(tree(folder))} files, " in first.output
    with zipfile.ZipFile(file) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tree(folder)
    assert json.loads((folder / "mirror.json").read_text())["campaign"] == "lamp"
    for paper, width in (("a4", 595), ("us-letter", 612)):
        pdf = PdfReader(folder / "letters" / "en" / f"lamp-en-minister-{paper}.pdf")
        assert int(pdf.pages[0].mediabox.width) == width
        assert "Dear Minister," in pdf.pages[0].extract_text()
    assert not (tmp_path / "data" / "secret-key").exists()


def test_without_a_name_it_is_a_folder_here_and_is_renewed(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert mirror("free").exit_code == 0
    assert mirror("free").exit_code == 0

    assert (tmp_path / "free-mirror" / "index.html").exists()


def test_the_count_is_left_out_while_the_database_is_away(mirror: Mirror, tmp_path: Path) -> None:
    folder = tmp_path / "free"

    result = mirror("free", "--to", str(folder), database=f"sqlite:///{tmp_path}/nowhere/appeal.db")

    assert result.exit_code == 0, result.output
    assert "the copy names no count" in result.output
    assert (folder / "en" / "index.html").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("none", "--to", "new"), 'no campaign "none" is public'),
        (("../lamp", "--to", "new"), 'no campaign "../lamp" is public'),
        (("draft", "--to", "new"), '"draft" is not public yet; publish it first'),
        (("free", "--to", "new", "--zip", "new.zip"), "do not go together"),
        (("free", "--to", "new", "--site", "javascript:alert(1)"), "write it as https://"),
        (("free", "--to", "new", "--site", "https://a.example/?x"), "has a ? or a #"),
        (
            ("free", "--to", "campaigns"),
            "campaigns is there already and is no mirror of free; choose another name",
        ),
        (("free", "--zip", "mine.zip"), "is there already and is no mirror"),
        (("free", "--zip", "nowhere/free.zip"), "cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path / "campaigns")

    result = mirror(*words)

    assert result.exit_code != 0
    assert sentence in result.output
    assert not (tmp_path / "new").exists()
    assert tree(tmp_path / "campaigns") == before
