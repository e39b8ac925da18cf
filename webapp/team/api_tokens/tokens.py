"""The tokens of the read-only API: made by a coordinator, of limited scope, for a year at most.

The database holds their SHA-256 only. A token stops working when the coordinator who made it is shut out, or
is no coordinator of all campaigns any more.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people import people as records
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import MAX_CAMPAIGNS, Person
from webapp.team.people.tokens import MAX_TOKEN_CHARS, digest_of, new_token
from webapp.team.tables import MAX_NAME_CHARS, api_tokens, people

PREFIX = "uad_"
"""So that a scanner of files for secrets recognizes one."""
TOKEN_BYTES = 32
MOST_TOKENS = 50
MAX_DAYS = 365
USED_STEP_SECONDS = 300
"""How exactly the last use is known: a row is not written at each request."""
_DAY_SECONDS = 24 * 3600
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


class Scope(StrEnum):
    """What a token may read. The values are in the database and in the OpenAPI document."""

    CAMPAIGNS = "campaigns:read"
    """Campaigns as the public sees them, and their publications."""
    DRAFTS = "drafts:read"
    """Besides, campaigns that are not public yet, and how far each language of a draft is."""
    NUMBERS = "numbers:read"
    """Letters and calls, added up."""


class InvalidToken(ValueError):
    """A token that cannot be made; `field` is at fault: name, scopes, campaigns or days."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class TooManyTokens(Exception):
    """There are `MOST_TOKENS` already."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as it is listed, without what opens anything."""

    digest: str
    name: str
    scopes: frozenset[Scope]
    campaigns: frozenset[str] | None
    """None: all, also those to come."""
    author: str
    author_name: str
    expires: datetime
    used: datetime | None
    """When it was last used, to five minutes; None: never."""

    def covers(self, slug: str) -> bool:
        """Check whether it may read a campaign."""
        return self.campaigns is None or slug in self.campaigns


class ApiTokens:
    """The tokens. Every method that names a person needs `Permission.CONNECT`."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def all(self, by: Person) -> tuple[ApiToken, ...]:
        """Return those that have not ended, by name."""
        require(by, Permission.CONNECT)
        alive = _with_author().where(api_tokens.c.expires > self._seconds())
        with self._database.read() as connection:
            rows = connection.execute(alive.order_by(api_tokens.c.name, api_tokens.c.digest)).all()
        return tuple(map(_token, rows))

    def make(
        self, by: Person, name: str, scopes: Collection[Scope], campaigns: Collection[str] | None, days: int
    ) -> str:
        """Make a token and return it: it cannot be shown again. Raise `InvalidToken`, `TooManyTokens`."""
        require(by, Permission.CONNECT)
        now, token = self._seconds(), PREFIX + new_token(TOKEN_BYTES)
        row = {
            "digest": digest_of(token),
            "name": _checked_name(name),
            "scopes": _scopes_to_json(scopes),
            "campaigns": _campaigns_to_json(campaigns),
            "author": by.id,
            "created": now,
            "expires": now + _checked_days(days) * _DAY_SECONDS,
            "used": None,
        }
        with self._database.write() as connection:
            connection.execute(api_tokens.delete().where(api_tokens.c.expires <= now))
            if (connection.scalar(sa.select(sa.func.count()).select_from(api_tokens)) or 0) >= MOST_TOKENS:
                raise TooManyTokens
            connection.execute(api_tokens.insert(), row)
        return token

    def revoke(self, by: Person, digest: str) -> None:
        """End a token at once; one that is not there has ended."""
        require(by, Permission.CONNECT)
        if not (digest.isascii() and digest.isalnum()):  # PostgreSQL takes no NUL in a text
            return
        with self._database.write() as connection:
            connection.execute(api_tokens.delete().where(api_tokens.c.digest == digest))

    def find(self, token: str) -> ApiToken | None:
        """Return the token of a request, unless it has ended or its author may not connect any more.

        It is looked up by its digest, so the time that this takes tells nothing of a token.
        """
        if len(token) > MAX_TOKEN_CHARS or not _TOKEN.fullmatch(token):
            return None
        now, digest = self._seconds(), digest_of(token)
        alive = api_tokens.c.digest == digest, api_tokens.c.expires > now
        with self._database.read() as connection:
            row = connection.execute(_with_author().where(*alive)).one_or_none()
            if row is None or not _may_connect(connection, row.author):
                return None
        if row.used is None or now - row.used >= USED_STEP_SECONDS:
            with self._database.write() as connection:
                connection.execute(api_tokens.update().where(*alive).values(used=now))
        return _token(row)

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def _may_connect(connection: sa.Connection, person_id: str) -> bool:
    try:
        return may(records.find(connection, person_id), Permission.CONNECT)
    except records.UnknownPerson:
        return False


def _with_author() -> sa.Select[tuple[object, ...]]:
    name = sa.func.coalesce(people.c.name, "").label("author_name")
    return sa.select(*api_tokens.c, name).outerjoin(people, people.c.id == api_tokens.c.author)


def _checked_name(name: str) -> str:
    folded = " ".join(name.split())
    is_text = (
        folded.isprintable() and "\ufffd" not in folded
    )  # what stands in for a character that is no text
    if not 1 <= len(folded) <= MAX_NAME_CHARS or not is_text:
        raise InvalidToken("name")
    return folded


def _checked_days(days: int) -> int:
    if not 1 <= days <= MAX_DAYS:
        raise InvalidToken("days")
    return days


def _scopes_to_json(scopes: Collection[Scope]) -> str:
    if not scopes:
        raise InvalidToken("scopes")
    return json.dumps(sorted({scope.value for scope in scopes}))


def _campaigns_to_json(campaigns: Collection[str] | None) -> str:
    if campaigns is None:
        return "null"
    if not 1 <= len(campaigns) <= MAX_CAMPAIGNS or not all(map(_SLUG.fullmatch, campaigns)):
        raise InvalidToken("campaigns")
    return json.dumps(sorted(campaigns))


def _token(row: sa.Row[tuple[object, ...]]) -> ApiToken:
    campaigns = json.loads(row.campaigns)
    return ApiToken(
        row.digest,
        row.name,
        frozenset(map(Scope, json.loads(row.scopes))),
        None if campaigns is None else frozenset(campaigns),
        row.author,
        row.author_name,
        datetime.fromtimestamp(row.expires, UTC),
        None if row.used is None else datetime.fromtimestamp(row.used, UTC),
    )
