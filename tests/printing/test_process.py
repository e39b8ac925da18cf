"""The printing process is bounded, replaced when it fails, and ends with its web worker."""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.live_servers.processes import gone, is_alive, printing
from tests.printing.fake_engine import with_weasyprint, without_weasyprint
from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, PATIENT, ROOT, STYLESHEETS
from tests.support.rounds import rounds
from webapp.confined.confinement import OUT_OF_BOUNDS_STATUS
from webapp.printing.fonts import fontconfig_file, only_our_fonts
from webapp.printing.letter_document import LetterDocument
from webapp.printing.print_queue import MAX_WAITING
from webapp.printing.printer import BOUNDS, Printer, PrintError, PrintQueueFull
from webapp.printing.process import MAX_NOTES, Bounds, PrintingProcess, WorkerTimeout
from webapp.printing.protocol import MessageType

# What a library does in place of a print, at the words of a letter that would make it do so.
FAILURES = """
import hashlib, logging, os, signal, time

def act(text):
    if "spin" in text or "burn" in text:
        while True: pass
    if "hang in a library" in text:
        hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)  # in C: Python's signal handlers do not run
    if "wait in a library" in text:
        import ctypes
        library, lock = ctypes.PyDLL(None), ctypes.create_string_buffer(64)
        while True: library.pthread_mutex_lock(lock)  # the second time it has no end, and takes no processor
    if "take memory" in text:
        bytearray(10**9)
    if "die" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "crash" in text:
        os.abort()
    if "chatter" in text:
        while True: logging.getLogger("weasyprint").warning("again"), time.sleep(0.002)
    if "murmur" in text:
        os.write(1, b"a word"), os.write(2, b"a word")
"""
COMMAND = (sys.executable, "-c", without_weasyprint(FAILURES))
WHOLE_COMMAND = (sys.executable, "-c", with_weasyprint(FAILURES))

SOON = replace(BOUNDS, seconds=2, nice=0)
"""For prints that do not end. A print without WeasyPrint takes less than a millisecond of the processor."""
TRIES = 10
"""For prints that end: on a busy machine they may take two seconds all the same."""


class WatchedPrinter:
    """A printer, the id of its process, and the events it reported."""

    def __init__(
        self, folder: Path, bounds: Bounds, wait_seconds: float, command: tuple[str, ...] = COMMAND
    ) -> None:
        self.events: list[str] = []
        self.printer = Printer(
            FONTS,
            STYLESHEETS,
            folder,
            wait_seconds=wait_seconds,
            bounds=bounds,
            command=command,
            on_event=self.events.append,
        )
        self.begin()

    def begin(self) -> None:
        """Begin a test: no events, no process yet, and no share of the printer used."""
        self.printer.close()
        self.printer.forget_processes()
        self.events.clear()
        self._others = set(printing(os.getpid()))

    def render(self, html: str) -> bytes:
        """Print what ends, once more where a busy machine let it stand still for too long."""
        for _ in range(TRIES):
            try:
                return self.printer.render(html)
            except PrintError as error:
                if "did not answer" not in str(error):
                    raise
                assert self.events.pop() == "killed"
        raise AssertionError(f"none of {TRIES} prints ended in time")

    @property
    def process(self) -> int:
        """The process id. Use it after the first letter of a test, and before another printer starts."""
        (pid,) = set(printing(os.getpid())) - self._others
        return pid


def cpu_ticks(process: int) -> int:
    """Return the processor time that a process has used, in ticks of 10 ms."""
    return sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))


@pytest.fixture
def page(environment):
    return lambda words="Well.": LetterDocument(environment).letters([a_full_letter(paragraphs=(words,))])


@pytest.fixture(scope="module")
def printers(tmp_path_factory):
    """Printers by bounds and time to wait, made once: each prints a trial letter at its start."""
    folder = tmp_path_factory.mktemp("fontconfig")
    return cache(lambda *how: WatchedPrinter(folder, *how))


