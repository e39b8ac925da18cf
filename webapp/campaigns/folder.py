"""Campaign folders on the disk: where they are, which files belong to a campaign, and their bytes."""

import errno
import stat
from pathlib import Path

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.source_files import (
    CAMPAIGN_FILE,
    EDITION_SUFFIX,
    MAX_FILE_BYTES,
    MAX_PICTURE_BYTES,
    MAX_PICTURES,
    PICTURE_SUFFIXES,
    SLUG,
    SourceFiles,
    is_table,
)


def find_folders(root: Path) -> tuple[Path, ...]:
    """Return the same as `list_folders`, and nothing if `root` cannot be listed."""
    try:
        return list_folders(root)
    except OSError:
        return ()


def list_folders(root: Path) -> tuple[Path, ...]:
    """Return the campaign folders below `root`, by name. One whose name begins with "_" or "." is none.

    One that cannot be reached is among them: reading it says why. Raise `OSError` if `root` cannot be listed.
    """
    folders = sorted(path for path in root.iterdir() if path.name[:1] not in "._")
    return tuple(folder for folder in folders if _has_campaign(folder))


def list_files(folder: Path) -> tuple[Path, ...]:
    """Return the paths of a campaign's files. Hidden files, pipes and devices are left out.

    Raise `OSError` if the folder is there and cannot be listed.
    """
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        found = []
    pictures = [path for path in found if path.suffix.lower() in PICTURE_SUFFIXES]
    paths = (
        folder / CAMPAIGN_FILE,
        *(path for path in found if path.name.endswith(EDITION_SUFFIX)),
        *(path for path in found if is_table(path.name)),
        *pictures[:MAX_PICTURES],
    )
    return tuple(path for path in paths if _is_file(path) is not False)


def read_folder(folder: Path) -> SourceFiles:
    """Read each file of a campaign once; raise `InvalidCampaign` with every file that cannot be read."""
    contents: dict[str, bytes] = {}
    unreadable: list[Diagnostic] = []
    try:
        paths = list_files(folder)
    except OSError as error:
        advice = f"cannot be read: {error.strerror}"
        raise InvalidCampaign(Diagnostic(folder.name, 0, "the folder", "", advice)) from None
    for path in paths:
        try:
            with path.open("rb") as stream:
                is_picture = path.suffix.lower() in PICTURE_SUFFIXES
                most = MAX_PICTURE_BYTES if is_picture else MAX_FILE_BYTES
                contents[path.name] = stream.read(most + 1)
        except OSError as error:
            advice = f"cannot be read: {error.strerror}"
            unreadable.append(Diagnostic(f"{folder.name}/{path.name}", 0, "the file", "", advice))
    if unreadable:
        raise InvalidCampaign(*unreadable)
    return SourceFiles(folder.name, contents)


def with_name(folder: Path) -> Path:
    """Return the path of a folder so that it ends with its name: "." does not."""
    return folder.resolve() if folder.name in ("", "..") else folder


def _has_campaign(folder: Path) -> bool:
    is_file = _is_file(folder / CAMPAIGN_FILE)
    return is_file if is_file is not None else bool(SLUG.fullmatch(folder.name))  # not lost+found


def _is_file(path: Path) -> bool | None:
    """Return None where nobody can tell now: the permissions do not allow it, or a disk is away."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return False if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP) else None
