"""How much a report costs: beside the database alone, beside the same POST without one, and to be counted.

`python -m benchmarks.actions` measures; with `work` it is one of the processes that record.
"""

import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import sqlalchemy as sa

from benchmarks import load, record
from benchmarks.crowd import ask
from benchmarks.record import Finding
from tests.support.postgres import Postgres
from webapp.actions.log import ActionLog
from webapp.actions.tokens import Tokens
from webapp.database import schema
from webapp.database.tables import receipts, tallies
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.settings import ROOT

PROCESSES, THREADS, RECORDS = 2, 8, 600
"""As many as `make run` has; records a thread in each round."""
ROUNDS = 5
REQUESTS = 2_000
KEY = "an-invented-key-for-the-benchmarks"
APPEND = (
    "INSERT INTO appended (token_id, campaign, day, channel, target, letter_language, quantity) "
    "VALUES ({0}, 'gorinov', '2024-05-07', 'email', 'ambassador', 'ru', 1)"
)
APPENDED = (
    "CREATE TABLE appended (token_id VARCHAR(64) PRIMARY KEY, campaign VARCHAR(64), day DATE, "
    "channel VARCHAR(10), target VARCHAR(64), letter_language VARCHAR(35), quantity INTEGER)"
)


def recording(url: str) -> Iterator[Callable[[str], object]]:
    """Record as the app does."""
    action = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, date(2024, 5, 7), late=False)
    with closing(ActionLog(url)) as log:
        yield lambda token: log.record(token, [action])


def appending(url: str) -> Iterator[Callable[[str], object]]:
    """Do the least that keeps a report: one row, in a transaction of its own, by the driver itself."""
    mine = threading.local()
    opened: list[sqlite3.Connection | psycopg.Connection] = []

    def append(token: str) -> None:
        if not hasattr(mine, "connection"):
            if url.startswith("sqlite"):
                mine.connection = sqlite3.connect(
                    url.removeprefix("sqlite:///"), timeout=60, isolation_level=None, check_same_thread=False
                )
                mine.connection.execute("PRAGMA synchronous = FULL")
            else:
                mine.connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
            opened.append(mine.connection)
        mine.connection.execute(APPEND.format("?" if url.startswith("sqlite") else "%s"), (token,))

    yield append
    for connection in opened:
        connection.close()


WAYS = {"recording": recording, "appending": appending}


def work(way: str, url: str) -> None:
    """Be one of the processes: wait for the word, do it, tell how long each took."""
    times: list[float] = []
    store = contextmanager(WAYS[way])(url)
    with store as keep:
        keep(secrets.token_urlsafe(16))  # opens what there is to open
        print("ready", flush=True)
        sys.stdin.readline()

        def thread() -> None:
            for _ in range(RECORDS):
                begun = time.perf_counter()
                keep(secrets.token_urlsafe(16))
                times.append(time.perf_counter() - begun)

        threads = [threading.Thread(target=thread) for _ in range(THREADS)]
        begun = time.perf_counter()
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        print(time.perf_counter() - begun, *(f"{taken:.6f}" for taken in times))


def rate(way: str, url: str) -> tuple[float, list[float]]:
    """Give the reports a second of all processes together, and the time of each."""
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.actions", "work", way, url],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(PROCESSES)
    ]  # fmt: skip
    for one in crowd:
        assert one.stdout is not None
        one.stdout.readline()
    told = [[float(number) for number in one.communicate("go\n")[0].split()] for one in crowd]
    assert [one.returncode for one in crowd] == [0] * PROCESSES
    times = [taken for numbers in told for taken in numbers[1:]]
    return len(times) / max(numbers[0] for numbers in told), times


def beside_the_database(name: str, url: str, target: float | None) -> list[Finding]:
    """Record and append in turns."""
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    times: list[float] = []
    for turn in range(ROUNDS):
        for way in list(WAYS)[:: 1 if turn % 2 else -1]:
            found, taken = rate(way, url)
            rates[way].append(found)
            times += taken if way == "recording" else []
    median = {way: statistics.median(found) for way, found in rates.items()}
    return [
        Finding(
            f"{name}: recording beside plain inserts", median["recording"] / median["appending"], "x", target
        ),
        Finding(f"{name}: reports a second, two processes", median["recording"]),
        Finding(f"{name}: 99.9 % of them within", sorted(times)[int(len(times) * 0.999)] * 1000, "ms"),
    ]


def reports(number: int, port: int) -> list[bytes]:
    """Make the requests of as many supporters, whose forms were opened ten seconds ago."""
    tokens = Tokens([KEY], lambda: time.time() - 10)
    made = []
    for _ in range(number):
        form = {
            "token": tokens.issue("gorinov"),
            "channel": "email",
            "to": "ambassador",
            "quantity": 1,
            "letter": "ru",
        }
        body = urlencode(form).encode()
        made.append(
            b"POST /en/gorinov/actions HTTP/1.1\r\nHost: localhost:%d\r\nHX-Request: true\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
            % (port, len(body), body)
        )
    return made


