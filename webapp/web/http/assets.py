"""Static files: each address carries the fingerprint of the content, and may be cached for ever.

Style sheets and scripts are several files for people and one for browsers, joined when the app starts.
Text is compressed then, once and as small as it gets. All of it stays in memory, some 200 kB.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from flask import Flask, Response, abort, request

from webapp.domain.language import Language
from webapp.domain.script import script_of
from webapp.web.http.compression import CompressedBodies, compress_once
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.prebuilt_response import open_to_all_sites, respond_with
from webapp.web.http.script_bundle import INDENT, bundle
from webapp.web.http.security import static_file


@dataclass(frozen=True, slots=True)
class Bundles:
    """What an app serves put together: style sheets, and one script for each folder of modules."""

    styles: Mapping[str, tuple[str, ...]]
    """Each sheet's files below `css/`, in their order."""
    scripts: tuple[str, ...]
    """Folders of JavaScript modules; each goes out as one script of that name."""


SITE = Bundles(
    {
        "site.css": (
            *("scripts.css", "tokens.css", "naskh.css", "base.css", "letter.css"),
            # By component: their order does not matter.
            *(
                "layout.css",
                "messages.css",
                "case.css",
                "path.css",
                "targets.css",
                "sheet.css",
                "reading.css",
                "delivery.css",
                "report.css",
            ),
        ),
        # Only for the page of that name, after the other.
        "home.css": ("home.css",),
        "integration.css": ("integration.css",),
    },
    ("js/page", "js/frame"),
)
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
"""For people; it would be a third of what browsers load."""
TEXTS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
PARTS = ("css/", "fonts/print/", "js/page/", "js/frame/", "js/desk/", "preview/")
"""What is served only put together, or not at all."""
FONT = "font/woff2"
"""The format itself is compressed."""
ONE_YEAR_SECONDS = 31_536_000
FOR_OTHER_SITES = ("js/embed.js", "js/frame.js", "site.css")
"""What other sites load: their script; and ours, within a frame whose `sandbox` gives it no origin."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A static file, compressed and ready to be sent."""

    media_type: str
    bodies: CompressedBodies
    fingerprint: str

    @classmethod
    def of(cls, media_type: str, content: bytes) -> Self:
        """Compress what is text, and take the fingerprint of the content."""
        bodies = CompressedBodies(content) if media_type == FONT else compress_once(content)
        return cls(media_type, bodies, hashlib.sha256(content).hexdigest()[:12])


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files, by name."""

    files: Mapping[str, StaticFile] = field(repr=False)

    @classmethod
    def read(cls, folder: Path, bundles: Bundles = SITE) -> Self:
        """Read `static/`, without what is joined into one file and without what only the printer needs."""
        paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        files = {
            name: StaticFile.of(TEXTS.get(path.suffix, FONT), path.read_bytes())
            for name, path in paths.items()
            if not name.startswith(PARTS) and path.suffix in (*TEXTS, ".woff2")
        }
        fonts = {name: file.fingerprint for name, file in files.items() if file.media_type == FONT}
        for sheet, names in bundles.styles.items():
            styles = _joined([folder / "css" / name for name in names])
            for name, fingerprint in fonts.items():
                styles = styles.replace(f'url("{name}")', f'url("{name}?v={fingerprint}")')  # as preloaded
            files[sheet] = StaticFile.of(TEXTS[".css"], styles.encode())
        for name in bundles.scripts:
            files[f"{name}.js"] = StaticFile.of(TEXTS[".js"], bundle(folder / name).encode())
        return cls(files)

    def key(self, query: Query, name: str) -> CacheKey | None:
        """Return the cache key of a file: with its fingerprint, or without."""
        file = self.files.get(name)
        if file is None:
            return None
        return CacheKey(f"v={file.fingerprint}" if query.get("v") == file.fingerprint else "")


def _joined(sheets: Iterable[Path]) -> str:
    styles = COMMENT.sub("", "\n".join(path.read_text(encoding="utf-8") for path in sheets))
    return INDENT.sub("\n ", styles)


def set_up(app: Flask, assets: Assets) -> None:
    """Serve the files, and give templates the function `asset(name)`."""

    @static_file
    def show(name: str) -> Response:
        file = assets.files.get(name) or abort(404)
        response = respond_with(file.media_type, file.bodies)
        if request.args.get("v") == file.fingerprint:
            response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
        else:
            response.headers["Cache-Control"] = "public, max-age=300"
        if name in FOR_OTHER_SITES:
            open_to_all_sites(response)
        return response

    app.add_url_rule("/static/<path:name>", "static_file", cacheable(show, key=assets.key))

    @app.template_global()
    def asset(name: str) -> str:
        # Not by url_for: the address depends on nothing but the file and the path of the whole app.
        return f"{request.script_root}/static/{name}?v={assets.files[name].fingerprint}"


def screen_font(language: Language) -> str:
    """Return the name of the one font file that a page in this language needs, or "" if it needs none."""
    name = script_of(language.script).font_for(language.locale.language)
    return name and f"fonts/screen/{name}.woff2"
