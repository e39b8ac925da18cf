"""The campaign team's commands: check a campaign folder, begin or renew an edition."""

from dataclasses import dataclass
from pathlib import Path

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.reader import read_campaign, read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.campaigns.translations import renew_catalogue
from webapp.domain.campaign import Campaign


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result for one folder: a campaign or its diagnostics."""

    folder: Path
    campaign: Campaign | None
    diagnostics: tuple[Diagnostic, ...] = ()


def check(folder: Path) -> CheckResult:
    """Check a folder against the rules that the server applies."""
    try:
        return CheckResult(folder, read_campaign(read_folder(folder)))
    except InvalidCampaign as invalid:
        return CheckResult(folder, None, invalid.diagnostics)


def check_all(root: Path) -> tuple[CheckResult, ...]:
    """Check a campaign folder, or every campaign folder below a folder of them."""
    is_campaign = (root / CAMPAIGN_FILE).is_file()
    return tuple(check(folder) for folder in ((root,) if is_campaign else find_folders(root)))


def refresh_edition(folder: Path, tag: str) -> Path:
    """Write or renew `<tag>.po` from `campaign.toml`; raise `InvalidCampaign` or `UnknownLanguage`."""
    source = read_folder(folder)
    content = renew_catalogue(read_schema(source), source, tag)
    path = folder / f"{tag}{EDITION_SUFFIX}"
    path.write_bytes(content)
    return path
