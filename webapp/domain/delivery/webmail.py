"""A letter as an address that opens the compose window of a webmail service, text and all.

The addresses are the services' own and documented nowhere; they were tried. A browser and these services
take far longer ones than a mail program does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.letter import Letter
from webapp.domain.target import Target

LONGEST_ADDRESS = 7_500
"""Characters below which every service answered; servers refuse request lines near 8,000."""


@dataclass(frozen=True, slots=True)
class Compose:
    """One service's compose window for one letter."""

    service: str
    """The name people know it by; it is the same in every language."""
    url: str


def compose_links(letter: Letter) -> tuple[Compose, ...]:
    """Give the services whose address holds the whole letter; none where it is too long."""
    if not letter.target.email:
        return ()
    found = (Compose(service, build(letter)) for service, build, takes in _SERVICES if takes(letter.target))
    return tuple(one for one in found if len(one.url) < LONGEST_ADDRESS)


def _gmail(letter: Letter) -> str:
    return "https://mail.google.com/mail/?view=cm&fs=1" + _fields(letter, "su")


def _outlook(letter: Letter) -> str:
    return "https://outlook.live.com/mail/0/deeplink/compose?" + _fields(letter, "subject")[1:]


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


def _any(_target: Target) -> bool:
    return True


def _plain(target: Target) -> bool:
    return not target.copies and not any("+" in address for address in target.email)


_SERVICES: tuple[tuple[str, Callable[[Letter], str], Callable[[Target], bool]], ...] = (
    ("Gmail", _gmail, _any),
    ("Outlook.com", _outlook, _plain),  # it reads %2B in an address as a space, and knows no copies
    ("Yahoo", _yahoo, _any),
)
