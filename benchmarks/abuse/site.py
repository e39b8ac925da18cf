"""A running server as attackers and honest people meet it, each with an address of their own choice.

It speaks HTTP alone, so that it can ask a server of another version. The address is given
as a proxy gives it.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.support.servers import free_port
from webapp.settings import ROOT

RECORD = "/en/gorinov/actions"
STARTS_WITHIN = 120
MIN_AGE_SECONDS = 2.1
"""A token is used when it is older than this."""
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_COUNTED = re.compile(r"\d+ actions? of yours (?:is|are) counted")


@dataclass
class Site:
    """The server, and a stock of tokens that are old enough."""

    port: int
    _stock: list[tuple[float, str]] = field(default_factory=list)

    def ask(
        self, method: str, path: str, address: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Return the status and the text."""
        wire = http.client.HTTPConnection("localhost", self.port, timeout=60)
        sent = {"X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            wire.request(method, path, body or None, sent | dict(headers or {}))
            response = wire.getresponse()
            return response.status, response.read().decode(errors="replace")
        finally:
            wire.close()

    def open_form(self, address: str, headers: Mapping[str, str] | None = None) -> str:
        """Return the token of a new form; "" if there is none."""
        _, text = self.ask("GET", f"{RECORD}?channel=post", address, headers=headers)
        found = _TOKEN.search(text)
        return found[1] if found else ""

    def fill_stock(self, tokens: int) -> None:
        """Open so many forms, each from an address of its own."""
        for number in range(tokens):
            token = self.open_form(f"198.19.{number // 250}.{number % 250}")
            self._stock.append((time.monotonic(), token))

    def token(self, address: str) -> str:
        """Return a token that is old enough, opened by that address if it can open a form."""
        opened = self.open_form(address)
        if not opened:
            return ""
        self._stock.append((time.monotonic(), opened))
        made, token = self._stock.pop(0)
        time.sleep(max(0.0, made + MIN_AGE_SECONDS - time.monotonic()))
        return token

    def report(self, address: str, token: str, quantity: str, targets: int = 1) -> str:
        """Return "counted", "held" or "refused"."""
        to = ["ambassador", "prosecutor"][:targets]
        form = {"token": token, "channel": "post", "to": to, "letter": "en", "quantity": quantity}
        status, text = self.ask("POST", RECORD, address, urlencode(form, doseq=True))
        if status != 200:
            return "refused"
        return "counted" if _COUNTED.search(text) else "held"

    def counted(self) -> int:
        """Return the public count."""
        return int(json.loads(self.ask("GET", "/api/campaigns/gorinov/count", "192.0.2.78")[1])["total"])


@contextmanager
def running(folder: Path, root: Path | None, stock: int = 40, **settings: str) -> Iterator[Site]:
    """Start a server of two workers, behind one proxy, from this checkout or another one."""
    where, port = root or ROOT, free_port()
    python = str(where / ".venv" / "bin" / "python") if root else sys.executable
    environ = os.environ | {"PORT": str(port), "DATA": str(folder), "PROXIES": "1", "WORKERS": "2"} | settings
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [python, "-m", "webapp.cli", "serve"], cwd=where, env=environ, stdout=log, stderr=log
        )
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                if time.monotonic() > give_up or process.poll() is not None:
                    raise RuntimeError((folder / "log").read_text()) from None
                time.sleep(0.1)
        site = Site(port)
        site.fill_stock(stock)
        yield site
    finally:
        process.terminate()
        process.wait(60)
