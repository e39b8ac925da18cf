"""A target: the official a letter is written to, and the ways that reach them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.domain.address import PostalAddress
from webapp.domain.channel import Channel
from webapp.domain.delivery.social_network import Handle
from webapp.domain.host_name import readable


@dataclass(frozen=True, slots=True)
class Contact:
    """One address, number or handle by which a target is reached, as the page shows it."""

    channel: Channel
    text: str
    network: str = ""
    """The name of the social network that the handle is on."""


@dataclass(frozen=True, slots=True)
class Target:
    """The facts about one official, the same in every language. Texts about them are in the edition."""

    id: str
    office: str
    name: str
    title: str
    address: PostalAddress
    """Name, title, office and locality, in the campaign's own language: for the post, not for the page."""
    locality_lines: tuple[str, ...]
    """The address without name, title and office."""
    country: str
    """ISO 3166-1 alpha-2."""
    no_post_from: tuple[str, ...] = ()
    """Countries whose post does not deliver to this target."""
    email: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    """E-mail addresses that get a copy of what goes to `email`."""
    forms: tuple[str, ...] = ()
    """Links to forms on the official's own sites; https only."""
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    social: tuple[Handle, ...] = ()

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All addresses, numbers and handles but the postal address."""
        return (
            *(Contact(Channel.EMAIL, readable(address)) for address in self.email),
            *(Contact(Channel.FORM, readable(urlsplit(link).hostname or link)) for link in self.forms),
            *(Contact(Channel.CALL, number) for number in self.phone),
            *(Contact(Channel.FAX, number) for number in self.fax),
            *(Contact(Channel.SOCIAL, handle.name, handle.network.label) for handle in self.social),
        )

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels for which there is data. Only these have a delivery option."""
        having = {contact.channel for contact in self.contacts}
        if self.locality_lines:
            having.add(Channel.POST)
        return tuple(channel for channel in Channel if channel in having)

    def channels_from(self, country: str) -> tuple[Channel, ...]:
        """Return the channels that reach the target from a country."""
        blocked = country in self.no_post_from
        return tuple(channel for channel in self.channels if not (blocked and channel is Channel.POST))
