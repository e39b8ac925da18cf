"""E-mail addresses of a campaign file, as they are mailed to: in ASCII, each host by its IDNA 2008 name.

An umlaut domain is taken in both its forms. A part before the "@" that is not ASCII is refused: it needs
SMTPUTF8 (RFC 6531) at each server on the way, and most supporters' servers have not got it.
"""

import re
import unicodedata
from functools import partial
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.masked import has_hidden_characters, written_out

_WRAPPED = re.compile(r"^[^<>]*<\s*(?:mailto:)?([^<>\s]+)\s*>\W*$", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*mailto:\s*|\?.*$", re.IGNORECASE)
_PERCENT_CODE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_AROUND = " \t\n\r\u00a0.,;:<>()[]\"'“”„«»"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)

_validate = partial(validate_email, check_deliverability=False, allow_smtputf8=False, strict=True)


def read_email(value: str) -> str:
    """Return the address in ASCII; raise `ValueError` with what to write instead."""
    if has_hidden_characters(value):
        raise BrokenRule(
            FieldFault.INVISIBLE,
            "has hidden characters and reaches nobody; write the whole address, or delete it",
        )
    if value.count("@") > 1 and re.search(r"[,;\s]", value):
        raise ValueError('has several addresses; write each in its own quotes: ["one@…", "two@…"]')
    address = None if _PERCENT_CODE.search(value) else _validated(value)
    if address is None:
        suggestion = _plain(value)
        if suggestion != value and _validated(suggestion) is not None:
            raise ValueError(f'is not the plain e-mail address alone; write "{suggestion}"')
        raise BrokenRule(
            FieldFault.EMAIL,
            "is not a valid e-mail address (%(reason)s); correct it",
            reason=_reason(value),
        )
    return address


def _validated(value: str) -> str | None:
    if value != value.strip() or _INVISIBLE.search(value):
        return None
    try:
        return _validate(value).ascii_email
    except EmailNotValidError:
        return None


def _reason(value: str) -> str:
    local = value.rpartition("@")[0]
    if _PERCENT_CODE.search(value):
        return "it has codes of a link, such as %40"
    if local and not local.isascii():
        return 'many mail servers refuse letters before the "@" that are not Latin, or have accents'
    if '"' in local:
        return 'many mail programs refuse quotes before the "@"'
    try:
        _validate(value)
    except EmailNotValidError as error:
        return str(error).rstrip(".")
    return "it has invisible characters or spaces"


def _plain(value: str) -> str:
    wrapped = _WRAPPED.match(value)
    bare = unquote(wrapped.group(1) if wrapped else _SCHEME.sub("", value))
    return written_out(_INVISIBLE.sub("", unicodedata.normalize("NFKC", bare)).strip(_AROUND))
