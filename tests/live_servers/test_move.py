"""Reports come in while the database is moved: each that was acknowledged is in the new database, once."""

from pathlib import Path

import pytest

from tests.live_servers.accounting import Accounts
from tests.live_servers.reporters import Reporters, a_report
from tests.support import servers
from tests.support.rounds import rounds
from tests.support.stores import Stores
from webapp.database.copying import copy

REPORTS = 120
HELD = 20
"""Reports that are sent after the copy only: however long the test stands still, some are left."""
ROUNDS = rounds(1)


@pytest.mark.soak
@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_acknowledged_report_is_lost_by_a_move(
    stores: Stores, tmp_path: Path, kinds: tuple[str, str], number: int
) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old, new = stores.new(kinds[0], tmp_path / "old"), stores.new(kinds[1], tmp_path / "new")
    data = tmp_path / "data"
    before = servers.start(data, DATABASE_URL=old.url, RATE_LIMITS="off", WORKERS="2")
    after = None
    try:
        crowd = Reporters(before.url, 4)
        reports = [a_report(token, patient=True) for token in crowd.open_forms(REPORTS)]
        crowd.report(reports, held=HELD)
        crowd.wait_for(REPORTS * (number + 1) // (ROUNDS + 2))
        copy(old.url, new.url)
        at_the_copy = crowd.acknowledged
        crowd.release()
        # The old server still runs, as one that its socket has started again does.
        after = servers.start(data, DATABASE_URL=new.url, RATE_LIMITS="off", WORKERS="2")
        crowd.url = after.url
        crowd.join()
    finally:
        before.stop()
        if after:
            after.stop()

    accounts = Accounts(new, data, reports)
    print(
        f"{kinds}: {at_the_copy} of {len(reports)} acknowledged at the copy, {crowd.acknowledged} at the end"
    )
    assert at_the_copy < len(reports), "the copy came too late for this test to tell anything"
    assert crowd.surprises == []
    assert crowd.acknowledged == len(reports)
    assert (accounts.lost, accounts.changed, accounts.undone_wrongly, accounts.mismatches) == ([], [], [], [])
    assert accounts.receipts == accounts.expected_receipts
    assert accounts.tally.total == accounts.expected_count["total"]
