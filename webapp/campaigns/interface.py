"""The catalogues of the interface: which page languages there are, and what the others lack."""

from functools import lru_cache
from pathlib import Path

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.domain import text
from webapp.domain.language import Language, tag_of_locale
from webapp.domain.translation import ReviewState

SOURCE = Language("en")
"""The language of the message ids: always complete."""
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
    if not missing:
        return ""
    first = ", ".join(f"“{text.fold(message)[:60]}”" for message in missing[:MAX_MISSING_NAMED])
    return f"{path} lacks {len(missing)} messages, the first of them {first}; translate them"


def missing_messages(path: Path) -> tuple[str, ...]:
    """Return the messages that are not translated; raise `InvalidCatalogue` when the file cannot be read."""
    try:
        return _missing(path.read_bytes(), tag_of(path))
    except InvalidCatalogue as error:
        line = f", line {error.line}" if error.line else ""
        raise InvalidCatalogue(f"{path}{line}: the file {error}", error.line) from None


def review_of(folder: Path, ui_language: Language) -> ReviewState:
    """Return how far a native speaker has read the catalogue."""
    return ReviewState.WHOLE if ui_language == SOURCE else _review(_path(folder, ui_language).read_bytes())


@lru_cache(maxsize=64)  # to parse a catalogue takes 30 ms, and the same file is asked about again
def _missing(content: bytes, tag: str) -> tuple[str, ...]:
    return catalogues.missing(catalogues.parse(content, tag))


@lru_cache(maxsize=64)
def _review(content: bytes) -> ReviewState:
    return catalogues.review_of(catalogues.read(content))


def tag_of(path: Path) -> str:
    """Return the tag of the language that a catalogue is in."""
    return tag_of_locale(path.parent.parent.name)


def _path(folder: Path, ui_language: Language) -> Path:
    return folder / ui_language.locale_name / "LC_MESSAGES" / "messages.po"
