"""The schema's history. A step is a file in `versions` that stands by itself: it imports nothing of ours."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

OWN = Path(__file__).parent
"""The steps of the page's database. The desk's are in `webapp/team/migrations`."""


def run(
    connection: Connection, direction: Literal["upgrade", "downgrade"], revision: str, folder: Path = OWN
) -> None:
    """Run a folder's steps to `revision` in the connection's transaction, which the caller commits."""
    config = _config(folder)
    config.attributes["connection"] = connection
    steps = {"upgrade": command.upgrade, "downgrade": command.downgrade}
    steps[direction](config, revision)


def known_revisions(folder: Path = OWN) -> tuple[str, ...]:
    """Return the revisions of all steps, oldest first."""
    steps = ScriptDirectory.from_config(_config(folder)).walk_revisions()
    return tuple(step.revision for step in steps)[::-1]


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
