"""The app of `webapp.wsgi` with few files a minute for each network, for tests that pass that limit."""

import os

from tests.support.servers import STRICT_FILES_A_MINUTE
from webapp import settings
from webapp.app import create_app, make_dependencies
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, RateLimiter

_limits = {**LIMITS, "file": Limit(STRICT_FILES_A_MINUTE, MINUTE)}
_chosen = settings.read(os.environ)
app = create_app(_chosen, make_dependencies(_chosen, limiter=RateLimiter(NetworkCounters(), limits=_limits)))
