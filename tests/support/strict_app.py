"""The app of `webapp.wsgi` with few files a minute for each network, for tests that pass that limit."""

import os

from tests.support.servers import STRICT_FILES, STRICT_FILES_A_MINUTE
from webapp.server.network_counters import MINUTE, Limit
from webapp.web.http import rate_limits

_most = int(os.environ.get(STRICT_FILES, STRICT_FILES_A_MINUTE))
rate_limits.LIMITS["file"] = Limit(_most, MINUTE)  # type: ignore[index]  # before the app is made

from webapp.wsgi import app  # noqa: E402, F401
