"""The rights on PostgreSQL as docs/desk.md grants them: the page reads publications, the desk writes them."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.publications.conftest import BY, NOW
from tests.support.postgres import Postgres
from tests.support.stores import Store, Stores
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.cli.doctor.databases import check_database
from webapp.cli.doctor.desks import check_desk
from webapp.cli.doctor.finding import State
from webapp.database import schema
from webapp.database.connection import ActionsUnavailable
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore
from webapp.settings import ROOT, read

PAGE, DESK = "appeal_page", "appeal_desk"
FLOOD = "sum.a-flood-of-reports"


@pytest.fixture
def owner(postgres: Postgres) -> Iterator[Store]:
    """The page's database with the grants of the docs; `appeal` owns it, which stands for the page there."""
    store = Store(postgres.database())
    schema.upgrade(store.url)
    for role in (PAGE, DESK):
        store.run(f"CREATE ROLE {role} LOGIN")
    grants = re.search(r"```sql\n(.*?)```", (ROOT / "docs/desk.md").read_text(), re.DOTALL)
    assert grants
    for statement in grants[1].strip().split(";\n"):
        store.run(re.sub(r"TO appeal\b", f"TO {PAGE}", statement.rstrip(";")))
    yield store
    for role in (PAGE, DESK):
        store.run(f"DROP OWNED BY {role}")
        store.run(f"DROP ROLE {role}")


def as_role(store: Store, role: str) -> str:
    return sa.make_url(store.url).set(username=role).render_as_string()


def test_the_page_starts_records_follows_and_cannot_publish(owner: Store) -> None:
    with closing(PublicationStore(owner.url)) as store:
        made = store.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)
    url = as_role(owner, PAGE)

    schema.upgrade(url)  # as each start does
    with closing(ActionLog(url)) as log:
        log.require_ready()
        action = Action("lamp", Channel.POST, "", "en", 1, date(2030, 1, 7), late=False)
        log.record("token-of-22-characters", [action])
        assert log.confirm_date(date(2030, 1, 7))
        assert log.purge(date(2030, 1, 1)) == 0
    with closing(PublicationStore(url)) as store:
        assert store.files(store.newest(NOW)["lamp"]) == {"campaign.toml": b"one"}
        with pytest.raises(ActionsUnavailable, match="permission denied"):
            store.publish("lamp", {"campaign.toml": b"two"}, NOW, BY, after=made.serial)


@pytest.mark.parametrize("role", [PAGE, DESK])
def test_page_and_desk_enter_and_decide_and_undo_it(owner: Store, role: str) -> None:
    day = date(2030, 1, 7)
    with closing(ActionLog(as_role(owner, PAGE))) as page:
        for token, burst in (("token-of-22-characters", ""), ("another-22-characters-", "a-burst")):
            page.record(token, [Action("lamp", Channel.POST, "", "en", 3, day, late=False, burst=burst)])
        page.record(
            "third-of-22-characters", [Action("lamp", Channel.POST, "", "en", 4, day, False, "", FLOOD)]
        )
    entered, off = Stamp("a-person"), Stamp("a-person", "a script")
    with closing(ActionLog(as_role(owner, role))) as log:
        log.enter(Letters("lamp", day, Channel.POST, 5), entered)
        log.correct_entry(entered.id, Letters("lamp", day, Channel.POST, 6), Stamp())
        assert log.decide("a-burst", counts=True) == 3
        assert log.decide(FLOOD, counts=True) == 4
        assert log.take_off(Spoiled("lamp", day), 8, off) == 8
        assert log.tally("lamp").total == 8
        assert log.undo_decision("a-burst") == 3
        assert log.undo_decision(FLOOD) == 4
        assert log.decide("a-burst", counts=False) == 3
        assert log.give_back(off.id, Stamp()) == 3
        assert log.tally("lamp").total == 9
        assert len(log.decisions()) == 7
        assert len(log.entries()) == 2
        assert {burst.reports for burst in log.all_bursts()} == {1, None}
    with closing(ActionLog(owner.url)) as log:
        assert log.check(date.min) == []


def test_the_desk_publishes_reads_counts_and_nothing_else(owner: Store) -> None:
    url = as_role(owner, DESK)
    with closing(PublicationStore(url)) as store:
        made = store.publish("lamp", {"campaign.toml": b"one"}, NOW, BY, after=0)
        store.publish("lamp", {"campaign.toml": b"one", "es.po": b""}, NOW, BY, after=1)
        assert store.files(made) == {"campaign.toml": b"one"}
    with closing(ActionLog(url)) as log:
        assert log.totals() == {}
        assert log.bursts() == []
        assert log.all_bursts() == []

    desk = Store(url)
    for forbidden in (
        "UPDATE publications SET withdrawn = true",
        "DELETE FROM blobs",
        "SELECT * FROM receipts",
        "DELETE FROM tallies",
        "DELETE FROM receipts",
        "UPDATE receipts SET quantity = 1",
        "UPDATE entries SET number = 1",
        "DELETE FROM entries",
        "DELETE FROM decisions",
        "INSERT INTO purges VALUES ('2030-01-07', NULL)",
    ):
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
            desk.run(forbidden)


def test_the_doctor_knows_the_desks_rights_and_names_each_that_is_missing(owner: Store) -> None:
    day, desk = date(2030, 1, 7), as_role(owner, DESK)
    (found,) = check_database(desk, day, by_desk=True)
    assert found.text == "PostgreSQL, the page's; the desk's role has its rights"

    for right in ("SELECT ON signals", "UPDATE (burst) ON receipts"):
        owner.run(f"REVOKE {right} FROM {DESK}")
    (missing,) = check_database(desk, day, by_desk=True)
    assert missing.state is State.BROKEN
    assert missing.text == "the desk's role may not SELECT ON signals, UPDATE (burst) ON receipts"

    own = [finding.text for finding in check_database(owner.url, day, by_desk=True)]
    assert any("takes reports" in text for text in own)  # one role for both


def test_the_doctor_looks_at_the_desks_own_database(stores: Stores, tmp_path: Path) -> None:
    desk = stores.new_desk("postgresql", tmp_path)

    found = [*check_desk(read({"DATA": str(tmp_path), "DESK_DATABASE_URL": desk.url}))]

    assert any(finding.text.startswith("PostgreSQL, schema ") for finding in found)
    assert {finding.state for finding in found} <= {State.OK, State.LOOK}


def test_the_steps_on_a_server_grant_the_desk_what_the_page_of_rights_does() -> None:
    text = (ROOT / "docs/desk.md").read_text()
    written = re.findall(r"(?m)^GRANT .* TO appeal_desk(?=;$)", text)
    run = re.findall(r"--command='(GRANT .*?)'", text)

    assert run
    assert sorted(run) == sorted(written)
