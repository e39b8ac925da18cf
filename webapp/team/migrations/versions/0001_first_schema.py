"""The desk's first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "people",
    "passkeys",
    "links",
    "sessions",
    "challenges",
    "tries",
    "campaigns",
    "versions",
    "blobs",
    "addressees",
    "addressee_uses",
    "preview_links",
    "decisions",
)


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _json(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "people",
        _text("people", "id", 16, 64),
        _text("people", "name", 1, 80),
        _json("grants"),
        _flag("is_active"),
        _flag("may_use_phrase"),
        _text("people", "phrase", 0, 200),
        _text("people", "totp_secret", 0, 64),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "passkeys",
        _text("passkeys", "id", 1, 1_400),
        _text("passkeys", "person", 16, 64),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        _text("passkeys", "name", 1, 80),
        _moment("created"),
        _moment("used", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
    )
    op.create_index(op.f("ix_passkeys_person"), "passkeys", ["person"])
    op.create_table(
        "links",
        _text("links", "digest", 64, 64),
        _text("links", "person", 16, 64),
        _text("links", "name", 0, 80),
        _json("grants"),
        _flag("may_use_phrase"),
        _text("links", "phrase", 0, 200),
        _text("links", "totp_secret", 0, 64),
        _text("links", "invited_by", 0, 64),
        _moment("created"),
        _moment("expires"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_links")),
    )
    op.create_table(
        "sessions",
        _text("sessions", "digest", 64, 64),
        _text("sessions", "person", 16, 64),
        _text("sessions", "label", 0, 80),
        _moment("created"),
        _moment("expires"),
        _moment("used"),
        _moment("confirmed", nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person"), "sessions", ["person"])
    op.create_table(
        "challenges",
        _text("challenges", "digest", 64, 64),
        _text("challenges", "purpose", 1, 20),
        _text("challenges", "person", 0, 64),
        _moment("expires"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_challenges")),
    )
    op.create_table(
        "tries",
        _text("tries", "name_digest", 64, 64),
        _moment("hour"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name_digest", "hour", name=op.f("pk_tries")),
    )
    op.create_table(
        "campaigns",
        _text("campaigns", "slug", 1, 64),
        sa.Column("head", sa.Integer, nullable=False),
        _flag("is_archived"),
        _moment("created"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "versions",
        _text("versions", "slug", 1, 64),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("base", sa.Integer, nullable=True),
        _text("versions", "author", 0, 64),
        _moment("at"),
        _text("versions", "note", 0, 500),
        _json("tree"),
        sa.PrimaryKeyConstraint("slug", "number", name=op.f("pk_versions")),
    )
    """Append only. `tree`: the SHA-256 of each file's content by its name. `author` is "" for the shell."""
    op.create_table(
        "blobs",
        _text("blobs", "digest", 64, 64),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blobs")),
    )
    op.create_table(
        "addressees",
        _text("addressees", "id", 1, 64),
        sa.Column("version", sa.Integer, nullable=False),
        _json("fields"),
        _text("addressees", "author", 0, 64),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_addressees")),
    )
    op.create_table(
        "addressee_uses",
        _text("addressee_uses", "slug", 1, 64),
        _text("addressee_uses", "target", 1, 64),
        _text("addressee_uses", "addressee", 1, 64),
        sa.PrimaryKeyConstraint("slug", "target", name=op.f("pk_addressee_uses")),
    )
    op.create_index(op.f("ix_addressee_uses_addressee"), "addressee_uses", ["addressee"])
    op.create_table(
        "preview_links",
        _text("preview_links", "slug", 1, 64),
        sa.Column("withdrawals", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_preview_links")),
    )
    op.create_table(
        "decisions",
        _text("decisions", "id", 16, 64),
        _text("decisions", "slug", 1, 64),
        _text("decisions", "kind", 1, 20),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=True),
        _text("decisions", "author", 0, 64),
        _moment("at"),
        _moment("starts"),
        _text("decisions", "failure", 0, 500),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_slug"), "decisions", ["slug"])


def downgrade() -> None:
    """Drop the tables, with all that the team wrote."""
    for table in TABLES:
        op.drop_table(table)
