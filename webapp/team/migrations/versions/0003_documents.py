"""The documents that drafts were made from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("documents", "document_pages")


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "documents",
        _text("documents", "slug", 1, 64),
        _text("documents", "name", 0, 120),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("placing", sa.Text, nullable=False),
        _text("documents", "whose", 1, 10),
        _text("documents", "publisher", 0, 200),
        _text("documents", "author", 0, 64),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_documents")),
    )
    op.create_table(
        "document_pages",
        _text("document_pages", "slug", 1, 64),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("png", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("slug", "page", name=op.f("pk_document_pages")),
    )


def downgrade() -> None:
    """Drop the tables, with what is in them."""
    for table in TABLES:
        op.drop_table(table)
