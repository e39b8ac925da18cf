"""Drafts, their previews, and what was decided about them."""

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.team.tables.columns import MAX_ID_CHARS, MAX_NOTE_CHARS, flag, json, metadata, moment, text

campaigns = sa.Table(
    "campaigns",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    Column("head", sa.Integer, nullable=False),
    flag("is_archived"),
    moment("created"),
    sa.PrimaryKeyConstraint("slug"),
)
versions = sa.Table(
    "versions",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    Column("number", sa.Integer, nullable=False),
    Column("base", sa.Integer, nullable=True),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    text("note", 0, MAX_NOTE_CHARS),
    json("tree"),
    sa.PrimaryKeyConstraint("slug", "number"),
)
"""Append only. `tree`: the SHA-256 of each file's content by its name. `author` is "" for the shell."""
blobs = sa.Table(
    "blobs",
    metadata,
    text("digest", 64, 64),
    Column("body", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("digest"),
)
addressees = sa.Table(
    "addressees",
    metadata,
    text("id", 1, MAX_ID_CHARS),
    Column("version", sa.Integer, nullable=False),
    json("fields"),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    sa.PrimaryKeyConstraint("id", "version"),
)
"""Officials that several campaigns write to. Append only. `fields`: those of a target that are shared."""
addressee_uses = sa.Table(
    "addressee_uses",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    text("target", 1, MAX_ID_CHARS),
    text("addressee", 1, MAX_ID_CHARS),
    sa.PrimaryKeyConstraint("slug", "target"),
    sa.Index(None, "addressee"),
)
"""Which target of a draft is which official."""
preview_links = sa.Table(
    "preview_links",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    Column("withdrawals", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("slug"),
)
"""How often the team withdrew the links to a campaign's previews; no row: never."""
decisions = sa.Table(
    "decisions",
    metadata,
    text("id", 16, MAX_ID_CHARS),
    text("slug", 1, MAX_ID_CHARS),
    text("kind", 1, 20),
    Column("version", sa.Integer, nullable=False),
    Column("serial", sa.Integer, nullable=True),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    moment("starts"),
    text("failure", 0, MAX_NOTE_CHARS),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "slug"),
)
"""What the team decided to publish, and the serial it got on the page; `failure` says why it did not."""
