"""Types of the values in a campaign file. Each message says what is wrong and what to write."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field

from webapp.domain import language, text
from webapp.domain.partner import is_origin


def _tag(value: str) -> str:
    try:
        return language.parse(value).tag
    except language.UnknownLanguage:
        raise ValueError(
            'is not the code of a language; write one such as "es", "pt-BR" or "zh-Hant" (BCP 47)'
        ) from None


def _fit(value: str) -> str:
    """Return the text; raise where it has a character that a letter cannot hold."""
    if unfit := text.separate(value)[1]:
        names = ", ".join(map(text.describe, unfit[:3]))
        raise ValueError(
            f"has an invisible or unusable character, which no letter can hold: {names}; delete it"
        )
    return value


def _line(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write it, or delete the field if it is optional")
    if "\n" in value or "\r" in value:
        raise ValueError("has a line break; write it on one plain line")
    if text.sanitize(_fit(value)) != value:
        raise ValueError("has a tab or a line break of an unusual kind; write a space")
    if value != value.strip():
        raise ValueError("has a space at its beginning or end; delete it")
    if "  " in value:  # a no-break or narrow space is typography, and stays
        raise ValueError("has two spaces in a row; write it on one plain line with single spaces")
    return value


def _optional_line(value: str) -> str:
    return _line(value) if value else value


def _block(value: str) -> str:
    if text.sanitize(_fit(value)) != value:
        raise ValueError("has a tab or a line break of an unusual kind; write a space or an empty line")
    if not value.strip():
        raise ValueError("is empty; write it")
    return value


def _email(value: str) -> str:
    try:
        address = validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValueError(f"is not a valid e-mail address ({error}); correct it") from None
    if address.normalized.lower() != value.lower():
        raise ValueError(f'is not the plain form of the e-mail address; write "{address.normalized}"')
    return value


def _country(value: str) -> str:
    if value not in language.Language("en").locale.territories or not value.isalpha():
        raise ValueError('is not the code of a country; write two capital letters, such as "US" (ISO 3166-1)')
    return value


def _is_link(value: str) -> bool:
    if not value.isascii() or not value.isprintable() or set(value) & set(' "<>\\^`{|}'):  # RFC 3986, 2
        return False
    try:
        link = urlsplit(value)
        port_is_valid = link.port is None or link.port > 0
    except ValueError:
        return False
    return link.scheme == "https" and bool(link.hostname) and "@" not in link.netloc and port_is_valid


def _link(value: str) -> str:
    if not _is_link(value):
        raise ValueError(
            'is not a link to a site; write the whole address with "https://", '
            'such as "https://www.example.org/write-to-us", without user name and spaces'
        )
    return value


def _contact(value: str) -> str:
    if _is_link(value):
        return value
    try:
        return _email(value)
    except ValueError:
        raise ValueError('must be an e-mail address or a web address that begins with "https://"') from None


def _number(value: str) -> str:
    if not re.fullmatch(r"\+[0-9][0-9 ().-]{5,24}", value):
        raise ValueError(
            'is not an international telephone number; write it with its country, such as "+1 202 555 0100"'
        )
    return value


def _hashtag(value: str) -> str:
    if not re.fullmatch(r"\w{2,40}", value) or value.isdigit():
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


Tag = Annotated[str, AfterValidator(_tag)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_line)]
OptionalLine = Annotated[str, Field(max_length=300), AfterValidator(_optional_line)]
LetterLine = Annotated[str, Field(max_length=text.MAX_LINE_CHARS), AfterValidator(_line)]
Block = Annotated[str, Field(max_length=text.MAX_TEXT_CHARS), AfterValidator(_block)]
Card = Annotated[str, Field(max_length=text.MAX_CARD_CHARS), AfterValidator(_block)]
Hashtag = Annotated[str, AfterValidator(_hashtag)]
Email = Annotated[str, AfterValidator(_email)]
Contact = Annotated[str, Field(max_length=300), AfterValidator(_contact)]
Country = Annotated[str, AfterValidator(_country)]
Origin = Annotated[str, AfterValidator(_origin)]
Link = Annotated[str, Field(max_length=300), AfterValidator(_link)]
Number = Annotated[str, AfterValidator(_number)]
