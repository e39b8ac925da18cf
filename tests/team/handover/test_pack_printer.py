"""The printer of packs: one at a time, and no process in between."""

import threading
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.packs import a_pack, words_in
from webapp.domain.stationery import Paper
from webapp.settings import ROOT
from webapp.team.handover.catalogue import offered, read_catalogue
from webapp.team.handover.pack_printer import PackPrinter, PrinterBusy


def children() -> set[str]:
    """Return the process ids of this process's children."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


@pytest.mark.usefixtures("executed_workers")
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc")
def test_a_process_runs_only_while_a_pack_is_printed(tmp_path: Path) -> None:
    pack = a_pack(a_campaign_folder(tmp_path))
    before = children()
    printer = PackPrinter(ROOT, tmp_path / "fonts")
    assert children() == before
    assert not (tmp_path / "fonts").exists()

    assert printer.print(pack, words_in("en"), Paper.A4).startswith(b"%PDF-")

    assert children() == before


def test_a_second_pack_is_refused_while_the_first_one_is_printed(tmp_path: Path) -> None:
    printer = PackPrinter(ROOT, tmp_path / "fonts", wait_seconds=0.01)
    pack, refused = a_pack(a_campaign_folder(tmp_path)), threading.Event()
    done: list[bytes] = []

    def press_until_refused() -> None:
        while not refused.is_set():
            try:
                done.append(printer.print(pack, words_in("en"), Paper.A4))
            except PrinterBusy:
                refused.set()

    threads = [threading.Thread(target=press_until_refused) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert refused.is_set()
    assert done  # and the first one was printed all the same


def test_a_language_is_spoken_when_its_catalogue_is_whole_and_compiled(tmp_path: Path) -> None:
    def write(tag: str, translation: str, *, compiled: bool = True) -> None:
        folder = tmp_path / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (folder / "desk.po").write_text(f'{head}msgid "The case"\nmsgstr "{translation}"\n', "utf-8")
        if compiled:
            (folder / "desk.mo").write_bytes(b"")

    write("fr", "Le cas")
    write("es", "")
    write("ru", "Дело", compiled=False)

    assert [each.tag for each in offered(tmp_path)] == ["en", "fr"]


def test_english_needs_no_catalogue_and_numbers_have_the_digits_of_the_language(tmp_path: Path) -> None:
    words = read_catalogue(tmp_path, offered(tmp_path)[0])

    assert words.gettext("The case") == "The case"
    assert words.pgettext("heading", "Page %(number)s", number="3") == "Page 3"
    assert words.ngettext("%(num)s letter", "%(num)s letters", 1_234) == "1,234 letters"
    assert words_in("fa").ngettext("%(num)s letter", "%(num)s letters", 12) == "۱۲ letters"
