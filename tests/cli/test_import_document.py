"""`appeal import`: the folder of a draft and a report."""

import json
import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.importing.sheets import LETTER, SHEET, as_docx
from webapp.cli.main import main


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", *map(str, arguments)])
    return result.exit_code, result.output


def test_a_document_becomes_a_draft_with_gaps_and_a_report(tmp_path: Path) -> None:
    document, folder, report = tmp_path / "ua.docx", tmp_path / "lamp", tmp_path / "report.json"
    document.write_bytes(as_docx(SHEET))
    status, output = run(document, "--folder", folder, "--report", report)
    assert status == 0, output
    file = tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))
    assert file["state"] == "draft"
    assert file["letter"]["text"].strip() == "\n\n".join(LETTER)
    assert file["letter"]["subject"] == "", "a gap stays one"
    assert [target["id"] for target in file["targets"]] == ["minister", "ambassador"]
    assert file["targets"][1]["social"]["x"] == ["nowhere_emb"]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert {"fields", "flags", "unplaced"} <= told.keys()
    assert told["words"] > 200
    assert told["lost_words"] == []
    assert (
        f"  {told['words']} words in the document, {told['words']} in fields, in labels and below" in output
    )
    number = next(field for field in told["fields"] if field["name"] == "reference")
    assert number["source"] == [{"page": 0, "paragraph": 1, "start": 10, "end": 15}]
    assert all(flag["sentence"].endswith(".") for flag in told["flags"])


def test_a_folder_that_exists_stays_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "ua.txt"
    document.write_text("URGENT ACTION", encoding="utf-8")
    status, output = run(document, "--folder", tmp_path)
    assert status == 1
    assert "exists already" in output


def test_a_file_that_cannot_be_read_makes_no_folder(tmp_path: Path) -> None:
    document, folder = tmp_path / "ua.doc", tmp_path / "lamp"
    document.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    status, output = run(document, "--folder", folder)
    assert status == 1
    assert "ua.doc: This is a file of an old Word (.doc)." in output
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    document, folder, report = tmp_path / "ua.txt", tmp_path / "lamp", tmp_path / "nowhere" / "report.json"
    document.write_text("URGENT ACTION", encoding="utf-8")
    status, output = run(document, "--folder", folder, "--report", report)
    assert status == 1
    assert f"{report} cannot be written: No such file or directory; give another --report, where" in output
    assert not folder.exists()
    status, output = run(document, "--folder", document / "lamp")
    assert status == 1
    assert "ua.txt" in output
    assert "; give another --folder, where this user may write" in output


def test_a_second_try_with_the_same_report_is_not_in_its_own_way(tmp_path: Path) -> None:
    document, report = tmp_path / "ua.txt", tmp_path / "report.json"
    document.write_text("URGENT ACTION", encoding="utf-8")
    refused, _ = run(document, "--folder", document / "lamp", "--report", report)
    assert refused == 1
    assert not report.exists()
    status, output = run(document, "--folder", tmp_path / "lamp", "--report", report)
    assert status == 0, output
    assert report.exists()


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    document = tmp_path / "ua.txt"
    document.write_text("URGENT ACTION", encoding="utf-8")
    status, output = run(document, "--folder", tmp_path / "lamp", "--report", document)
    assert status == 1
    assert "ua.txt exists already; give another --report" in output
    assert document.read_text(encoding="utf-8") == "URGENT ACTION"
    assert not (tmp_path / "lamp").exists()


@pytest.mark.parametrize("name", [b"bad\xff\xfe.txt", b"e\x1b[31m.txt", b"del\x7f.txt", b"two\nlines.txt"])
def test_a_strange_name_of_a_file_leaves_a_campaign_that_can_be_read(tmp_path: Path, name: bytes) -> None:
    document, folder = tmp_path / os.fsdecode(name), tmp_path / "lamp"
    document.write_text("URGENT ACTION\n\nFree Ada Lamp.", encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(document), "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))
    assert f"run `appeal check {folder}`" in result.output


def test_a_place_with_an_impossible_name_is_named(tmp_path: Path) -> None:
    document = tmp_path / "ua.txt"
    document.write_text("URGENT ACTION", encoding="utf-8")
    status, output = run(document, "--folder", tmp_path / ("x" * 300))
    assert status == 1
    assert "cannot be written: File name too long; give another --folder" in output


def test_a_document_that_cannot_be_read_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "ua.txt"
    document.write_text("URGENT ACTION", encoding="utf-8")

    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")  # root, who runs these tests at times, may read all

    monkeypatch.setattr(Path, "open", refuse)
    status, output = run(document, "--folder", tmp_path / "lamp")

    assert status == 1
    assert "ua.txt cannot be read: Permission denied; let this user read it, or copy it" in output


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    status, output = run(tmp_path / "pipe", "--folder", tmp_path / "lamp")
    assert status == 1
    assert "pipe: This is no file but a device or a pipe." in output
