"""The printing process: bounded, replaced when it fails, and never left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from tests.servers.processes import gone, is_alive, printing
from webapp.printing import worker
from webapp.printing.fonts import fontconfig_file, only_our_fonts
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import BOUNDS, WAITING, Printer, PrintError, PrintQueueFull
from webapp.printing.process import Bounds, PrintingProcess, WorkerTimeout
from webapp.printing.protocol import MessageType

# WeasyPrint with letters that it cannot bear, in the place of those that we do not know yet.
WITH_FITS = """
import hashlib, os, pathlib, signal, sys, weasyprint
plainly = weasyprint.HTML.write_pdf

def write_pdf(self, **more):
    text = "".join(self.etree_element.itertext())
    if "spin" in text:
        while True: pass
    if "hang in a library" in text:
        hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)  # in C, without a look at Python's signals
    if "take memory" in text:
        bytearray(10**9)
    if "die" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "crash" in text:
        os.abort()
    if "murmur" in text:
        os.write(1, b"a word"), os.write(2, b"a word")
    return plainly(self, **more)

weasyprint.HTML.write_pdf = write_pdf
from webapp.printing.worker import main
main()
"""
COMMAND = (sys.executable, "-c", WITH_FITS)


class WatchedPrinter:
    """A printer, the id of its process, and the events it reported."""

    def __init__(self, folder: Path, bounds: Bounds, patience: float) -> None:
        self.events: list[str] = []
        self.printer = Printer(
            FONTS,
            STYLESHEETS,
            folder,
            patience=patience,
            bounds=bounds,
            command=COMMAND,
            on_event=self.events.append,
        )
        self.begin()

    def begin(self) -> None:
        """Begin a test: no events, and no process yet."""
        self.printer.close()
        self.events.clear()
        self._others = set(printing(os.getpid()))

    @property
    def process(self) -> int:
        """The process id. Use it after the first letter of a test, and before another printer starts."""
        (pid,) = set(printing(os.getpid())) - self._others
        return pid


@pytest.fixture
def page(environment):
    return lambda words="Well.": LetterDocument(environment).letters([a_full_letter(paragraphs=(words,))])


@pytest.fixture(scope="module")
def printers(tmp_path_factory):
    """Printers by bounds and patience, made once: each new one starts a process to print a trial letter."""
    folder = tmp_path_factory.mktemp("fontconfig")
    return cache(lambda bounds, patience: WatchedPrinter(folder, bounds, patience))


@pytest.fixture
def watched(printers):
    used = []

    def watched(bounds=BOUNDS, patience=5.0):
        used.append(printers(bounds, patience))
        used[-1].begin()
        return used[-1]

    yield watched
    for each in used:
        each.printer.close()


@pytest.mark.parametrize(
    ("patience", "served", "told"),
    [
        (0, 1, "no letter could be printed within 0 seconds"),
        (15, WAITING + 1, "4 letters are waiting already"),
    ],
)
def test_the_queue_is_bounded_in_time_and_in_length(watched, page, patience, served, told):
    here = watched(patience=patience)
    expected, process = here.printer.render(page()), here.process
    os.kill(process, signal.SIGSTOP)  # as if a letter took long

    with ThreadPoolExecutor(8) as crowd:
        asked = [crowd.submit(here.printer.render, page()) for _ in range(8)]
        while sum(one.done() for one in asked) < 8 - served:
            time.sleep(0.01)
        os.kill(process, signal.SIGCONT)
    refused = [one.exception() for one in asked if one.exception()]

    assert {(type(one), str(one)) for one in refused} == {(PrintQueueFull, told)}
    assert [one.result() for one in asked if not one.exception()] == [expected] * served
    assert here.events.count("busy") == 8 - served


@pytest.mark.parametrize("fit", ["spin", "hang in a library"])
def test_a_letter_that_takes_too_long_is_given_up_and_the_next_one_is_printed(watched, page, fit):
    here = watched(Bounds(seconds=1.5, memory=BOUNDS.memory))
    expected, first = here.printer.render(page()), here.process

    with pytest.raises(PrintError, match=r"did not answer within 1\.5 seconds"):
        here.printer.render(page(fit))

    assert gone(first)
    assert here.printer.render(page()) == expected
    assert here.process != first
    assert here.events == ["printed", "killed", "printed"]


@pytest.mark.parametrize("fit", ["spin", "hang in a library"])
def test_it_ends_itself_when_its_time_is_over(tmp_path, page, fit):
    """Nobody need kill it: the web worker may be gone, on a system that tells nobody of it."""
    alone = PrintingProcess(
        COMMAND,
        STYLESHEETS,
        only_our_fonts(fontconfig_file(FONTS, tmp_path)),
        Bounds(seconds=1, memory=BOUNDS.memory),
    )
    try:
        assert alone.wait().kind is MessageType.READY

        with pytest.raises(WorkerTimeout):
            alone.print(page(fit))

        assert not alone.is_alive
    finally:
        alone.end()


def test_a_process_that_is_stopped_is_killed_and_replaced(watched, page):
    """It cannot end itself: the web worker does, two seconds after the time is over."""
    here = watched(Bounds(seconds=1, memory=BOUNDS.memory))
    expected, first = here.printer.render(page()), here.process
    os.kill(first, signal.SIGSTOP)

    with pytest.raises(PrintError, match="did not answer within 1 second"):
        here.printer.render(page())

    assert gone(first)
    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "killed", "printed"]


@pytest.mark.parametrize(("fit", "how"), [("die", "signal 9"), ("crash", "signal 6")])
def test_a_letter_that_kills_its_process_is_tried_twice_and_then_told(watched, page, fit, how):
    here = watched()
    expected = here.printer.render(page())

    with pytest.raises(PrintError, match=f"was killed by {how}.*so did the one before it"):
        here.printer.render(page(fit))

    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "crashed", "crashed", "printed"]


def test_a_letter_whose_process_is_killed_in_the_middle_is_printed_all_the_same(watched, page, environment):
    here = watched()
    long = LetterDocument(environment).letters([a_full_letter(paragraphs=a_full_letter().paragraphs * 12)])
    expected = here.printer.render(long)
    printed = []
    for _ in range(4):
        process = here.process
        before = here.events.count("crashed")
        clerk = threading.Thread(target=lambda: printed.append(here.printer.render(long)))
        clerk.start()
        time.sleep(0.05)  # a letter of this length takes longer
        os.kill(process, signal.SIGKILL)
        clerk.join()
        assert here.events.count("crashed") <= before + 1

    assert printed == [expected] * 4
    assert "crashed" in here.events


def test_a_process_that_was_killed_between_two_letters_costs_no_letter_a_try(watched, page):
    here = watched()
    expected, first = here.printer.render(page()), here.process
    os.kill(first, signal.SIGKILL)
    assert gone(first)

    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "printed"]


def test_memory_is_bounded_and_the_next_letter_is_printed(watched, page):
    here = watched()
    expected = here.printer.render(page())

    with pytest.raises(PrintError, match=rf"ended with status {worker.OUT_OF_MEMORY};.*400,000,000 byte"):
        here.printer.render(page("take memory"))

    assert here.printer.render(page()) == expected


def test_text_beyond_the_bounds_of_the_form_cannot_take_the_machines_memory(watched, environment):
    """A hundred thousand paragraphs of one letter would take 1.8 GB."""
    here = watched(Bounds(seconds=60, memory=100_000_000))
    hostile = LetterDocument(environment).letters([a_full_letter(paragraphs=("a",) * 100_000)])

    with pytest.raises(PrintError, match="it may have 100,000,000 bytes of memory"):
        here.printer.render(hostile)

    assert here.events == ["crashed", "crashed"]


def test_what_all_processes_are_sent_does_not_end_a_letter(watched, page):
    """Ctrl-C in a terminal and systemd's stop reach this one too, while the web worker still waits for it."""
    here = watched()
    expected, first = here.printer.render(page()), here.process
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(first, number)

    assert here.printer.render(page()) == expected
    assert here.process == first


