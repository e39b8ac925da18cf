"""A letter as a message file (RFC 5322, MIME) that a mail program opens as a draft."""

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from webapp.domain import text
from webapp.domain.letter import Letter


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