@pytest.fixture
def watched(printers):
    used = []

    def watched(bounds=PATIENT, wait_seconds=5.0, command=COMMAND):
        used.append(printers(bounds, wait_seconds, command))
        used[-1].begin()
        return used[-1]

    yield watched
    for each in used:
        each.printer.close()


@pytest.mark.parametrize(
    ("wait_seconds", "served", "message"),
    [
        (0, 1, "no letter could be printed within 0 seconds"),
        (120, MAX_WAITING + 1, "4 prints are waiting already"),
    ],
)
def test_the_queue_is_bounded_in_time_and_in_length(watched, page, wait_seconds, served, message):
    here = watched(wait_seconds=wait_seconds)
    expected, process = here.printer.render(page()), here.process
    os.kill(process, signal.SIGSTOP)  # as if a letter took long

    with ThreadPoolExecutor(8) as threads:
        prints = [threads.submit(here.printer.render, page()) for _ in range(8)]
        while sum(future.done() for future in prints) < 8 - served:
            time.sleep(0.01)
        os.kill(process, signal.SIGCONT)
    refused = [error for future in prints if (error := future.exception())]

    assert {(type(error), str(error)) for error in refused} == {(PrintQueueFull, message)}
    assert [future.result() for future in prints if not future.exception()] == [expected] * served
    assert here.events.count("busy") == 8 - served


@pytest.mark.parametrize("failure", ["spin", "wait in a library"])
def test_a_letter_that_takes_too_long_fails_and_the_next_one_is_printed(watched, page, failure):
    here = watched(SOON)
    expected, first = here.render(page()), here.process

    with pytest.raises(PrintError, match="did not answer within 2 seconds"):
        here.printer.render(page(failure))

    assert gone(first)
    assert here.render(page()) == expected
    assert here.process != first
    assert here.events == ["printed", "killed", "printed"]


@pytest.mark.parametrize("failure", ["spin", "wait in a library"])
def test_a_process_ends_itself_when_its_time_is_over(tmp_path, page, failure, monkeypatch):
    """Without being killed: on other systems than Linux a web worker may end without ending it."""
    monkeypatch.setattr("webapp.printing.process.GRACE_SECONDS", 60.0)
    alone = PrintingProcess(
        COMMAND,
        STYLESHEETS,
        only_our_fonts(fontconfig_file(FONTS, tmp_path)),
        replace(SOON, seconds=1),
    )
    try:
        assert alone.wait().type is MessageType.READY

        with pytest.raises(WorkerTimeout):
            alone.print(page(failure))

        assert not alone.is_alive
    finally:
        alone.end()


def test_a_process_that_sends_notes_for_ever_is_ended_and_does_not_fill_the_log(
    watched, page, warnings_of_weasyprint
):
    """One deadline for a letter, whatever comes in between: the process ends itself, or is killed."""
    here = watched(SOON)
    expected, first = here.render(page()), here.process

    with pytest.raises(PrintError, match=r"did not answer within 2 seconds"):
        here.printer.render(page("chatter"))

    assert gone(first)
    assert len(warnings_of_weasyprint) == MAX_NOTES
    warnings_of_weasyprint.clear()
    assert here.render(page()) == expected


CHATTERING_WORKER = """
import socket, time
from webapp.printing.protocol import MessageType, receive, send
link = socket.socket(fileno=0)
send(link, MessageType.READY)
receive(link)
while True: send(link, MessageType.NOTE, b"again"), time.sleep(0.002)
"""


def test_the_deadline_of_a_letter_does_not_start_anew_at_each_note(tmp_path, warnings_of_weasyprint):
    """Without an alarm of its own the process would send notes for ever: the web worker gives up."""
    alone = PrintingProcess(
        (sys.executable, "-c", CHATTERING_WORKER), STYLESHEETS, {}, replace(BOUNDS, seconds=0.1)
    )
    try:
        assert alone.wait().type is MessageType.READY

        with pytest.raises(WorkerTimeout):
            alone.print("<p>Well.</p>")

        assert alone.is_alive, "the web worker gave up by itself"
    finally:
        alone.end()
        warnings_of_weasyprint.clear()


