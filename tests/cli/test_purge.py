"""`appeal db purge`: what it deletes, and what it says while the date is uncertain."""

from contextlib import closing
from datetime import timedelta

from click.testing import CliRunner

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import anywhere_on_earth


def test_receipts_of_more_than_three_days_ago_are_deleted(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        for age in (0, 3, 5):
            day = anywhere_on_earth() - timedelta(age)
            action = Action("lamp", Channel.POST, "minister", "en", 1, day, late=False)
            log.record(f"token-of-22-character{age}", [action])

    purged = CliRunner().invoke(main, ["db", "purge"], env={"DATABASE_URL": store.url})

    assert (purged.output, purged.exit_code) == ("Deleted receipts: 1.\n", 0)
    assert len(store.rows("SELECT day FROM receipts")) == 2


def test_after_a_leap_of_the_clock_nothing_is_deleted_and_it_says_what_to_do(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.confirm_date(anywhere_on_earth() - timedelta(9))

    purged = CliRunner().invoke(main, ["db", "purge"], env={"DATABASE_URL": store.url})

    assert purged.exit_code == 0
    assert "Check the clock" in purged.output
