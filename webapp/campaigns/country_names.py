"""Names of countries in every language of the CLDR, to find a country that stands in an address.

Babel's own loader would keep the data of 300 languages in memory; here only the names are read and kept.
"""

import pickle
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from babel.localedata import locale_identifiers, resolve_locale_filename

_OTHER_NAMES = {
    "US": "USA, U.S.A., U.S., United States of America, Estados Unidos de América, EE. UU., EEUU, EUA, "
    "États-Unis d'Amérique, Vereinigte Staaten von Amerika, Stati Uniti d'America, США, "
    "Соединённые Штаты Америки, الولايات المتحدة الأمريكية, アメリカ合衆国",
    "GB": "UK, U.K., Great Britain, England, Scotland, Wales, Northern Ireland, Großbritannien, "
    "Grande-Bretagne, Gran Bretaña, Великобритания, Соединённое Королевство, بريطانيا",
    "RU": "Russian Federation, Federación de Rusia, Fédération de Russie, Russische Föderation, "
    "Российская Федерация, РФ",
    "IR": "Islamic Republic of Iran", "KR": "Republic of Korea, Korea", "KP": "DPRK, North Korea",
    "NL": "The Netherlands, Holland", "AE": "UAE, U.A.E.", "VN": "Viet Nam", "TR": "Turkey, Türkiye",
    "CZ": "Czech Republic", "SY": "Syrian Arab Republic", "LA": "Lao PDR", "MD": "Republic of Moldova",
    "CD": "Congo, DRC, Democratic Republic of the Congo", "MM": "Burma", "SZ": "Swaziland",
    "CI": "Ivory Coast",
    "VE": "Bolivarian Republic of Venezuela", "TZ": "United Republic of Tanzania", "CN": "PRC, P.R. China",
    "BY": "Republic of Belarus", "SA": "KSA, Kingdom of Saudi Arabia", "MX": "Estados Unidos Mexicanos",
    "PS": "Palestine, State of Palestine",
}  # fmt: skip
"""Usual names that the CLDR does not have."""
_REGION = re.compile("_[A-Z]{2}|_[0-9]")
_ARTICLE = re.compile(r"^(?:the|la|le|les|los|el|die|der) ")
CITIES = frozenset({"DJ", "GI", "GT", "HK", "KW", "LU", "MC", "MO", "PA", "SG", "SM", "VA"})
"""Countries whose name is their capital's, too: there it may be the place in an address."""


def names_country(line: str, country: str) -> bool:
    """Check whether a line of an address is the name of this country and nothing else."""
    if country in CITIES or any(map(str.isdecimal, line)):
        return False
    return country in _countries().get(_key(line), ())


def code_of(name: str) -> str:
    """Return the code of the country with this name in any language, "" where there is none or several."""
    codes = _countries().get(_key(name), frozenset())
    return next(iter(codes)) if len(codes) == 1 else ""


def without_country(lines: Sequence[str], country: str) -> tuple[str, ...]:
    """Return the lines of an address without the country at their end: as the last line, or after a comma."""
    *others, last = lines
    place, _, end = last.rpartition(",")
    if others and names_country(last, country):
        return (*others[:-1], others[-1].rstrip(" ,"))
    return (
        (*others, place.rstrip(" ,")) if place.strip(" ,") and names_country(end, country) else tuple(lines)
    )


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, frozenset[str]]:
    written: defaultdict[str, set[str]] = defaultdict(set)
    for tag in locale_identifiers():
        if _REGION.search(tag):
            continue  # a region's names are its language's, but for a few
        with open(resolve_locale_filename(tag), "rb") as file:  # noqa: PTH123 (Babel returns text)
            territories = pickle.load(file).get("territories", {})  # noqa: S301 (a file of the package)
        for code, name in territories.items():
            if len(code) == 2 and isinstance(name, str):
                written[name].add(code)
    for code, others in _OTHER_NAMES.items():
        for name in others.split(", "):
            written[name].add(code)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name, codes in written.items():  # many languages have the same names
        names[_key(name)] |= codes
    return {name: frozenset(codes) for name, codes in names.items()}


def _key(name: str) -> str:
    """Return a name without case, accents, punctuation and article."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    if not plain.isalnum():
        plain = " ".join("".join(each for each in plain if each.isalnum() or each.isspace()).split())
    return _ARTICLE.sub("", plain)
