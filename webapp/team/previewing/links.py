"""The addresses of previews: signed, for one campaign, until a moment. They need no sign-in.

A campaign's links end earlier when the team withdraws them: each carries the campaign's number in the table
`preview_links`, which a withdrawal raises. Signed with HMAC-SHA-256 by itsdangerous.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from itsdangerous import BadData, URLSafeSerializer

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import preview_links

SHARED = timedelta(days=7)
"""How long a link works that somebody is given: a colleague, or one's own phone."""
BESIDE_THE_EDITOR = timedelta(hours=12)
"""As long as a session at the desk."""
MAX_TOKEN_CHARS = 300
_PURPOSE = "appeal desk preview"


class Look(StrEnum):
    """How the page is shown."""

    PAGE = ""
    """With a bar that says what it is."""
    FRAME = "f"
    """Without one: in a frame of the desk."""
    DARK = "d"
    """In a frame, in the dark colours."""


class InvalidLink(Exception):
    """No address of the desk's, or a damaged one."""


class LinkEnded(Exception):
    """A link that has expired, or was withdrawn."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a link shows."""

    slug: str
    number: int = 0
    """A version; 0: the newest one."""
    look: Look = Look.PAGE
    typed_by: str = ""
    """The key of what somebody types now, see `TypedCases`; "": only what is saved."""


class PreviewLinks:
    """Makes and reads links. `keys` returns the desk's keys, newest first."""

    def __init__(
        self, database: DeskDatabase, keys: Callable[[], Sequence[str]], now: Callable[[], datetime]
    ) -> None:
        self._database, self._keys, self._now = database, keys, now

    def token(self, preview: Preview, lifetime: timedelta = SHARED) -> str:
        """Return the part of an address that names a preview."""
        ends = int((self._now() + lifetime).timestamp())
        fields = [preview.slug, preview.number, preview.look.value, preview.typed_by]
        return str(self._serializer().dumps([*fields, ends, self._withdrawals(preview.slug)]))

    def read(self, token: str) -> Preview:
        """Return what a link shows; raise `InvalidLink` or `LinkEnded`."""
        if len(token) > MAX_TOKEN_CHARS:
            raise InvalidLink
        try:
            slug, number, look, typed_by, ends, withdrawals = self._serializer().loads(token)
        except (BadData, ValueError, TypeError):
            raise InvalidLink from None
        if self._now().timestamp() >= ends or withdrawals != self._withdrawals(slug):
            raise LinkEnded
        return Preview(slug, number, Look(look), typed_by)

    def withdraw(self, by: Person, slug: str) -> None:
        """End all links of a campaign that were made until now."""
        require(by, Permission.WRITE, slug)
        is_it = preview_links.c.slug == slug
        more = sa.update(preview_links).where(is_it).values(withdrawals=preview_links.c.withdrawals + 1)
        with self._database.write() as connection:
            if not connection.execute(more).rowcount:
                connection.execute(preview_links.insert(), {"slug": slug, "withdrawals": 1})

    def _withdrawals(self, slug: str) -> int:
        with self._database.read() as connection:
            wanted = sa.select(preview_links.c.withdrawals).where(preview_links.c.slug == slug)
            return connection.scalar(wanted) or 0

    def _serializer(self) -> URLSafeSerializer:
        oldest_first = list(reversed(self._keys()))
        options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        return URLSafeSerializer(oldest_first, salt=_PURPOSE, signer_kwargs=options)
