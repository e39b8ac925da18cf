"""The app of `webapp.wsgi` that waits long for Valkey, for tests of what servers have in common there.

After 0.1 s without an answer, which a busy machine may need, a server counts by itself for a second.
"""

from typing import Any

from tests.support.valkey import PATIENT_SECONDS
from webapp.server import valkey_cache

made = []


class PatientCache(valkey_cache.ValkeyCache):
    """A cache with another timeout."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, timeout_seconds=PATIENT_SECONDS)
        made.append(self)


valkey_cache.ValkeyCache = PatientCache  # type: ignore[misc]

from webapp.wsgi import app  # noqa: E402, F401

assert made, "the app has taken another cache"
