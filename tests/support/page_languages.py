"""The page languages that are offered."""

from webapp.settings import ROOT
from webapp.web.http import locales

OFFERED = tuple(each.tag for each in locales.offered(ROOT / "translations"))
"""Their tags, English first."""
