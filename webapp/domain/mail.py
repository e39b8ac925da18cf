"""A letter as e-mail: the mail link and the draft file.

Links follow RFC 6068; where mail programs differ from it, the comment says which one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from webapp.domain import text
from webapp.domain.letter import Letter

LONGEST_LINK = 1_900
"""Characters of a mail link that open whole everywhere: browsers on Windows cut near 2,000."""


@dataclass(frozen=True, slots=True)
class MailLink:
    """The link that opens a mail program for one letter."""

    letter: Letter
    url: str
    whole: bool
    """True where the text is in the link; False where it is to be pasted."""
    length: int
    """Characters the link with everything has, whether it is offered or not."""


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
    """Give the whole letter as a link while that fits, the subject alone where it does not."""
    target = letter.target
    url = mailto(target.email, letter.subject, letter.body, target.copies)
    if len(url) <= LONGEST_LINK:
        return MailLink(letter, url, whole=True, length=len(url))
    short = mailto(target.email, letter.subject, copies=target.copies)
    return MailLink(letter, short, whole=False, length=len(url))


def draft_file(letter: Letter) -> bytes:
    """Write the letter as a message that mail programs open for sending (RFC 5322, MIME).

    `X-Unsent: 1` is what Outlook asks for; there is no From and no Date, which are the sender's to add.
    Each address goes in as one, whatever is in it, so that no header can be added by a comma or a line
    break. The subject is encoded by the older of the standard library's two ways (RFC 2047): the newer
    one, until Python 3.13, loses the space where it folds a long one.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = [Address(addr_spec=address) for address in letter.target.email]
    if letter.target.copies:
        message["Cc"] = [Address(addr_spec=address) for address in letter.target.copies]
    message.set_content(letter.body + "\n", charset="utf-8")
    message["Content-Language"] = letter.language.tag
    return _subject(letter.subject) + message.as_bytes()


def _subject(subject: str) -> bytes:
    line = text.line(subject)
    charset = "us-ascii" if line.isascii() and "=?" not in line else "utf-8"
    folded = Header(line, charset, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {folded}\r\n".encode("ascii")


def _joined(addresses: Sequence[str]) -> str:
    return ",".join(quote(address, safe="@") for address in addresses)