def test_processor_time_is_bounded_beside_the_clock(watched, page):
    here = watched(replace(BOUNDS, seconds=300, cpu_seconds=1))
    expected, first = here.printer.render(page()), here.process

    with pytest.raises(PrintError, match="more than 1 processor second"):
        here.printer.render(page("burn"))

    assert gone(first)
    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "killed", "printed"]


def test_a_process_that_is_stopped_is_killed_and_replaced(watched, page):
    """It cannot end itself. The web worker kills it two seconds after its time is over."""
    here = watched(SOON)
    expected, first = here.render(page()), here.process
    os.kill(first, signal.SIGSTOP)

    with pytest.raises(PrintError, match="did not answer within 2 seconds"):
        here.printer.render(page())

    assert gone(first)
    assert here.render(page()) == expected
    assert here.events == ["printed", "killed", "printed"]


@pytest.mark.parametrize(("failure", "how"), [("die", "signal 9"), ("crash", "signal 6")])
def test_a_letter_that_kills_its_process_is_tried_twice_and_then_fails(watched, page, failure, how):
    here = watched()
    expected = here.printer.render(page())

    with pytest.raises(PrintError, match=f"was killed by {how}.*so did the one before it"):
        here.printer.render(page(failure))

    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "crashed", "crashed", "printed"]


@pytest.mark.soak
def test_a_letter_whose_process_is_killed_while_printing_is_printed_by_another(watched, page, environment):
    here = watched(command=WHOLE_COMMAND)
    long = LetterDocument(environment).letters([a_full_letter(paragraphs=a_full_letter().paragraphs * 6)])
    expected = here.printer.render(long)
    printed = []
    for _ in range(rounds(2)):
        before = here.events.count("crashed")
        while here.events.count("crashed") == before:  # it may be printed before it is killed
            here.printer.render(page())
            process = here.process
            ticks = cpu_ticks(process)
            thread = threading.Thread(target=lambda: printed.append(here.printer.render(long)))
            thread.start()
            while cpu_ticks(process) < ticks + 3 and thread.is_alive():
                time.sleep(0.001)
            os.kill(process, signal.SIGKILL)
            thread.join()
            assert printed.pop() == expected
            assert gone(process)  # else the next print may find it alive, and crash
        assert here.events.count("crashed") == before + 1


def test_a_process_that_was_killed_between_two_letters_is_replaced_before_the_next(watched, page):
    here = watched()
    expected, first = here.printer.render(page()), here.process
    os.kill(first, signal.SIGKILL)
    assert gone(first)

    assert here.printer.render(page()) == expected
    assert here.events == ["printed", "printed"]


def test_memory_is_bounded_and_the_next_letter_is_printed(watched, page):
    here = watched()
    expected = here.printer.render(page())

    with pytest.raises(PrintError, match=rf"ended with status {OUT_OF_BOUNDS_STATUS};.*400,000,000 byte"):
        here.printer.render(page("take memory"))

    assert here.printer.render(page()) == expected


def test_text_beyond_the_bounds_of_the_form_cannot_take_the_machines_memory(watched, environment):
    """Twenty thousand paragraphs of one letter would take 360 MB."""
    here = watched(replace(PATIENT, memory=100_000_000), command=WHOLE_COMMAND)
    hostile = LetterDocument(environment).letters([a_full_letter(paragraphs=("a",) * 20_000)])

    with pytest.raises(PrintError, match="it may have 100,000,000 bytes of memory"):
        here.printer.render(hostile)

    assert here.events == ["crashed", "crashed"]


def test_signals_that_all_processes_get_do_not_end_a_letter(watched, page):
    """Ctrl-C and a stop by systemd reach this process too, while the web worker still waits for it."""
    here = watched()
    expected, first = here.printer.render(page()), here.process
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(first, number)

    assert here.printer.render(page()) == expected
    assert here.process == first


