"""docs/asvs.md holds every requirement of levels 1 and 2 once, and names files that are there."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.repository.checkout import ROOT

LAST = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""The last requirement of level 1 or 2 of each section; level 3 follows after it. From ASVS 5.0.0's own list,
5.0/docs_en/OWASP_Application_Security_Verification_Standard_5.0.0_en.csv: 253 requirements."""
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| v5.0.0-")]
STATES = ("met", "not met", "does not apply")


def numbers(cell: str) -> Iterator[str]:
    """Yield the requirements of a row: one, or a range within a section."""
    found = re.fullmatch(r"v5\.0\.0-((\d+\.\d+)\.(\d+))(?: to \2\.(\d+))?", cell)
    assert found, cell
    yield from (f"{found[2]}.{number}" for number in range(int(found[3]), int(found[4] or found[3]) + 1))


def test_every_requirement_is_there_once_and_in_its_order() -> None:
    listed = [number for row in ROWS for number in numbers(row[0])]

    expected = [f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)]
    assert len(expected) == 253
    assert [number for number, times in Counter(listed).items() if times > 1] == []
    assert listed == expected


def test_each_has_a_state_and_a_reason() -> None:
    for _number, short, state, reason in ROWS:
        assert state in STATES
        assert short
        assert len(reason) > 4


def test_the_files_that_it_names_are_there() -> None:
    named = set(re.findall(r"`((?:tests|docs|webapp)/[\w./-]+)`", PAGE))

    assert len(named) > 50
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_scripts_write_no_html() -> None:
    """3.2.2: htmx alone inserts markup, which the server escaped."""
    for path in (ROOT / "static" / "js").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), path
