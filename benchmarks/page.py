"""What a kept page costs beside a bare WSGI app under the same gunicorn.

Both are served as `make run` serves, on the same machine at the same time, and asked in turns of a third of
a second: what else the machine does then slows both alike. The bare app is asked with the fewest headers.
To ask it as a browser does costs gunicorn more, which is told beside it.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import load, record
from benchmarks.load import Pace, Served
from benchmarks.record import Finding

PAGE = "/en/gorinov"
FRAME = f"/embed{PAGE}?scheme=dark&accent=00509e"
STATIC = "/static/vendor/htmx-4.0.1.min.js"
CHROMIUM = {"Accept-Encoding": "gzip, deflate, br, zstd"}
TOLD = ("bare", "asked", "plain", "br", "304")
ROUNDS, SECONDS = 40, 0.35


def main() -> int:
    """Measure, tell, and say by the status whether each target was met."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with load.served("benchmarks.hello:app", data) as hello, load.served("webapp.wsgi:app", data) as app:
            paces = measured(hello, app)
    base = paces["bare"]
    findings = [
        Finding("bare WSGI app", _median(base), "req/s"),
        _ratio("the same, asked as a browser asks", paces["asked"], base),
        _ratio("page, not compressed", paces["plain"], base, 0.80),
        _ratio("page, brotli", paces["br"], base, 0.75),
        _ratio("page, 304", paces["304"], base, 0.80),
        _ratio("frame with a theme, brotli", paces["frame"], base),
        _ratio("htmx, brotli", paces["static"], base),
        _ratio("page, rendered anew by Flask", paces["flask"], base),
        *(Finding(f"CPU of the server, {name}", _cpu(paces[name]) * 1e6, "us") for name in TOLD),
    ]
    about = {
        "versions": record.versions("gunicorn", "flask", "werkzeug", "brotli"),
        "load": {
            "connections": load.CONNECTIONS,
            "rounds": ROUNDS,
            "seconds": SECONDS,
            "workers": 2,
            "threads": 8,
        },
    }
    return 0 if record.tell("page", findings, about) else 1


def measured(hello: Served, app: Served) -> dict[str, list[Pace]]:
    """Ask for each in turns, each round beginning with another."""
    etag = load.answer(app, PAGE, CHROMIUM)[0]["etag"]
    anew = CHROMIUM | {"Content-Length": "1"}  # a fetch with a body never comes from memory
    ways = {
        "bare": (hello, "/", {}, 200),
        "asked": (hello, PAGE, CHROMIUM, 200),
        "plain": (app, PAGE, {}, 200),
        "br": (app, PAGE, CHROMIUM, 200),
        "304": (app, PAGE, CHROMIUM | {"If-None-Match": etag}, 304),
        "frame": (app, FRAME, CHROMIUM, 200),
        "static": (app, STATIC, CHROMIUM, 200),
        "flask": (app, PAGE, anew, 200),
    }
    paces: dict[str, list[Pace]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(ROUNDS):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            server, path, headers, status = ways[name]
            paces[name].append(load.run(server, path, headers, status, SECONDS))
    return paces


def _ratio(what: str, paces: list[Pace], base: list[Pace], target: float | None = None) -> Finding:
    """Compare by the median of the rounds' own ratios: what lay on the machine was another in each."""
    ratios = [one.per_second / other.per_second for one, other in zip(paces, base, strict=True)]
    return Finding(f"{what}, beside the bare app", statistics.median(ratios), "times", target)


def _median(paces: list[Pace]) -> float:
    return statistics.median(pace.per_second for pace in paces)


def _cpu(paces: list[Pace]) -> float:
    return sum(pace.cpu * pace.count for pace in paces) / sum(pace.count for pace in paces)


if __name__ == "__main__":
    sys.exit(main())
