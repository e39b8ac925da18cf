"""Message catalogues as the tests of this folder look at them."""

import gettext
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.repository.checkout import files

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
NUMBERS = 200
"""Far enough to meet every plural form of the languages there are."""

Key = tuple[str, str | tuple[str, ...]]


@cache
def read(path: Path) -> Catalog:
    """Read a PO file as the app does."""
    with path.open("rb") as stream:
        return read_po(stream, locale=tag_of(path).replace("-", "_"), abort_invalid=True)


def tag_of(path: Path) -> str:
    """Tell the language a PO file is for, from where it stands."""
    return path.stem if path.parent.name != "LC_MESSAGES" else path.parent.parent.name


def all_paths() -> tuple[Path, ...]:
    """Give every catalogue: the interface's and the campaigns' editions."""
    return files("translations/*.po", "campaigns/*.po")


def messages(catalogue: Catalog) -> list[Message]:
    """Give the messages without the header."""
    return [message for message in catalogue if message.id]


def key(message: Message) -> Key:
    """Give what a message is found by."""
    return (message.context or "", tuple(message.id) if message.pluralizable else message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Give the translations: one, or one a plural form."""
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string,)


def sources(message: Message) -> tuple[str, ...]:
    """Give the source: one, or singular and plural."""
    return tuple(message.id) if message.pluralizable else (message.id,)


def numbers_of_each_form(catalogue: Catalog) -> dict[int, list[int]]:
    """Give, for each plural form, the numbers it speaks for, by the catalogue's own rule."""
    form = gettext.c2py(catalogue.plural_expr)
    return {place: [n for n in range(NUMBERS) if form(n) == place] for place in range(catalogue.num_plurals)}
