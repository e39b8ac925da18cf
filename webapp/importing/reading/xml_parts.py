"""The XML parts of a zipped office document, read within bounds and without entities."""

import io
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from webapp.domain.message_id import N_
from webapp.importing.document import UnreadableDocument

MAX_PART_BYTES = 20_000_000
MAX_PARTS = 5_000
BROKEN = N_(
    "The file is broken: it cannot be opened. Open it in your word processor, save it anew, and choose that."
)


class Parts:
    """The parts of one file. Raise `UnreadableDocument` for a broken or an exorbitant one."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            raise UnreadableDocument(BROKEN) from None
        self.names = tuple(self._zip.namelist())
        if len(self.names) > MAX_PARTS:
            raise UnreadableDocument(BROKEN)
        self._bytes_left = MAX_PART_BYTES

    def bytes(self, name: str) -> bytes:
        """Return a part, unpacked. What it says of its own size is not believed."""
        try:
            with self._zip.open(name) as part:
                content = part.read(self._bytes_left + 1)
        except MemoryError:
            raise
        except Exception as error:  # of zipfile, zlib, lzma and the files themselves: they share no base
            raise UnreadableDocument(BROKEN) from error
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise UnreadableDocument(N_("Unpacked, the file has more than 20 MB. Copy its text out of it."))
        return content

    def tree(self, name: str) -> Element:
        """Return the root of an XML part."""
        try:
            root: Element = fromstring(self.bytes(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise UnreadableDocument(BROKEN) from None
        return root
