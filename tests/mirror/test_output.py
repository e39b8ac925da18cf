"""A mirror is written whole, gives the same bytes, and replaces nothing but an earlier mirror."""

import hashlib
import json
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest

from webapp.mirror import output
from webapp.mirror.output import MANIFEST, NotAMirror, check_folder, check_zip

FILES = {"index.html": b"<p>start</p>", "en/index.html": b"<p>page</p>", "letters/en/a.txt": b"Dear"}


def whole(files: dict[str, bytes] = FILES, slug: str = "lamp") -> dict[str, bytes]:
    """Return files with their manifest."""
    return output.with_manifest(files, slug, date(2030, 5, 1), "a-revision")


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_manifest_names_each_file_with_its_digest() -> None:
    about = json.loads(whole()[MANIFEST])

    assert about["campaign"] == "lamp"
    assert about["made"] == "2030-05-01"
    assert about["files"] == {path: hashlib.sha256(body).hexdigest() for path, body in FILES.items()}


def test_a_zip_equals_a_folder_and_is_the_same_each_time(tmp_path: Path) -> None:
    folder, first, second = tmp_path / "mirror", tmp_path / "1.zip", tmp_path / "2.zip"
    output.write_folder(folder, whole())
    output.write_zip(first, whole())
    output.write_zip(second, dict(reversed(whole().items())))

    with zipfile.ZipFile(first) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tree(folder) == whole()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {stat.S_IMODE(one.external_attr >> 16) for one in archive.infolist()} == {0o644}
    assert first.read_bytes() == second.read_bytes()


def test_an_earlier_mirror_is_replaced_with_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    output.write_folder(folder, whole({**FILES, "old.html": b"old"}))
    check_folder(folder, "lamp")

    output.write_folder(folder, whole())

    assert tree(folder) == whole()
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]


def test_an_empty_folder_and_a_new_one_are_fine(tmp_path: Path) -> None:
    empty, new = tmp_path / "empty", tmp_path / "in" / "new"
    empty.mkdir()
    for folder in (empty, new):
        check_folder(folder, "lamp")

        output.write_folder(folder, whole())

        assert tree(folder) == whole()


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{", b'{"kind": "other"}', b'{"kind": 1, "campaign": []}'])
def test_what_is_no_mirror_is_left_alone(tmp_path: Path, manifest: bytes) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / MANIFEST).write_bytes(manifest)

    with pytest.raises(NotAMirror, match="is no mirror of lamp"):
        check_folder(folder, "lamp")


def test_a_mirror_of_another_campaign_and_one_with_more_files_are_left_alone(tmp_path: Path) -> None:
    other, more = tmp_path / "other", tmp_path / "more"
    output.write_folder(other, whole(slug="beacon"))
    output.write_folder(more, whole())
    (more / "en" / "my-notes.txt").write_text("mine")

    with pytest.raises(NotAMirror, match="is no mirror of lamp"):
        check_folder(other, "lamp")
    with pytest.raises(NotAMirror, match=r"en/my-notes\.txt"):
        check_folder(more, "lamp")


def test_a_file_and_a_link_are_no_folder(tmp_path: Path) -> None:
    file, link, nowhere = tmp_path / "file", tmp_path / "link", tmp_path / "nowhere"
    file.write_text("mine")
    link.symlink_to(tmp_path)
    nowhere.symlink_to(tmp_path / "missing")

    for path in (file, link, nowhere):
        with pytest.raises(NotAMirror, match="is no folder"):
            check_folder(path, "lamp")


def test_a_zip_that_is_no_mirror_is_left_alone(tmp_path: Path) -> None:
    text, other, mirror, link = (tmp_path / name for name in ("text.zip", "other.zip", "mirror.zip", "link"))
    text.write_text("mine")
    output.write_zip(other, FILES)
    output.write_zip(mirror, whole())
    link.symlink_to(tmp_path / "missing")

    for path in (text, other, link, tmp_path):
        with pytest.raises(NotAMirror, match="is no mirror of lamp"):
            check_zip(path, "lamp")
    check_zip(mirror, "lamp")
    check_zip(tmp_path / "new.zip", "lamp")


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{", b'{"kind": "other"}', b'{"kind": 1, "campaign": []}'])
def test_a_zip_with_another_manifest_is_left_alone(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / "mine.zip"
    output.write_zip(path, {MANIFEST: manifest})

    with pytest.raises(NotAMirror, match="is no mirror of lamp"):
        check_zip(path, "lamp")


def test_a_zip_of_another_campaign_and_one_with_more_files_are_left_alone(tmp_path: Path) -> None:
    other, more = tmp_path / "other.zip", tmp_path / "more.zip"
    output.write_zip(other, whole(slug="beacon"))
    output.write_zip(more, {**whole(), "en/my-notes.txt": b"mine"})

    with pytest.raises(NotAMirror, match="is no mirror of lamp"):
        check_zip(other, "lamp")
    with pytest.raises(NotAMirror, match=r"en/my-notes\.txt"):
        check_zip(more, "lamp")


def test_a_zip_whose_manifest_is_damaged_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "damaged.zip"
    output.write_zip(path, whole())
    begin = path.read_bytes().index(MANIFEST.encode()) + len(MANIFEST)
    content = bytearray(path.read_bytes())
    content[begin : begin + 20] = b"\xff" * 20
    path.write_bytes(content)

    with pytest.raises(NotAMirror, match="is no mirror of lamp"):
        check_zip(path, "lamp")


def test_what_cannot_be_written_leaves_the_earlier_mirror(tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    output.write_folder(folder, whole())

    with pytest.raises(OSError, match=r"File name too long|ENAMETOOLONG"):
        output.write_folder(folder, whole({**FILES, "x" * 300: b""}))

    assert tree(folder) == whole()
    assert [path.name for path in tmp_path.iterdir()] == ["mirror"]
