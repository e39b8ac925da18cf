"""The desk, put together: the one module that knows all its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.desk.board.views import Board
from webapp.desk.http import access, errors, headers, shell, text
from webapp.domain.dates import utc_now
from webapp.settings import ROOT, Settings
from webapp.team.desk_database import DeskDatabase
from webapp.web.http import assets, compression
from webapp.web.http.assets import Assets, Bundles

MAX_BODY_BYTES = 12_000_000
"""A photograph of 10 MB and a case."""
MAX_FIELDS = 2_000
"""A case with forty people and twelve targets has some eight hundred."""
BUNDLES = Bundles(
    "desk.css",
    ("scripts.css", "tokens.css", "base.css", "letter.css", "messages.css", *shell.STYLES),
    ("js/desk",),
)


class NoSessions:
    """Nobody is signed in."""

    def find(self, _token: str) -> access.SignedIn | None:
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class DeskDependencies:
    """What the desk is made of. Views get the parts they use, never this."""

    database: DeskDatabase
    sessions: access.Sessions
    now: Callable[[], datetime]
    """The moment, in UTC."""


def make_desk_dependencies(settings: Settings) -> DeskDependencies:
    """Make the parts from the settings. Nothing here opens a connection: workers do, after the fork."""
    database = DeskDatabase(settings.desk_database)
    return DeskDependencies(database, NoSessions(), utc_now)


def create_desk(settings: Settings, dependencies: DeskDependencies) -> Flask:
    """Put the desk together."""
    parts = dependencies
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES, MAX_FORM_PARTS=MAX_FIELDS
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    if settings.proxies:
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    compression.set_up(app)
    headers.set_up(app, settings.desk_address)
    access.set_up(app, parts.sessions, access.cookie_name(settings.desk_address))
    text.set_up(app, ROOT / "translations")
    assets.set_up(app, Assets.read(ROOT / "static", BUNDLES))
    shell.set_up(app)
    errors.set_up(app)
    app.register_blueprint(Board(parts.now).blueprint())
    return app
