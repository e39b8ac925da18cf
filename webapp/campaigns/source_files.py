"""The files of one campaign as bytes, each read once.

The reader parses these bytes and the revision is their digest. A file that changes on the disk meanwhile
cannot give an old text the revision of a new one. The bytes come from a folder (`folder.read_folder`) or, as
in tests, from a dictionary.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign

CAMPAIGN_FILE = "campaign.toml"
EDITION_SUFFIX = ".po"

MAX_FILE_BYTES = 1_000_000
"""A campaign file has some 10,000 bytes. A larger file would slow the reader down."""


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """A campaign's address and its files: `campaign.toml` and one PO file for each translation."""

    slug: str
    contents: Mapping[str, bytes]
    """The bytes of each file by its name; `folder.read_folder` reads at most `MAX_FILE_BYTES` + 1 of each."""

    @property
    def edition_names(self) -> tuple[str, ...]:
        """The names of the PO files, in alphabetical order."""
        return tuple(sorted(name for name in self.contents if name.endswith(EDITION_SUFFIX)))

    @property
    def revision(self) -> str:
        """A digest of all files. It changes when the name or the content of any file changes."""
        digest = hashlib.sha256()
        for name in (CAMPAIGN_FILE, *self.edition_names):
            digest.update(name.encode() + b"\0" + self.contents.get(name, b"") + b"\0")
        return digest.hexdigest()[:16]

    def path(self, name: str) -> str:
        """Return a file's name with its folder, as messages show it: `gorinov/es.po`."""
        return f"{self.slug}/{name}"

    def text(self, name: str) -> str:
        """Decode a file, with LF line ends.

        Raise `InvalidCampaign` when the file is missing, too large or not UTF-8.
        """
        content = self.contents.get(name)
        if content is None:
            raise self._invalid(name, "is missing; add it")
        if len(content) > MAX_FILE_BYTES:
            raise self._invalid(name, f"is larger than {MAX_FILE_BYTES} bytes; shorten it")
        try:
            return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            raise self._invalid(name, "is not UTF-8; save it as UTF-8") from None

    def _invalid(self, name: str, advice: str) -> InvalidCampaign:
        return InvalidCampaign(Diagnostic(self.path(name), 0, "the file", "", advice))
