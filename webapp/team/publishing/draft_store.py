"""What publishing uses of the drafts, see `team.drafts`."""

from collections.abc import Collection, Mapping
from typing import Protocol

from webapp.campaigns.source_files import SourceFiles
from webapp.team.people.person import Person


class DraftVersion(Protocol):
    """A version of a draft."""

    @property
    def number(self) -> int:
        """1, 2, …."""


class DraftStore(Protocol):
    """The drafts of all campaigns."""

    def slugs(self) -> Collection[str]:
        """Return the campaigns of the desk."""

    def head(self, slug: str) -> DraftVersion | None:
        """Return the newest version of a campaign."""

    def source(self, version: DraftVersion, /) -> SourceFiles:
        """Return the files of a version."""

    def save(
        self, by: Person, slug: str, base: int, changes: Mapping[str, bytes | None], note: str = ""
    ) -> object:
        """Save a version; what is returned has the new `version`, or none where somebody else was quicker."""

    def create(self, by: Person, slug: str, files: Mapping[str, bytes], note: str = "") -> DraftVersion:
        """Begin a campaign."""
