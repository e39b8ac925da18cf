"""The tables of the page: reported actions, what the team counts and decides, and the published campaigns.

Those of reported actions contain nothing about persons and no time finer than the day. What the team itself
does has its moment, and the opaque id of who did it. All use portable SQL only, so that SQLite and PostgreSQL
accept and reject the same values.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.domain.channel import Channel

TALLY_KEY = ("campaign", "day", "channel", "target", "letter_language", "partner", "late")
"""The columns of an action besides its quantity."""
TOTAL_KEY = ("campaign", "partner", "channel", "late")
"""The columns that counts are queried by."""
SIGNAL_KEY = ("campaign", "target", "kind", "day")
"""The columns of a signal besides its number."""
MAX_CHANNEL_CHARS = 20
MAX_PLACE_CHARS = 80
MAX_NOTE_CHARS = 500


def _text(name: str, shortest: int, longest: int) -> Column[str]:
    # SQLite accepts a VARCHAR of any length: with the check both databases reject the same.
    check = sa.CheckConstraint(f"length({name}) BETWEEN {shortest} AND {longest}", name=name)
    return Column(name, sa.String(longest), check, nullable=False)


def _channel() -> Column[Any]:
    kind = sa.Enum(
        Channel,
        native_enum=False,  # a list of channels in the database would need a migration for each new one
        length=MAX_CHANNEL_CHARS,
        values_callable=lambda channels: [channel.value for channel in channels],
    )
    check = sa.CheckConstraint(f"length(channel) BETWEEN 1 AND {MAX_CHANNEL_CHARS}", name="channel")
    return Column("channel", kind, check, nullable=False)


def _facts() -> list[Column[Any]]:
    return [
        _text("campaign", 1, 64),
        Column("day", sa.Date, nullable=False),
        _channel(),
        _text("target", 0, 64),
        _text("letter_language", 1, 35),  # RFC 5646, 4.4.1: no registered tag needs more
        _text("partner", 0, 64),
        Column("late", sa.Boolean, nullable=False),
    ]


def _number() -> Column[int]:
    return Column("number", sa.BigInteger, sa.CheckConstraint("number >= 0", name="number"), nullable=False)


def raised_number(table: sa.Table) -> dict[str, sa.ColumnElement[int]]:
    """Return the assignment that adds the parameter `by` to `number`, or to the `quantity` of receipts."""
    name = "quantity" if table is receipts else "number"
    return {name: table.c[name] + sa.bindparam("by", type_=sa.BigInteger)}


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
HAS_BURST: sa.ColumnElement[bool] = sa.literal_column("burst <> ''", sa.Boolean)
"""The condition of the index of receipts: a query by burst has to name it, too."""
receipts = sa.Table(
    "receipts",
    metadata,
    _text("token_id", 16, 64),
    *_facts(),
    Column("quantity", sa.Integer, sa.CheckConstraint("quantity > 0", name="quantity"), nullable=False),
    Column("undone", sa.Boolean, nullable=False),
    _text("burst", 0, 64),
    sa.PrimaryKeyConstraint("token_id", "target"),
    sa.Index(None, "day"),  # for the purge
    # For reviews. Partial, so that a report which counts at once costs nothing more.
    sa.Index(None, "burst", sqlite_where=HAS_BURST, postgresql_where=HAS_BURST),
    sqlite_with_rowid=False,  # a row number would reveal the order of reports, and with a log their time
)
"""Each reported action by its token, for three days: it makes a repeat harmless and an undo possible."""
tallies = sa.Table(
    "tallies",
    metadata,
    *_facts(),
    _number(),
    sa.PrimaryKeyConstraint(*TALLY_KEY),
    sqlite_with_rowid=False,
)
"""The number of actions by all columns, for ever."""
totals = sa.Table(
    "totals",
    metadata,
    _text("campaign", 1, 64),
    _text("partner", 0, 64),
    _channel(),
    Column("late", sa.Boolean, nullable=False),
    _number(),
    sa.PrimaryKeyConstraint(*TOTAL_KEY),
    sqlite_with_rowid=False,  # rows are stored in the order of the key: a count reads a few adjacent rows
)
"""The tallies added up over days, targets and languages, so that a count costs the same for ever."""
held = sa.Table(
    "held",
    metadata,
    _text("burst", 1, 64),
    *_facts(),
    _number(),
    sa.PrimaryKeyConstraint("burst", *TALLY_KEY),
    sqlite_with_rowid=False,
)
"""Like the tallies, for the actions of bursts that wait for the team's review, or were refused by it. Of a
burst that the team has counted, what of it is in the tallies, so that the decision can be undone."""
taken_off = sa.Table(
    "taken_off",
    metadata,
    *_facts(),
    _text("decision", 1, 64),
    _number(),
    sa.PrimaryKeyConstraint(*TALLY_KEY, "decision"),
    sqlite_with_rowid=False,
)
"""What the team has taken off the tallies of a day, by the decision. Receipts add up to tallies and this."""
entries = sa.Table(
    "entries",
    metadata,
    _text("id", 16, 64),
    _text("campaign", 1, 64),
    Column("day", sa.Date, nullable=False),
    _channel(),
    _text("target", 0, 64),
    _text("letter_language", 0, 35),
    Column("late", sa.Boolean, nullable=False),
    Column("number", sa.BigInteger, sa.CheckConstraint("number <> 0", name="number"), nullable=False),
    _text("place", 0, MAX_PLACE_CHARS),
    _text("note", 0, MAX_NOTE_CHARS),
    _text("author", 0, 64),
    Column("at", sa.BigInteger, nullable=False),
    _text("replaces", 0, 64),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "campaign"),
    sqlite_with_rowid=False,
)
"""Letters that the team has entered, such as those counted on paper. Append only: what is corrected or
removed gets a second row with the number below zero, so that numbers add up without a look at any other row.
The author is the opaque id of a person of the desk, "" for a command; `at` is in microseconds since 1970
(UTC)."""
decisions = sa.Table(
    "decisions",
    metadata,
    _text("id", 16, 64),
    _text("kind", 1, 20),
    _text("subject", 1, 64),
    _text("campaign", 1, 64),
    Column("number", sa.BigInteger, sa.CheckConstraint("number >= 0", name="number"), nullable=False),
    Column("day", sa.Date, nullable=True),
    _text("note", 0, MAX_NOTE_CHARS),
    _text("author", 0, 64),
    Column("at", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "campaign"),
    sqlite_with_rowid=False,
)
"""What the team has decided about bursts and days, append only; see `actions.decisions`."""


def _signal_facts() -> list[Column[Any]]:
    return [
        _text("campaign", 1, 64),
        _text("target", 1, 64),
        _text("kind", 1, 20),
        Column("day", sa.Date, nullable=False),
    ]


signals = sa.Table(
    "signals",
    metadata,
    *_signal_facts(),
    _number(),
    sa.PrimaryKeyConstraint(*SIGNAL_KEY),
    sqlite_with_rowid=False,
)
"""How many supporters told of an answer, or of an address that does not work, for ever."""
signal_receipts = sa.Table(
    "signal_receipts",
    metadata,
    _text("token_id", 16, 64),
    *_signal_facts(),
    sa.PrimaryKeyConstraint("token_id", "target", "kind"),
    sa.Index(None, "day"),  # for the purge
    sqlite_with_rowid=False,  # as those of reports
)
"""Each signal by its token, for three days: it makes a repeat harmless."""
purges = sa.Table(
    "purges",
    metadata,
    Column("purged_on", sa.Date, nullable=False),
    Column("doubted", sa.Date, nullable=True),
    sa.PrimaryKeyConstraint("purged_on"),
)
"""One row: the day of the last purge, and a later day that is not confirmed, see `actions.retention`."""
publications = sa.Table(
    "publications",
    metadata,
    _text("slug", 1, 60),
    Column("serial", sa.Integer, sa.CheckConstraint("serial > 0", name="serial"), nullable=False),
    Column("tree", sa.Text, nullable=False),
    Column("withdrawn", sa.Boolean, nullable=False),
    Column("starts", sa.BigInteger, nullable=False),
    _text("publisher", 0, 64),
    sa.PrimaryKeyConstraint("slug", "serial"),
    sqlite_with_rowid=False,
)
"""What the desk has published, append only: the digests of the files as JSON, the moment from which it holds
in seconds since 1970 (UTC), and the opaque id of who published it. The row with the highest serial whose
moment has come is the campaign."""
blobs = sa.Table(
    "blobs",
    metadata,
    _text("digest", 64, 64),
    Column("body", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("digest"),
)
"""The published files by their SHA-256, append only."""
READ_ONLY = frozenset({"publications", "blobs"})
"""Tables that the page only reads: the desk writes them, on PostgreSQL as a role of its own if wanted."""
APPEND_ONLY = frozenset({"entries", "decisions"})
"""Tables whose rows nobody changes or deletes."""
