"""gunicorn's entry point: `gunicorn webapp.wsgi:app`."""

import os

from webapp import settings
from webapp.app import create_app
from webapp.server import log_format

app = create_app(settings.read(os.environ))
log_format.set_up()
for _name in app.jinja_env.list_templates(extensions=("html",)):
    if _name.startswith("desk/"):
        continue  # pages of the other app
    app.jinja_env.get_template(_name)  # else a worker's first visitors wait for the compiler
