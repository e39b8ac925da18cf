"""What the campaign team does with a campaign folder: check it, begin or renew an edition."""

from dataclasses import dataclass
from pathlib import Path

from webapp.campaigns import reader, translations
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import SOURCE, folders
from webapp.domain.campaign import Campaign


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome for one folder: a campaign or its faults."""

    folder: Path
    campaign: Campaign | None
    faults: tuple[Diagnostic, ...] = ()


def check(folder: Path) -> CheckResult:
    """Hold one folder against every rule the server holds it against."""
    try:
        return CheckResult(folder, reader.load(folder))
    except InvalidCampaign as faulty:
        return CheckResult(folder, None, faulty.faults)


def check_all(root: Path) -> tuple[CheckResult, ...]:
    """Check a campaign folder, or every campaign folder below a folder of them."""
    one = (root / SOURCE).is_file()
    return tuple(check(folder) for folder in ((root,) if one else folders(root)))


def refresh_edition(folder: Path, tag: str) -> Path:
    """Write or renew `<tag>.po` from `campaign.toml`; raise `InvalidCampaign` or `UnknownLanguage`."""
    path = folder / f"{tag}.po"
    translations.refresh(reader.read_source(folder), path)
    return path
