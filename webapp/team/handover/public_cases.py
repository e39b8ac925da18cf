"""What everybody can read of a campaign now: the folder of this host, or else the desk's publication."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.campaign import Campaign
from webapp.publications.store import ActionsUnavailable, PublicationStore


class NotPublic(LookupError):
    """Nobody can read a campaign of this name on the page. The message says why, for an operator."""


class PublicCases:
    """Reads public campaigns. `folders` holds the campaign folders of this host."""

    def __init__(self, folders: Path, store: PublicationStore, now: Callable[[], datetime]) -> None:
        self._folders = folders
        self._store = store
        self._now = now

    def find(self, slug: str) -> Campaign:
        """Return a campaign as the page shows it now; raise `NotPublic`.

        A folder goes before a publication of the same name, as on the page.
        """
        try:
            campaign = read_valid_parts(self._source(slug)).campaign
        except InvalidCampaign as invalid:
            raise NotPublic("\n".join(map(str, invalid.diagnostics))) from None
        if not campaign.life.is_public(self._now()):
            raise NotPublic(f'"{slug}" is not public yet; publish it first')
        return campaign

    def all(self) -> Mapping[str, Campaign]:
        """Return every campaign that the page shows now, by slug; what cannot be read is left out."""
        slugs = {folder.name for folder in find_folders(self._folders)}
        with suppress(ActionsUnavailable):
            slugs |= self._store.newest(self._now()).keys()
        found = {}
        for slug in sorted(slugs):
            with suppress(NotPublic, ActionsUnavailable):
                found[slug] = self.find(slug)
        return found

    def _source(self, slug: str) -> SourceFiles:
        for folder in find_folders(self._folders):
            if folder.name == slug:
                return read_folder(folder)
        publication = self._store.newest(self._now()).get(slug)
        if publication is None or publication.withdrawn:
            raise NotPublic(
                f'no campaign "{slug[:80]}" is public; name a folder in CAMPAIGNS, or one that the desk '
                "has published"
            )
        return SourceFiles(slug, self._store.files(publication))