def over_http(name: str, url: str, folder: str) -> list[Finding]:
    """Report to the app with its database and to the same app without one, in turns."""
    settings = {"SECRET_KEYS": KEY, "DATABASE_URL": url}
    rates: dict[str, list[float]] = {"with": [], "without": []}
    slowest: list[float] = []
    beside_mean: list[float] = []
    with (
        load.served("benchmarks.served:app", Path(folder), **settings) as kept,
        load.served("benchmarks.served:app", Path(folder), **settings, FORGETFUL="1") as forgotten,
    ):
        for turn in range(ROUNDS):
            for way, app in [("with", kept), ("without", forgotten)][:: 1 if turn % 2 else -1]:
                told = ask(app.port, reports(REQUESTS, app.port), PROCESSES * THREADS)
                assert set(told.statuses) == {200}, told.statuses
                rates[way].append(told.rate)
                if way == "with" and turn:  # the first opens connections and fills caches
                    slowest.append(told.percentile(0.999))
                    beside_mean.append(slowest[-1] / (1000 * statistics.mean(told.times)))
    median = {way: statistics.median(found) for way, found in rates.items()}
    return [
        Finding(f"{name}: a POST with it beside one without", median["with"] / median["without"], "x", 0.35),
        Finding(f"{name}: reports a second over HTTP", median["with"]),
        Finding(f"{name}: 99.9 % answered within, 16 at once", statistics.median(slowest), "ms"),
        Finding(f"{name}: the same beside the mean", statistics.median(beside_mean), "x", 4, at_most=True),
    ]


def counting(name: str, few: str, many: str) -> list[Finding]:
    """Count ten actions, and ten million of four hundred days, in turns."""
    fill(few, days=1, number=1, ways=10)
    fill(many, days=400, number=521, ways=48)
    taken: dict[str, list[float]] = {few: [], many: []}
    with closing(ActionLog(few)) as one, closing(ActionLog(many)) as other:
        totals = {log: log.tally("gorinov").total for log in (one, other)}
        for turn in range(2_000):
            for url, log in [(few, one), (many, other)][:: 1 if turn % 2 else -1]:
                begun = time.perf_counter()
                log.tally("gorinov")
                taken[url].append(time.perf_counter() - begun)
    ratio = statistics.median(taken[many]) / statistics.median(taken[few])
    return [
        Finding(
            f"{name}: a count at {totals[other]:,} beside one at {totals[one]}", ratio, "x", 1.5, at_most=True
        ),
        Finding(f"{name}: a count takes", record.median_ms(taken[many]), "ms"),
    ]


def fill(url: str, days: int, number: int, ways: int) -> None:
    """Put in `number` actions on so many days in each of so many ways, with the receipts of three days."""
    kinds = [
        (channel, target, language, partner)
        for channel in ("email", "post", "social")
        for target in ("ambassador", "prosecutor")
        for language in ("ru", "en", "es", "ar")
        for partner in ("", "harbour")
    ][:ways]
    facts = [
        {"campaign": "gorinov", "day": date(2025, 1, 1) + timedelta(days=day), "channel": Channel(channel),
         "target": target, "letter_language": language, "partner": partner, "late": day > 300}
        for day in range(days)
        for channel, target, language, partner in kinds
    ]  # fmt: skip
    schema.upgrade(url, "0001")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(tallies.insert(), [row | {"number": number} for row in facts])
    engine.dispose()
    schema.upgrade(url)  # adds up the totals
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        rest = {"quantity": 1, "undone": False, "burst": ""}
        for row in facts[-3 * len(kinds) :]:
            rows = [row | rest | {"token_id": secrets.token_urlsafe(16)} for _ in range(number)]
            connection.execute(receipts.insert(), rows)
    engine.dispose()


def measure() -> list[Finding]:
    """Ask all three of both databases."""
    findings = []
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder, closing(Postgres(options=())) as server:
        for name, new, target in (
            ("SQLite", lambda: f"sqlite:///{folder}/{secrets.token_hex(4)}.db", None),
            ("PostgreSQL", server.database, 0.40),
        ):
            url = new()
            schema.upgrade(url)
            with sa.create_engine(url, poolclass=sa.NullPool).begin() as connection:
                connection.exec_driver_sql(APPENDED)
            findings += beside_the_database(name, url, target)
            findings += over_http(name, url, folder)
            findings += counting(name, new(), new())
    return findings


def main() -> int:
    """Measure, print and write down."""
    if sys.argv[1:2] == ["work"]:
        work(*sys.argv[2:])
        return 0
    (ROOT / "var").mkdir(exist_ok=True)
    about = {
        "versions": record.versions("gunicorn", "psycopg", "sqlalchemy") | {"sqlite": sqlite3.sqlite_version}
    }
    return 0 if record.tell("actions", measure(), about) else 1


if __name__ == "__main__":
    sys.exit(main())
