"""A target: the official a letter is written to, and the ways that reach them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.domain.address import PostalAddress
from webapp.domain.channel import Channel
from webapp.domain.delivery.social_network import Handle
from webapp.domain.host_name import readable
from webapp.domain.mission import Mission


@dataclass(frozen=True, slots=True)
class Contact:
    """One address, number or handle by which a target is reached, as the page shows it."""

    channel: Channel
    text: str
    network: str = ""
    """The name of the social network that the handle is on."""
    value: str = ""
    """The number or link that a note of the edition is on; else ""."""


@dataclass(frozen=True, slots=True)
class PostalCopy:
    """An office that gets a copy of the letter by post."""

    name: str
    """What stands after "Copy to" on the letter."""
    address: PostalAddress
    country: str
    """ISO 3166-1 alpha-2."""


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
    """ISO 3166-1 alpha-2; "" where there is no address."""
    has_post: bool = True
    """False while no post is sent to the target, whatever its address."""
    no_post_from: tuple[str, ...] = ()
    """Countries whose post does not deliver to this target."""
    email: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    """E-mail addresses that get a copy of what goes to `email`."""
    copies_by_post: tuple[PostalCopy, ...] = ()
    """Offices that get a copy of what is posted to the target."""
    forms: tuple[str, ...] = ()
    """Links to forms on the official's own sites; https only."""
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    social: tuple[Handle, ...] = ()
    languages: tuple[str, ...] = ()
    """Tags of the languages the target reads, best first; () for those of the campaign."""
    missions_of: str = ""
    """The state whose embassy this is (ISO 3166-1 alpha-2): the one in the supporter's country stands in for
    it. "" where the target is the same from everywhere."""
    mission: Mission | None = None
    """The embassy that stands in for the one of the campaign."""
    mission_channels: tuple[Channel, ...] = ()
    """The channels that reach one of the embassies that can stand in for it."""

    def at(self, mission: Mission) -> "Target":
        """Return the target as an embassy in another country: its id, and nothing else of the one here."""
        return Target(
            id=self.id,
            office="",
            name=mission.name,
            title="",
            address=PostalAddress((mission.name, *mission.address)),
            locality_lines=mission.address,
            country=mission.country,
            email=mission.email,
            phone=mission.phone,
            missions_of=self.missions_of,
            mission=mission,
            mission_channels=self.mission_channels,
        )

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All addresses, numbers and handles but the postal address."""
        return (
            *(Contact(Channel.EMAIL, readable(address)) for address in self.email),
            *(
                Contact(Channel.FORM, readable(urlsplit(link).hostname or link), value=link)
                for link in self.forms
            ),
            *(Contact(Channel.CALL, number, value=number) for number in self.phone),
            *(Contact(Channel.FAX, number, value=number) for number in self.fax),
            *(Contact(Channel.SOCIAL, handle.name, handle.network.label) for handle in self.social),
        )

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels for which there is data. Only these have a delivery option."""
        having = {contact.channel for contact in self.contacts}
        if self.locality_lines and self.has_post:
            having.add(Channel.POST)
        return tuple(channel for channel in Channel if channel in having)

    def channels_from(self, country: str) -> tuple[Channel, ...]:
        """Return the channels that reach the target from a country."""
        blocked = country in self.no_post_from
        return tuple(channel for channel in self.channels if not (blocked and channel is Channel.POST))

    @property
    def channels_anywhere(self) -> tuple[Channel, ...]:
        """The channels that reach it or an embassy that can stand in for it: what can be reported."""
        having = {*self.channels, *self.mission_channels}
        return tuple(channel for channel in Channel if channel in having)

    @property
    def is_post_suspended(self) -> bool:
        """True if the target has an address to which no post is sent now."""
        return bool(self.locality_lines) and not self.has_post
