"""Signals of supporters: an official has answered, or an address does not work."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SIGNAL_KEY = ("campaign", "target", "kind", "day")


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[Any]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _facts(table: str) -> list[sa.Column[Any]]:
    return [
        _text(table, "campaign", 1, 64),
        _text(table, "target", 1, 64),
        _text(table, "kind", 1, 20),
        sa.Column("day", sa.Date, nullable=False),
    ]


def upgrade() -> None:
    """Make the two tables; an earlier downgrade may have left the first."""
    op.create_table(
        "signal_receipts",
        _text("signal_receipts", "token_id", 16, 64),
        *_facts("signal_receipts"),
        sa.PrimaryKeyConstraint("token_id", "target", "kind", name=op.f("pk_signal_receipts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_signal_receipts_day"), "signal_receipts", ["day"])
    if sa.inspect(op.get_bind()).has_table("signals"):
        return
    number = sa.CheckConstraint("number >= 0", name=op.f("ck_signals_number"))
    op.create_table(
        "signals",
        *_facts("signals"),
        sa.Column("number", sa.BigInteger, number, nullable=False),
        sa.PrimaryKeyConstraint(*SIGNAL_KEY, name=op.f("pk_signals")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Leave the signals for a later upgrade; the earlier version does not know that bounces were settled."""
    op.drop_table("signal_receipts")
    op.execute("DELETE FROM decisions WHERE kind = 'settled'")
    if not op.get_bind().scalar(sa.text("SELECT count(*) FROM signals")):
        op.drop_table("signals")
