"""gunicorn's entry point: `gunicorn webapp.wsgi:app`."""

import os

from webapp import settings
from webapp.app import create_app

app = create_app(settings.read(os.environ))
