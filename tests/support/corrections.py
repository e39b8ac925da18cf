"""A translated campaign, and corrections of its source."""

from pathlib import Path

from tests.support.builders import a_campaign_folder
from webapp.campaigns import renewals


def a_translated_folder(root: Path, slug: str = "lamp") -> Path:
    """Write a campaign with a complete Spanish edition, "ES" before each text."""
    folder = a_campaign_folder(root, slug)
    source = folder / "campaign.toml"
    source.write_text(source.read_text().replace("She lit a lamp.", "She is 62 and lit a lamp, in May 2024."))
    renewals.refresh(folder, "es")
    translate(folder)
    return folder


def translate(folder: Path, name: str = "es.po") -> None:
    """Translate each message of a PO file that has no translation."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line == 'msgstr ""' and lines[number - 1].startswith("msgid ") and lines[number - 1] != 'msgid ""':
            lines[number] = lines[number - 1].replace('msgid "', 'msgstr "ES ')
    path.write_text("\n".join(lines), encoding="utf-8")


def correct(folder: Path, old: str, new: str) -> None:
    """Change the source as a campaigner does: in `campaign.toml` and nowhere else."""
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
