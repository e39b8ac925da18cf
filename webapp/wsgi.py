"""gunicorn's entry point: `gunicorn webapp.wsgi:app`."""

import os

from webapp import settings
from webapp.app import create_app

app = create_app(settings.read(os.environ))
for _name in app.jinja_env.list_templates():
    app.jinja_env.get_template(_name)  # or a worker's first visitors would wait while it is compiled
