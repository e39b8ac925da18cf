"""The editions of drafts: found, and read also while the case itself cannot be read."""

from collections.abc import Iterator

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.team.drafts.drafts import Drafts, UnknownDraft, Version
from webapp.team.translating.edition_file import EditionFile, open_edition
from webapp.team.translating.outcomes import Unreadable

MAX_STEPS_BACK = 50
"""Versions that are looked at for a case that can be read. Each is a save of somebody."""


class Editions:
    """Reads them from the drafts."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def version(self, slug: str, number: int | None = None) -> Version:
        """Return a version, the newest one without a `number`; raise `UnknownDraft`."""
        found = self._drafts.head(slug) if number is None else self._drafts.version(slug, number)
        if found is None:
            raise UnknownDraft(slug if number is None else f"{slug}, version {number}")
        return found

    def open(self, version: Version, language: str) -> EditionFile:
        """Read an edition; raise `NoEdition` or `Unreadable`.

        While the author of the case is in the middle of something that breaks a rule, the texts are those of
        the last case that kept them all.
        """
        source = self._drafts.source(version)
        wrong = _mistakes(source)
        if not wrong:
            return open_edition(source, language)
        for case in self._earlier_cases(version):
            earlier = source.without(CAMPAIGN_FILE, case)
            if not _mistakes(earlier):
                return open_edition(earlier, language, wrong)
        raise Unreadable(*wrong)

    def _earlier_cases(self, version: Version) -> Iterator[bytes]:
        seen = {version.tree.get(CAMPAIGN_FILE)}
        for number in range(version.number - 1, max(0, version.number - 1 - MAX_STEPS_BACK), -1):
            earlier = self._drafts.version(version.slug, number)
            digest = earlier.tree.get(CAMPAIGN_FILE) if earlier else None
            if earlier and digest not in seen:
                seen.add(digest)
                yield self._drafts.source(earlier).contents[CAMPAIGN_FILE]


def _mistakes(source: SourceFiles) -> tuple[str, ...]:
    """Return what is wrong in the case; nothing if its texts can be read."""
    try:
        read_schema(source)
    except InvalidCampaign as invalid:
        return tuple(map(str, invalid.diagnostics))
    return ()
