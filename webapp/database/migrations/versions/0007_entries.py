"""Entries: letters that the team counts, its decisions about bursts and days, and what it has taken off."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TALLY_KEY = ("campaign", "day", "channel", "target", "letter_language", "partner", "late")
HAS_BURST = sa.text("burst <> ''")
COUNTED, REFUSED, TAKEN_OFF = "counted.", "refused.", "off."


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[Any]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _number(table: str, rule: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(rule, name=op.f(f"ck_{table}_number"))
    return sa.Column("number", sa.BigInteger, check, nullable=False)


def upgrade() -> None:
    """Make the three tables, unless an earlier downgrade has left them, and the index for reviews."""
    op.create_index(
        op.f("ix_receipts_burst"), "receipts", ["burst"], sqlite_where=HAS_BURST, postgresql_where=HAS_BURST
    )
    _create_taken_off()
    if sa.inspect(op.get_bind()).has_table("entries"):
        return
    op.create_table(
        "entries",
        _text("entries", "id", 16, 64),
        _text("entries", "campaign", 1, 64),
        sa.Column("day", sa.Date, nullable=False),
        _text("entries", "channel", 1, 20),
        _text("entries", "target", 0, 64),
        _text("entries", "letter_language", 0, 35),
        sa.Column("late", sa.Boolean, nullable=False),
        _number("entries", "number <> 0"),
        _text("entries", "place", 0, 80),
        _text("entries", "note", 0, 500),
        _text("entries", "author", 0, 64),
        sa.Column("at", sa.BigInteger, nullable=False),
        _text("entries", "replaces", 0, 64),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entries_campaign"), "entries", ["campaign"])
    op.create_table(
        "decisions",
        _text("decisions", "id", 16, 64),
        _text("decisions", "kind", 1, 20),
        _text("decisions", "subject", 1, 64),
        _text("decisions", "campaign", 1, 64),
        _number("decisions", "number >= 0"),
        sa.Column("day", sa.Date, nullable=True),
        _text("decisions", "note", 0, 500),
        _text("decisions", "author", 0, 64),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_decisions_campaign"), "decisions", ["campaign"])


def _create_taken_off() -> None:
    op.create_table(
        "taken_off",
        _text("taken_off", "campaign", 1, 64),
        sa.Column("day", sa.Date, nullable=False),
        _text("taken_off", "channel", 1, 20),
        _text("taken_off", "target", 0, 64),
        _text("taken_off", "letter_language", 1, 35),
        _text("taken_off", "partner", 0, 64),
        sa.Column("late", sa.Boolean, nullable=False),
        _text("taken_off", "decision", 1, 64),
        _number("taken_off", "number >= 0"),
        sa.PrimaryKeyConstraint(*TALLY_KEY, "decision", name=op.f("pk_taken_off")),
        sqlite_with_rowid=False,
    )
    # What an earlier downgrade has put among the refused bursts.
    facts = ", ".join(TALLY_KEY)
    stored = f"{REFUSED}{TAKEN_OFF}"
    op.execute(
        f"INSERT INTO taken_off ({facts}, decision, number) SELECT {facts}, "  # noqa: S608 (fixed text)
        f"substr(burst, {len(stored) + 1}), number FROM held WHERE burst LIKE '{stored}%'"
    )
    op.execute(f"DELETE FROM held WHERE burst LIKE '{stored}%'")  # noqa: S608 (fixed text)


def downgrade() -> None:
    """Let what was taken off stay off, as refused bursts; leave entries and decisions for a later upgrade.

    The earlier version compares receipts with tallies without a look at what was taken off: refuse while a
    receipt of such a day is held. It cannot undo that a burst was counted.
    """
    connection = op.get_bind()
    recent = "SELECT t.campaign, t.day FROM taken_off t JOIN receipts r ON r.campaign = t.campaign "
    recent += "AND r.day = t.day WHERE t.number > 0 LIMIT 1"
    if row := connection.execute(sa.text(recent)).first():
        raise ValueError(
            f"letters of {row[1]} were taken off {row[0]}, which the earlier version does not know: "
            "go back three days after that day, or give them back with `appeal letters restore`"
        )
    facts = ", ".join(TALLY_KEY)
    op.execute(
        f"INSERT INTO held (burst, {facts}, number) SELECT '{REFUSED}{TAKEN_OFF}' || decision, "  # noqa: S608
        f"{facts}, number FROM taken_off WHERE number > 0"
    )
    op.drop_table("taken_off")
    op.execute(f"UPDATE receipts SET burst = '' WHERE burst LIKE '{COUNTED}%'")  # noqa: S608 (fixed text)
    op.execute(f"DELETE FROM held WHERE burst LIKE '{COUNTED}%'")  # noqa: S608 (fixed text)
    op.drop_index(op.f("ix_receipts_burst"), "receipts")
    if connection.scalar(sa.text("SELECT count(*) FROM entries")):
        return
    if connection.scalar(sa.text("SELECT count(*) FROM decisions")):
        return
    op.drop_table("entries")
    op.drop_table("decisions")
