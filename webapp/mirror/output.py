"""Writes a mirror as a folder or as a ZIP file: whole, or not at all.

`mirror.json` names all files with their SHA-256. By it an earlier mirror is known again, which alone is
replaced, and everybody can check a copy of a copy.
"""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO

MANIFEST = "mirror.json"
KIND = "urgent-appeal-mirror"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The stamp of each file in a ZIP, so that the same files are the same bytes: the earliest of the format."""
MAX_MANIFEST_BYTES = 5_000_000


class NotAMirror(Exception):
    """What is in the way is no earlier mirror of this campaign. The message says why, for an operator."""


def with_manifest(files: Mapping[str, bytes], slug: str, made: date, revision: str) -> dict[str, bytes]:
    """Return the files, sorted by path, with the one that names them all."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    about = {"kind": KIND, "campaign": slug, "made": made.isoformat(), "revision": revision, "files": digests}
    manifest = json.dumps(about, indent=1, sort_keys=True).encode() + b"\n"
    return dict(sorted({**files, MANIFEST: manifest}.items()))


def check_folder(folder: Path, slug: str) -> None:
    """Raise `NotAMirror` unless a folder is absent, empty, or an earlier mirror and nothing else."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotAMirror(f"{folder} is there already and is no folder")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if not found:
        return
    own = _files_of_mirror(lambda: (folder / MANIFEST).open("rb"), slug)
    if own is None:
        raise NotAMirror(f"{folder} is there already and is no mirror of {slug}")
    if strange := sorted(found - own - {MANIFEST}):
        raise NotAMirror(f"{folder} holds what is not of the mirror: {strange[0]}")


def check_zip(path: Path, slug: str) -> None:
    """Raise `NotAMirror` unless a file is absent, or an earlier mirror and nothing else."""
    if not path.exists() and not path.is_symlink():
        return
    own, found = None, set[str]()
    with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
        found = {name for name in archive.namelist() if not name.endswith("/")}
        own = _files_of_mirror(lambda: archive.open(MANIFEST), slug)
    if own is None:
        raise NotAMirror(f"{path} is there already and is no mirror of {slug}")
    if strange := sorted(found - own - {MANIFEST}):
        raise NotAMirror(f"{path} holds what is not of the mirror: {strange[0]}")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files under a hidden name first, then put them in the place of what `check_folder` allows."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".mirror-") as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        for path, content in files.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the files as a ZIP; the same files give the same bytes with the same zlib."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in _entries(files):
                archive.writestr(name, content)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def _entries(files: Mapping[str, bytes]) -> Iterable[tuple[zipfile.ZipInfo, bytes]]:
    for path, content in sorted(files.items()):
        entry = zipfile.ZipInfo(path, EARLIEST)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # Unix, on whatever machine it is made
        entry.external_attr = 0o100644 << 16
        yield entry, content


def _files_of_mirror(manifest: Callable[[], IO[bytes]], slug: str) -> set[str] | None:
    """Return the paths that a manifest names; None where it is none, or of another campaign."""
    try:
        with manifest() as opened:
            about = json.loads(opened.read(MAX_MANIFEST_BYTES))
        is_own = about["kind"] == KIND and about["campaign"] == slug
        return set(about["files"]) if is_own else None
    # The last three are of a ZIP with an entry that is damaged or encrypted.
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error, RuntimeError):
        return None
