"""Static files by content: each address carries a mark of what it holds, so that it may be kept for ever.

The style sheets are four files for people and one for browsers: they are put together when the app starts.
"""

import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

STYLES = ("tokens.css", "base.css", "page.css", "letter.css")
ONE_YEAR = 31_536_000
FONTS = {"Arab": "noto-naskh-arabic", "Cyrl": "appeal-serif-cyrillic"}


def set_up(app: Flask, folder: Path) -> None:
    """Serve `static/` and give templates the function `asset(name)`."""
    styles = "\n".join((folder / "css" / name).read_text(encoding="utf-8") for name in STYLES)
    marks = {
        path.relative_to(folder).as_posix(): _mark(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and "print" not in path.parts
    }
    for name in (name for name in marks if name.endswith(".woff2")):
        styles = styles.replace(f'url("{name}")', f'url("{name}?v={marks[name]}")')  # as the page preloads it
    marks["site.css"] = _mark(styles.encode())

    @app.get("/static/site.css")
    def site_css() -> Response:
        return Response(styles, mimetype="text/css")

    @app.template_global()
    def asset(name: str) -> str:
        if name == "site.css":
            return url_for("site_css", v=marks[name])
        return url_for("static", filename=name, v=marks[name])

    @app.after_request
    def keep(answer: Response) -> Response:
        if request.endpoint in ("static", "site_css") and answer.status_code == 200:
            name = (request.view_args or {}).get("filename", "site.css")
            if request.args.get("v") == marks.get(name):
                answer.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
        return answer


def screen_font(script: str) -> str:
    """Name the one font file that a page in this script needs."""
    return f"fonts/screen/{FONTS.get(script, 'appeal-serif-latin')}.woff2"


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
