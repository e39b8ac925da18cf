"""A letter as a mail link (RFC 6068). Where mail programs differ from it, the comment says which one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.letter import Letter

MAX_LINK_CHARS = 1_900
"""Such a mail link opens whole everywhere: browsers on Windows cut near 2,000."""

_ENCODED = {code: quote(chr(code), safe="") for code in range(0xA0)}
"""ASCII, and the controls after it."""


@dataclass(frozen=True, slots=True)
class MailLink:
    """The links that open a mail program for one letter."""

    letter: Letter
    long_url: str
    """With the whole letter, whatever its length: telephones take all of it."""
    short_url: str
    """Without the text."""
    length: int
    """Characters of the link with the whole letter, all of it percent-encoded."""

    @property
    def is_whole(self) -> bool:
        """True if the text is in the link for all programs; False if it has to be pasted."""
        return self.length <= MAX_LINK_CHARS

    @property
    def url(self) -> str:
        """The link that every program takes."""
        return self.long_url if self.is_whole else self.short_url


def percent_encoded(text: str) -> str:
    """Return a text in the letters that a link may have anywhere (RFC 3986, 2.1).

    A space is %20: not every program and service reads "+" as one.
    """
    return quote(text, safe="")


def mailto(
    addresses: Sequence[str],
    subject: str,
    body: str = "",
    copies: Sequence[str] = (),
    *,
    encode: Callable[[str], str] = percent_encoded,
) -> str:
    """Build a mail link; `copies` are addresses that get a copy.

    RFC 6068, 2: addresses are joined by commas; "@" and "," stay, all else is percent-encoded in UTF-8.
    5: a line break is %0D%0A; a space is %20 and never "+". An empty subject is left out, because
    Outlook would take the body for it.
    """
    fields = (
        ("subject", encode(subject)),
        ("cc", _joined(copies)),
        ("body", encode(body.replace("\n", "\r\n"))),
    )
    query = "&".join(f"{name}={value}" for name, value in fields if value)
    link = f"mailto:{_joined(addresses)}"
    return f"{link}?{query}" if query else link


def link_for(letter: Letter) -> MailLink:
    """Return the links with the whole letter and with its subject alone."""
    target = letter.target
    url = mailto(target.email, letter.subject, letter.body, target.copies)
    short = mailto(target.email, letter.subject, copies=target.copies)
    length = len(url)
    if length > MAX_LINK_CHARS:
        url = mailto(target.email, letter.subject, letter.body, target.copies, encode=_encode_ascii)
    return MailLink(letter, url, short, length)


def _encode_ascii(text: str) -> str:
    """Percent-encode ASCII alone; a browser does the rest (WHATWG URL), and the page is 1 kB smaller."""
    return text.translate(_ENCODED)


def _joined(addresses: Sequence[str]) -> str:
    return ",".join(quote(address, safe="@") for address in addresses)
