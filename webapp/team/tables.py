"""The tables of the desk's database. The page's processes have neither these tables nor the URL.

Portable SQL only, so that SQLite and PostgreSQL accept the same values. A moment is a whole number of seconds
since 1970 (UTC), a list or a mapping is JSON in a text column.
"""

import sqlalchemy as sa
from sqlalchemy import Column

MAX_NAME_CHARS = 80
MAX_ID_CHARS = 64
MAX_NOTE_CHARS = 500
MAX_TAG_CHARS = 35
"""RFC 5646, 4.4.1: no registered language tag needs more."""
MAX_CONTEXT_CHARS = 200
MAX_TERM_CHARS = 200


def _text(name: str, shortest: int, longest: int) -> Column[str]:
    # SQLite accepts a VARCHAR of any length: with the check both databases reject the same.
    check = sa.CheckConstraint(f"length({name}) BETWEEN {shortest} AND {longest}", name=name)
    return Column(name, sa.String(longest), check, nullable=False)


def _json(name: str) -> Column[str]:
    return Column(name, sa.Text, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, sa.BigInteger, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, sa.Boolean, nullable=False)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# People and signing in.

people = sa.Table(
    "people",
    metadata,
    _text("id", 16, MAX_ID_CHARS),
    _text("name", 1, MAX_NAME_CHARS),
    _json("grants"),
    _flag("is_active"),
    _flag("may_use_phrase"),
    _text("phrase", 0, 200),
    _text("totp_secret", 0, 64),
    Column("totp_step", sa.BigInteger, nullable=False),
    _moment("created"),
    sa.PrimaryKeyConstraint("id"),
)
"""`phrase` is an argon2id hash or "", `totp_step` the last time step whose code was taken."""
preferences = sa.Table(
    "preferences",
    metadata,
    _text("person", 16, MAX_ID_CHARS),
    _text("language", 1, MAX_TAG_CHARS),
    sa.PrimaryKeyConstraint("person"),
)
"""The language that the desk speaks to a person; no row: the browser's."""
passkeys = sa.Table(
    "passkeys",
    metadata,
    _text("id", 1, 1_400),
    _text("person", 16, MAX_ID_CHARS),
    Column("public_key", sa.LargeBinary, nullable=False),
    Column("sign_count", sa.BigInteger, nullable=False),
    _text("name", 1, MAX_NAME_CHARS),
    _moment("created"),
    _moment("used", nullable=True),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "person"),
)
"""`id` is the credential's identifier in base64url."""
links = sa.Table(
    "links",
    metadata,
    _text("digest", 64, 64),
    _text("person", 16, MAX_ID_CHARS),
    _text("name", 0, MAX_NAME_CHARS),
    _json("grants"),
    _flag("may_use_phrase"),
    _text("phrase", 0, 200),
    _text("totp_secret", 0, 64),
    _text("invited_by", 0, MAX_ID_CHARS),
    _moment("created"),
    _moment("expires"),
    sa.PrimaryKeyConstraint("digest"),
)
"""Invitations. `person` is the id of a new person, or of one who lost every way in.

`name` is "" for the first coordinator, who says it on joining. `phrase` and `totp_secret` were shown to the
reader of the link and become the person's when they prove that they have noted them.
"""
sessions = sa.Table(
    "sessions",
    metadata,
    _text("digest", 64, 64),
    _text("person", 16, MAX_ID_CHARS),
    _text("label", 0, MAX_NAME_CHARS),
    _moment("created"),
    _moment("expires"),
    _moment("used"),
    _moment("confirmed", nullable=True),
    sa.PrimaryKeyConstraint("digest"),
    sa.Index(None, "person"),
)
challenges = sa.Table(
    "challenges",
    metadata,
    _text("digest", 64, 64),
    _text("purpose", 1, 20),
    _text("person", 0, MAX_ID_CHARS),
    _moment("expires"),
    sa.PrimaryKeyConstraint("digest"),
)
tries = sa.Table(
    "tries",
    metadata,
    _text("name_digest", 64, 64),
    _moment("hour"),
    Column("number", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("name_digest", "hour"),
)
"""Phrases tried for a name in an hour, whether anybody has that name or not."""

# Drafts.

campaigns = sa.Table(
    "campaigns",
    metadata,
    _text("slug", 1, MAX_ID_CHARS),
    Column("head", sa.Integer, nullable=False),
    _flag("is_archived"),
    _moment("created"),
    sa.PrimaryKeyConstraint("slug"),
)
versions = sa.Table(
    "versions",
    metadata,
    _text("slug", 1, MAX_ID_CHARS),
    Column("number", sa.Integer, nullable=False),
    Column("base", sa.Integer, nullable=True),
    _text("author", 0, MAX_ID_CHARS),
    _moment("at"),
    _text("note", 0, MAX_NOTE_CHARS),
    _json("tree"),
    sa.PrimaryKeyConstraint("slug", "number"),
)
"""Append only. `tree`: the SHA-256 of each file's content by its name. `author` is "" for the shell."""
blobs = sa.Table(
    "blobs",
    metadata,
    _text("digest", 64, 64),
    Column("body", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("digest"),
)
addressees = sa.Table(
    "addressees",
    metadata,
    _text("id", 1, MAX_ID_CHARS),
    Column("version", sa.Integer, nullable=False),
    _json("fields"),
    _text("author", 0, MAX_ID_CHARS),
    _moment("at"),
    sa.PrimaryKeyConstraint("id", "version"),
)
"""Officials that several campaigns write to. Append only. `fields`: those of a target that are shared."""
addressee_uses = sa.Table(
    "addressee_uses",
    metadata,
    _text("slug", 1, MAX_ID_CHARS),
    _text("target", 1, MAX_ID_CHARS),
    _text("addressee", 1, MAX_ID_CHARS),
    sa.PrimaryKeyConstraint("slug", "target"),
    sa.Index(None, "addressee"),
)
"""Which target of a draft is which official."""

# Previews.

preview_links = sa.Table(
    "preview_links",
    metadata,
    _text("slug", 1, MAX_ID_CHARS),
    Column("withdrawals", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("slug"),
)
"""How often the team withdrew the links to a campaign's previews; no row: never."""

# Publishing.

decisions = sa.Table(
    "decisions",
    metadata,
    _text("id", 16, MAX_ID_CHARS),
    _text("slug", 1, MAX_ID_CHARS),
    _text("kind", 1, 20),
    Column("version", sa.Integer, nullable=False),
    Column("serial", sa.Integer, nullable=True),
    _text("author", 0, MAX_ID_CHARS),
    _moment("at"),
    _moment("starts"),
    _text("failure", 0, MAX_NOTE_CHARS),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "slug"),
)
"""What the team decided to publish, and the serial it got on the page; `failure` says why it did not."""

# Translating.

translations = sa.Table(
    "translations",
    metadata,
    _text("slug", 1, MAX_ID_CHARS),
    _text("language", 1, MAX_TAG_CHARS),
    _text("digest", 64, 64),
    _text("context", 1, MAX_CONTEXT_CHARS),
    _text("source_language", 1, MAX_TAG_CHARS),
    Column("source", sa.Text, nullable=False),
    Column("translation", sa.Text, nullable=False),
    _text("author", 0, MAX_ID_CHARS),
    _moment("at"),
    sa.PrimaryKeyConstraint("slug", "language", "digest"),
    sa.Index(None, "source_language", "language"),
)
"""Who confirmed a translation as done, and when.

`digest`: the SHA-256 of the context, the source text and the translation.
"""
terms = sa.Table(
    "terms",
    metadata,
    _text("source_language", 1, MAX_TAG_CHARS),
    _text("language", 1, MAX_TAG_CHARS),
    _text("term", 1, MAX_TERM_CHARS),
    _text("translation", 0, MAX_TERM_CHARS),
    _text("note", 0, MAX_NOTE_CHARS),
    _text("author", 0, MAX_ID_CHARS),
    _moment("at"),
    sa.PrimaryKeyConstraint("source_language", "language", "term"),
)
"""The team's glossary: how a term of one language is translated into another."""

# Reminders.

calendars = sa.Table(
    "calendars",
    metadata,
    _text("digest", 64, 64),
    _text("person", 16, MAX_ID_CHARS),
    _moment("created"),
    sa.PrimaryKeyConstraint("digest"),
    sa.Index(None, "person"),
)
"""Private addresses of a person's calendar and feed, by the SHA-256 of the secret in them."""

# Other systems.

webhooks = sa.Table(
    "webhooks",
    metadata,
    _text("id", 16, MAX_ID_CHARS),
    _text("url", 1, 500),
    _text("secret", 16, 200),
    _json("events"),
    _flag("is_active"),
    _text("author", 0, MAX_ID_CHARS),
    _moment("created"),
    sa.PrimaryKeyConstraint("id"),
)
"""Addresses that are told of events. `secret` signs what is sent, so it is stored as it is."""
deliveries = sa.Table(
    "deliveries",
    metadata,
    _text("id", 16, MAX_ID_CHARS),
    _text("webhook", 16, MAX_ID_CHARS),
    _text("event", 1, 40),
    _text("subject", 1, 120),
    Column("body", sa.Text, nullable=False),
    _moment("created"),
    Column("tries", sa.Integer, nullable=False),
    _moment("next_try", nullable=True),
    _moment("delivered", nullable=True),
    _text("answer", 0, 200),
    sa.PrimaryKeyConstraint("id"),
    sa.UniqueConstraint("webhook", "event", "subject", name="uq_deliveries_subject"),
    sa.Index(None, "next_try"),
)
"""One event for one webhook.

`subject` names what happened, so that it is told once. `next_try` is NULL when it is delivered or given up.
"""
api_tokens = sa.Table(
    "api_tokens",
    metadata,
    _text("digest", 64, 64),
    _text("name", 1, MAX_NAME_CHARS),
    _json("scopes"),
    _json("campaigns"),
    _text("author", 0, MAX_ID_CHARS),
    _moment("created"),
    _moment("expires"),
    _moment("used", nullable=True),
    sa.PrimaryKeyConstraint("digest"),
)
"""Keys to the read-only API. `campaigns`: a list of slugs, or null for all."""
