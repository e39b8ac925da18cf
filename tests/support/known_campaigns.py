"""Checks of campaign folders that remember their results: most tests begin with the same few campaigns."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path

from webapp.campaigns import checks
from webapp.campaigns.checks import CheckResult, check_source
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import ValidParts
from webapp.campaigns.source_files import SourceFiles


@dataclass(frozen=True)
class KnownCampaigns:
    """In place of `checks.check`: the same bytes under the same name are checked once a process."""

    results: dict[Hashable, CheckResult] = field(default_factory=dict)

    def check(self, folder: Path, last_valid: SourceFiles | None = None) -> CheckResult:
        """Return what `checks.check` returns. Results hold frozen values, so tests may share them."""
        try:
            source = read_folder(folder)
        except InvalidCampaign as invalid:
            return CheckResult(folder, None, invalid.diagnostics)
        key = (_contents(source), last_valid and _contents(last_valid))
        if key not in self.results:
            self.results[key] = check_source(folder, source, last_valid)
        return replace(self.results[key], folder=folder)


def remember() -> None:
    """Let `checks.check` use again what it made of the same bytes, where no file of them was refused.

    Such a campaign does not depend on its last valid version.
    """
    read_valid_parts = checks.read_valid_parts
    known: dict[Hashable, ValidParts] = {}

    def remembered(source: SourceFiles, last_valid: SourceFiles | None = None) -> ValidParts:
        key = _contents(source)
        if key not in known:
            parts = read_valid_parts(source, last_valid)
            if parts.diagnostics:
                return parts
            known[key] = parts
        return known[key]

    checks.read_valid_parts = remembered


def _contents(source: SourceFiles) -> Hashable:
    return source.slug, frozenset(source.contents.items())
