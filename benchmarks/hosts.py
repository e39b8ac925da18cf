"""Whether more apps behind nginx, on one PostgreSQL, record more.

Each app has one worker, as if it stood on a small host of its own. Here all of them share the cores with
nginx, the database and the crowd: what is seen is whether they wait for each other, not how far it goes.
"""

import statistics
import sys
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks import record
from benchmarks.actions import KEY, reports
from benchmarks.crowd import ask
from benchmarks.record import Finding
from tests.support import nginx, servers
from tests.support.postgres import Postgres
from tests.support.stores import Store
from tests.support.valkey import Valkey
from webapp.actions.log import ActionLog
from webapp.database import schema

NUMBERS = (1, 2, 4)
ROUNDS, REQUESTS, CONNECTIONS = 5, 1_500, 32


def measure(folder: Path, database: Postgres, cache: Valkey) -> list[Finding]:
    """Send the same crowd through nginx to one, two and four apps in turns, and count what came of it."""
    store = Store(database.database())
    schema.upgrade(store.url)
    settings = {
        "DATABASE_URL": store.url, "CACHE_URL": cache.url, "SECRET_KEYS": KEY, "WORKERS": "1", "PROXIES": "1",
        "RATE_LIMITS": "off", "LOG_REQUESTS": "off",
    }  # fmt: skip
    rates: dict[int, list[float]] = {number: [] for number in NUMBERS}
    with ExitStack() as stack:
        apps = [servers.start(folder / "data", **settings) for _ in range(max(NUMBERS))]
        for app in apps:
            stack.callback(app.stop)
        places = [app.url.replace("http://localhost", "127.0.0.1") for app in apps]
        sites = {
            number: stack.enter_context(nginx.started(folder / str(number), places[:number]))
            for number in NUMBERS
        }
        for turn in range(ROUNDS + 1):
            for number in NUMBERS[:: 1 if turn % 2 else -1]:
                port = int(sites[number].url.rpartition(":")[2])
                told = ask(port, reports(REQUESTS, port), CONNECTIONS)
                assert set(told.statuses) == {200}, told.statuses
                if turn:  # the first opens connections
                    rates[number].append(told.rate)
    with closing(ActionLog(store.url)) as log:
        counted = log.tally("gorinov").total
    median = {number: statistics.median(found) for number, found in rates.items()}
    sent = REQUESTS * len(NUMBERS) * (ROUNDS + 1)
    return [
        Finding("one app: reports a second through nginx", median[1]),
        Finding("two apps, beside one", median[2] / median[1], "x", 1.0),
        Finding("four apps, beside one", median[4] / median[1], "x"),
        Finding("counted, beside what was acknowledged", counted / sent, "x", 1.0),
        Finding("acknowledged, beside what was counted", sent / counted, "x", 1.0),
    ]


def main() -> int:
    """Measure, print and write down."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Postgres(options=())) as database,
        closing(Valkey()) as cache,
    ):
        findings = measure(Path(folder), database, cache)
    about = {"versions": record.versions("gunicorn", "psycopg"), "load": {"connections": CONNECTIONS}}
    return 0 if record.tell("hosts", findings, about) else 1


if __name__ == "__main__":
    sys.exit(main())
