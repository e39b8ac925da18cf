"""Send everything that anybody can send, with two words in every place that can hold one.

What can be sent is read from the pages themselves, so that a field of tomorrow gets the words, too.
"""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.live_servers.canary_requests import (
    BODIES,
    CUT_SHORT,
    EVENING,
    FAX,
    FAX_SENT,
    FETCHED,
    FILES,
    HEADERS,
    HOSTS,
    LETTER,
    LYING,
    MALFORMED,
    METHODS,
    PAGE,
    PARAMETERS,
    PATHS,
    POSTED,
    READING,
    RECORD,
    SIGNAL,
    UNDO,
)
from tests.live_servers.canary_words import Word, quoted
from tests.live_servers.raw_http import URLENCODED, Form, RawClient, Response, ask
from tests.support.rounds import rounds, turn
from webapp.actions.tokens import MIN_AGE_SECONDS
from webapp.web.http.request_body import MAX_BODY_BYTES

HTMX = {"HX-Request": "true"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}
ELSEWHERE = "203.0.113.77"
"""The address a proxy would name (RFC 5737, 3: for documentation)."""
NOT_OUR_FAULT = range(200, 500)
ANSWERED = range(200, 600)
"""To what is no request gunicorn answers what it likes."""

Headers = dict[str, str | bytes]


def part(name: bytes, content: bytes) -> bytes:
    """Return one part of a form in many parts."""
    return b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name, content)


def filled(template: bytes, word: Word) -> bytes:
    """Put a word in its place."""
    return template.replace(b"WORD", word.text.encode())


