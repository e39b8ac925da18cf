"""Telephone and fax numbers of a campaign file: what they dial, by the numbering plans of `phonenumbers`.

A number is printed as the file writes it where its digits are what is dialled; else as the library writes it.
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.masked import has_hidden_digits
from webapp.domain.delivery.tel import EXTENSION

MAX_CHARS = 60
_EXAMPLE = '"+1 202 555 0100"'
_EXTENSION = re.compile(
    r"(?:[\s,;(]*(?:;\s*ext=|(?:ext|extn|extension|x|xtn|int|interno|interne|poste|anexo|ramal|app|apparat|dw|"
    r"durchwahl|wewn|wew|доб|добавочный|внутр|вн|дод|تحويلة|داخلی|داخلي)\.?:?=?|#)\s*)(\d{1,7})\)?$",
    re.IGNORECASE,
)
_MAIN = re.compile(r"\+?[\d\s().·/-]+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-") | {0xFF0B: "+", 0xA0: " ", 0x202F: " ", 0x2009: " "}
_SECOND = re.compile(r"/\s*\d{1,3}$|\d\s*(?:/|\bor\b|\bund\b|\bи\b)\s*\+|,|;")
_UNMARKED = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


def read_number(value: str, country: str, *, extension: bool = True) -> str:
    """Return a number as it is printed and dialled; raise `ValueError` with what to write instead.

    `country` is the target's: it is only used to suggest the whole of a number without a country code.
    """
    if len(value) > MAX_CHARS:
        raise ValueError(f"is longer than {MAX_CHARS} characters; write one number in each entry")
    if has_hidden_digits(value):
        raise BrokenRule(FieldFault.INVISIBLE, "has hidden digits; write the whole number, or delete it")
    plain = value.translate(_DASHES)
    match = _EXTENSION.search(plain)
    main, inner = (plain[: match.start()], match.group(1)) if match else (plain, "")
    main = main.strip()
    if _SECOND.search(main) or main.count("+") > 1:
        found = _found(value, country)
        raise ValueError(f'seems to be several numbers; write each in its own quotes: ["+…", "+…"]{found}')
    if not _MAIN.fullmatch(main):
        found = _found(value, country)
        raise BrokenRule(
            FieldFault.NOT_A_NUMBER_ALONE,
            "is not a number alone; write only digits, such as %(example)s%(found)s",
            example=_EXAMPLE,
            found=found,
        )
    if not main.startswith("+"):
        found = _found(value, country)
        raise BrokenRule(
            FieldFault.NO_COUNTRY_CODE,
            "is a number without its country; write it with that, such as %(example)s%(found)s",
            example=_EXAMPLE,
            found=found,
        )
    number = _parse(main)
    if number is None or not phonenumbers.is_valid_number(number):
        raise BrokenRule(
            FieldFault.NOT_DIALLED,
            "cannot be dialled: %(reason)s; compare it with its source",
            reason=_reason(number),
        )
    if inner and not extension:
        raise ValueError("has an extension, which cannot be reached there; write the number without it")
    return _printed(number, main) + (f"{EXTENSION}{_latin(inner)}" if inner else "")


def _parse(text: str, country: str | None = None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None


def _reason(number: PhoneNumber | None) -> str:
    if number is None or number.country_code not in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        return "no country has this code"
    match phonenumbers.is_possible_number_with_reason(number):
        case phonenumbers.ValidationResult.TOO_SHORT | phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return "it is too short"
        case phonenumbers.ValidationResult.TOO_LONG:
            return "it is too long"
        case phonenumbers.ValidationResult.INVALID_LENGTH:
            return "its length is wrong"
    return f"there are no such numbers behind +{number.country_code}"


def _printed(number: PhoneNumber, written: str) -> str:
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    is_plain = written.isascii() and not re.search(r"\s\s|\+\s", written)
    is_plain = is_plain and "+" + re.sub(r"\D", "", written) == e164
    return written if is_plain else phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _latin(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _found(value: str, country: str) -> str:
    """Return the numbers within a text, to be copied."""
    plain = re.sub(r"^\W*00(?=[1-9])", "+", value.translate(_DASHES).translate(_UNMARKED))
    numbers = [match.number for match in PhoneNumberMatcher(plain, country)]
    suggestions = dict.fromkeys(
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) for number in numbers
    )
    return f" (found: {', '.join(suggestions)})" if suggestions else ""
