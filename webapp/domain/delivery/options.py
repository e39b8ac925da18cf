"""Delivery options: how letters can go, one class and one template for each channel, ranked here alone.

A mail link that holds the whole letter comes first. Webmail takes longer letters; where they are too long for
that, the text is pasted. Post takes a week: near the deadline the quicker channels stand before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from webapp.domain.channel import Channel
from webapp.domain.delivery.mailto import MailLink, link_for
from webapp.domain.delivery.social import Post, posts
from webapp.domain.delivery.webmail import Compose, compose_links
from webapp.domain.letter import Letter

MAX_POST_DAYS = 7
"""A letter posted later than this before the deadline may arrive too late."""


class DeliveryMethod(StrEnum):
    """One thing to press within a delivery option."""

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
    FORM = "form"
    FAX = "fax"
    CALL = "call"
    SOCIAL = "social"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """One channel for one letter or for several. `template` shows it and names its own inputs."""

    channel: ClassVar[Channel | None] = None
    template: ClassVar[str]
    letters: tuple[Letter, ...]

    @property
    def name(self) -> str:
        """The channel's name, or "text" for the plain text, which can go by any."""
        return self.channel or "text"

    @property
    def letter(self) -> Letter:
        """The letter, where the option is for one."""
        return self.letters[0]

    @property
    def methods(self) -> tuple[DeliveryMethod, ...]:
        """The methods within this option, the one that works best first. One alone has the channel's name."""
        return (DeliveryMethod(self.name),)


@dataclass(frozen=True, slots=True)
class LetterOption(DeliveryOption):
    """A delivery option for each letter by itself."""

    @classmethod
    def for_letter(cls, letter: Letter, page_url: str) -> Self | None:
        """Return the option for this letter, or None where its target has no data for the channel.

        `page_url` is the campaign's public address, which a social network may ask for.
        """
        return cls.build(letter, page_url) if cls.channel in letter.target.channels else None

    @classmethod
    def build(cls, letter: Letter, _page_url: str) -> Self:
        """Make the option of a letter whose target has the data."""
        return cls((letter,))


@dataclass(frozen=True, slots=True)
class EmailOption(LetterOption):
    """A mail link, webmail, a draft file and the parts to copy."""

    channel = Channel.EMAIL
    template = "page/delivery/email.html"
    mail: MailLink
    webmail: tuple[Compose, ...]

    @classmethod
    def build(cls, letter: Letter, _page_url: str) -> Self:
        """Compute the links for this letter."""
        return cls((letter,), link_for(letter), compose_links(letter))

    @property
    def methods(self) -> tuple[DeliveryMethod, ...]:
        """The methods at a desk: the mail link first while every program takes the whole letter by it."""
        webmail = (DeliveryMethod.WEBMAIL,) if self.webmail else ()
        first = (DeliveryMethod.MAIL, *webmail) if self.mail.is_whole else (*webmail, DeliveryMethod.PASTE)
        return (*first, DeliveryMethod.DRAFT, DeliveryMethod.COPY)


@dataclass(frozen=True, slots=True)
class FormOption(LetterOption):
    """Links to the forms on the official's own sites, and the parts to copy into them."""

    channel = Channel.FORM
    template = "page/delivery/form.html"


@dataclass(frozen=True, slots=True)
class PostOption(DeliveryOption):
    """All letters on paper, their envelopes, their postcards."""

    channel = Channel.POST
    template = "page/delivery/post.html"
    late: bool
    """True where too few days are left for a letter to arrive with certainty."""

    @classmethod
    def for_letters(cls, letters: Sequence[Letter], *, late: bool) -> Self | None:
        """Return the option for the letters that post reaches from the supporter's country; None for none."""
        posted = tuple(letter for letter in letters if letter.is_reached_by_post)
        return cls(posted, late) if posted else None

    @property
    def methods(self) -> tuple[DeliveryMethod, ...]:
        """A postcard only where each letter has a text for it."""
        card = (DeliveryMethod.CARD,) if all(letter.card for letter in self.letters) else ()
        return (DeliveryMethod.PRINT, DeliveryMethod.ENVELOPE, *card)


@dataclass(frozen=True, slots=True)
class FaxOption(LetterOption):
    """The numbers, and the letter with a fax cover."""

    channel = Channel.FAX
    template = "page/delivery/fax.html"


@dataclass(frozen=True, slots=True)
class CallOption(LetterOption):
    """The numbers as links, and what to say."""

    channel = Channel.CALL
    template = "page/delivery/call.html"


@dataclass(frozen=True, slots=True)
class SocialOption(LetterOption):
    """A post to each of the target's handles."""

    channel = Channel.SOCIAL
    template = "page/delivery/social.html"
    posts: tuple[Post, ...]

    @classmethod
    def build(cls, letter: Letter, page_url: str) -> Self:
        """Compose the posts."""
        return cls((letter,), posts(letter, page_url))


@dataclass(frozen=True, slots=True)
class PlainTextOption(DeliveryOption):
    """All letters as plain text, to send them in any other way."""

    template = "page/delivery/plain_text.html"


FIRST: tuple[type[LetterOption], ...] = (EmailOption, FormOption)
"""Before the post, whatever time is left."""
OTHERS: tuple[type[LetterOption], ...] = (FaxOption, CallOption, SocialOption)
"""After the post, or before it where that may arrive too late."""


def rank_delivery_options(
    letters: Sequence[Letter], days_left: int | None, page_url: str
) -> tuple[DeliveryOption, ...]:
    """Return the delivery options of these letters, the one that works best first.

    `days_left` is None without a deadline and past it. `page_url` is the campaign's public address.
    """
    if not letters:
        return ()
    late = days_left is not None and days_left < MAX_POST_DAYS
    by_post = PostOption.for_letters(letters, late=late)
    post = (by_post,) if by_post else ()
    others = tuple(_for_each_letter(OTHERS, letters, page_url))
    return (
        *_for_each_letter(FIRST, letters, page_url),
        *((*others, *post) if late else (*post, *others)),
        PlainTextOption(tuple(letters)),
    )


def _for_each_letter(
    kinds: Iterable[type[LetterOption]], letters: Sequence[Letter], page_url: str
) -> Iterable[LetterOption]:
    for kind in kinds:
        for letter in letters:
            if option := kind.for_letter(letter, page_url):
                yield option
