"""Pass a campaign on: the share addresses of networks and messengers, and a text to copy.

Nothing is loaded from any of them: each is a link, and what is in it is sent when it is pressed. WhatsApp
documents its address in its help on "click to chat", LinkedIn's is that of its share button.
"""

from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.delivery.mailto import mailto, percent_encoded
from webapp.domain.delivery.share_address import share_address
from webapp.domain.delivery.social_network import Network


class Service(StrEnum):
    """Where a link can be passed on, the most personal ways first: friends who are asked act most."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    EMAIL = "email"
    SMS = "sms"
    FACEBOOK = "facebook"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    X = "x"
    LINKEDIN = "linkedin"

    @property
    def label(self) -> str:
        """The name people know it by, the same in every language; "" where it has none."""
        return _LABELS.get(self, "")

    @property
    def opens_program(self) -> bool:
        """Whether the address opens a program of the device, and no site."""
        return self in (Service.EMAIL, Service.SMS)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is passed on: nothing in it is about the person who does it."""

    title: str
    """Whose case it is, and the headline."""
    line: str
    """What is asked for, in one line; "" where nothing is."""
    url: str

    @property
    def text(self) -> str:
        """The title, the line and the address, a line each: for any messenger."""
        return "\n".join(filter(None, (self.title, self.line, self.url)))

    @property
    def links(self) -> tuple["ShareLink", ...]:
        """A link for each service."""
        return tuple(ShareLink(service, self._address(service)) for service in Service)

    def fitting(self, network: Network) -> str:
        """Return the text, shortened to what a post may have there. The address is never cut."""
        for text in (self.text, f"{self.title}\n{self.url}"):
            if network.measure(text) <= network.max_chars:
                return text
        title = self.title
        while title and network.measure(f"{title}…\n{self.url}") > network.max_chars:
            title = title[:-1].rstrip()
        return f"{title}…\n{self.url}" if title else self.url

    def _address(self, service: Service) -> str:
        match service:
            case Service.WHATSAPP:
                return f"https://wa.me/?text={percent_encoded(self.text)}"
            case Service.EMAIL:
                return mailto((), self.title, "\n\n".join(filter(None, (self.line, self.url))))
            case Service.SMS:  # RFC 5724 has "?body=", iOS reads "&body=" alone: both read this
                return f"sms:?&body={percent_encoded(self.text)}"
            case Service.LINKEDIN:  # it takes no text
                return f"https://www.linkedin.com/sharing/share-offsite/?url={percent_encoded(self.url)}"
        network = Network(service)
        without_link = "\n".join(filter(None, (self.title, self.line)))
        text = without_link if network is Network.TELEGRAM else self.fitting(network)
        return share_address(network, text, self.url)


@dataclass(frozen=True, slots=True)
class ShareLink:
    """One service's address with the invitation in it."""

    service: Service
    url: str


_LABELS = {
    Service.WHATSAPP: Network.WHATSAPP.label,
    Service.TELEGRAM: Network.TELEGRAM.label,
    Service.FACEBOOK: Network.FACEBOOK.label,
    Service.BLUESKY: Network.BLUESKY.label,
    Service.MASTODON: Network.MASTODON.label,
    Service.X: Network.X.label,
    Service.LINKEDIN: "LinkedIn",
}
