"""`appeal run`: the page and the desk together, each as its own server, until one of them is told to stop."""

import signal
import subprocess
import sys
from contextlib import suppress

import click

from webapp.cli.environment import read_settings

APPEAL = (sys.executable, "-m", "webapp.cli")
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
def run() -> None:
    """Serve the page, and the desk beside it unless DESK is off. Ctrl-C stops both.

    The page goes on when the desk ends; when the page ends, so does the desk.
    """
    settings = read_settings()
    commands = [("serve",), *([("desk", "serve")] if settings.desk else [])]
    # In sessions of their own: a Ctrl-C of the terminal reaches them through us, once.
    servers = [subprocess.Popen([*APPEAL, *command], start_new_session=True) for command in commands]  # noqa: S603

    def pass_on(number: int, _frame: object) -> None:
        for server in servers:
            with suppress(ProcessLookupError):
                server.send_signal(signal.SIGTERM if number == signal.SIGINT else number)

    for number in PASSED_ON:
        signal.signal(number, pass_on)
    page, *desks = servers
    code = page.wait()
    for desk in desks:
        desk.terminate()
        desk.wait()
    raise SystemExit(code)
