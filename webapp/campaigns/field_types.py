"""Types of the values in a campaign file. Each message says what is wrong and what to write."""

import unicodedata
from typing import Annotated
from urllib.parse import quote, urlsplit, urlunsplit

import idna
from pydantic import AfterValidator, Field, ValidationInfo

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.country_names import code_of
from webapp.campaigns.email_address import read_email
from webapp.campaigns.masked import is_masked_link
from webapp.campaigns.telephone import read_number
from webapp.domain import language, markup, text
from webapp.domain.partner import is_origin

_IN_LINKS = "%!#$&'()*+,/:;=?@[]~"
"""Characters of a link that stay (RFC 3986, 2.2); others that are not ASCII letters are percent-encoded."""


def _tag(value: str) -> str:
    try:
        return language.parse(value).tag
    except language.UnknownLanguage:
        raise BrokenRule(
            FieldFault.LANGUAGE,
            'is not the code of a language; write one such as "es", "pt-BR" or "zh-Hant" (BCP 47)',
        ) from None


def _fit(value: str) -> str:
    """Return the text; raise where it has a character that a letter cannot hold."""
    if unfit := text.separate(value)[1]:
        raise BrokenRule(
            FieldFault.INVISIBLE,
            "has an invisible or unusable character, which no letter can hold: %(names)s; delete it",
            names=", ".join(map(text.describe, unfit[:3])),
        )
    return value


def _line(value: str) -> str:
    if not value.strip():
        raise BrokenRule(FieldFault.EMPTY, "is empty; write it")
    if "\n" in value or "\r" in value:
        raise BrokenRule(FieldFault.SPACING, "has a line break; write it on one plain line")
    if text.sanitize(_fit(value)) != value:
        raise BrokenRule(FieldFault.INVISIBLE, "has a tab or a line break of an unusual kind; write a space")
    if value != value.strip():
        raise BrokenRule(FieldFault.SPACE_AROUND, "has a space at its beginning or end; delete it")
    if "  " in value:  # a no-break or narrow space is typography, and stays
        raise BrokenRule(
            FieldFault.SPACING, "has two spaces in a row; write it on one plain line with single spaces"
        )
    return value


def _optional_line(value: str) -> str:
    return _line(value) if value else value


def _block(value: str) -> str:
    if text.sanitize(_fit(value)) != value:
        raise BrokenRule(
            FieldFault.INVISIBLE,
            "has a tab or a line break of an unusual kind; write a space or an empty line",
        )
    if not value.strip():
        raise BrokenRule(FieldFault.EMPTY, "is empty; write it")
    return value


def _links(value: str) -> str:
    """Return a page text; raise where a link in it is none."""
    wrong = markup.wrong_link(value) or next(
        (link for link in markup.links(value) if _ascii_link(link) is None), ""
    )
    if wrong:
        raise BrokenRule(
            FieldFault.LINK,
            "has a link that cannot be followed, “%(link)s”; write [text](https://…), the whole address "
            'with "https://" right behind the text',
            link=wrong,
        )
    return value


def _country(value: str) -> str:
    if value not in language.Language("en").locale.territories or not value.isalpha():
        code = code_of(value) or value.upper()
        is_known = len(code) == 2 and code in language.Language("en").locale.territories
        advice = f'here "{code}"' if is_known else 'such as "US" (ISO 3166-1)'
        raise BrokenRule(
            FieldFault.COUNTRY,
            "is not the code of a country; write two capital letters, %(advice)s",
            advice=advice,
        )
    return value


def _link(value: str) -> str:
    link = _ascii_link(value)
    if link is None:
        raise ValueError(
            'is not a link to a site; write the whole address with "https://", '
            'such as "https://www.example.org/write-to-us", without user name and spaces'
        )
    return link


def _ascii_link(value: str) -> str | None:
    """Return a link over https with its host and path in ASCII (RFC 3986, 2), or None if it is none."""
    if not value.isprintable() or set(value) & set(' "<>\\^`{|}') or is_masked_link(value):
        return None
    try:
        link = urlsplit(value)
        port = "" if link.port is None else f":{link.port}"
        host = idna.encode(link.hostname or "", uts46=True).decode()
    except ValueError:  # idna.IDNAError is one
        return None
    if link.scheme != "https" or "@" in link.netloc or "." not in host or port == ":0":
        return None
    rest = urlunsplit(("", "", link.path, link.query, link.fragment))
    return f"https://{host}{port}{quote(rest, safe=_IN_LINKS)}"


def _contact(value: str) -> str:
    if link := _ascii_link(value):
        return link
    try:
        return read_email(value)
    except ValueError as error:
        why = f" ({error})" if "@" in value else ""
        raise ValueError(
            f'must be an e-mail address or a web address that begins with "https://"{why}'
        ) from None


def _number(value: str, info: ValidationInfo) -> str:
    return read_number(value, str(info.data.get("country", "")))


def _parts_words(character: str) -> bool:
    """Return whether a character ends a hashtag: white space, a sign, a mark of punctuation but "_"."""
    category = unicodedata.category(character)
    return (category[0] in "PSZ" or category in ("Cc", "Cf")) and character not in "_\u200c\u200d"


def _hashtag(value: str) -> str:
    if not 2 <= len(value) <= 40 or value.isdecimal() or any(map(_parts_words, value)):
        raise ValueError(
            'is not a hashtag; write letters and digits without "#" and spaces, such as "FreeAda"'
        )
    return value


def _origin(value: str) -> str:
    if not is_origin(value):
        raise ValueError(
            'is not the address of a site; write "https://" and the host alone, such as "https://www.example.org"'
        )
    return value


def whole_number(least: int, most: int) -> AfterValidator:
    """Return the rule of a number between two bounds, both included."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise BrokenRule(
                FieldFault.WHOLE_NUMBER,
                "must be a whole number from %(least)s to %(most)s",
                least=least,
                most=most,
            )
        return value

    return AfterValidator(check)


Tag = Annotated[str, AfterValidator(_tag)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_line)]
OptionalLine = Annotated[str, Field(max_length=300), AfterValidator(_optional_line)]
PageLine = Annotated[str, Field(max_length=600), AfterValidator(_line), AfterValidator(_links)]
"""A line of the page that may hold links and emphasis: see `domain.markup`."""
LetterLine = Annotated[str, Field(max_length=text.MAX_LINE_CHARS), AfterValidator(_line)]
Block = Annotated[str, Field(max_length=text.MAX_TEXT_CHARS), AfterValidator(_block)]
PageBlock = Annotated[Block, AfterValidator(_links)]
Card = Annotated[str, Field(max_length=text.MAX_CARD_CHARS), AfterValidator(_block)]
Hashtag = Annotated[str, AfterValidator(_fit), AfterValidator(_hashtag)]
Email = Annotated[str, AfterValidator(read_email)]
Contact = Annotated[str, Field(max_length=300), AfterValidator(_contact)]
Country = Annotated[str, AfterValidator(_country)]
Origin = Annotated[str, AfterValidator(_origin)]
Link = Annotated[str, Field(max_length=300), AfterValidator(_link)]
Number = Annotated[str, AfterValidator(_number)]
