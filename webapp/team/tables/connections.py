"""What others are told: calendars, webhooks, keys to the API."""

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.team.tables.columns import MAX_ID_CHARS, MAX_NAME_CHARS, flag, json, metadata, moment, text

calendars = sa.Table(
    "calendars",
    metadata,
    text("digest", 64, 64),
    text("person", 16, MAX_ID_CHARS),
    moment("created"),
    sa.PrimaryKeyConstraint("digest"),
    sa.Index(None, "person"),
)
"""Private addresses of a person's calendar and feed, by the SHA-256 of the secret in them."""
webhooks = sa.Table(
    "webhooks",
    metadata,
    text("id", 16, MAX_ID_CHARS),
    text("url", 1, 500),
    text("secret", 16, 200),
    text("earlier_secret", 0, 200),
    moment("secret_since"),
    json("events"),
    flag("is_active"),
    moment("since"),
    text("author", 0, MAX_ID_CHARS),
    moment("created"),
    sa.PrimaryKeyConstraint("id"),
)
"""Addresses that are told of events, from the moment `since` on.

`secret` signs what is sent, so it is stored as it is; `earlier_secret` is the one before, or "".
"""
deliveries = sa.Table(
    "deliveries",
    metadata,
    text("id", 16, MAX_ID_CHARS),
    text("webhook", 16, MAX_ID_CHARS),
    text("event", 1, 40),
    text("subject", 1, 120),
    Column("body", sa.Text, nullable=False),
    moment("created"),
    Column("tries", sa.Integer, nullable=False),
    moment("next_try", nullable=True),
    moment("delivered", nullable=True),
    text("answer", 0, 200),
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
    text("digest", 64, 64),
    text("name", 1, MAX_NAME_CHARS),
    json("scopes"),
    json("campaigns"),
    text("author", 0, MAX_ID_CHARS),
    moment("created"),
    moment("expires"),
    moment("used", nullable=True),
    sa.PrimaryKeyConstraint("digest"),
)
"""Keys to the read-only API. `campaigns`: a list of slugs, or null for all."""
