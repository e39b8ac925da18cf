"""Fonts for the browser in the scripts for which a page fetches none: there it has the reader's own.

A machine for tests has none of them and draws empty boxes: a page in Japanese would be a fifth shorter than
it is for those who read it, one in Hindi longer.
"""

import os
from pathlib import Path

from webapp.settings import ROOT

FONTS = ROOT / "static" / "fonts" / "print"
NAMES = ("NotoSerifDevanagari", "NotoSerifJP", "NotoSerifKR", "NotoSerifSC")
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
</fontconfig>
"""


def environment(folder: Path) -> dict[str, str | float | bool]:
    """Return the environment of a browser that finds these fonts, too, by fontconfig; `folder` is its own."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for name in NAMES:
        (fonts / f"{name}-Regular.ttf").symlink_to(FONTS / f"{name}-Regular.ttf")
    configuration = folder / "fonts.conf"
    configuration.write_text(_CONFIGURATION.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(configuration)}
