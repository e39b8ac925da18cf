"""One log line for each use of a right to get in or to let others in: an event and ids, no name, no token.

OWASP ASVS 5.0, 16.3: attempts to sign in, right and wrong, and changes of rights.
"""

import logging
from enum import StrEnum

from webapp.server import log_format

LOG = logging.getLogger(log_format.APP)


class Event(StrEnum):
    """What happened."""

    JOINED = "joined"
    SIGNED_IN = "signed in"
    CONFIRMED = "confirmed"
    SIGNED_OUT = "signed out"
    REFUSED = "refused"
    TOO_MANY_TRIES = "too many tries"
    NOT_ALLOWED = "not allowed"
    LINK_REFUSED = "link refused"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    SESSION_ENDED = "session ended"
    INVITED = "invited"
    LINK_MADE = "link made"
    LINK_WITHDRAWN = "link withdrawn"
    RIGHTS_CHANGED = "rights changed"
    CALENDAR_MADE = "calendar made"
    CALENDAR_REVOKED = "calendar revoked"
    SHUT_OUT = "shut out"
    LET_IN = "let in"
    WEBHOOK_ADDED = "webhook added"
    WEBHOOK_CHANGED = "webhook changed"
    WEBHOOK_REMOVED = "webhook removed"
    TOKEN_MADE = "token made"  # noqa: S105 (an event)
    TOKEN_REVOKED = "token revoked"  # noqa: S105 (an event)


def note(event: Event, by: str = "", whom: str = "") -> None:
    """Write the line. `by` and `whom` are ids, which say nothing to a reader of the log alone."""
    LOG.info("desk: %s", event.value, extra={"by": by, "whom": whom})
