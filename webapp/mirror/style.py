"""The style sheet of a mirror, in one file with its fonts.

The fonts are in the sheet itself: to Firefox each file of a folder is a site of its own, from which it takes
pictures and style sheets, but no font.
"""

import base64
import re
from pathlib import Path

from webapp.web.http.assets import COMMENT

STYLES = ("scripts.css", "tokens.css", "base.css", "messages.css", "case.css", "reading.css", "mirror.css")
"""Of static/css, in this order."""
_FONT = re.compile(r'url\("(fonts/screen/[a-z-]+\.woff2)"\)')


def style_sheet(static: Path) -> bytes:
    """Return the sheet; `static` is the folder of the static files."""
    css = "\n".join((static / "css" / name).read_text(encoding="utf-8") for name in STYLES)

    def embedded(found: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{base64.b64encode((static / found[1]).read_bytes()).decode()}")'

    return _FONT.sub(embedded, COMMENT.sub("", css)).encode()
