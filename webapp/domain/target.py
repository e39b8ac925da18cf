"""A target: the official a letter is written to, and the ways that reach them."""

from dataclasses import dataclass

from webapp.domain.address import PostalAddress
from webapp.domain.channel import Channel
from webapp.domain.delivery.social_network import Handle


@dataclass(frozen=True, slots=True)
class Target:
    """The facts about one official, the same in every language. Words about them are in the edition."""

    id: str
    office: str
    name: str
    title: str
    address: PostalAddress
    """Name, title, office and place, in the campaign's own language: for the post, not for the page."""
    place: tuple[str, ...]
    """The address without name, title and office."""
    country: str
    """ISO 3166-1 alpha-2."""
    email: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    """E-mail addresses that get a copy of what goes to `email`."""
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    social: tuple[Handle, ...] = ()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways for which there are data. Only these may have a button."""
        having = {
            Channel.POST: bool(self.place),
            Channel.EMAIL: bool(self.email),
            Channel.FAX: bool(self.fax),
            Channel.CALL: bool(self.phone),
            Channel.SOCIAL: bool(self.social),
        }
        return tuple(channel for channel, has in having.items() if has)
