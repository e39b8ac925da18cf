"""Letters printed at the same time by every worker hold the text of one supporter each."""

import io
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pypdf import PdfReader

from tests.live_servers import canary_words
from tests.live_servers.canary_requests import FILES
from tests.live_servers.processes import holder_of, workers
from tests.live_servers.raw_http import Form, RawClient, Response, ask
from tests.support import servers

LETTERS = 8
ROUNDS = 20
"""Enough for the kernel to have given letters to both workers in one of them."""


def a_letter(word: str, number: int) -> Form:
    """Write a letter of its own, in one of the languages and on one of the papers."""
    return {
        "letter": ("en", "ru", "es", "ar")[number % 4],
        "to": ["prosecutor", "ambassador"][: 1 + number // 4],
        "paper": ("a4", "letter")[number % 2],
        "salutation-prosecutor": f"{word} prosecutor,",
        "salutation-ambassador": f"{word} ambassador,",
        "text": "\n\n".join([f"{word} is what I say."] * (number + 1)),
        "closing": f"{word} closes,",
        "sender_name": f"{word} sends",
        "sender_address": f"{word} Street",
    }


def test_letters_printed_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    server = servers.start(tmp_path / "data", WORKERS="2", RATE_LIMITS="off", HOME=str(tmp_path))
    own = [canary_words.a_latin_word().text for _ in range(LETTERS)]
    letters = [a_letter(word, number) for number, word in enumerate(own)]
    wire, both = RawClient(server.url), workers(server, 2)
    door = threading.Barrier(LETTERS)

    def fetch(letter: Form) -> tuple[Response, int]:
        connection = wire.open()
        try:
            door.wait()
            answer = ask(connection, "POST", FILES[0], letter, {"Host": wire.host})
            while answer.status == 503:  # more came to one worker than may wait there: as it asks, again
                answer = ask(connection, "POST", FILES[0], letter, {"Host": wire.host})
            return answer, holder_of(connection.sock.getsockname()[1], both)
        finally:
            connection.close()

    fetched: list[tuple[Response, int]] = []
    try:
        for _ in range(ROUNDS):
            with ThreadPoolExecutor(LETTERS) as pool:
                fetched += pool.map(fetch, letters)
            shares = Counter(worker for _, worker in fetched[-LETTERS:])
            if all(shares[worker] >= 2 for worker in both):
                break
        alone = [wire.ask("POST", FILES[0], letter).body for letter in letters]
    finally:
        ended = server.stop()

    assert all(shares[worker] >= 2 for worker in both)
    assert {answer.status for answer, _ in fetched} == {200}
    for number, (answer, _) in enumerate(fetched):
        assert answer.body == alone[number % LETTERS]
    for number, content in enumerate(alone):
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        assert [word for word in own if any(word in page for page in pages)] == [own[number]]
        assert len(pages) == len(letters[number]["to"])
        assert all(page.count(own[number]) >= number + 4 for page in pages)
    assert ended == 0
