"""A letter as e-mail: the mail link and the draft file.

Links follow RFC 6068; where mail programs differ from it, the comment says which one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

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


def mailto(addresses: Sequence[str], subject: str, body: str = "") -> str:
    """Build a mail link.

    RFC 6068, 2: addresses are joined by commas; "@" and "," stay, all else is percent-encoded in UTF-8.
    5: a line break is %0D%0A; a space is %20 and never "+". An empty subject is left out, because
    Outlook would take the body for it.
    """
    fields = [("subject", subject), ("body", body.replace("\n", "\r\n"))]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)
    link = "mailto:" + ",".join(quote(address, safe="@") for address in addresses)
    return f"{link}?{query}" if query else link


def link_for(letter: Letter) -> MailLink:
    """Give the whole letter as a link while that fits, the subject alone where it does not."""
    url = mailto(letter.target.email, letter.subject, letter.body)
    if len(url) <= LONGEST_LINK:
        return MailLink(letter, url, whole=True, length=len(url))
    return MailLink(letter, mailto(letter.target.email, letter.subject), whole=False, length=len(url))


def draft_file(letter: Letter) -> bytes:
    """Write the letter as a message that mail programs open for sending (RFC 5322, MIME).

    `X-Unsent: 1` is what Outlook asks for; there is no From and no Date, which are the sender's to add.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = ", ".join(letter.target.email)
    message["Subject"] = letter.subject
    message.set_content(letter.body + "\n", charset="utf-8")
    return message.as_bytes()
