"""What a first visit weighs on the wire: the page and all that it loads, by language and content coding.

Read from the page itself: its style sheet, scripts, icon and the one font its script needs. Headers count, as
gunicorn writes them. The number, which htmx fetches later, is not in it.
"""

import re
import sys
import tempfile
from pathlib import Path

from benchmarks import load, record
from benchmarks.load import Served
from benchmarks.record import Finding

LANGUAGES = ("en", "ru", "es", "ar")
CODINGS = {
    "br": "gzip, deflate, br",
    "gzip": "gzip, deflate",
    "none": "identity",
}
MOST_KB = 60.0
"""As in tests/browser/test_weight.py."""
_LOADED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def main() -> int:
    """Weigh, tell, and say by the status whether the target was met."""
    with tempfile.TemporaryDirectory() as folder, load.served("webapp.wsgi:app", Path(folder)) as app:
        findings = [
            Finding(
                f"first visit, {lang}, {coding}",
                first_visit(app, f"/{lang}/gorinov", accepted) / 1000,
                "kB",
                MOST_KB if coding == "br" else None,
                at_most=True,
            )
            for lang in LANGUAGES
            for coding, accepted in CODINGS.items()
        ]
    return 0 if record.tell("weight", findings, {"versions": record.versions("brotli", "gunicorn")}) else 1


def first_visit(app: Served, path: str, accepted: str) -> int:
    """Add up the bytes of a page and of what it loads."""
    loaded = _LOADED.findall(load.answer(app, path, {})[1].decode())
    assert len(loaded) >= 4, f"{path} names {loaded}; a page has a style, two scripts, a font and an icon"
    return sum(_weight(app, address, accepted) for address in dict.fromkeys((path, *loaded)))


def _weight(app: Served, address: str, accepted: str) -> int:
    headers, body = load.answer(app, address, {"Accept-Encoding": accepted})
    lines = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    return len("HTTP/1.1 200 OK\r\n\r\n") + lines + len(body)


if __name__ == "__main__":
    sys.exit(main())
