"""The printing process is kept from files, network and other programs; where it is not, the log says so."""

import logging
import re
import sys

import landlockpy
import pytest

from tests.printing.fake_engine import with_weasyprint, without_weasyprint
from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, PATIENT, STYLESHEETS
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import Printer, PrintError

# A library that does in a letter's place what its text says; the folder is that of DATA.
TAKEN_OVER = """
import os, pathlib, socket, sqlite3, subprocess, sys

data = pathlib.Path({data!r})
parent = pathlib.Path("/proc") / str(os.getppid())
attempts = dict(
    key=lambda: (data / "secret-key").read_text(),
    database=lambda: (data / "appeal.db").read_bytes(),
    list=lambda: os.listdir(data),
    change=lambda: (data / "appeal.db").open("ab"),
    create=lambda: (data / "new").write_text("x"),
    delete=lambda: (data / "appeal.db").unlink(),
    fonts=lambda: next(iter((data / "fonts").iterdir())).open("ab"),
    replace=lambda: (data / "fonts" / "new").write_text("x"),
    passwords=lambda: pathlib.Path("/etc/passwd").read_text(),
    environ=lambda: (parent / "environ").read_bytes(),
    memory=lambda: (parent / "mem").open("rb"),
    tcp=lambda: socket.create_connection(("127.0.0.1", 9)),
    tcp6=lambda: socket.socket(socket.AF_INET6),
    udp=lambda: socket.socket(type=socket.SOCK_DGRAM),
    unix=lambda: socket.socket(socket.AF_UNIX),
    listen=lambda: socket.create_server(("127.0.0.1", 0)),
    run=lambda: subprocess.run(["/bin/true"]),
    signal=lambda: os.kill(os.getppid(), 0),
)

def act(text):
    for name, attempt in attempts.items():
        if f"attempt {{name}}." in text:
            attempt()

{more}
"""

FILES = (
    "key",
    "database",
    "list",
    "change",
    "create",
    "delete",
    "fonts",
    "replace",
    "passwords",
    "environ",
    "memory",
)
CALLS = ("tcp", "tcp6", "udp", "unix", "listen", "run", "signal")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "secret-key").write_text("a key")
    (folder / "appeal.db").write_text("a database")
    return folder


@pytest.fixture
def page(environment):
    return lambda words: LetterDocument(environment).letters([a_full_letter(paragraphs=(words,))])


@pytest.fixture(scope="module")
def started(data):
    made = []

    def started(more="", script=without_weasyprint):
        command = (sys.executable, "-c", script(TAKEN_OVER.format(data=str(data), more=more)))
        folder = data / "fonts"
        made.append(Printer(FONTS, STYLESHEETS, folder, bounds=PATIENT, command=command, starts_now=True))
        return made[-1]

    yield started
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def taken_over(started):
    return started(script=with_weasyprint)


@pytest.mark.skipif(not landlockpy.supported(), reason="the log says so: see the tests below")
@pytest.mark.parametrize("attempt", FILES)
def test_files_are_out_of_reach(taken_over, page, attempt, data):
    before = sorted(path.name for path in data.rglob("*"))

    with pytest.raises(PrintError, match=r"stopped with PermissionError"):
        taken_over.render(page(f"attempt {attempt}."))

    assert sorted(path.name for path in data.rglob("*")) == before
    assert taken_over.render(page("Well."))


@pytest.mark.skipif(sys.platform != "linux", reason="the log says so: see the tests below")
@pytest.mark.parametrize("attempt", CALLS)
def test_network_and_other_programs_are_out_of_reach(taken_over, page, attempt):
    with pytest.raises(PrintError, match=r"stopped with PermissionError"):
        taken_over.render(page(f"attempt {attempt}."))

    assert taken_over.render(page("Well."))


WITHOUT_LANDLOCK = """
import errno, landlockpy
def missing(**_options): raise landlockpy.UnsupportedError(errno.ENOSYS, "Function not implemented")
landlockpy.Ruleset = missing
"""
WITHOUT_LIBSECCOMP = "sys.modules['pyseccomp'] = None"
WITHOUT_SECCOMP = """
import errno, pyseccomp
def load(self): raise OSError(errno.EINVAL, "Invalid argument")
pyseccomp.SyscallFilter.load = load
"""


@pytest.mark.parametrize(
    ("more", "said", "reached"),
    [
        (
            WITHOUT_LANDLOCK,
            r"Landlock is missing \(Function not implemented\): it could read other files",
            "key",
        ),
        (WITHOUT_LIBSECCOMP, r"libseccomp is missing .*: it could open connections", "udp"),
        (WITHOUT_SECCOMP, r"seccomp is missing \(Invalid argument\): it could open connections", "udp"),
        (
            "import urllib.request; sys.platform = 'darwin'",  # it looks for the proxies of that system
            r"neither Landlock nor seccomp exists on darwin",
            "key",
        ),
    ],
)
def test_a_system_without_it_prints_and_the_log_says_once_what_is_missing(
    started, page, caplog, warnings_of_weasyprint, more, said, reached
):
    with caplog.at_level(logging.WARNING):
        printer = started(more)
        for _ in range(2):
            assert printer.render(page(f"attempt {reached}."))

    (message,) = warnings_of_weasyprint
    assert re.search(rf"not confined completely: .*{said}", message)
    warnings_of_weasyprint.clear()


def test_a_file_cannot_grow_even_without_landlock(started, page, warnings_of_weasyprint):
    printer = started(WITHOUT_LANDLOCK)
    warnings_of_weasyprint.clear()

    with pytest.raises(PrintError, match="stopped with OSError"):
        printer.render(page("attempt create."))
