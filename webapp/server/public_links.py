"""Links that the operator publishes: the source code, and where security problems are reported (RFC 9116)."""

import json
import re
from urllib.parse import quote, urlsplit

from email_validator import EmailNotValidError, validate_email

from webapp.domain import language
from webapp.domain.language import UnknownLanguage

MAX_LINK_CHARS = 300
_TEL = re.compile(r"tel:\+[0-9][0-9().-]{3,40}")
"""A global number (RFC 3966, 3)."""


class InvalidLink(ValueError):
    """A text that cannot be published so. The message repeats it and names the remedy."""


def source_url(text: str) -> str:
    """Return the address of the source code; raise `InvalidLink`. An onion service has no TLS of its own."""
    if _is_web_address(text, ("https", "http")):
        return text
    raise InvalidLink(f"{_quoted(text)}; write it as https://code.example.org/urgent-appeal")


def page_url(text: str) -> str:
    """Return the address of a campaign's page, as print names it; raise `InvalidLink`."""
    if _is_web_address(text, ("https", "http")):
        return text
    raise InvalidLink(f"{_quoted(text)}; write it as https://letters.example.org/en/lamp")


def security_contact(text: str) -> str:
    """Return a contact as `Contact` in security.txt takes it (RFC 9116, 2.5.3); raise `InvalidLink`.

    An e-mail address may stand without `mailto:`. A web address has to be `https`.
    """
    if _is_web_address(text, ("https",)) or _TEL.fullmatch(text):
        return text
    try:
        address = validate_email(text.removeprefix("mailto:"), check_deliverability=False).ascii_email
    except EmailNotValidError:
        address = None
    if address is None or len(text) > MAX_LINK_CHARS:
        raise InvalidLink(
            f"{_quoted(text)}; write an e-mail address, https://example.org/security or tel:+1-201-555-0123"
        )
    return f"mailto:{quote(address, safe='@+')}"


def language_tag(text: str) -> str:
    """Return a language tag for `Preferred-Languages` (RFC 9116, 2.5.8); raise `InvalidLink`."""
    try:
        return language.parse(text).tag
    except UnknownLanguage:
        raise InvalidLink(f"{_quoted(text)}; write language tags such as en,pt-BR") from None


def _is_web_address(text: str, schemes: tuple[str, ...]) -> bool:
    if (
        len(text) > MAX_LINK_CHARS
        or not text.isascii()
        or not text.isprintable()
        or set(text) & set(' "<>\\')
    ):
        return False
    try:
        link = urlsplit(text)
        _port = link.port
    except ValueError:  # a bracket or a port that cannot be
        return False
    return link.scheme in schemes and bool(link.hostname) and "@" not in link.netloc


def _quoted(text: str) -> str:
    """Quote a text in one line, whatever is in it."""
    return json.dumps(text[:80])
