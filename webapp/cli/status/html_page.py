"""The status as one HTML file: it needs no other file, loads nothing and runs no script."""

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from webapp.cli.status import wording
from webapp.cli.status.report import Status
from webapp.domain.language import parse

_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")


def as_html(status: Status, templates: Path, tokens: Path) -> str:
    """Return the page; `tokens` is the style sheet whose colours it has.

    Its policy allows the one style sheet in it, by its digest: CSP 3, 2.3.1.
    """
    own = (templates / "status" / "page.css").read_text(encoding="utf-8")
    style = _FONT_FACE.sub("", tokens.read_text(encoding="utf-8")) + own
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("status/page.html").render(
        status=status,
        wording=wording,
        direction=lambda tag: parse(tag).direction,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(f"<style>{style}</style>"),  # noqa: S704 (our own files, and no text of a campaign)
    )
