"""A mission: the embassy of a state in one country, as the campaign's table of them has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from webapp.domain.channel import Channel
from webapp.domain.host_name import readable
from webapp.domain.language import Language


@dataclass(frozen=True, slots=True)
class Mission:
    """Where the embassy of a state in one country is, and who says so."""

    country: str
    """The country it is in (ISO 3166-1 alpha-2)."""
    name: str
    language: Language
    """The language of its name and its address."""
    address: tuple[str, ...]
    """The lines of the place, without its name and the country; () where none is known."""
    email: tuple[str, ...]
    phone: tuple[str, ...]
    checked_on: date
    """The day on which somebody compared the entry with its source."""
    source: str
    """The web address of the page that the entry was taken from."""

    @property
    def source_host(self) -> str:
        """The site of its source, as people read it."""
        return readable(urlsplit(self.source).hostname or self.source)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that reach it."""
        known = {Channel.POST: self.address, Channel.EMAIL: self.email, Channel.CALL: self.phone}
        return tuple(channel for channel in Channel if known.get(channel))


def channels_of(missions: Iterable[Mission]) -> tuple[Channel, ...]:
    """Return the channels that reach one of several missions, or more."""
    reached = {channel for mission in missions for channel in mission.channels}
    return tuple(channel for channel in Channel if channel in reached)
