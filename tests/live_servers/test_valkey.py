"""Several servers share a Valkey: limits count for all of them, and no report fails without it."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import redis

from tests.live_servers.canary_requests import FILES, PAGE, RECORD
from tests.live_servers.canary_words import a_latin_word, an_arabic_word
from tests.live_servers.raw_http import Form, RawClient
from tests.live_servers.reporters import Reporters
from tests.support import servers
from tests.support.rounds import rounds
from tests.support.stores import Store, Stores
from tests.support.valkey import Valkey
from webapp.actions.burst_detection import BURST_LIMITS
from webapp.actions.log import ActionLog

KEY = "a-key-that-all-hosts-of-this-test-share"
ROUNDS = rounds(1)
"""How often Valkey goes away and comes back."""
_COUNTED = re.compile(r"(\d+) actions? of yours (?:is|are) counted")


@dataclass
class Site:
    """Two servers of two workers, one database, one Valkey."""

    folder: Path
    store: Store
    app: str = ""
    valkey: Valkey = field(default_factory=Valkey)

    def __post_init__(self) -> None:
        shared = {"DATABASE_URL": self.store.url, "CACHE_URL": self.valkey.url, "SECRET_KEYS": KEY}
        self.hosts = [
            servers.start(
                self.folder / f"host-{number}", app=self.app, WORKERS="2", HOME=str(self.folder), **shared
            )
            for number in range(2)
        ]
        self.wires = [RawClient(host.url) for host in self.hosts]

    def stop(self) -> list[int]:
        """End it all and give the servers' exit statuses."""
        statuses = [host.stop() for host in self.hosts]
        self.valkey.thaw()
        self.valkey.close()
        return statuses

    def open_forms(self, number: int) -> list[Form]:
        """Open forms, wait as a person does, and return what they send."""
        tokens = Reporters(self.hosts[0].url, 4).open_forms(number)
        return [{"token": token, "channel": "email", "to": "ambassador", "letter": "en"} for token in tokens]

    def counted_and_held(self) -> tuple[int, list[int]]:
        """Return what is counted, and what is held apart, burst by burst."""
        with closing(ActionLog(self.store.url)) as log:
            assert log.check(since=date.min) == []
            return log.tally("gorinov").total, [burst.number for burst in log.bursts()]

    def kept(self) -> bytes:
        """Return all that Valkey holds, names and values."""
        with redis.Redis.from_url(self.valkey.url) as client:
            return b"\n".join(name + b" " + (client.get(name) or b"") for name in client.scan_iter())  # type: ignore[operator]


@pytest.fixture
def site(stores: Stores, tmp_path: Path) -> Iterator[Site]:
    started = Site(tmp_path, stores.new("postgresql", tmp_path), servers.PATIENT_APP)
    yield started
    assert started.stop() == [0, 0]


