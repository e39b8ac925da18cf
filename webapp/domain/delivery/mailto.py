"""A letter as a mail link (RFC 6068). Where mail programs differ from it, the comment says which one."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.letter import Letter

MAX_LINK_CHARS = 1_900
"""Such a mail link opens whole everywhere: browsers on Windows cut near 2,000."""


@dataclass(frozen=True, slots=True)
class MailLink:
    """The link that opens a mail program for one letter."""

    letter: Letter
    url: str
    whole: bool
    """True if the text is in the link; False if it has to be pasted."""
    length: int
    """Characters of the link with the whole letter, even if that is not offered."""


def mailto(addresses: Sequence[str], subject: str, body: str = "", copies: Sequence[str] = ()) -> str:
    """Build a mail link; `copies` are addresses that get a copy.

    RFC 6068, 2: addresses are joined by commas; "@" and "," stay, all else is percent-encoded in UTF-8.
    5: a line break is %0D%0A; a space is %20 and never "+". An empty subject is left out, because
    Outlook would take the body for it.
    """
    fields = (
        ("subject", quote(subject, safe="")),
        ("cc", _joined(copies)),
        ("body", quote(body.replace("\n", "\r\n"), safe="")),
    )
    query = "&".join(f"{name}={value}" for name, value in fields if value)
    link = f"mailto:{_joined(addresses)}"
    return f"{link}?{query}" if query else link


def link_for(letter: Letter) -> MailLink:
    """Return a link with the whole letter if that fits, else with the subject alone."""
    target = letter.target
    url = mailto(target.email, letter.subject, letter.body, target.copies)
    if len(url) <= MAX_LINK_CHARS:
        return MailLink(letter, url, whole=True, length=len(url))
    short = mailto(target.email, letter.subject, copies=target.copies)
    return MailLink(letter, short, whole=False, length=len(url))


def _joined(addresses: Sequence[str]) -> str:
    return ",".join(quote(address, safe="@") for address in addresses)
