"""Publications: the campaigns that the desk has published, and their files."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def upgrade() -> None:
    """Make the two tables, unless an earlier downgrade has left them."""
    if sa.inspect(op.get_bind()).has_table("publications"):
        return
    op.create_table(
        "publications",
        _text("publications", "slug", 1, 60),
        sa.Column(
            "serial",
            sa.Integer,
            sa.CheckConstraint("serial > 0", name=op.f("ck_publications_serial")),
            nullable=False,
        ),
        sa.Column("tree", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("starts", sa.BigInteger, nullable=False),
        _text("publications", "publisher", 0, 64),
        sa.PrimaryKeyConstraint("slug", "serial", name=op.f("pk_publications")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blobs",
        _text("blobs", "digest", 64, 64),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blobs")),
    )


def downgrade() -> None:
    """Drop the tables if nothing was published; else leave them for a later upgrade."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM publications")):
        return
    op.drop_table("publications")
    op.drop_table("blobs")
