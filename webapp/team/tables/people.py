"""People and how they sign in."""

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.team.tables.columns import (
    MAX_ID_CHARS,
    MAX_NAME_CHARS,
    MAX_TAG_CHARS,
    flag,
    json,
    metadata,
    moment,
    text,
)

people = sa.Table(
    "people",
    metadata,
    text("id", 16, MAX_ID_CHARS),
    text("name", 1, MAX_NAME_CHARS),
    json("grants"),
    flag("is_active"),
    flag("may_use_phrase"),
    text("phrase", 0, 200),
    text("totp_secret", 0, 64),
    Column("totp_step", sa.BigInteger, nullable=False),
    moment("created"),
    sa.PrimaryKeyConstraint("id"),
)
"""`phrase` is an argon2id hash or "", `totp_step` the last time step whose code was taken."""
preferences = sa.Table(
    "preferences",
    metadata,
    text("person", 16, MAX_ID_CHARS),
    text("language", 1, MAX_TAG_CHARS),
    sa.PrimaryKeyConstraint("person"),
)
"""The language that the desk speaks to a person; no row: the browser's."""
passkeys = sa.Table(
    "passkeys",
    metadata,
    text("id", 1, 1_400),
    text("person", 16, MAX_ID_CHARS),
    Column("public_key", sa.LargeBinary, nullable=False),
    Column("sign_count", sa.BigInteger, nullable=False),
    text("name", 1, MAX_NAME_CHARS),
    moment("created"),
    moment("used", nullable=True),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "person"),
)
"""`id` is the credential's identifier in base64url."""
links = sa.Table(
    "links",
    metadata,
    text("digest", 64, 64),
    text("person", 16, MAX_ID_CHARS),
    text("name", 0, MAX_NAME_CHARS),
    json("grants"),
    flag("may_use_phrase"),
    text("phrase", 0, 200),
    text("totp_secret", 0, 64),
    text("invited_by", 0, MAX_ID_CHARS),
    moment("created"),
    moment("expires"),
    sa.PrimaryKeyConstraint("digest"),
)
"""Invitations. `person` is the id of a new person, or of one who lost every way in.

`name` is "" for the first coordinator, who says it on joining. `phrase` and `totp_secret` were shown to the
reader of the link and become the person's when they prove that they have noted them.
"""
sessions = sa.Table(
    "sessions",
    metadata,
    text("digest", 64, 64),
    text("person", 16, MAX_ID_CHARS),
    text("label", 0, MAX_NAME_CHARS),
    moment("created"),
    moment("expires"),
    moment("used"),
    moment("confirmed", nullable=True),
    sa.PrimaryKeyConstraint("digest"),
    sa.Index(None, "person"),
)
challenges = sa.Table(
    "challenges",
    metadata,
    text("digest", 64, 64),
    text("purpose", 1, 20),
    text("person", 0, MAX_ID_CHARS),
    moment("expires"),
    sa.PrimaryKeyConstraint("digest"),
)
tries = sa.Table(
    "tries",
    metadata,
    text("name_digest", 64, 64),
    moment("hour"),
    Column("number", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("name_digest", "hour"),
)
"""Phrases tried for a name in an hour, whether anybody has that name or not."""