def test_it_has_a_low_priority_and_leaves_no_core_file(watched, page):
    here = watched()
    here.printer.render(page())

    status = Path(f"/proc/{here.process}/stat").read_text().rpartition(")")[2].split()
    limits = Path(f"/proc/{here.process}/limits").read_text()
    assert int(status[16]) == min(os.nice(0) + worker.NICE, 19)
    assert [line.split()[4:6] for line in limits.splitlines() if "core file" in line] == [["0", "0"]]


def test_it_inherits_neither_sockets_nor_secrets(page, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEYS", "a-key-that-signs-reporting-tokens-of-many")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.set_inheritable(True)  # as gunicorn does, to hand it on to its next self
        here = WatchedPrinter(tmp_path, BOUNDS, 5.0)  # a new one: it reads the environment when it is made
        here.printer.render(page())

        process = Path(f"/proc/{here.process}")
        links = [str(link.readlink()) for link in (process / "fd").iterdir()]
        environ = (process / "environ").read_bytes()
        own = f"socket:[{os.fstat(listening.fileno()).st_ino}]"
        here.printer.close()
    assert own not in links
    assert sorted(link.split(":")[0] for link in links) == ["/dev/null", "/dev/null", "pipe", "socket"]
    assert b"a-key-that-signs" not in environ


def test_what_a_library_writes_goes_nowhere(watched, page, capfd):
    assert watched().printer.render(page("murmur"))

    assert capfd.readouterr() == ("", "")


START_AND_WAIT = """
import sys, threading
from pathlib import Path
from jinja2 import Environment, FileSystemLoader
from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from tests.printing.test_process import COMMAND
from webapp.printing.printer import Printer
from webapp.printing.letter_document import LetterDocument

document = LetterDocument(Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True))
printer = Printer(FONTS, STYLESHEETS, Path(sys.argv[1]), command=COMMAND)
printer.render(document.letters([a_full_letter()]))
stuck = threading.Timer(0, printer.render, [document.letters([a_full_letter(paragraphs=(sys.argv[2],))])])
stuck.start()
print("started", flush=True)
stuck.join()
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere its alarm ends it, when its time is over")
@pytest.mark.parametrize("at", ["nothing", "spin", "hang in a library", "standstill"])
def test_whoever_kills_the_web_worker_has_killed_its_printing_process(tmp_path, at):
    worker = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(tmp_path), at],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with worker:
        assert worker.stdout
        worker.stdout.readline()
        (process,) = printing(worker.pid)
        if at == "standstill":
            os.kill(process, signal.SIGSTOP)
        time.sleep(0.2)
        assert is_alive(process)

        worker.kill()

        assert gone(process, within=5), "its time would be over after twenty seconds only"


def test_a_forked_process_has_a_printing_process_of_its_own(watched, page):
    here = watched()
    expected, first = here.printer.render(page()), here.process

    child = os.fork()
    if child == 0:
        same = here.printer.render(page()) == expected
        os._exit(0 if same and first not in printing(os.getpid()) else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert here.printer.render(page()) == expected
    assert here.process == first
