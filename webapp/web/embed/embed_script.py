"""The script that partners put into their pages, at its short address.

Its content may change from day to day. The same script has an address by its content below `/static/`.
"""

from pathlib import Path

from webapp.web.http.prebuilt_response import PrebuiltResponse

MAX_AGE = 3600
"""Seconds: after a change, partners' visitors have the new script within the hour."""


def embed_script(static: Path) -> PrebuiltResponse:
    """Read the script from the folder of static files."""
    body = (static / "js" / "embed.js").read_bytes()
    return PrebuiltResponse("/embed.js", "text/javascript", body, MAX_AGE)