@dataclass
class CanaryTraffic:
    """Sends it all, and keeps what was answered otherwise than it should be."""

    wire: RawClient
    latin: Word
    arabic: Word
    database: Path
    surprises: list[str] = field(default_factory=list)
    sent: int = 0

    @property
    def short(self) -> str:
        """What fits on a line of the letter."""
        return f"{self.latin} {self.arabic}"

    @property
    def long(self) -> str:
        """The words in all the ways they can be typed."""
        return " ".join((*self.latin.typed, *self.arabic.typed))

    @property
    def letter(self) -> Form:
        """A letter that can go, with the words in every field that is typed into."""
        page = self.wire.ask("GET", PAGE)
        kinds = page.controls(LETTER)
        typed = {name: self.short for name, kind in kinds.items() if kind in ("input text", "textarea text")}
        own = {
            "text": f"{self.short}\r\n\r\n{self.long}",
            "sender_address": f"{self.short}\r\n{self.short}",
            "card": self.short,
        }
        return page.form(LETTER) | typed | own

    def send_all(self) -> None:
        """Send everything."""
        self.draft()
        self.draft_field_by_field()
        self.bodies()
        self.uploads()
        self.reports()
        self.addresses()
        self.headers()
        self.malformed()
        self.too_much()

    # What a supporter does

    def draft(self) -> None:
        """Write a letter, change its language and the page's, take every route, set the words aside."""
        letter = self.letter
        for path in (LETTER, "/ru/gorinov/letter", "/ar/gorinov/letter", "/es/gorinov/letter"):
            self.ask("POST", path, letter, status=200, echo=True)
        for tag in ("ru", "es", "ar", "en"):
            self.ask("POST", LETTER, letter | {"letter": tag}, status=200, echo=True)
        aside = self.ask("POST", LETTER, letter | {"reset": "1"}, status=200, echo=True).form(LETTER)
        self.ask("POST", LETTER, aside | {"restore": "1"}, status=200, echo=True)
        self.ask("POST", LETTER, aside | {"letter": "ru"}, status=200, echo=True)
        for path in FILES:
            for form in (letter, letter | {"paper": "letter", "letter": "ar"}, aside):
                self.ask("POST", path, form, status=200)
        for path in (LETTER, *FILES):
            self.ask("POST", f"/embed{path}", letter, status=200)
        self.ask("POST", FAX, letter, status=422, echo=True)
        for path in (EVENING, f"/embed{EVENING}"):
            self.ask("POST", path, letter | {"evening": "2"}, status=200)
        for path in (READING, f"/embed{READING}"):
            self.ask("POST", path, letter | {"letter": "ru"}, status=200)
        for path in (FAX_SENT, f"/embed{FAX_SENT}"):
            self.ask("POST", path, letter | {"to": "minister", "letter": "en"}, status=200)
        page = quoted(f"http://{self.wire.host}{LETTER.removesuffix('/letter')}?text={self.latin.text}")
        self.ask("GET", f"/oembed?url={page}", status=200)
        over = letter | {"text": self.long * 200, "sender_address": f"{self.short}\r\n" * 9}
        for path in (LETTER, *FILES):
            self.ask("POST", path, over, status=422, echo=True)

    def draft_field_by_field(self) -> None:
        """Put the words into one field after the other, also the buttons and the hidden ones."""
        letter = self.letter
        page = self.wire.ask("POST", LETTER, letter | {"reset": "1"})
        names = page.controls(LETTER).keys() | {"restore", "anything", self.latin.text, self.arabic.text}
        for place, name in enumerate(sorted(names)):
            self.ask("POST", LETTER, letter | {name: self.long})
            self.ask("POST", LETTER, letter | {name: self.short}, htmx=False)
            for path in turn(FILES, place):
                self.ask("POST", path, letter | {name: self.long}, htmx=False)

    def reports(self) -> None:
        """Report with the words in one field after the other; properly; twice; take it back."""
        channels = ("post", "email", "fax", "call", "social")
        addresses = [f"{RECORD}?channel={channel}&letter=ru&to=ambassador" for channel in channels]
        opened = [self.ask("GET", address, status=200, htmx=False) for address in addresses]
        form, *more = [
            {**page.form(RECORD), "text": self.long, "partner": self.latin.text} for page in opened
        ]
        self.ask("POST", RECORD, form, status=422)  # too soon
        time.sleep(MIN_AGE_SECONDS + 0.1)
        for name in sorted(opened[0].controls(RECORD).keys() | {"anything", self.latin.text}):
            for words in (self.long, self.latin.text, self.arabic.text):
                self.ask("POST", RECORD, form | {name: words}, htmx=False)
                self.ask("POST", UNDO, form | {name: words}, htmx=False)
        for other in more[1:]:
            self.ask("POST", RECORD, other, status=200)
        for path in (UNDO, f"/embed{RECORD}", f"/embed{UNDO}"):
            self.ask("POST", path, more[1], status=200)
        site: Headers = {"Sec-Fetch-Site": "cross-site", "Origin": f"https://{self.latin}.example"}
        for path in (RECORD, UNDO):
            self.ask("POST", path, more[1] | {"to": self.long}, site, status=403)
        self.signals()
        self.troubles(more[0])

    def signals(self) -> None:
        """Tell of an answer and of a wrong address, with the words in fields that the form does not have."""
        opened = self.ask("GET", SIGNAL, status=200, htmx=False)
        form = opened.form(SIGNAL) | {"target": "ambassador", "kind": "answered", "text": self.long}
        time.sleep(MIN_AGE_SECONDS + 0.1)
        for path in (SIGNAL, f"/embed{SIGNAL}"):
            self.ask("POST", path, form, status=200)
            self.ask("POST", path, form | {"kind": self.short}, status=422)

    def troubles(self, form: Form) -> None:
        """Report while the database refuses to record, and while it is away."""
        record = f"{RECORD}?text={quoted(self.long)}"
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            connection.execute(
                "CREATE TRIGGER no BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            self.ask("POST", record, form, {"Referer": self.long.encode()}, status=503)
            connection.execute("DROP TRIGGER no")
        away = [
            (path, path.with_name(f"away-{path.name}")) for path in self.database.parent.glob("appeal.db*")
        ]
        for here, there in away:
            here.rename(there)
        self.ask("POST", record, form, status=503)
        self.ask("POST", UNDO, form, status=503)
        self.ask("GET", f"/api/campaigns/gorinov/count?text={quoted(self.long)}", status=503)
        self.ask("GET", f"/readyz?text={quoted(self.long)}")
        self.ask("POST", LETTER, self.letter, status=200, echo=True)
        for here, there in away:
            there.rename(here)
        self.ask("POST", record, form, status=200)

    def too_much(self) -> None:
        """Ask for files until one is refused, and report with forged tokens, which is never too much."""
        connection = self.wire.open()
        forged = {"quantity": self.short, "token": self.long, "to": "ambassador"}
        letter = self.letter
        try:
            statuses = {self._status(connection, RECORD, forged) for _ in range(200)}
            if statuses != {422}:
                self.surprises.append(f"forged tokens: {statuses}")
            while self._status(connection, FILES[-1], letter) != 429:
                if self.sent > 10_000:
                    self.surprises.append(f"POST {FILES[-1]} is never too much")
                    break
        finally:
            connection.close()

    def _status(self, connection: HTTPConnection, path: str, form: Form) -> int:
        self.sent += 1
        return ask(connection, "POST", path, form, {"Host": self.wire.host} | HTMX).status

    # What anybody can send

    def bodies(self) -> None:
        """Send what no form of ours sends."""
        long, names = self.long.encode(), ("text", "closing", "token", "to", self.latin.text)
        parts = b"".join(part(name.encode(), long) for name in names)
        bodies = [
            ("multipart/form-data; boundary=b", parts + b"--b--\r\n"),
            (f"multipart/form-data; boundary={self.latin}", parts),
            ("multipart/form-data", parts),
            ("application/json", b'{"text": "' + long + b'", "x": ' + b"[" * 20_000),
            (f"text/plain; charset={self.latin}", self.long.encode("utf-16")),
            *((URLENCODED, filled(body, word)) for body in BODIES for word in (self.latin, self.arabic)),
        ]
        for path in (LETTER, FILES[0], RECORD, UNDO):
            for kind, body in bodies:
                self.ask("POST", path, body, {"Content-Type": kind}, htmx=False)

    def uploads(self) -> None:
        """Send files: the largest that is let in, many at once, and larger ones."""
        largest, larger = self.upload(MAX_BODY_BYTES - 1), self.upload(1_000_000)
        for path in POSTED:
            self.ask("POST", path, largest, MULTIPART, htmx=False)
            self.ask("POST", path, larger, MULTIPART, status=413)
            self.ask("POST", path, f"text={self.latin}+".encode() * 100_000, status=413, htmx=False)

        def print_it(_: int) -> None:
            self.ask("POST", FILES[0], largest, MULTIPART, status=200, htmx=False)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(print_it, range(rounds(8))))
        head = f"POST {LETTER} HTTP/1.1\r\nHost: {self.wire.host}\r\nConnection: close\r\n"
        head += f"Content-Type: {MULTIPART['Content-Type']}\r\nTransfer-Encoding: chunked\r\n\r\n"
        for body, status in ((largest, 200), (larger, 413)):
            self.write(head.encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), status)

    def upload(self, size: int) -> bytes:
        """Return a letter in many parts, with a file that makes it `size` bytes long."""
        fields = part(b"to", b"ambassador") + part(b"text", self.long.encode())
        name = f'file"; filename="{self.latin}'.encode()
        room = size - len(fields + part(name, b"") + b"--b--\r\n")
        return fields + part(name, (self.short.encode() * (room // 10))[:room]) + b"--b--\r\n"

    def addresses(self) -> None:
        """Put the words into queries and paths, also under methods that nobody uses."""
        for path in FETCHED:
            for name in PARAMETERS:
                self.ask("GET", f"{path}?{name}={quoted(self.long)}", htmx=False)
            every = "&".join(f"{name}={quoted(self.short)}" for name in PARAMETERS)
            self.ask("GET", f"{path}?{every}")
            for method in METHODS:
                used = method.replace("WORD", self.latin.text.upper())
                self.ask(used, f"{path}?text={quoted(self.short)}", htmx=False)
        beacon = self.wire.ask("GET", "/en/beacon").page
        for photo in beacon.by_id("case").iter("img"):
            self.ask("GET", f"{photo.get('src')}?text={quoted(self.long)}", status=200)
        for path in POSTED:
            self.ask("POST", f"{path}?text={quoted(self.long)}&token={quoted(self.short)}", {})
        for before in ("", "%00", "%ED%A0%80", "%0D%0AX:%20"):
            for path in PATHS:
                address = path.replace("WORD", before + quoted(self.short))
                self.ask("GET", address)
                self.ask("POST", address, {"text": self.short}, htmx=False)

    def headers(self) -> None:
        """Put the words into headers."""
        letter = self.letter
        values = (self.short, f'"{self.latin}"; q=x, {self.latin}=1', f"http://[{self.latin}")
        for name in HEADERS:
            for value in values:
                header: Headers = {name: value.encode()}
                self.ask("GET", PAGE, None, header, htmx=False)
                self.ask("POST", RECORD, {"channel": "post"}, header, htmx=False)
            self.ask("POST", LETTER, letter, {name: self.short.encode()}, htmx=False)
        self.ask("GET", f"{PAGE}?{self.latin}", None, {"X-Forwarded-For": ELSEWHERE, "X-Real-Ip": ELSEWHERE})
        for host in HOSTS:
            wrong: Headers = {"Host": host.replace("WORD", self.latin.text)}
            self.ask("GET", f"{PAGE}?text={self.latin}", None, wrong, status=400)
            self.ask("GET", f"/api/{self.latin}", None, wrong, status=400)
            self.ask("POST", LETTER, letter, wrong, status=400)

    def malformed(self) -> None:
        """Send what is no request at all, or only the beginning of one."""
        for word in (self.latin, self.arabic):
            for request in MALFORMED:
                self.write(filled(request, word), ANSWERED)
            for request in LYING:
                self.write(filled(request, word), 400)
            for request in CUT_SHORT:
                self.wire.hang_up(filled(request, word))
                self.sent += 1

    # How it is sent

    def ask(
        self,
        method: str,
        path: str,
        form: Form | bytes | None = None,
        headers: Headers | None = None,
        *,
        status: int | range = NOT_OUR_FAULT,
        htmx: bool = True,
        echo: bool = False,
    ) -> Response:
        """Send a request, with htmx's header and without, and return the last answer.

        `echo` tells that the words must be in it: what was sent has arrived.
        """
        for more in (HTMX, {}) if htmx else ({},):
            answer = self.wire.ask(method, path, form, {**(headers or {}), **more})
            if path.startswith("/readyz") and answer.status == 503:
                continue  # each process remembers its last check for a second
            self.note(f"{method} {path} {headers or ''} {more or ''}", answer, status)
            if echo and not more and not {self.latin.text, self.arabic.text} <= set(answer.text.split()):
                self.surprises.append(f"{method} {path}: the words are not in the answer")
        return answer

    def write(self, request: bytes, status: int | range) -> None:
        """Send bytes as they are."""
        self.note(repr(request[:200]), self.wire.write(request), status)

    def note(self, request: str, answer: Response | None, status: int | range) -> None:
        """Count an answer and keep a surprise."""
        self.sent += 1
        got = answer.status if answer else "nothing"
        if got not in ({status} if isinstance(status, int) else status):
            self.surprises.append(f"{got} instead of {status}: {request}")
