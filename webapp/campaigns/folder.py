"""Campaign folders on the disk: where they are, which files belong to a campaign, and their bytes."""

from pathlib import Path

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.source_files import (
    CAMPAIGN_FILE,
    EDITION_SUFFIX,
    MAX_FILE_BYTES,
    MAX_PICTURE_BYTES,
    MAX_PICTURES,
    PICTURE_SUFFIXES,
    SourceFiles,
    is_table,
)


def find_folders(root: Path) -> tuple[Path, ...]:
    """Return the campaign folders below `root`, by name. One whose name begins with "_" or "." is none."""
    if not root.is_dir():
        return ()
    files = (path for path in root.glob(f"*/{CAMPAIGN_FILE}") if path.parent.name[:1] not in "._")
    return tuple(sorted(path.parent for path in files if path.is_file()))


def list_files(folder: Path) -> tuple[Path, ...]:
    """Return the paths of a campaign's files. Hidden files, pipes and devices are left out."""
    pictures = sorted(path for path in folder.glob("*") if path.suffix.lower() in PICTURE_SUFFIXES)
    paths = (
        folder / CAMPAIGN_FILE,
        *sorted(folder.glob(f"*{EDITION_SUFFIX}")),
        *sorted(path for path in folder.glob("*.csv") if is_table(path.name)),
        *pictures[:MAX_PICTURES],
    )
    return tuple(path for path in paths if path.is_file() and not path.name.startswith("."))


def read_folder(folder: Path) -> SourceFiles:
    """Read each file of a campaign once; raise `InvalidCampaign` with every file that cannot be read."""
    contents: dict[str, bytes] = {}
    unreadable: list[Diagnostic] = []
    for path in list_files(folder):
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
