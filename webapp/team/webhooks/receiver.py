"""The address of a webhook's receiver: https, a public host name, nothing that hides where it leads.

What the name resolves to is looked at when a message is sent, see `sending`. This refuses what can be told
from the text alone, with the reason, before it is stored.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

import idna

MAX_URL_CHARS = 500
MAX_HOST_CHARS = 253
"""RFC 1035, 2.3.4."""
HTTPS_PORT = 443
LEAST_OTHER_PORT = 1024
"""Below are mail, SSH and other services, which a message must not be sent to."""
RESERVED = frozenset(
    {
        "alt",
        "arpa",
        "corp",
        "example",
        "home",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
        "test",
    }
)
"""Last labels that lead to no public host: RFC 6761, 6762, 7686, 9476, ICANN's `internal`, and habit."""
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter: "127.1" and "0x7f.1" are numbers (WHATWG URL, "ends in a number").
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_REST = re.compile(r"[!-\[\]-~]*")  # ASCII that is seen, without the backslash


class Refusal(StrEnum):
    """Why an address cannot be a receiver's."""

    LENGTH = "length"
    CHARACTERS = "characters"
    NOT_HTTPS = "not_https"
    PASSWORD = "password"  # noqa: S105 (a reason)
    FRAGMENT = "fragment"
    NO_NAME = "no_name"
    """An address in numbers, or no host name with a dot."""
    PRIVATE_NAME = "private_name"
    PORT = "port"


class InvalidReceiver(ValueError):
    """An address that is not a receiver's; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a webhook's messages go."""

    host: str
    """In ASCII, in small letters."""
    port: int
    target: str
    """Path and query, as the request line has them."""

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` has them."""
        return self.host if self.port == HTTPS_PORT else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address in its one spelling."""
        return f"https://{self.authority}{self.target}"


def read_receiver(text: str) -> Receiver:
    """Return the receiver that a text names; raise `InvalidReceiver`."""
    text = text.strip()
    if not 1 <= len(text) <= MAX_URL_CHARS:
        raise InvalidReceiver(Refusal.LENGTH)
    if not text.isprintable() or any(character.isspace() or character == "\\" for character in text):
        raise InvalidReceiver(Refusal.CHARACTERS)
    parts = _split(text)
    if parts.scheme != "https":
        raise InvalidReceiver(Refusal.NOT_HTTPS)
    if "@" in parts.netloc:
        raise InvalidReceiver(Refusal.PASSWORD)
    if "#" in text:
        raise InvalidReceiver(Refusal.FRAGMENT)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.startswith("/") or not _REST.fullmatch(target):
        raise InvalidReceiver(Refusal.CHARACTERS)
    receiver = Receiver(_host(parts), _port(parts), target)
    if len(receiver.url) > MAX_URL_CHARS:  # a name of another script is longer in ASCII
        raise InvalidReceiver(Refusal.LENGTH)
    return receiver


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:  # "https://[::1"
        raise InvalidReceiver(Refusal.NO_NAME) from None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").removesuffix(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except idna.IDNAError:
            raise InvalidReceiver(Refusal.NO_NAME) from None
    if name.rpartition(".")[2] in RESERVED:
        raise InvalidReceiver(Refusal.PRIVATE_NAME)
    if len(name) > MAX_HOST_CHARS or not _NAME.fullmatch(name):
        raise InvalidReceiver(Refusal.NO_NAME)
    return name


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        raise InvalidReceiver(Refusal.PORT) from None
    if port is None:
        return HTTPS_PORT
    if port != HTTPS_PORT and port < LEAST_OTHER_PORT:
        raise InvalidReceiver(Refusal.PORT)
    return port
