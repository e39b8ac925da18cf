"""The supporter's journey in Firefox ESR and in WebKitGTK, as Debian has them: run by hand, before a release.

    apt-get install firefox-esr webkit2gtk-driver xvfb
    .venv/bin/pip install marionette-driver==3.7.1 selenium==4.51.0
    .venv/bin/python -m tests.other_browsers [firefox] [webkit]

The app runs with the shipped campaign, WebKit on a screen that nobody sees (Xvfb). In English and Arabic,
with scripts and without: the letter is changed and an addressee left out, the mail link holds what was
typed, the PDF comes, a reload keeps the draft where there are scripts, a letter is reported, counted, and
taken back.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support import servers

WITHIN_SECONDS = 60
LANGUAGES = ("en", "ar")
WORDS = "Дорогой, سيدي: “ok” & more?"
DISPLAY = ":97"
MARIONETTE_PORT = 28_297
MINI_BROWSERS = "lib/*/webkit2gtk-4.1/MiniBrowser"
"""That of GTK 3 with the present API: the driver belongs to it, and cannot press in the one of 4.0."""
IN_SIGHT = "document.querySelector({css}).scrollIntoView({{ block: 'center', behavior: 'instant' }});"
"""WebKit's driver does not wait while the page scrolls smoothly."""
DRAFT = """
const button = document.querySelector("button[formaction*=pdf]");
return [button.formAction, new URLSearchParams(new FormData(document.getElementById("draft"))).toString()];
"""
LETTER_AS_PDF = """
const done = arguments[arguments.length - 1], form = document.getElementById("draft");
fetch(document.querySelector("button[formaction*=pdf]").formAction, {
  method: "POST", body: new URLSearchParams(new FormData(form))
}).then(answer => answer.text()).then(body => done(body.slice(0, 5)));
"""


class Window:
    """A browser's window. Both drivers speak WebDriver (W3C), nearly in the same words."""

    def __init__(self, driver: Any, open_address: Callable[[str], None]) -> None:
        self.driver, self.open = driver, open_address

    def all(self, css: str) -> list[Any]:
        """Return the elements that are there now."""
        return list(self.driver.find_elements("css selector", css))

    def press(self, css: str) -> None:
        """Press the first of them, as a person does: one that something covers is not pressed."""
        self._shown(css).click()

    def write(self, css: str, words: str) -> None:
        """Put these words into a field, in the place of others."""
        field = self._shown(css)
        field.clear()
        field.send_keys(words)

    def value(self, css: str) -> str:
        """Return what is in a field."""
        return str(self.all(css)[0].get_property("value"))

    def link(self, css: str) -> str:
        """Return where a link leads, "" while it is not there."""
        return "".join(str(one.get_property("href")) for one in self.all(css)[:1])

    def _shown(self, css: str) -> Any:
        until(f"there is {css}", lambda: self.all(css))
        element = self.all(css)[0]
        for fold in element.find_elements("xpath", "ancestor::details[not(@open)]/summary"):
            fold.click()
        until(f"{css} is seen", element.is_displayed)
        self.driver.execute_script(IN_SIGHT.format(css=json.dumps(css)))
        return element


def main(names: list[str]) -> int:
    """Walk the journeys, and say by the status whether all went well."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        server = servers.start(Path(folder) / "data", RATE_LIMITS="off", eager=True)
        try:
            for name in names or list(BROWSERS):
                for scripts in (True, False):
                    with BROWSERS[name](scripts) as window:
                        failed += sum(not walked(window, server, name, lang, scripts) for lang in LANGUAGES)
        finally:
            server.stop()
    return 1 if failed else 0


def walked(window: Window, server: servers.Server, name: str, lang: str, scripts: bool) -> bool:
    """Walk in one language and tell how it went."""
    what = f"{name} {version(window)}, {lang}, {'with' if scripts else 'without'} scripts"
    try:
        journey(window, server, lang, scripts)
    except Exception as problem:  # whatever a driver raises: the next journey is walked all the same
        print(f"FAILED  {what}: {type(problem).__name__}: {str(problem).splitlines()[0]}", flush=True)
        return False
    print(f"well    {what}", flush=True)
    return True


def version(window: Window) -> str:
    """Return the browser's own version."""
    told = getattr(window.driver, "session_capabilities", None) or window.driver.capabilities
    return str(told["browserVersion"])


