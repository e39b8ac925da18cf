"""`appeal run`: the page and the desk together, each as its own server, until one of them is told to stop."""

import os
import sys

import click

from webapp.cli.environment import read_settings
from webapp.cli.server_pair import ServerPair
from webapp.cli.start_refused import StartRefused
from webapp.server.listen_address import is_taken

APPEAL = (sys.executable, "-m", "webapp.cli")


@click.command()
def run() -> None:
    """Serve the page, and the desk beside it unless DESK is off. Ctrl-C stops both.

    The page goes on when the desk ends; when the page ends, so does the desk.
    """
    settings = read_settings()
    port = settings.port
    if is_taken(settings.host, port):
        other = port + (1000 if port < 64_000 else -1000)  # the highest is 65535; the desk has the next one
        raise StartRefused(
            f"PORT is {port}, and another program listens there; stop it, or choose another port: "
            f"make run PORT={other}"
        )
    desk = settings.desk
    if desk and is_taken(settings.host, settings.desk_port):
        desk = False
        click.echo(
            f"DESK_PORT is {settings.desk_port}, and another program listens there: the page is served "
            "without the desk. Stop the other program, or choose another DESK_PORT",
            err=True,
        )
    if not desk:
        os.execv(sys.executable, [*APPEAL, "serve"])  # noqa: S606 (no shell is wanted)
    raise SystemExit(ServerPair([*APPEAL, "serve"], [*APPEAL, "desk", "serve", "--first-link"]).run())
