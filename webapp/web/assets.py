"""Static files by content: each address carries a mark of what it holds, so that it may be kept for ever.

The style sheets are four files for people and one for browsers, put together when the app starts. What is
text is compressed then, once and as small as it gets.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import brotli
from flask import Flask, Response, request, send_from_directory

STYLES = ("tokens.css", "base.css", "letter.css", "page.css")
TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ONE_YEAR = 31_536_000
FOR_OTHER_SITES = ("js/embed.js", "js/frame.js", "site.css")
"""What other sites load: their script; and, in a frame that a `sandbox` keeps without an origin, ours."""
FONTS = {"Arab": "noto-naskh-arabic", "Cyrl": "appeal-serif-cyrillic"}


@dataclass(frozen=True, slots=True)
class Text:
    """A style sheet, script or drawing, ready to go out."""

    kind: str
    plain: bytes
    brotli: bytes
    gzip: bytes

    @classmethod
    def made(cls, kind: str, content: bytes) -> Self:
        """Compress it."""
        return cls(kind, content, brotli.compress(content), gzip.compress(content, mtime=0))


def set_up(app: Flask, folder: Path) -> None:
    """Serve `static/` and give templates the function `asset(name)`."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    served = {name: path for name, path in files.items() if not name.startswith(("css/", "fonts/print/"))}
    marks = {name: _mark(path.read_bytes()) for name, path in served.items()}
    texts = {
        name: Text.made(TEXTS[path.suffix], path.read_bytes())
        for name, path in served.items()
        if path.suffix in TEXTS
    }
    styles = "\n".join((folder / "css" / name).read_text(encoding="utf-8") for name in STYLES)
    for name in (name for name in marks if name.endswith(".woff2")):
        styles = styles.replace(f'url("{name}")', f'url("{name}?v={marks[name]}")')  # as the page preloads it
    texts["site.css"] = Text.made("text/css", styles.encode())
    marks["site.css"] = _mark(styles.encode())

    @app.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        found = texts.get(name)
        answer = send(found) if found else send_from_directory(folder, name if name in served else "-")
        if request.args.get("v") == marks.get(name):
            answer.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
        else:
            answer.headers["Cache-Control"] = "public, max-age=300"
        if name in FOR_OTHER_SITES:
            open_to_all(answer)
        return answer

    @app.template_global()
    def asset(name: str) -> str:
        # Not by url_for: the page that refuses a host name has no routes, and needs its style.
        return f"{request.script_root}/static/{name}?v={marks[name]}"


def open_to_all(answer: Response) -> None:
    """Let every site load it, with `crossorigin` and a checksum, too; nothing in it is about a visitor."""
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Allow-Origin"] = "*"


def screen_font(script: str) -> str:
    """Name the one font file that a page in this script needs."""
    return f"fonts/screen/{FONTS.get(script, 'appeal-serif-latin')}.woff2"


def send(text: Text) -> Response:
    """Answer with a text as the browser takes it best."""
    accepted = request.accept_encodings
    match accepted.best_match(["br", "gzip", "identity"], "identity"):
        case "br":
            answer = Response(text.brotli, mimetype=text.kind, headers={"Content-Encoding": "br"})
        case "gzip":
            answer = Response(text.gzip, mimetype=text.kind, headers={"Content-Encoding": "gzip"})
        case _:
            answer = Response(text.plain, mimetype=text.kind)
    answer.vary.add("Accept-Encoding")
    return answer


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
