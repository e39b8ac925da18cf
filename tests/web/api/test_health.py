"""`/readyz` is checked at most once a second, whatever is asked."""

import threading

from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.web.api.health import REMEMBERED_SECONDS, RememberedCheck


class Database:
    """A database that can be taken away, and that counts how often it was checked."""

    def __init__(self) -> None:
        self.now, self.checks, self.problem = 0.0, 0, ""

    def check(self) -> str:
        self.checks += 1
        return self.problem

    def clock(self) -> float:
        return self.now


def test_a_thousand_requests_within_a_second_are_one_check() -> None:
    database = Database()
    ready = RememberedCheck(database.check, database.clock)

    assert {ready() for _ in range(1_000)} == {""}
    assert database.checks == 1


def test_a_new_problem_and_its_end_are_seen_after_a_second() -> None:
    database = Database()
    ready = RememberedCheck(database.check, database.clock)
    ready()
    database.problem = "away"
    before = ready()
    database.now += REMEMBERED_SECONDS
    during = ready()
    database.problem = ""
    database.now += REMEMBERED_SECONDS

    assert (before, during, ready()) == ("", "away", "")
    assert database.checks == 3


def test_only_one_thread_waits_for_a_slow_check() -> None:
    database = Database()
    started, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        if database.check() or database.checks > 1:
            started.set()
            assert go_on.wait(60)
        return database.problem

    ready = RememberedCheck(slow, database.clock)
    ready()
    database.now += REMEMBERED_SECONDS
    waiting = threading.Thread(target=ready)
    waiting.start()
    assert started.wait(60)

    meanwhile = [ready() for _ in range(20)]
    go_on.set()
    waiting.join()

    assert meanwhile == [""] * 20
    assert database.checks == 2


def test_ready_does_not_ask_the_database_twice_in_a_second(
    client: PageClient, world: World, log: ActionLog
) -> None:
    world.pace = 0.0
    client.get("/readyz")
    log.require_ready = lambda: 1 / 0  # type: ignore[method-assign,assignment,return-value]

    assert client.get("/readyz").text == "ready\n"
    world.seconds += REMEMBERED_SECONDS
    client.get("/readyz", status=500)


def test_alive_and_ready_are_plain_text_that_nobody_stores(client: PageClient) -> None:
    for path in ("/healthz", "/readyz"):
        headers = client.get(path).headers

        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert headers["Cache-Control"] == "no-store"
