"""The list of countries of a page, written once a language: it was an eighth of the time of a page."""

from functools import lru_cache

from markupsafe import Markup

from webapp.domain.country import COUNTRIES, countries_in
from webapp.domain.language import Language

_OPTION = Markup('<option value="{}">{}</option>\n')


def country_options(language: Language, chosen: str) -> Markup:
    """Return an option for each country, in a language, with one chosen or "" for none."""
    options = _options(language)
    if chosen not in COUNTRIES:
        return options
    option = f'<option value="{chosen}"'
    return Markup(str(options).replace(option, f"{option} selected", 1))  # noqa: S704 (a code of our own list)


@lru_cache(maxsize=64)
def _options(language: Language) -> Markup:
    return Markup().join(_OPTION.format(code, name) for code, name in countries_in(language))
