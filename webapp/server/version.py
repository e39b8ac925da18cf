"""The version of the app. It stands in pyproject.toml and nowhere else.

The app runs from a checkout that pip does not know, so `importlib.metadata` does not find it.
"""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def read_version() -> str:
    """Return the version, as in "1.2.0", or "1.2.0.dev0" between two releases (PEP 440)."""
    return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
