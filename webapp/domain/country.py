"""The countries that a supporter can write from, by their codes (ISO 3166-1 alpha-2) and by their names."""

from functools import lru_cache

from webapp.domain.language import Language
from webapp.domain.text import unaccented

_GROUPS_AND_PARTS = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())  # noqa: SIM905
"""Two-letter codes of the CLDR that are no country: unions, parts of countries, codes for tests."""

COUNTRIES = tuple(
    sorted(
        code
        for code in map(str, Language("en").locale.territories)
        if len(code) == 2 and code.isalpha() and code not in _GROUPS_AND_PARTS
    )
)
"""The countries and areas of ISO 3166-1, and Kosovo, which the CLDR has as XK."""


@lru_cache(maxsize=64)
def countries_in(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the code and the name of each country in a language, ordered by name."""
    names = language.locale.territories
    return tuple(
        sorted(((code, names.get(code, code)) for code in COUNTRIES), key=lambda pair: unaccented(pair[1]))
    )
