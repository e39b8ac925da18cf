"""The campaign team's commands: check a campaign folder, begin or renew an edition."""

from dataclasses import dataclass
from pathlib import Path

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.reader import read_campaign, read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX, SourceFiles
from webapp.campaigns.translations import renew_catalogue
from webapp.domain.campaign import Campaign


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result for one folder: a campaign or its diagnostics."""

    folder: Path
    campaign: Campaign | None
    diagnostics: tuple[Diagnostic, ...] = ()
    source: SourceFiles | None = None
    """The files as they were checked; None if they could not be read."""
    served_instead: Campaign | None = None
    """The last valid version, where the server goes on with it."""

    @property
    def is_withdrawn(self) -> bool:
        """Return True if the folder is gone."""
        return self.campaign is None and not self.diagnostics


def check(folder: Path) -> CheckResult:
    """Check a folder against the rules that the server applies."""
    source = None
    try:
        source = read_folder(folder)
        return CheckResult(folder, read_campaign(source), source=source)
    except InvalidCampaign as invalid:
        return CheckResult(folder, None, invalid.diagnostics, source)


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
