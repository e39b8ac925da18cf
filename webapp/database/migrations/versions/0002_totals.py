"""Totals: the tallies added up, so that a count costs the same for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_totals_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def upgrade() -> None:
    """Add up what has been counted so far."""
    channel = sa.Enum(
        *("post", "email", "fax", "call", "social"),
        native_enum=False,
        create_constraint=True,
        name=op.f("ck_totals_channel"),
        length=10,
    )
    op.create_table(
        "totals",
        _text("campaign", 1, 64),
        _text("partner", 0, 64),
        sa.Column("channel", channel, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column(
            "number",
            sa.BigInteger,
            sa.CheckConstraint("number >= 0", name=op.f("ck_totals_number")),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("campaign", "partner", "channel", "late", name=op.f("pk_totals")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO totals (campaign, partner, channel, late, number) "
        "SELECT campaign, partner, channel, late, sum(number) FROM tallies "
        "GROUP BY campaign, partner, channel, late"
    )


def downgrade() -> None:
    """Drop the sums: the tallies hold them all."""
    op.drop_table("totals")
