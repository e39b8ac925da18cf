"""`appeal letters`: paper letters and spoiled days by the shell, in a real database of each kind."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.builders import a_campaign_folder
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.domain.action import Action
from webapp.domain.channel import Channel

Run = Callable[..., Result]
DAY = "2024-05-07"


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url)) as opened:
        yield opened


@pytest.fixture
def appeal(store: Store, tmp_path: Path) -> Run:
    """Run the command."""
    a_campaign_folder(tmp_path / "campaigns", deadline="2024-05-06")

    def run(*words: str) -> Result:
        environment = {"DATABASE_URL": store.url, "CAMPAIGNS": str(tmp_path / "campaigns")}
        return CliRunner().invoke(main, words, env=environment)

    return run


def add(appeal: Run, *words: str) -> str:
    result = appeal("letters", "add", "lamp", "--number", "12", "--day", DAY, *words)
    assert result.exit_code == 0, result.output
    return result.output.partition(":")[0]


def test_letters_are_entered_listed_corrected_and_removed(appeal: Run, log: ActionLog) -> None:
    entry = add(
        appeal, "--to", "minister", "--language", "fr", "--place", "Lampville", "--note", "an evening"
    )

    assert (
        f"{entry}  {DAY}  12: post, to minister, fr, Lampville  entered"
        in appeal("letters", "list", "lamp").output
    )
    assert log.tally("lamp").late == 12  # the deadline had passed on that day
    corrected = appeal("letters", "correct", entry, "--number", "11", "--note", "miscounted")
    new = corrected.output.partition(":")[0]
    assert corrected.output == f"{new}: 11 entered in the place of 12\n"
    assert log.tally("lamp").total == 11
    assert log.entries()[0].letters.place == "Lampville"
    assert appeal("letters", "remove", new, "--note", "reported, too").output == f"{new}: 11 removed\n"
    listed = appeal("letters", "list", "lamp").output
    assert "(corrected: -)" in listed
    assert "(removed: reported, too)" in listed
    assert log.tally("lamp").total == 0


def test_a_spoiled_day_is_taken_off_and_given_back(appeal: Run, log: ActionLog) -> None:
    log.record(
        "token-of-22-characters", [Action("lamp", Channel.EMAIL, "", "en", 30, date(2024, 5, 7), False)]
    )

    taken = appeal("letters", "deduct", "lamp", DAY, "--number", "25", "--note", "a script")
    assert taken.output.startswith("25 taken off")
    assert log.tally("lamp").total == 5
    sources = appeal("counts", "--by", "source").output
    assert "reported       30" in sources
    assert "taken_off     -25" in sources
    [line] = [line for line in appeal("letters", "list", "lamp").output.splitlines() if "taken off" in line]
    assert appeal("letters", "restore", line.partition(" ")[0]).exit_code == 0
    assert log.tally("lamp").total == 30
    assert "(given back)" in appeal("letters", "list", "lamp").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "nowhere", "--number", "1", "--day", DAY), "no campaign is called “nowhere”"),
        (("add", "lamp", "--number", "0", "--day", DAY), "1 to 1,000,000"),
        (("add", "lamp", "--number", "1", "--day", "2999-01-01"), "has not come yet"),
        (("add", "lamp", "--number", "1", "--day", DAY, "--to", "nobody"), "nobody with the id"),
        (("add", "lamp", "--number", "1", "--day", DAY, "--place", "a@b.example"), "supporter"),
        (("correct", "nothing", "--number", "1"), "no entry nothing counts"),
        (("remove", "nothing", "--note", "why"), "no entry nothing counts"),
        (("deduct", "lamp", DAY, "--note", "why"), "--number, or all of the day with --all"),
        (("deduct", "lamp", DAY, "--number", "1", "--all", "--note", "why"), "--number, or all"),
        (("deduct", "lamp", DAY, "--number", "1", "--note", "why"), "only 0 are counted"),
        (("restore", "nothing"), "nothing is taken off by nothing"),
        (("list", "nowhere"), "no campaign is called"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(
    appeal: Run, log: ActionLog, words: tuple[str, ...], says: str
) -> None:
    result = appeal("letters", *words)

    assert result.exit_code == 1
    assert says in result.output
    assert "Traceback" not in result.output
    assert log.entries() == []
    assert log.decisions() == []


def test_the_check_of_the_database_covers_what_the_team_did(
    appeal: Run, log: ActionLog, store: Store
) -> None:
    entry = add(appeal)
    appeal("letters", "remove", entry, "--note", "a slip")
    assert appeal("db", "check").exit_code == 0

    store.run("UPDATE entries SET number = -100 WHERE number < 0")

    assert appeal("db", "check").exit_code == 1
