"""A new campaign's folder, made from the template of the app."""

from pathlib import Path

from webapp.campaigns.source_files import CAMPAIGN_FILE


def make_folder(root: Path, slug: str, template: Path) -> Path:
    """Write `root/<slug>/campaign.toml` from the `template` folder and return its path.

    Raise `FileExistsError` if there is such a folder, and `OSError` if it cannot be written.
    """
    content = (template / CAMPAIGN_FILE).read_bytes().replace(b"NAME", slug.encode())
    folder = root / slug
    folder.mkdir(parents=True)
    path = folder / CAMPAIGN_FILE
    path.write_bytes(content)
    return path
