"""The desk on a port of its own, in this process: a test moves its clock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.servers import free_port
from webapp import settings
from webapp.desk.http import text
from webapp.desk_app import DeskDependencies, create_desk
from webapp.domain.dates import utc_now
from webapp.preview_app import PreviewApp
from webapp.printing.printer import Printer
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.handover.pack_printer import PackPrinter
from webapp.team.people.sessions import Sessions


class _Silent(WSGIRequestHandler):
    def log(self, *_arguments: object) -> None:  # type: ignore[override]
        """Write nothing."""


@dataclass
class DeskServer:
    """A running desk."""

    url: str
    database: DeskDatabase
    app: Flask | None = None
    later: timedelta = field(default_factory=timedelta)
    """How much later it is for the desk than for its browsers."""

    def now(self) -> datetime:
        return utc_now() + self.later


@contextmanager
def serve_desk(
    data: Path, *, tls: bool = False, port: int = 0, behind: str = "", translations: Path | None = None
) -> Iterator[DeskServer]:
    """Serve the desk with threads until the end of the block; with `tls`, by a certificate of its own.

    `behind` is the origin of a proxy in front of it. It may speak the languages of another folder.
    """
    port = port or free_port()
    origin = behind or f"{'https' if tls else 'http'}://desk.localhost:{port}"
    proxies = "1" if behind else "0"
    chosen = settings.read(
        {"DATA": str(data), "DESK_PORT": str(port), "DESK_ORIGIN": origin, "PROXIES": proxies}
    )
    schema.upgrade(chosen.desk_database)
    desk = DeskServer(chosen.desk_address, DeskDatabase(chosen.desk_database))
    sessions = Sessions(desk.database, desk.now)
    printer = PackPrinter(settings.ROOT, chosen.data / "fonts")
    parts = DeskDependencies(desk.database, sessions, desk.now, PreviewApp(chosen), printer)
    desk.app = create_desk(chosen, parts)
    if translations:
        text.set_up(desk.app, translations)
    certificate = "adhoc" if tls else None
    server = make_server(
        "127.0.0.1", port, desk.app, threaded=True, request_handler=_Silent, ssl_context=certificate
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        # A preview's app tries the machine by starting a process that prints; most tests print nothing.
        with patch.object(Printer, "_try_machine"):
            yield desk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        desk.database.close()