def journey(window: Window, server: servers.Server, lang: str, scripts: bool) -> None:
    """Write a letter, look where it went, report it and take that back."""
    address = f"{server.url}/{lang}/gorinov"
    window.open(address)
    until("the page knows whether there are scripts", lambda: bool(window.all("html.js")) == scripts)

    window.press("#to-prosecutor")
    if scripts:
        until("the letter goes to one addressee", lambda: len(window.all(".letter-address")) == 1)
    window.write("#text", WORDS)
    window.write("#sender_name", "Ada Öz")
    if not scripts:
        window.press(".send-check button")
        until("the letter goes to one addressee", lambda: len(window.all(".letter-address")) == 1)
    until(
        "the mail link holds the words",
        lambda: holds(window.link("#send a[href^='mailto:']"), WORDS, "Ada Öz"),
    )
    if scripts:
        printed = window.driver.execute_async_script(LETTER_AS_PDF)
    else:
        printed = posted(*window.driver.execute_script(DRAFT))
    assert printed == "%PDF-", "the letter is no PDF"
    if scripts:
        window.open(address)
        until("a reload keeps the words", lambda: window.value("#text") == WORDS)
        until("and whom they are for", lambda: len(window.all(".letter-address")) == 1)
        window.driver.execute_script("sessionStorage.clear()")  # the next journey begins anew in this tab

    before = counted(server)
    report = "#report a.button[href*='channel=email']"
    if scripts:
        window.press(report)
    else:
        window.open(window.link(report))  # a press would open it in a tab of its own
    window.press("#report .report-form button[type=submit]")
    until("the report is counted", lambda: counted(server) > before)
    window.press("#report form[action$='/undo'] button")
    until("and taken back", lambda: counted(server) == before)


def posted(address: str, fields: str) -> str:
    """Send a form as its button would; return how the answer begins. Its address is one of ours."""
    with urllib.request.urlopen(address, fields.encode()) as answer:  # noqa: S310
        return str(answer.read(5).decode("latin-1"))


def holds(link: str, *words: str) -> bool:
    """Check what a mail link writes (RFC 6068)."""
    body = parse_qs(urlsplit(link).query).get("body", [""])[0]
    return all(one in body for one in words)


def counted(server: servers.Server) -> int:
    """Return how many actions are counted."""
    with urllib.request.urlopen(f"{server.url}/api/campaigns/gorinov/count") as answer:  # noqa: S310
        return int(json.load(answer)["total"])


def until(what: str, is_so: Callable[[], object]) -> None:
    """Wait for a condition. An element that went away meanwhile is looked for again."""
    ends, why = time.monotonic() + WITHIN_SECONDS, ""
    while time.monotonic() < ends:
        try:
            if is_so():
                return
        except Exception as problem:  # each driver has its own for an element that was replaced
            why = f" ({type(problem).__name__})"
        time.sleep(0.1)
    raise TimeoutError(f"not within {WITHIN_SECONDS} s: {what}{why}")


@contextmanager
def firefox(scripts: bool) -> Iterator[Window]:
    """Start Firefox with an empty profile, without a window."""
    from marionette_driver.marionette import Marionette

    with tempfile.TemporaryDirectory() as profile:
        preferences = {"marionette.port": MARIONETTE_PORT, "javascript.enabled": scripts}
        (Path(profile) / "user.js").write_text(
            "".join(f'user_pref("{name}", {json.dumps(value)});\n' for name, value in preferences.items())
        )
        process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", profile],
            env=os.environ | {"HOME": profile},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            driver = Marionette(host="127.0.0.1", port=MARIONETTE_PORT)
            driver.raise_for_port(WITHIN_SECONDS)
            driver.start_session()
            yield Window(driver, driver.navigate)
        finally:
            process.terminate()
            process.wait(WITHIN_SECONDS)


@contextmanager
def webkit(scripts: bool) -> Iterator[Window]:
    """Start WebKitGTK's own small browser on a screen that nobody sees."""
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = str(next(Path("/usr").glob(MINI_BROWSERS)))
    options.add_argument("--automation")
    options.add_argument(f"--enable-javascript={str(scripts).lower()}")
    with subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1280x1024x24"], stderr=subprocess.DEVNULL
    ) as screen:
        os.environ["DISPLAY"] = DISPLAY
        until("the screen is there", Path("/tmp/.X11-unix", f"X{DISPLAY[1:]}").exists)  # noqa: S108
        try:
            driver = WebKitGTK(options=options, service=Service("/usr/bin/WebKitWebDriver"))
            try:
                yield Window(driver, driver.get)
            finally:
                driver.quit()
        finally:
            screen.terminate()


BROWSERS = {"firefox": firefox, "webkit": webkit}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
