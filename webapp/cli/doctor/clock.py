"""The clock of this host: synchronized, and not before the app's own files."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from webapp.cli.doctor.finding import Finding, broken, look, ok

ABOUT = "clock"
DAY_SECONDS = 86_400
ANSWER_SECONDS = 10
REMEDY = "let the network set it (timedatectl set-ntp true), and look at the time zone with timedatectl"


def check_clock(code: Path) -> Iterator[Finding]:
    """Check the clock. `code` is a file of the app, which was written before now."""
    if time.time() < code.stat().st_mtime - DAY_SECONDS:
        yield broken(ABOUT, f"it says {_now()}, and the app's files are newer", REMEDY)
        return
    match _synchronized():
        case True:
            yield ok(ABOUT, f"it says {_now()}, and is synchronized")
        case False:
            yield look(ABOUT, f"it says {_now()}, and nothing synchronizes it", REMEDY)
        case None:
            yield ok(ABOUT, f"it says {_now()}; whether it is synchronized cannot be seen here")


def _synchronized() -> bool | None:
    """Ask systemd (https://www.freedesktop.org/software/systemd/man/latest/timedatectl.html)."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    try:
        asked = subprocess.run(  # noqa: S603  # a fixed command
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(asked.stdout.strip())


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