@pytest.fixture(scope="module")
def lasting_site(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for tests that compare what it has before and after."""
    folder = tmp_path_factory.mktemp("lasting")
    started = Site(folder, stores.new("postgresql", folder))
    yield started
    assert started.stop() == [0, 0]


@dataclass
class Responses:
    """What the responses to all supporters add up to."""

    counted: int = 0
    held: int = 0
    slowest: float = 0.0
    surprises: list[str] = field(default_factory=list)


def report(
    wires: list[RawClient], forms: list[Form], quantity: int, reporters: int = 6
) -> tuple[Responses, list[threading.Thread]]:
    """Begin to send each form to one server or the other."""
    responses, turn, waiting = Responses(), threading.Lock(), iter(enumerate(forms))

    def run() -> None:
        while True:
            with turn:
                number, form = next(waiting, (0, None))
            if form is None:
                return
            began = time.monotonic()
            answer = wires[number % len(wires)].ask("POST", RECORD, {**form, "quantity": str(quantity)})
            took = time.monotonic() - began
            counted = _COUNTED.search(answer.text)
            with turn:
                responses.slowest = max(responses.slowest, took)
                if answer.status == 200 and counted:
                    responses.counted += int(counted[1])
                elif answer.status == 200 and "Your report is recorded" in answer.text:
                    responses.held += quantity
                else:
                    responses.surprises.append(f"{answer.status}: {answer.text[-300:]}")

    threads = [threading.Thread(target=run) for _ in range(reporters)]
    for thread in threads:
        thread.start()
    return responses, threads


def wait_for(responses: Responses, actions: int) -> None:
    """Wait until so many actions are counted or held."""
    give_up = time.monotonic() + 120
    while (
        responses.counted + responses.held < actions
        and not responses.surprises
        and time.monotonic() < give_up
    ):
        time.sleep(0.01)
    assert responses.counted + responses.held >= actions, responses.surprises


def test_two_servers_of_two_workers_share_one_burst_limit(site: Site) -> None:
    forms = site.open_forms(BURST_LIMITS[0].most // 10 + 20)

    responses, threads = report(site.wires, forms, quantity=10)
    for thread in threads:
        thread.join()

    assert responses.surprises == []
    for host in site.hosts:
        assert "cannot be reached" not in host.log.read_text()
    assert (responses.counted, responses.held) == (BURST_LIMITS[0].most, 200)
    assert site.counted_and_held() == (BURST_LIMITS[0].most, [200]), (
        "one network, one burst, whichever server it asked"
    )


@pytest.mark.soak
@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_no_report_is_lost_or_refused_while_valkey_is_away(lasting_site: Site, trouble: str) -> None:
    site, (counted_before, held_before) = lasting_site, lasting_site.counted_and_held()
    forms = site.open_forms(ROUNDS * 125)

    responses, threads = report(site.wires, forms, quantity=2)
    for number in range(ROUNDS):
        wait_for(responses, 100 * number + 50)
        getattr(site.valkey, trouble)()
        wait_for(responses, 100 * number + 100)
        site.valkey.thaw() if trouble == "freeze" else site.valkey.start()
    for thread in threads:
        thread.join()

    print(
        f"{trouble}: {responses.counted} counted, {responses.held} held, "
        f"the slowest {responses.slowest:.2f} s"
    )
    assert responses.surprises == []
    counted, held = site.counted_and_held()
    new = (counted - counted_before, sum(held) - sum(held_before))
    assert (responses.counted, responses.held) == new
    assert sum(new) == 2 * len(forms)
    for host in site.hosts:
        assert "Traceback" not in host.log.read_text()


def test_a_server_comes_back_to_a_valkey_that_was_away(lasting_site: Site) -> None:
    site = lasting_site
    site.valkey.kill()
    form = {"to": "ambassador", "text": "A word."}
    for wire in site.wires:
        assert wire.ask("POST", f"{PAGE}/letter.txt", form).status == 200
    site.valkey.start()

    give_up = time.monotonic() + 120
    while not site.kept() and time.monotonic() < give_up:
        for wire in site.wires:
            wire.ask("POST", f"{PAGE}/letter.txt", form)
        time.sleep(0.1)

    assert site.kept()


def test_a_suggested_letter_is_printed_once_and_nothing_typed_or_traced_is_in_valkey(site: Site) -> None:
    words, page = (a_latin_word(), an_arabic_word()), site.wires[0].ask("GET", PAGE)
    suggested = page.form(f"{PAGE}/letter")
    typed = {**suggested, "text": " ".join(map(str, words)), "sender_name": str(words[0])}

    files = [wire.ask("POST", FILES[0], suggested).body for wire in site.wires]
    for wire in site.wires:
        assert wire.ask("POST", FILES[0], typed).status == 200
        assert wire.ask("POST", f"{PAGE}/letter", typed).status == 200
    responses, threads = report(site.wires, site.open_forms(4), quantity=1)
    for thread in threads:
        thread.join()

    kept = site.kept()
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF-")
    assert kept.count(b"appeal:print ") == 1
    assert responses.counted == 4
    for word in (*(str(word).encode() for word in words), b"127.0.0", b"gorinov", b"Gorinov"):
        assert word not in kept
