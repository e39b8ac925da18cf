"""Static files, read once a process: most tests make an app, and all apps have the same files."""

from collections.abc import Hashable
from pathlib import Path

from webapp.settings import ROOT
from webapp.web.http.assets import SITE, Assets, Bundles


def remember() -> None:
    """Let an app use again what another one read from the repository's folder."""
    read = Assets.read
    known: dict[Hashable, Assets] = {}

    def remembered(folder: Path, bundles: Bundles = SITE) -> Assets:
        if folder != ROOT / "static":
            return read(folder, bundles)
        key = (tuple(bundles.styles.items()), bundles.scripts)
        if key not in known:
            known[key] = read(folder, bundles)
        return known[key]

    Assets.read = remembered  # type: ignore[assignment, method-assign]
