"""The app of `webapp.wsgi` that waits long for Valkey, for tests of what servers have in common there.

After 0.1 s without an answer, which a busy machine may need, a server counts by itself for a second.
"""

from functools import partial

import webapp.app
from tests.support.valkey import PATIENT_SECONDS
from webapp.server.valkey_cache import ValkeyCache

webapp.app.ValkeyCache = partial(ValkeyCache, timeout_seconds=PATIENT_SECONDS)  # type: ignore[assignment,misc]

from webapp.wsgi import app  # noqa: E402, F401
