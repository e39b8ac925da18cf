"""Static files by content: each address carries a mark of what it holds, so that it may be kept for ever.

The style sheets are five files for people and one for browsers, put together when the app starts. What is
text is compressed then, once and as small as it gets; all of it stays in memory, some 200 kB.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from flask import Flask, Response, abort, request

from webapp.domain.script import script_of
from webapp.web.http import page_cache
from webapp.web.http.compression import CompressedBodies, compress_once

STYLES = ("scripts.css", "tokens.css", "base.css", "letter.css", "page.css")
TEXTS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
FONT = "font/woff2"
"""Compressed as it is."""
ONE_YEAR = 31_536_000
FOR_OTHER_SITES = ("js/embed.js", "js/frame.js", "site.css")
"""What other sites load: their script; and, in a frame that a `sandbox` keeps without an origin, ours."""


@dataclass(frozen=True, slots=True)
class File:
    """A static file, ready to go out."""

    kind: str
    bodies: CompressedBodies
    mark: str

    @classmethod
    def made(cls, kind: str, content: bytes) -> Self:
        """Compress what is text, and mark it by its content."""
        bodies = CompressedBodies(content) if kind == FONT else compress_once(content)
        return cls(kind, bodies, hashlib.sha256(content).hexdigest()[:12])


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files, by name."""

    files: Mapping[str, File] = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read `static/`, without what is put together and what only the printer needs."""
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        files = {
            name: File.made(TEXTS.get(path.suffix, FONT), path.read_bytes())
            for name, path in found.items()
            if not name.startswith(("css/", "fonts/print/")) and path.suffix in (*TEXTS, ".woff2")
        }
        styles = "\n".join((folder / "css" / name).read_text(encoding="utf-8") for name in STYLES)
        for name in (name for name in files if name.endswith(".woff2")):
            styles = styles.replace(f'url("{name}")', f'url("{name}?v={files[name].mark}")')  # as preloaded
        return cls(files | {"site.css": File.made("text/css", styles.encode())})

    @property
    def marks(self) -> dict[str, str]:
        """The files' marks."""
        return {name: file.mark for name, file in self.files.items()}


def set_up(app: Flask, assets: Assets) -> None:
    """Serve the files and give templates the function `asset(name)`."""

    @app.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        file = assets.files.get(name) or abort(404)
        response = send(file.kind, file.bodies)
        if request.args.get("v") == file.mark:
            response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
        else:
            response.headers["Cache-Control"] = "public, max-age=300"
        if name in FOR_OTHER_SITES:
            open_to_all(response)
        return response

    @app.template_global()
    def asset(name: str) -> str:
        # Not by url_for: the page that refuses a host name has no routes, and needs its style.
        return f"{request.script_root}/static/{name}?v={assets.files[name].mark}"


def open_to_all(response: Response) -> None:
    """Let every site load it, with `crossorigin` and a checksum, too; nothing in it is about a visitor."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"


def screen_font(script: str) -> str:
    """Name the one font file that a page in this script needs."""
    return f"fonts/screen/{script_of(script).screen_font}.woff2"


def send(kind: str, bodies: CompressedBodies) -> Response:
    """Answer with a body that is the same for everybody; the shelf gives it in the coding that is taken."""
    response = Response(bodies.plain, mimetype=kind)
    page_cache.ready(request.environ, bodies)
    return response
