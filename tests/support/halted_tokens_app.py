"""The app of `webapp.wsgi` whose tokens stay too new until the file TOKENS_AGE is in its data folder.

On a busy machine a token may have its minimum age before a page has sent a report too early.
"""

import os
import time

from tests.support.servers import TOKENS_AGE
from webapp import settings
from webapp.actions.tokens import Tokens
from webapp.app import create_app, make_dependencies
from webapp.server.key_file import signing_keys

_chosen = settings.read(os.environ)
_keys = signing_keys(_chosen.secret_keys, _chosen.key_file)
_started = time.time()
_of_age = _chosen.data / TOKENS_AGE


def _clock() -> float:
    return time.time() if _of_age.exists() else _started


app = create_app(_chosen, make_dependencies(_chosen, tokens=Tokens(_keys, _clock)))
