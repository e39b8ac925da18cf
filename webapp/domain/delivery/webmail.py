"""Links that open the compose window of a webmail service with the whole letter.

The services do not document these addresses; each was tried. Browsers and these services take far longer
ones than mail programs do.
"""

from collections.abc import Callable
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
    links = (
        Compose(service, _LABELS.get(service, service), build(letter))
        for service, build, takes in _SERVICES
        if takes(letter.target)
    )
    return tuple(link for link in links if len(link.url) < MAX_URL_CHARS)


def _gmail(letter: Letter) -> str:
    return "https://mail.google.com/mail/?view=cm&fs=1" + _fields(letter, "su")


def _outlook(letter: Letter) -> str:
    return "https://outlook.live.com/mail/0/deeplink/compose?" + _fields(letter, "subject")[1:]


def _microsoft_365(letter: Letter) -> str:
    return "https://outlook.office.com/mail/deeplink/compose?" + _fields(letter, "subject")[1:]


def _yahoo(letter: Letter) -> str:
    return "https://compose.mail.yahoo.com/?" + _fields(letter, "subject")[1:]


def _fields(letter: Letter, subject: str) -> str:
    fields = (
        ("to", ",".join(letter.target.email)),
        ("cc", ",".join(letter.target.copies)),
        (subject, letter.subject),
        ("body", letter.body.replace("\n", "\r\n")),
    )
    # As in a mail link: a space is %20, since not every service reads "+" as one.
    return "".join(f"&{name}={quote(value, safe='@,')}" for name, value in fields if value)


def _accepts_all(_target: Target) -> bool:
    return True


def _accepts_plain(target: Target) -> bool:
    return not target.copies and not any("+" in address for address in target.email)


_SERVICES: tuple[tuple[str, Callable[[Letter], str], Callable[[Target], bool]], ...] = (
    ("Gmail", _gmail, _accepts_all),
    ("Outlook.com", _outlook, _accepts_plain),  # it reads %2B in an address as a space, and knows no copies
    ("Microsoft 365", _microsoft_365, _accepts_plain),  # the same program, for accounts of work and school
    ("Yahoo", _yahoo, _accepts_all),
)
# L10N: a button for the webmail that many employers and schools have (Microsoft 365)
_LABELS = {"Microsoft 365": N_("Outlook for work or school")}