def test_a_process_has_a_low_priority_and_leaves_no_core_file(watched, page):
    here = watched()
    here.printer.render(page())

    status = Path(f"/proc/{here.process}/stat").read_text().rpartition(")")[2].split()
    limits = Path(f"/proc/{here.process}/limits").read_text()
    assert int(status[16]) == min(os.nice(0) + BOUNDS.nice, 19)
    assert [line.split()[4:6] for line in limits.splitlines() if "core file" in line] == [["0", "0"]]


def test_a_process_inherits_neither_sockets_nor_secrets(page, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEYS", "a-key-that-signs-reporting-tokens-of-many")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.set_inheritable(True)  # as gunicorn does, to hand it on to its next self
        here = WatchedPrinter(tmp_path, BOUNDS, 5.0, WHOLE_COMMAND)  # a new one reads the environment
        here.printer.render(page())

        process = Path(f"/proc/{here.process}")
        links = [str(link.readlink()) for link in (process / "fd").iterdir()]
        environ = (process / "environ").read_bytes()
        own = f"socket:[{os.fstat(listening.fileno()).st_ino}]"
        here.printer.close()
    assert own not in links
    assert sorted(link.split(":")[0] for link in links) == ["/dev/null", "/dev/null", "pipe", "socket"]
    assert b"a-key-that-signs" not in environ


def test_output_of_a_library_is_discarded(watched, page, capfd):
    assert watched().printer.render(page("murmur"))

    assert capfd.readouterr() == ("", "")


START_AND_WAIT = """
import sys, threading
from dataclasses import replace
from pathlib import Path
from webapp.printing.printer import BOUNDS, Printer

folder, fonts, script, first, last, *stylesheets = sys.argv[1:]
command = (sys.executable, "-c", script)
bounds = replace(BOUNDS, seconds=600, cpu_seconds=600, nice=0)
folders = Path(fonts), list(map(Path, stylesheets)), Path(folder)
printer = Printer(*folders, bounds=bounds, command=command, starts_now=True)
printer.render(first)
stuck = threading.Timer(0, printer.render, [last])
stuck.start()
print("started", flush=True)
stuck.join()
sys.stdin.read()
"""


@pytest.fixture
def web_worker(tmp_path, page):
    """Start a process that prints a letter, and then one of these words."""

    def start(words):
        arguments = (tmp_path, FONTS, COMMAND[-1], page(), page(words), *STYLESHEETS)
        return subprocess.Popen(
            [sys.executable, "-c", START_AND_WAIT, *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    return start


@pytest.mark.skipif(
    sys.platform != "linux", reason="on other systems the alarm ends it when its time is over"
)
@pytest.mark.parametrize("state", ["nothing", "spin", "hang in a library", "standstill"])
def test_a_printing_process_ends_with_a_killed_web_worker(web_worker, state):
    worker = web_worker(state)
    with worker:
        assert worker.stdout
        worker.stdout.readline()
        (process,) = printing(worker.pid)
        if state == "standstill":
            os.kill(process, signal.SIGSTOP)
        ticks = cpu_ticks(process)
        while state in ("spin", "hang in a library") and cpu_ticks(process) < ticks + 10:
            time.sleep(0.01)
        assert is_alive(process)

        worker.kill()

        assert gone(process), "before its time is over, which is after ten minutes"


def test_a_printing_process_ends_with_a_web_worker_that_exits(web_worker):
    worker = web_worker("nothing")
    with worker:
        assert worker.stdout
        worker.stdout.readline()
        (process,) = printing(worker.pid)

        worker.communicate()

        assert worker.returncode == 0
        assert gone(process)


def test_a_printer_that_is_no_longer_used_is_freed_and_its_process_ends(page, tmp_path):
    """Neither the exit of the interpreter nor a fork keeps a reference to it."""
    here = WatchedPrinter(tmp_path, BOUNDS, 5.0)
    here.printer.render(page())
    process, printer = here.process, weakref.ref(here.printer)

    del here
    gc.collect()

    assert printer() is None
    assert gone(process)


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
