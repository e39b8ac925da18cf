"""A view: the script that a partner puts into its pages, by its short address.

What stands there may change from day to day; the same script has an address by its content below `/static/`.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from flask import Blueprint, Response

from webapp.web.http import assets
from webapp.web.http.compression import CompressedBodies, compress_once

KEPT = 3600
"""Seconds: after a change, partners' visitors have the new script within the hour."""


@dataclass(frozen=True, slots=True)
class EmbedScript:
    """The view."""

    bodies: CompressedBodies = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Make it from the folder of static files."""
        return cls(compress_once((folder / "js" / "embed.js").read_bytes()))

    def blueprint(self) -> Blueprint:
        """Give the route."""
        found = Blueprint("embedscript", __name__)
        found.add_url_rule("/embed.js", view_func=self.script)
        return found

    def script(self) -> Response:
        """Give the script, to any site."""
        response = assets.send("text/javascript", self.bodies)
        response.headers["Cache-Control"] = f"public, max-age={KEPT}"
        assets.open_to_all(response)
        return response
