"""The files of one campaign as bytes, each read once.

The reader parses these bytes and the revision is their digest. A file that changes on the disk meanwhile
cannot give an old text the revision of a new one. The bytes come from a folder (`folder.read_folder`) or, as
in tests, from a dictionary.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.campaigns import file_kinds
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign

SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
"""The name of a campaign's folder, which is its address."""
CAMPAIGN_FILE = "campaign.toml"
EDITION_SUFFIX = ".po"
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
TABLE_NAME = re.compile(r"missions-[A-Z]{2}\.csv")
"""A table of embassies; the two letters are the state's that they belong to."""
MAX_PICTURE_BYTES = 10_000_000
"""A telephone's photograph has some four million bytes."""
MAX_PICTURES = 45
"""Of one campaign: forty people, a photograph of all, a logo."""

MAX_FILE_BYTES = 1_000_000
"""A campaign file has some 10,000 bytes. A larger file would slow the reader down."""


def is_campaign_file(name: str) -> bool:
    """Return True if a file of this name belongs to a campaign: no other is read, stored or published."""
    is_plain = "/" not in name and "\\" not in name and name.isprintable() and name[:1] not in (".", "")
    is_text = name == CAMPAIGN_FILE or is_table(name)
    return is_plain and (is_text or name.lower().endswith((EDITION_SUFFIX, *PICTURE_SUFFIXES)))


def is_table(name: str) -> bool:
    """Return True if a file of this name is a table of embassies."""
    return TABLE_NAME.fullmatch(name) is not None


def table_name(state: str) -> str:
    """Return the name of the table with the embassies of a state (ISO 3166-1 alpha-2)."""
    return f"missions-{state}.csv"


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """A campaign's address and its files: `campaign.toml`, one PO file a translation, tables, pictures."""

    slug: str
    contents: Mapping[str, bytes]
    """The bytes of each file by its name; `folder.read_folder` reads at most `MAX_FILE_BYTES` + 1 of each."""

    @property
    def edition_names(self) -> tuple[str, ...]:
        """The names of the PO files, in alphabetical order."""
        return tuple(sorted(name for name in self.contents if name.endswith(EDITION_SUFFIX)))

    @property
    def picture_names(self) -> tuple[str, ...]:
        """The names of the pictures, in alphabetical order."""
        return tuple(sorted(name for name in self.contents if name.lower().endswith(PICTURE_SUFFIXES)))

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of the tables of embassies, in alphabetical order."""
        return tuple(sorted(filter(is_table, self.contents)))

    def without_pictures(self) -> "SourceFiles":
        """Return the text files alone."""
        pictures = {*self.picture_names}
        return SourceFiles(self.slug, {k: v for k, v in self.contents.items() if k not in pictures})

    @property
    def revision(self) -> str:
        """A digest of all files. It changes when the name or the content of any file changes."""
        digest = hashlib.sha256()
        for name in (CAMPAIGN_FILE, *self.edition_names, *self.table_names, *self.picture_names):
            digest.update(name.encode() + b"\0" + self.contents.get(name, b"") + b"\0")
        return digest.hexdigest()[:16]

    def path(self, name: str) -> str:
        """Return a file's name with its folder, as messages show it: `gorinov/es.po`."""
        return f"{self.slug}/{name}"

    def without(self, name: str, instead: bytes | None) -> "SourceFiles":
        """Return the files with other bytes for one of them, or without it."""
        others = {key: content for key, content in self.contents.items() if key != name}
        return SourceFiles(self.slug, others if instead is None else others | {name: instead})

    def content(self, name: str) -> bytes:
        """Return the bytes of a file; raise `InvalidCampaign` when it is missing or too large."""
        content = self.contents.get(name)
        if content is None:
            raise self._invalid(name, "is missing; add it")
        if len(content) > MAX_FILE_BYTES:
            raise self._invalid(name, f"is larger than {MAX_FILE_BYTES} bytes; shorten it")
        return content

    def text(self, name: str) -> str:
        """Decode a UTF-8 file, with LF line ends and without a byte order mark.

        Raise `InvalidCampaign` when the file is missing, too large or no text in UTF-8.
        """
        content = self.content(name)
        if instead := file_kinds.what_it_is_instead(content, "plain text file"):
            raise self._invalid(name, instead)
        try:
            text = content.removeprefix(file_kinds.BYTE_ORDER_MARK).decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise self._invalid(name, file_kinds.not_utf_8(content, error.start), line) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _invalid(self, name: str, advice: str, line: int = 0) -> InvalidCampaign:
        return InvalidCampaign(Diagnostic(self.path(name), line, "the file", "", advice))
