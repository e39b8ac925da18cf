"""The app of `webapp.wsgi` with tokens that are valid at once, for tests that report without waiting."""

import os

from webapp import settings
from webapp.actions.tokens import Tokens
from webapp.app import create_app, make_dependencies
from webapp.server.key_file import signing_keys

_chosen = settings.read(os.environ)
_keys = signing_keys(_chosen.secret_keys, _chosen.key_file)
app = create_app(_chosen, make_dependencies(_chosen, tokens=Tokens(_keys, min_age_seconds=0)))
