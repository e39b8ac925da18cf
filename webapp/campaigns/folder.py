"""The files of a campaign folder."""

import hashlib
from pathlib import Path

SOURCE = "campaign.toml"


def folders(root: Path) -> tuple[Path, ...]:
    """Give the campaign folders below `root`, by name."""
    if not root.is_dir():
        return ()
    return tuple(sorted(path.parent for path in root.glob(f"*/{SOURCE}") if path.is_file()))


def files(folder: Path) -> tuple[Path, ...]:
    """Give a campaign's files: regular ones, and none that a system or an editor hides."""
    found = (folder / SOURCE, *sorted(folder.glob("*.po")))
    return tuple(path for path in found if path.is_file() and not path.name.startswith("."))


def revision(folder: Path) -> str:
    """Name the state of a folder's files by their content."""
    digest = hashlib.sha256()
    for path in files(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
