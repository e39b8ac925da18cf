"""`appeal review`: the team decides about held reports, in a real database of each kind."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta

import pytest
from click.testing import CliRunner, Result

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import anywhere_on_earth, utc_now

Review = Callable[..., Result]


@pytest.fixture
def log(store: Store):  # type: ignore[no-untyped-def]
    with closing(ActionLog(store.url)) as opened:
        yield opened


@pytest.fixture
def review(store: Store) -> Review:
    """Run `appeal review`."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["review", *words], env={"DATABASE_URL": store.url})

    return run


def held(log: ActionLog, burst: str, quantity: int, channel: Channel = Channel.EMAIL, day: int = 1) -> None:
    """Record a report that is held for review."""
    token = f"{burst}-{channel}-{day}-a-token-of-its-own"[:64]
    log.record(
        token,
        [Action("lamp", channel, "minister", "en", quantity, date(2030, 5, day), late=False, burst=burst)],
    )


def test_nothing_waits_at_first(review: Review) -> None:
    assert review().output == "No burst waits for a review.\n"


def counted(log: ActionLog, quantity: int, days_ago: int) -> None:
    """Record a report that counts."""
    day = anywhere_on_earth() - timedelta(days=days_ago)
    action = Action("lamp", Channel.POST, "minister", "en", quantity, day, late=False)
    log.record(f"{day}-a-token-of-its-own", [action])


@pytest.mark.parametrize(
    ("numbers", "marked"),
    [
        ({0: 500}, False),  # a classroom
        ({0: 501}, True),
        ({13: 501}, True),
        ({14: 501}, False),  # long ago
        (dict.fromkeys(range(1, 9), 400) | {0: 750}, False),  # less than twice the usual
        (dict.fromkeys(range(1, 8), 400) | {0: 801}, True),
    ],
)
def test_a_day_of_far_more_letters_than_before_is_marked(
    log: ActionLog, review: Review, numbers: dict[int, int], marked: bool
) -> None:
    for days_ago, number in numbers.items():
        counted(log, number, days_ago)

    output = review().output

    assert "No burst waits" in output
    latest = min(numbers)
    line = f"lamp: {numbers[latest]} letters and calls counted"
    assert (line in output) is marked


def test_each_waiting_burst_is_listed_on_a_line(log: ActionLog, review: Review) -> None:
    held(log, "aaaa", 612)
    held(log, "aaaa", 200, Channel.POST, day=2)
    held(log, "bbbb", 3, Channel.CALL)

    result = review()

    assert result.exit_code == 0
    assert "aaaa  lamp  2030-05-01 to 2030-05-02  812 in 2 reports: email 612, post 200\n" in result.output
    assert "bbbb  lamp  2030-05-01  3 in 1 report: call 3\n" in result.output


def test_counted_bursts_are_in_the_tally_and_refused_ones_stay_stored(
    log: ActionLog, review: Review, store: Store
) -> None:
    for burst, quantity in (("aaaa", 5), ("bbbb", 70), ("cccc", 900)):
        held(log, burst, quantity)

    counted, refused = review("count", "aaaa", "bbbb"), review("refuse", "cccc")

    assert counted.output == "aaaa: 5 counted\nbbbb: 70 counted\n"
    assert refused.output == "cccc: 900 refused\n"
    assert log.tally("lamp").total == 75
    assert store.rows("SELECT sum(number) FROM held WHERE burst LIKE 'refused.%'") == [(900,)]
    assert review().output.splitlines() == [
        "No burst waits for a review.",
        "Refused earlier: 1, with 900 letters and calls.",
    ]
    assert log.check(date(2030, 5, 1)) == []


@pytest.mark.parametrize("decision", ["count", "refuse"])
def test_a_burst_that_does_not_wait_is_named_and_the_others_are_decided(
    log: ActionLog, review: Review, decision: str
) -> None:
    held(log, "aaaa", 5)

    result = review(decision, "nowhere", "aaaa")

    assert result.exit_code == 1
    assert "aaaa: 5" in result.output
    assert "no burst nowhere waits" in result.output
    assert not [burst for burst in log.bursts() if not burst.refused]


def test_a_refused_burst_cannot_be_counted_later(log: ActionLog, review: Review) -> None:
    held(log, "aaaa", 5)
    review("refuse", "aaaa")
    (burst,) = log.bursts()

    assert review("count", "aaaa").exit_code == 1
    assert review("count", burst.id).exit_code == 1
    assert log.tally("lamp").total == 0


@pytest.mark.parametrize("decision", ["count", "refuse"])
def test_a_decision_is_undone_and_listed(log: ActionLog, review: Review, decision: str) -> None:
    held(log, "aaaa", 5)
    review(decision, "aaaa", "--note", "a school\nwrote")

    words = f"aaaa  lamp  {utc_now():%Y-%m-%d}  5 {decision.removesuffix('e')}ed"
    assert review("decided").output == f"{words}  “a school wrote”\n"
    assert review("undo", "aaaa").output == "aaaa: 5 wait again\n"
    assert "aaaa  lamp  2030-05-01  5 in 1 report: email 5" in review().output
    assert "(undone)  “a school wrote”" in review("decided").output
    again = review("undo", "aaaa", "nowhere")
    assert again.exit_code == 1
    assert "nothing was decided about aaaa, nowhere" in again.output
    assert log.tally("lamp").total == 0


def test_a_reason_that_names_a_supporter_is_refused(log: ActionLog, review: Review) -> None:
    held(log, "aaaa", 5)

    assert review("count", "aaaa", "--note", "ada@example.org asked").exit_code == 1
    assert [burst.number for burst in log.bursts()] == [5]


def test_a_database_that_cannot_be_read_is_named_with_its_setting(tmp_path: "object") -> None:
    result = CliRunner().invoke(main, ["review"], env={"DATABASE_URL": f"sqlite:///{tmp_path}/none.db"})

    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output
    assert "Traceback" not in result.output
