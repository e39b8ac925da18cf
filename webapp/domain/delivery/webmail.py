"""Links that open the compose window of a webmail service with the whole letter.

The services do not document these addresses; each was tried. Browsers and these services take far longer
ones than mail programs do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.letter import Letter
from webapp.domain.message_id import N_
from webapp.domain.target import Target

MAX_URL_CHARS = 7_500
"""Every service accepted shorter ones. Servers refuse request lines near 8,000."""


@dataclass(frozen=True, slots=True)
class Compose:
    """One service's compose window for one letter."""

    service: str
    """The name of the service; it is the same in every language."""
    label: str
    """What people know it by: the name, or a message id."""
    url: str


def compose_links(letter: Letter) -> tuple[Compose, ...]:
    """Return the services whose address holds the whole letter; none if it is too long."""
    if not letter.target.email:
        return ()
    to, copies = ",".join(letter.target.email), ",".join(letter.target.copies)
    # As in a mail link: a space is %20, since not every service reads "+" as one. Encoded once for all.
    texts = (to, copies, letter.subject, letter.body.replace("\n", "\r\n"))
    encoded = tuple(quote(text, safe="@,") for text in texts)
    links = (
        Compose(service, _LABELS.get(service, service), address + _fields(encoded, subject))
        for service, address, subject, takes in _SERVICES
        if takes(letter.target)
    )
    return tuple(link for link in links if len(link.url) < MAX_URL_CHARS)


def _fields(encoded: Sequence[str], subject: str) -> str:
    names = ("to", "cc", subject, "body")
    return "&".join(f"{name}={value}" for name, value in zip(names, encoded, strict=True) if value)


def _accepts_all(_target: Target) -> bool:
    return True


def _accepts_plain(target: Target) -> bool:
    return not target.copies and not any("+" in address for address in target.email)


_SERVICES: tuple[tuple[str, str, str, Callable[[Target], bool]], ...] = (
    ("Gmail", "https://mail.google.com/mail/?view=cm&fs=1&", "su", _accepts_all),
    # It reads %2B in an address as a space, and knows no copies.
    ("Outlook.com", "https://outlook.live.com/mail/0/deeplink/compose?", "subject", _accepts_plain),
    # The same program, for accounts of work and school.
    ("Microsoft 365", "https://outlook.office.com/mail/deeplink/compose?", "subject", _accepts_plain),
    ("Yahoo", "https://compose.mail.yahoo.com/?", "subject", _accepts_all),
)
"""Name, address of the compose window, its name of the subject, and to whom it writes."""
# L10N: a button for the webmail that many employers and schools have (Microsoft 365)
_LABELS = {"Microsoft 365": N_("Outlook for work or school")}
