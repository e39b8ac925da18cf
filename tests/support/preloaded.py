"""All that a server imports and computes once, before it is forked. See `forked_servers`.

What reads the environment when it is imported stays out: `webapp.wsgi`, `webapp.gunicorn_config`, other apps.
"""

import gc
import os
import tempfile
from importlib import import_module

from tests.support import (
    forked_workers,
    known_campaigns,
    known_rules,
    known_schema,
    known_static_files,
    quick_pages,
)
from tests.support.site import template_cache
from webapp import settings
from webapp.app import create_app
from webapp.database import schema
from webapp.printing.printer import Printer

for _name in (
    "gunicorn.app.wsgiapp",
    "gunicorn.arbiter",
    "gunicorn.glogging",
    "webapp.actions.purge_schedule",
    "webapp.cli.desk.serve",
    "webapp.cli.serve",
    "webapp.database.postgresql",
    "webapp.desk_app",
    "webapp.gunicorn_worker",
    "webapp.publications.follower",
    "webapp.server.log_privacy",
    "webapp.server.valkey_cache",
    "webapp.server_state",
):
    import_module(_name)

if template_cache.VARIABLE in os.environ:  # it is not where a tool or a benchmark starts a server
    template_cache.use()
forked_workers.use()
known_campaigns.remember()
known_rules.remember()
known_schema.remember()
known_static_files.remember()
quick_pages.use()
# Tests of printers try the machine, and starting a process for it takes longer than the rest of a start.
Printer._try_machine = lambda _printer: None  # type: ignore[method-assign]
with tempfile.TemporaryDirectory() as _folder:
    _chosen = settings.read({"DATA": _folder})
    schema.upgrade(_chosen.database)
    _app = create_app(_chosen)
    for _name in _app.jinja_env.list_templates(extensions=("html",)):
        if not _name.startswith("desk/"):
            _app.jinja_env.get_template(_name)
gc.collect()
gc.freeze()  # a process that is forked need not look through it, nor copy it
gc.unfreeze = lambda: None  # nor does gunicorn, which unfreezes and collects before it forks its workers
