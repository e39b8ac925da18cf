"""The ladder: every route these letters can take, the one that works best first.

What "best" means is decided here and nowhere else. A mail link that holds the whole letter comes first;
webmail takes longer ones; then the text is to be pasted. Post takes a week: nearer the deadline the
quicker routes stand before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.channel import Channel
from webapp.domain.delivery.mailto import MailLink, link_for
from webapp.domain.delivery.social import Post, posts
from webapp.domain.delivery.webmail import Compose, compose_links
from webapp.domain.letter import Letter

DAYS_BY_POST = 7
"""A letter posted later than this before the deadline may come too late."""


class DeliveryMethod(StrEnum):
    """One thing to press, within a route."""

    MAIL = "mail"
    WEBMAIL = "webmail"
    PASTE = "paste"
    """Copy the letter, then open a short mail link."""
    DRAFT = "draft"
    """The letter as a file that a mail program opens."""
    COPY = "copy"
    PRINT = "print"
    ENVELOPE = "envelope"
    CARD = "card"
    FAX = "fax"
    CALL = "call"
    SOCIAL = "social"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """One channel, for one letter or for all of them, and its ways, the best first."""

    channel: Channel | None
    """None for the plain text, which can go any way."""
    letters: tuple[Letter, ...]
    ways: tuple[DeliveryMethod, ...]
    mail: MailLink | None = None
    webmail: tuple[Compose, ...] = ()
    posts: tuple[Post, ...] = ()
    late: bool = False
    """By post: too few days are left for it to be sure to arrive."""

    @property
    def letter(self) -> Letter:
        """The letter of a route that is one letter's."""
        return self.letters[0]


def rank_delivery_options(
    letters: Sequence[Letter], days_left: int | None, page: str
) -> tuple[DeliveryOption, ...]:
    """Give the routes of these letters, best first.

    `days_left` is None without a deadline and past it. `page` is the campaign's public address, which a
    network may ask for. A channel for which a target has no data has no route.
    """
    if not letters:
        return ()
    by_mail = [_email(letter) for letter in letters if letter.target.email]
    hurried = days_left is not None and days_left < DAYS_BY_POST
    post = [_post(letters, late=hurried)]
    other = [
        *(_one(Channel.FAX, DeliveryMethod.FAX, letter) for letter in letters if letter.target.fax),
        *(_one(Channel.CALL, DeliveryMethod.CALL, letter) for letter in letters if letter.target.phone),
        *(_social(letter, page) for letter in letters if letter.target.social),
    ]
    text = DeliveryOption(None, tuple(letters), (DeliveryMethod.TEXT,))
    return (*by_mail, *(other + post if hurried else post + other), text)


def _email(letter: Letter) -> DeliveryOption:
    link, webmail = link_for(letter), compose_links(letter)
    compose = (DeliveryMethod.WEBMAIL,) if webmail else ()
    if link.whole:
        ways = (DeliveryMethod.MAIL, *compose, DeliveryMethod.DRAFT, DeliveryMethod.COPY)
    else:
        ways = (*compose, DeliveryMethod.PASTE, DeliveryMethod.DRAFT, DeliveryMethod.COPY)
    return DeliveryOption(Channel.EMAIL, (letter,), ways, mail=link, webmail=webmail)


def _post(letters: Sequence[Letter], *, late: bool) -> DeliveryOption:
    card = (DeliveryMethod.CARD,) if all(letter.card for letter in letters) else ()
    return DeliveryOption(
        Channel.POST, tuple(letters), (DeliveryMethod.PRINT, DeliveryMethod.ENVELOPE, *card), late=late
    )


def _one(channel: Channel, way: DeliveryMethod, letter: Letter) -> DeliveryOption:
    return DeliveryOption(channel, (letter,), (way,))


def _social(letter: Letter, page: str) -> DeliveryOption:
    return DeliveryOption(Channel.SOCIAL, (letter,), (DeliveryMethod.SOCIAL,), posts=posts(letter, page))
