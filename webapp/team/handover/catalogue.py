"""The words of a handover pack: the desk's catalogue in one language, without a web framework."""

from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations

from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.interface import SOURCE, missing_messages, tag_of
from webapp.domain import language
from webapp.domain.language import Language

DOMAIN = "desk"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Messages in one language."""

    language: Language
    translations: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """Translate a message and fill in its placeholders. Bind it to `_`: the extraction looks for that."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Do the same with a message that has a context."""
        text = self.translations.pgettext(context, message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """Translate a message that has a number, in the plural form of the language.

        `%(num)s` is the number in the language's own digits.
        """
        text = self.translations.ngettext(one, many, num)
        return text % {"num": self.language.number(num), **values}


def read_catalogue(folder: Path, of: Language) -> Catalogue:
    """Return the desk's catalogue in a language of `offered`; `folder` holds all catalogues."""
    if of == SOURCE:
        return Catalogue(of, NullTranslations())
    loaded = Translations.load(str(folder), [of.locale_name], DOMAIN)
    return Catalogue(of, loaded)


def offered(folder: Path) -> tuple[Language, ...]:
    """Return the languages in which the desk's catalogue is complete and compiled, English first."""
    found = []
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        try:
            if path.with_suffix(".mo").exists() and not missing_messages(path):
                found.append(language.parse(tag_of(path)))
        except InvalidCatalogue:  # one bad file costs one language
            continue
    return (SOURCE, *(each for each in found if each != SOURCE))
