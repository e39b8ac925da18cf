"""README and docs/sizing.md tell what was measured last: benchmarks/results has it."""

import json

from tests.repository import prose
from tests.repository.checkout import ROOT


def read(path: str) -> str:
    return " ".join((ROOT / path).read_text(encoding="utf-8").split())


def found(name: str) -> dict[str, float]:
    """Read what a benchmark found, by what it is."""
    results = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    return {one["what"]: one["found"] for one in results["findings"]}


PAGE, ACTIONS, PDF = found("page"), found("actions"), found("pdf")
BROTLI = PAGE["page, brotli, beside the bare app"]


def pages_a_second(what: str, digits: int) -> str:
    return f"{round(PAGE['bare WSGI app'] * PAGE[f'{what}, beside the bare app'], digits):,.0f} a second"


def reports(database: str) -> str:
    a_second, within = (
        ACTIONS[f"{database}: {what}"]
        for what in ("reports a second over HTTP", "99.9 % answered within, 16 at once")
    )
    return f"{a_second:.0f} a second; 99.9 % within {within:.0f} ms, 16 at once"


def test_sizing_tells_what_was_measured() -> None:
    rows = prose.rows((ROOT / "docs" / "sizing.md").read_text(encoding="utf-8"))

    assert {what: told for what, told, _ in rows} == {
        "a kept page (as nearly every visitor gets it)": f"{pages_a_second('page, brotli', -1)}, "
        f"{PAGE['CPU of the server, br'] / 1000:.2f} ms of CPU each",
        "a kept page, unchanged (304)": pages_a_second("page, 304", -1),
        "a page that Flask renders anew": pages_a_second("page, rendered anew by Flask", 0),
        "reports over HTTP, SQLite": reports("SQLite"),
        "reports over HTTP, PostgreSQL on the same machine": reports("PostgreSQL"),
        "a PDF of an edited letter": f"{PDF['en: an edited letter, PDF/UA-1']:.0f} ms English, "
        f"{PDF['ar: an edited letter, PDF/UA-1']:.0f} ms Arabic, one at a time in each worker",
        "a PDF that is in memory already": f"{PDF['en: a finished letter from the cache']:.0f} µs",
        "reading a count of 10 million letters": f"{ACTIONS['SQLite: a count takes']:.2f} ms SQLite, "
        f"{ACTIONS['PostgreSQL: a count takes']:.2f} ms PostgreSQL",
    }
    assert (
        f"{PDF['memory after 200 letters']:.0f} MB (RSS) after 200 letters and "
        f"{PDF['more after 2,000 letters']:.1f} MB more after 2,000 others"
    ) in read("docs/sizing.md")


def test_the_readme_tells_what_was_measured() -> None:
    sqlite, postgresql = (
        f"{round(ACTIONS[f'{database}: reports a second over HTTP'], -1):.0f}"
        for database in ("SQLite", "PostgreSQL")
    )
    told = read("README.md")

    assert f"({BROTLI:.2f} of what a bare WSGI app does)" in told
    assert f"some {sqlite} reports a second over HTTP, {postgresql} on PostgreSQL" in told
