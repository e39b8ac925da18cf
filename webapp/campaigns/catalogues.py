"""PO files of campaigns and of the interface: parse them, check that they are complete, find the reviewer.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. A comment in the header names
the reviewer: `# Reviewed by: nobody yet`, or a person's name.
"""

import io
import re

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

_REVIEW = re.compile(r"^#?\s*Reviewed by:\s*(\S.*)$", re.MULTILINE)


class InvalidCatalogue(ValueError):
    """Bytes that are no PO file. `line` counts from 1; 0 where the parser names none."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def parse(content: bytes, tag: str) -> Catalog:
    """Parse the PO file of a language; raise `InvalidCatalogue`."""
    try:
        return read_po(io.BytesIO(content), locale=tag.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:  # LookupError: the header names no known charset
        index = getattr(error, "lineno", None)
        raise InvalidCatalogue(str(error), 0 if index is None else index + 1) from None


def is_translated(message: Message) -> bool:
    """Check that a message is not fuzzy and that each of its forms has text."""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return not message.fuzzy and all(form and form.strip() for form in forms)


def is_complete(catalogue: Catalog) -> bool:
    """Check that every message is translated. A plural with an empty form is not translated."""
    return all(is_translated(message) for message in catalogue if message.id)


def reviewer(header: str) -> str:
    """Return the reviewer whom the comment in a PO file's header names, or "" while it says "nobody"."""
    review = _REVIEW.search(header)
    name = review.group(1).strip() if review else ""
    return "" if name.lower().startswith("nobody") else name
