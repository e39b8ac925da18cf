"""gunicorn's entry point of the desk: `gunicorn webapp.desk_wsgi:app`."""

import os

from webapp import settings
from webapp.desk_app import create_desk, make_desk_dependencies
from webapp.server import log_format

_chosen = settings.read(os.environ)
app = create_desk(_chosen, make_desk_dependencies(_chosen))
log_format.set_up()
