"""Sending one message to a receiver: to a public address that was checked just before, and to no other.

The name is resolved once. If one of its addresses is not public, nothing is sent. The connection then goes to
a checked address by its number, so a second, different answer of the resolver changes nothing ("DNS
rebinding"). The certificate has to be that of the name. No redirect is followed and no proxy of the
environment is used. A receiver gets `TOTAL_SECONDS`, however slowly it speaks, and of its answer only the
status is kept. Nothing here is logged.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.team.webhooks.public_address import is_public
from webapp.team.webhooks.receiver import Receiver

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
"""From the first connection to the end of the answer."""
MOST_ADDRESSES = 4
"""How many addresses of a name are tried."""
USER_AGENT = "Urgent-Appeal-Webhooks/1"

Resolve = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses of a host name; raises `OSError` if there are none."""


class Failure(StrEnum):
    """Why a message did not arrive. The values are in the database."""

    NAME = "name"
    """The host name is not known."""
    NOT_PUBLIC = "not_public"
    """The host name leads to an address that is not public."""
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    """TLS failed: most often the certificate is not that of the name, or is too old."""
    TIMEOUT = "timeout"
    NO_HTTP = "no_http"
    """What came back is not HTTP, or the connection ended early."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of sending: a status, or a failure."""

    status: int | None
    failure: Failure | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has the message: any 2xx, as the specification says. A redirect is no 2xx."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants no more messages."""
        return self.status == http.client.GONE

    @property
    def text(self) -> str:
        """The text that the log of deliveries keeps."""
        return str(self.status) if self.failure is None else self.failure.value


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class Sender:
    """Sends messages. Threads may share it."""

    def __init__(
        self,
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        is_allowed: Callable[[str], bool] = is_public,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        """`tls` is what certificates are checked with; None: the system's authorities."""
        self._resolve = resolve
        self._tls = tls or ssl.create_default_context()
        self._is_allowed = is_allowed
        self._total = total_seconds

    def send(self, receiver: Receiver, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post a body of JSON. Raise nothing: what went wrong is in the answer."""
        try:
            addresses = self._resolve(receiver.host, receiver.port)
        except (OSError, UnicodeError):
            addresses = ()
        if not addresses:
            return Answer(None, Failure.NAME)
        if not all(map(self._is_allowed, addresses)):
            return Answer(None, Failure.NOT_PUBLIC)
        deadline = time.monotonic() + self._total
        answer = Answer(None, Failure.UNREACHABLE)
        for address in addresses[:MOST_ADDRESSES]:
            connection = _Pinned(receiver, address, self._tls, deadline)
            answer = _post(connection, receiver, headers, body)
            if not connection.was_refused:
                break
        return answer


class _Pinned(http.client.HTTPConnection):
    """A connection with TLS to one address, which is cut at a moment, whatever the other side does."""

    def __init__(self, receiver: Receiver, address: str, tls: ssl.SSLContext, deadline: float) -> None:
        super().__init__(receiver.host, receiver.port)
        self._address = address
        self._tls = tls
        self._deadline = deadline
        self._raw: socket.socket | None = None
        self._cutting: threading.Timer | None = None
        self.was_refused = True
        """Whether no connection came about, so that another address may be tried."""

    def connect(self) -> None:
        """Connect to the checked address; TLS is for the name."""
        wait = min(CONNECT_SECONDS, self._total_left())
        raw = self.sock = socket.create_connection((self._address, self.port), wait)  # closed with this
        self.was_refused = False
        raw.settimeout(self._total_left())
        self._raw = raw.dup()  # TLS takes `raw` over; with this the connection can be cut all the same
        self._cutting = threading.Timer(self._total_left(), self.cut)
        self._cutting.daemon = True
        self._cutting.start()
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)

    def cut(self) -> None:
        """End the connection from another thread."""
        if self._raw:
            try:
                self._raw.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended
                return

    def close(self) -> None:
        """End the connection, and its timer."""
        super().close()
        if self._cutting:
            self._cutting.cancel()
        if self._raw:
            self._raw.close()

    def _total_left(self) -> float:
        """Return the seconds that are left; raise `TimeoutError` if there are none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    @property
    def is_past_deadline(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._deadline


def _post(connection: _Pinned, receiver: Receiver, headers: Mapping[str, str], body: bytes) -> Answer:
    every = {
        "Host": receiver.authority,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "User-Agent": USER_AGENT,
        "Connection": "close",
        **headers,
    }
    try:
        connection.putrequest("POST", receiver.target, skip_host=True, skip_accept_encoding=True)
        for name, value in every.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return Answer(connection.getresponse().status)  # its body is not read
    except ssl.SSLError:
        return Answer(None, Failure.TIMEOUT if connection.is_past_deadline else Failure.CERTIFICATE)
    except TimeoutError:
        return Answer(None, Failure.TIMEOUT)
    except OSError:
        if connection.is_past_deadline:
            return Answer(None, Failure.TIMEOUT)
        return Answer(None, Failure.UNREACHABLE if connection.was_refused else Failure.NO_HTTP)
    except (http.client.HTTPException, ValueError):
        return Answer(None, Failure.TIMEOUT if connection.is_past_deadline else Failure.NO_HTTP)
    finally:
        connection.close()
