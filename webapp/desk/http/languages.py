"""The languages that the desk speaks: those with a complete catalogue `desk`."""

import logging
from collections.abc import Sequence
from pathlib import Path

from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.interface import SOURCE, missing_messages, tag_of
from webapp.domain import language
from webapp.domain.language import Language
from webapp.web.http import locales

DOMAIN = "desk"


def offered(folder: Path) -> tuple[Language, ...]:
    """Return the languages with a complete and compiled catalogue in `folder`, English first.

    One bad catalogue costs its own language, and the log says why.
    """
    found = [SOURCE]
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        if why := _why_not(path):
            logging.getLogger("appeal").warning(
                "the desk does not speak %s: %s", path.parent.parent.name, why
            )
        else:
            found.append(language.parse(tag_of(path)))
    return tuple(found)


def chosen(languages: Sequence[Language], tag: str) -> Language:
    """Return the language with this tag, or else that of the browser."""
    return next((each for each in languages if each.tag == tag), None) or locales.best(languages)


def _why_not(path: Path) -> str:
    try:
        missing = len(missing_messages(path))
    except InvalidCatalogue as error:
        return str(error)
    if missing:
        return f"{path.name} lacks {missing} messages"
    # gettext would fall back to English without an error
    return "" if path.with_suffix(".mo").exists() else f"{path.name} is not compiled; run `make install`"
