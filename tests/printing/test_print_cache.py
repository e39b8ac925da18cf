"""Finished prints are cached by content, within a limit, and only where the caller says so."""

import threading
from dataclasses import replace

import pytest

from tests.printing.letters_to_print import AMBASSADOR, a_full_letter
from webapp.domain.letter import Paper
from webapp.printing.print_cache import ENTRY_BYTES, PrintCache


class FileMaker:
    """Makes files and counts them."""

    def __init__(self, size=100):
        self.size = size
        self.made = 0

    def __call__(self):
        self.made += 1
        return bytes([self.made % 256]) * self.size


def test_the_same_letter_is_made_once():
    prints, maker = PrintCache(100_000), FileMaker()

    first = prints.get(("pdf", (a_full_letter(),)), maker, store=True)
    again = prints.get(("pdf", (a_full_letter(),)), maker, store=True)

    assert maker.made == 1
    assert again == first


@pytest.mark.parametrize(
    "other",
    [
        ("fax", "en", (a_full_letter(),)),
        ("pdf", "ru", (a_full_letter(),)),
        ("pdf", "en", (a_full_letter(), a_full_letter(target=AMBASSADOR))),
        ("pdf", "en", (a_full_letter("ru"),)),
        ("pdf", "en", (a_full_letter(paper=Paper.LETTER),)),
        ("pdf", "en", (a_full_letter(day=a_full_letter().day.replace(day=15)),)),
        ("pdf", "en", (a_full_letter(closing="Yours faithfully,"),)),
        ("pdf", "en", (a_full_letter(target=replace(a_full_letter().target, address=AMBASSADOR.address)),)),
    ],
)
def test_whatever_differs_is_another_file(other):
    prints, maker = PrintCache(100_000), FileMaker()

    first = prints.get(("pdf", "en", (a_full_letter(),)), maker, store=True)

    assert prints.get(other, maker, store=True) != first


def test_a_letter_in_a_language_whose_data_was_read_is_still_the_same():
    """`Language` remembers its locale; that must not make it another key."""
    prints, maker = PrintCache(100_000), FileMaker()
    used = a_full_letter()
    assert used.language.date(used.day)

    prints.get(used, maker, store=True)
    prints.get(a_full_letter(), maker, store=True)

    assert maker.made == 1


def test_a_supporters_own_letter_leaves_nothing():
    prints, maker = PrintCache(100_000), FileMaker()

    prints.get(a_full_letter(), maker, store=False)
    prints.get(a_full_letter(), maker, store=False)

    assert maker.made == 2
    assert kept(prints) == 0


def kept(prints):
    return prints._files.currsize


def test_the_bound_counts_bytes_and_the_longest_unused_goes_first():
    prints, maker = PrintCache(3 * (ENTRY_BYTES + 100)), FileMaker(100)
    for key in "abc":
        prints.get(key, maker, store=True)
    prints.get("a", maker, store=True)

    prints.get("d", maker, store=True)

    assert maker.made == 4
    prints.get("a", maker, store=True)
    assert maker.made == 4
    prints.get("b", maker, store=True)
    assert maker.made == 5, "b made room for d"


@pytest.mark.parametrize("limit", [0, 100, ENTRY_BYTES + 99])
def test_a_file_larger_than_the_bound_is_given_and_not_kept(limit):
    prints, maker = PrintCache(limit), FileMaker(100)

    assert len(prints.get("large", maker, store=True)) == 100
    assert kept(prints) == 0


def test_a_failure_is_passed_on_and_not_kept():
    prints, maker = PrintCache(100_000), FileMaker()

    def fail():
        raise RuntimeError("no paper")

    with pytest.raises(RuntimeError, match="no paper"):
        prints.get("key", fail, store=True)

    assert prints.get("key", maker, store=True)


def test_a_hit_does_not_wait_for_another_print():
    prints, maker = PrintCache(100_000), FileMaker()
    prints.get("ready", maker, store=True)
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        assert go_on.wait(60)
        return b"slow"

    other = threading.Thread(target=prints.get, args=("slow", slow), kwargs={"store": True})
    other.start()
    assert begun.wait(60)

    assert prints.get("ready", maker, store=True)

    go_on.set()
    other.join()
    assert prints.get("slow", maker, store=True) == b"slow"


def test_many_threads_may_ask_at_once():
    prints = PrintCache(5 * (ENTRY_BYTES + 100))
    wrong = []

    def ask():
        for number in range(500):
            key = number % 9
            file = prints.get(key, lambda key=key: bytes([key]) * 100, store=True)
            if file != bytes([key]) * 100:
                wrong.append(key)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert wrong == []
    assert kept(prints) <= 5 * (ENTRY_BYTES + 100)
