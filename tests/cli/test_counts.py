"""`appeal counts`: sums for the campaign team, from a real database of each kind."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from tests.support.builders import a_campaign_folder
from tests.support.nasty_texts import NASTY
from tests.support.stores import Store
from webapp.actions.breakdown import Breakdown, Dimension
from webapp.actions.breakdown_files import as_csv, as_json, write_xlsx
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.spreadsheet import defused

Counts = Callable[..., Result]
_numbers = count()


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    """The log with reports of two campaigns: 11 letters and calls count, 7 wait, 5 were undone."""
    with closing(ActionLog(store.url)) as opened:
        report(opened, 3, day=date(2030, 12, 29))
        report(opened, 2, day=date(2030, 12, 30), partner="choir")
        report(opened, 1, day=date(2031, 1, 2), channel=Channel.CALL, target="warden", language="ru")
        report(opened, 4, day=date(2031, 1, 9), late=True)
        report(opened, 1, campaign="beacon", day=date(2030, 12, 29))
        report(opened, 7, burst="aaaa")
        assert opened.undo(report(opened, 5), "lamp")
        yield opened


def report(
    log: ActionLog,
    quantity: int,
    *,
    campaign: str = "lamp",
    day: date = date(2030, 12, 29),
    channel: Channel = Channel.EMAIL,
    target: str = "minister",
    language: str = "en",
    late: bool = False,
    partner: str = "",
    burst: str = "",
) -> str:
    """Record one report and return its token."""
    token = f"a-token-of-its-own-{next(_numbers):08}"
    action = Action(
        campaign, channel, target, language, quantity, day, late=late, partner=partner, burst=burst
    )
    log.record(token, [action])
    return token


@pytest.fixture
def counts(store: Store, log: ActionLog, tmp_path: Path) -> Counts:
    """Run `appeal counts`."""
    folder = tmp_path / "campaigns"
    folder.mkdir()
    a_campaign_folder(folder, "quiet", deadline="2999-01-01")

    def run(*words: str) -> Result:
        environment = {"DATABASE_URL": store.url, "CAMPAIGNS": str(folder)}
        return CliRunner().invoke(main, ["counts", *words], env=environment)

    return run


def rows_of(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout)))


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("campaign", [["beacon", "1"], ["lamp", "10"]]),
        ("day", [["2030-12-29", "4"], ["2030-12-30", "2"], ["2031-01-02", "1"], ["2031-01-09", "4"]]),
        ("week", [["2030-W52", "4"], ["2031-W01", "3"], ["2031-W02", "4"]]),
        ("channel", [["call", "1"], ["email", "10"]]),
        ("language", [["en", "10"], ["ru", "1"]]),
        ("target", [["minister", "10"], ["warden", "1"]]),
        ("partner", [["", "9"], ["choir", "2"]]),
        ("late", [["no", "7"], ["yes", "4"]]),
        ("source", [["reported", "11"]]),
        ("month", [["2030-12", "6"], ["2031-01", "5"]]),
        (
            "week,channel",
            [
                ["2030-W52", "email", "4"],
                ["2031-W01", "call", "1"],
                ["2031-W01", "email", "2"],
                ["2031-W02", "email", "4"],
            ],
        ),
        (
            "Week, day",
            [
                ["2030-W52", "2030-12-29", "4"],
                ["2031-W01", "2030-12-30", "2"],
                ["2031-W01", "2031-01-02", "1"],
                ["2031-W02", "2031-01-09", "4"],
            ],
        ),
    ],
)
def test_every_dimension_adds_up_to_what_is_counted(counts: Counts, by: str, rows: list[list[str]]) -> None:
    names, *numbers = rows_of(counts("--by", by, "--csv"))

    assert names == [*by.lower().replace(" ", "").split(","), "number"]
    assert numbers == rows
    assert sum(int(row[-1]) for row in numbers) == 11


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ([], 11),
        (["lamp"], 10),
        (["lamp", "beacon"], 11),
        (["quiet"], 0),
        (["--since", "2030-12-30"], 7),
        (["--until", "2030-12-30"], 6),
        (["--since", "2030-12-30", "--until", "2030-12-30"], 2),
        (["beacon", "--since", "2031-01-01"], 0),
    ],
)
def test_campaigns_and_days_are_chosen(counts: Counts, words: list[str], total: int) -> None:
    assert json.loads(counts(*words, "--json").stdout)["total"] == total


def test_a_table_ends_with_the_total_and_says_what_waits(counts: Counts) -> None:
    assert counts("--by", "campaign,late").output == (
        "campaign  late  number\n"
        "beacon    no         1\n"
        "lamp      no         6\n"
        "lamp      yes        4\n"
        "total               11\n"
        "Not in these numbers: 7 that wait for a review (`appeal review`).\n"
    )
    assert "wait for a review" not in counts("beacon").output


@pytest.mark.parametrize(
    ("words", "waiting"),
    [
        (["--since", "2030-12-29"], 7),
        (["--since", "2030-12-30"], 0),
        (["--until", "2030-12-29"], 7),
        (["--until", "2030-12-28"], 0),
    ],
)
def test_what_waits_is_of_the_same_days(counts: Counts, words: list[str], waiting: int) -> None:
    assert json.loads(counts(*words, "--json").stdout)["waiting"] == waiting
    assert ("wait for a review" in counts(*words).output) == bool(waiting)


def test_json_has_typed_values(counts: Counts) -> None:
    content = json.loads(counts("lamp", "--by", "day,late", "--until", "2030-12-29", "--json").stdout)

    assert content == {"rows": [{"day": "2030-12-29", "late": False, "number": 3}], "total": 3, "waiting": 7}


def test_a_workbook_has_the_same_rows_as_the_csv(counts: Counts, tmp_path: Path) -> None:
    path = tmp_path / "counts.xlsx"

    result = counts("--by", "day,channel", "--xlsx", str(path))

    assert result.output == f"{path}: 11 letters and calls in 4 rows\n"
    with ZipFile(path) as workbook:
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        texts = workbook.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert [f"<v>{number}</v>" in sheet for number in (1, 2, 4, 11)] == [True] * 4
    assert f"<v>{(date(2030, 12, 29) - date(1899, 12, 30)).days}</v>" in sheet  # a true date
    assert all(f"<t>{text}</t>" in texts for text in ("day", "channel", "number", "email", "call", "total"))


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
def test_no_cell_is_a_formula_and_each_is_its_text(name: str, tmp_path: Path) -> None:
    breakdown = Breakdown((Dimension.PARTNER,), (((name,), 3),))

    _, row = csv.reader(io.StringIO(as_csv(breakdown), newline=""))
    write_xlsx(breakdown, tmp_path / "counts.xlsx")

    assert row == [defused(name), "3"]
    assert row[0][:1] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    with ZipFile(tmp_path / "counts.xlsx") as workbook:
        sheet = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own)
        texts = ElementTree.fromstring(workbook.read("xl/sharedStrings.xml"))  # noqa: S314
    assert not [one for one in sheet.iter() if one.tag.endswith(("}f", "}hyperlink"))]
    assert len(texts) == 4  # two names of columns, the value, and the word total
    assert json.loads(as_json(breakdown, 0))["rows"] == [{"partner": name, "number": 3}]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "fortnight"], "--by has “fortnight”; it takes any of campaign,day,week"),
        (["--by", ""], "--by has “”"),
        (["nobody"], "no campaign is called “nobody”"),
        (["../lamp"], "no campaign is called “../lamp”"),
        (["lamp\0"], "no campaign is called"),
        (["--since", "2031-01-02", "--until", "2031-01-01"], "exchange the two"),
        (["--since", "31.12.2030"], "does not match"),
        (["--csv", "--xlsx", "x.xlsx"], "run the command twice"),
        (["--xlsx", "no/such/folder/x.xlsx"], "cannot be written: No such file or directory"),
    ],
)
def test_wrong_words_get_a_sentence(counts: Counts, words: list[str], message: str) -> None:
    result = counts(*words)

    assert result.exit_code != 0
    assert message in result.output
    assert "Traceback" not in result.output
