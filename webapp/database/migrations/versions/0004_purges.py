"""Purges: the day of the last one, so that a clock that leaps can't have receipts forgotten too soon."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it; the next purge notes itself."""
    op.create_table(
        "purges",
        sa.Column("purged_on", sa.Date, nullable=False),
        sa.Column("doubted", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("purged_on", name=op.f("pk_purges")),
    )


def downgrade() -> None:
    """Forget when it was."""
    op.drop_table("purges")
