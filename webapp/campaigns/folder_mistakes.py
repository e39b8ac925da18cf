"""Mistakes in the names of a campaign folder's files: the server does not see such files, `check` tells."""

import re
from collections.abc import Iterable
from pathlib import Path

from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX, is_table, table_name
from webapp.domain.campaign import Campaign

_HIDDEN_ENDINGS = (".txt", ".doc", ".docx", ".rtf", ".odt")
"""What editors append. Windows does not show the end of a name until its Explorer is told to."""
_TABLE = re.compile(r"missions?[-_]?([a-z]{2})?\.(?:csv|xlsx?|ods)")


def misnamed_files(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the names of a folder's files, and that `campaign.toml` is missing.

    Nothing where the folder is gone or closed: the reader of the campaigns tells that.
    """
    try:
        files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    except OSError:
        return ()
    names = sorted(path.name for path in files)
    diagnostics = [
        Diagnostic(
            f"{folder.name}/{name}",
            0,
            "the file",
            "",
            f"is not read; rename it to {right}{_why(name, right)}",
        )
        for name in names
        if (right := _right_name(name)) != name and not (right == CAMPAIGN_FILE and CAMPAIGN_FILE in names)
    ]
    if CAMPAIGN_FILE not in names and not diagnostics:
        advice = f"has no {CAMPAIGN_FILE} and is no campaign; add the file, or move the folder elsewhere"
        diagnostics.append(Diagnostic(folder.name, 0, "the folder", "", advice))
    return tuple(diagnostics)


def unread_files(root: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the names of the files of all folders below `root`, in order."""
    try:
        folders = sorted(path for path in root.iterdir() if path.is_dir() and path.name[:1] not in "._")
    except OSError:
        return ()
    return tuple(each for folder in folders for each in misnamed_files(folder))


def shared_references(campaigns: Iterable[Campaign]) -> tuple[str, ...]:
    """Return a sentence for each campaign that has the reference of one before. It is right for an update."""
    first: dict[str, str] = {}
    return tuple(
        f'{campaign.slug}: reference "{campaign.reference}" is that of {other}, too; '
        "correct it unless both are about the same urgent action"
        for campaign in campaigns
        if campaign.reference
        and (other := first.setdefault(campaign.reference, campaign.slug)) != campaign.slug
    )


def _right_name(name: str) -> str:
    plain = name.lower().replace(" ", "")
    for ending in _HIDDEN_ENDINGS:
        plain = plain.removesuffix(ending)
    if plain in (CAMPAIGN_FILE, "campaing.toml", "campagin.toml", "campaigns.toml", "campaign.tml"):
        return CAMPAIGN_FILE
    if plain.endswith(EDITION_SUFFIX) and not name.endswith(EDITION_SUFFIX):
        return name[: len(plain) - len(EDITION_SUFFIX)] + EDITION_SUFFIX
    if table := _TABLE.fullmatch(plain):
        return table_name((table[1] or "XX").upper())
    return name


def _why(name: str, right: str) -> str:
    if is_table(right):
        return ", with the code of the state that the embassies belong to, and save it as CSV in UTF-8"
    if name.lower() == right.lower():
        return ", in small letters"
    return " (Windows hides the end of a name: tick File name extensions under View)"
