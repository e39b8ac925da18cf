"""The languages of the site's own words, and what is missing in them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from webapp.campaigns import interface
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.cli.status.report import PageLanguage
from webapp.domain import text
from webapp.domain.language import Language, UnknownLanguage, parse
from webapp.domain.translation import ReviewState

MAX_MISSING_NAMED = 3
MAX_MESSAGE_CHARS = 80


def page_languages(folder: Path, editions: Mapping[str, Sequence[str]]) -> tuple[PageLanguage, ...]:
    """Return each language that has a catalogue below `folder`, or an edition.

    `editions` has the slugs of the campaigns by the tag of an edition.
    """
    tags = {
        interface.SOURCE.tag,
        *editions,
        *_known(map(interface.tag_of, folder.glob("*/LC_MESSAGES/messages.po"))),
    }
    return tuple(_page_language(folder, parse(tag), editions.get(tag, ())) for tag in sorted(tags))


def _page_language(folder: Path, language: Language, campaigns: Sequence[str]) -> PageLanguage:
    missing: tuple[str, ...] | None = ()
    problem, review = "", ReviewState.WHOLE
    if language != interface.SOURCE:
        path = folder / language.locale_name / "LC_MESSAGES" / "messages.po"
        try:
            missing = interface.missing_messages(path)
            review = interface.review_of(folder, language)
        except FileNotFoundError:
            missing, review = None, ReviewState.NONE
            problem = interface.why_no_page(folder, language)
        except InvalidCatalogue as error:
            missing, review, problem = None, ReviewState.NONE, text.line(str(error))
        except OSError as error:
            missing, review = None, ReviewState.NONE
            problem = f"{path} cannot be read: {error.strerror}; let the app's user read it"
    return PageLanguage(
        language=language.tag,
        name=language.name_in(interface.SOURCE),
        campaigns=tuple(campaigns),
        missing=None if missing is None else len(missing),
        first_missing=tuple(_short(message) for message in (missing or ())[:MAX_MISSING_NAMED]),
        problem=problem,
        review=review,
        missing_rest=0 if language == interface.SOURCE else _missing_rest(folder, language),
    )


def _missing_rest(folder: Path, language: Language) -> int | None:
    missing = interface.missing_of_the_rest(folder, language)
    return None if missing is None else len(missing)


def _short(message: str) -> str:
    line = text.line(message)
    return line if len(line) <= MAX_MESSAGE_CHARS else line[: MAX_MESSAGE_CHARS - 1] + "…"


def _known(tags: Iterable[str]) -> Iterable[str]:
    for tag in tags:
        try:
            yield parse(tag).tag
        except UnknownLanguage:
            continue
