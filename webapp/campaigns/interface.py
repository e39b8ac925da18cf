"""The catalogues of the interface: which page languages there are, and what the others lack.

What a supporter reads is in `messages.po`, and decides whether a language is offered. The page for webmasters
and the errors are in `rest.po`; they stand in English until it is complete.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.domain import text
from webapp.domain.language import Language, tag_of_locale
from webapp.domain.translation import ReviewState

SOURCE = Language("en")
"""The language of the message ids: always complete."""
MESSAGES, REST = "messages", "rest"
"""Gettext's names of the two catalogues."""
MAX_MISSING_NAMED = 3


def why_no_page(folder: Path, wanted: Language) -> str:
    """Return why there is no page in a language, and what to do, or "" where there is one."""
    if wanted == SOURCE:
        return ""
    path = _path(folder, wanted)
    if not path.exists():
        return (
            f"the interface is not translated into {wanted.name_in(SOURCE)}; "
            f"begin with `tools/messages {wanted.locale_name}`"
        )
    try:
        missing = missing_messages(path)
    except InvalidCatalogue as error:
        return str(error)
    return describe_missing(path, missing) if missing else ""


def describe_missing(path: Path, missing: Sequence[str]) -> str:
    """Return how many messages a catalogue lacks, with the first of them."""
    first = ", ".join(f"“{text.fold(message)[:60]}”" for message in missing[:MAX_MISSING_NAMED])
    return f"{path} lacks {len(missing)} messages, the first of them {first}; translate them"


def missing_messages(path: Path) -> tuple[str, ...]:
    """Return the messages that are not translated; raise `InvalidCatalogue` when the file cannot be read."""
    return missing_in(path.read_bytes(), path)


def missing_in(content: bytes, path: Path) -> tuple[str, ...]:
    """Return the same for what was read from a path."""
    try:
        return _missing(content, tag_of(path))
    except InvalidCatalogue as error:
        line = f", line {error.line}" if error.line else ""
        raise InvalidCatalogue(f"{path}{line}: the file {error}", error.line) from None


def missing_of_the_rest(folder: Path, ui_language: Language) -> tuple[str, ...] | None:
    """Return what `rest.po` lacks; None where there is no such file, or none that can be read."""
    try:
        return missing_messages(_path(folder, ui_language).with_name(f"{REST}.po"))
    except (InvalidCatalogue, OSError):
        return None


def review_of(folder: Path, ui_language: Language) -> ReviewState:
    """Return how far a native speaker has read the catalogue."""
    return ReviewState.WHOLE if ui_language == SOURCE else review_in(_path(folder, ui_language).read_bytes())


@lru_cache(maxsize=64)  # to read a catalogue takes 10 ms, and the same file is asked about again
def _missing(content: bytes, tag: str) -> tuple[str, ...]:
    catalogues.locale_named(tag)
    return catalogues.missing(catalogues.read(content))


@lru_cache(maxsize=64)
def review_in(content: bytes) -> ReviewState:
    """Return the same for what a catalogue holds."""
    return catalogues.review_of(catalogues.read(content))


def tag_of(path: Path) -> str:
    """Return the tag of the language that a catalogue is in."""
    return tag_of_locale(path.parent.parent.name)


def _path(folder: Path, ui_language: Language) -> Path:
    return folder / ui_language.locale_name / "LC_MESSAGES" / f"{MESSAGES}.po"
