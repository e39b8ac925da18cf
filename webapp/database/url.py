"""Database URLs: the forms that people write, and the form that SQLAlchemy takes."""

from webapp.domain.url_scheme import unusable_url


class InvalidDatabaseUrl(ValueError):
    """A URL that names no database we know. The message names its scheme at most: it may hold a password."""


def normalize_database_url(url: str) -> str:
    """Return the URL as SQLAlchemy takes it; raise `InvalidDatabaseUrl`.

    `postgres://`, as hosting firms write it, is taken as `postgresql://`.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("//"):
        return url
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest.partition("/")[2]:
        return f"postgresql+psycopg://{rest}"
    raise InvalidDatabaseUrl(
        f"{unusable_url(url)}; write it as sqlite:////var/lib/appeal.db or "
        "postgresql://user:password@host/name"
    )
