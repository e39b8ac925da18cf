"""The tables of the desk's database. The page's processes have neither these tables nor the URL.

Portable SQL only, so that SQLite and PostgreSQL accept the same values. A moment is a whole number of seconds
since 1970 (UTC), a list or a mapping is JSON in a text column.
"""

from webapp.team.tables.columns import (
    MAX_CONTEXT_CHARS,
    MAX_ID_CHARS,
    MAX_NAME_CHARS,
    MAX_NOTE_CHARS,
    MAX_TAG_CHARS,
    MAX_TERM_CHARS,
    metadata,
)
from webapp.team.tables.connections import (
    api_tokens,
    calendars,
    deliveries,
    webhooks,
)
from webapp.team.tables.documents import (
    MAX_FILE_NAME_CHARS,
    MAX_PUBLISHER_CHARS,
    document_pages,
    documents,
)
from webapp.team.tables.drafts import (
    addressee_uses,
    addressees,
    blobs,
    campaigns,
    decisions,
    preview_links,
    versions,
)
from webapp.team.tables.people import (
    challenges,
    links,
    passkeys,
    people,
    preferences,
    sessions,
    tries,
)
from webapp.team.tables.translating import (
    terms,
    translations,
)

__all__ = [
    "MAX_CONTEXT_CHARS",
    "MAX_FILE_NAME_CHARS",
    "MAX_ID_CHARS",
    "MAX_NAME_CHARS",
    "MAX_NOTE_CHARS",
    "MAX_PUBLISHER_CHARS",
    "MAX_TAG_CHARS",
    "MAX_TERM_CHARS",
    "addressee_uses",
    "addressees",
    "api_tokens",
    "blobs",
    "calendars",
    "campaigns",
    "challenges",
    "decisions",
    "deliveries",
    "document_pages",
    "documents",
    "links",
    "metadata",
    "passkeys",
    "people",
    "preferences",
    "preview_links",
    "sessions",
    "terms",
    "translations",
    "tries",
    "versions",
    "webhooks",
]
