"""Social networks: how each counts the length of a post, and how a handle is written there."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Network(StrEnum):
    """A network on which an official may be reached."""

    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"

    @property
    def label(self) -> str:
        """The name people know it by; it is the same in every language."""
        return _LABELS[self]

    @property
    def max_chars(self) -> int:
        """The longest post there, as `measure` counts it."""
        return _MAX_CHARS[self]

    def measure(self, text: str) -> int:
        """Return the length of a text as this network counts it, or a little more."""
        if self is not Network.X:
            return len(text)  # Bluesky counts clusters of characters, which are never more than these
        return len(text) + len(_COUNTED_TWICE.findall(text))


@dataclass(frozen=True, slots=True)
class Handle:
    """Where an official is on a network. `name` is without the leading "@"; on WhatsApp a number."""

    network: Network
    name: str

    @property
    def mention(self) -> str:
        """The handle as it is written in a post there, or "" where a post goes to its owner anyway."""
        match self.network:
            case Network.WHATSAPP:
                return ""
            case Network.FACEBOOK:
                return f"https://www.facebook.com/{self.name}"
        return f"@{self.name}"

    @property
    def shown(self) -> str:
        """The handle as people write it."""
        return self.name if self.network in (Network.WHATSAPP, Network.FACEBOOK) else f"@{self.name}"

    @property
    def is_valid(self) -> bool:
        """True if such a handle can exist on the network."""
        return re.fullmatch(_SHAPES[self.network], self.name) is not None


_LABELS = {
    Network.X: "X",
    Network.BLUESKY: "Bluesky",
    Network.MASTODON: "Mastodon",
    Network.FACEBOOK: "Facebook",
    Network.INSTAGRAM: "Instagram",
    Network.WHATSAPP: "WhatsApp",
    Network.TELEGRAM: "Telegram",
}
_MAX_CHARS = {
    Network.X: 280,
    Network.BLUESKY: 300,
    Network.MASTODON: 500,
    Network.FACEBOOK: 63_206,
    Network.INSTAGRAM: 1_000,  # of a message; a comment may have 2,200
    Network.WHATSAPP: 4_096,  # no limit of its own is known for links; Telegram's is a safe one
    Network.TELEGRAM: 4_096,
}
_COUNTED_TWICE = re.compile("[^\\u0000-\\u10ff\\u2000-\\u200d\\u2010-\\u201f\\u2032-\\u2037]")
"""twitter-text, configuration 3: all but these ranges counts two, and so does each part of a joined emoji."""
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})"
_SHAPES = {
    Network.X: r"[A-Za-z0-9_]{1,15}",
    Network.BLUESKY: _DOMAIN,
    Network.MASTODON: rf"[A-Za-z0-9_.-]{{1,30}}@{_DOMAIN}",
    Network.FACEBOOK: r"[A-Za-z0-9](?:[A-Za-z0-9.-]{3,98}[A-Za-z0-9])",  # a page's number, too
    Network.INSTAGRAM: r"(?!.*\.\.)[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?",
    Network.WHATSAPP: r"\+[0-9][0-9 ().-]{5,24}",
    Network.TELEGRAM: r"[A-Za-z](?!.*__)[A-Za-z0-9_]{2,30}[A-Za-z0-9]",
}
