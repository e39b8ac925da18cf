"""A move from one database to another takes every row along, or none."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.stores import KINDS, Store, Stores
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.database import schema
from webapp.database.copying import BATCH_ROWS, CopyError, copy
from webapp.database.tables import metadata
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore

BOTH_WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql",) * 2]

MANY_RECEIPTS = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2005)
INSERT INTO receipts
(token_id, campaign, day, channel, target, letter_language, partner, late, quantity, undone, burst)
SELECT printf('token-number-%08d', n), 'gorinov', '2024-05-07', 'post', '', 'ru', '', 0, 1, 0, ''
FROM numbers
"""


def fill(store: Store, reports: int) -> None:
    """Record on many days, in all ways, with undone, held and refused ones among them."""
    with closing(ActionLog(store.url)) as log:
        for number in range(reports):
            facts = {
                "letter_language": ("ru", "en", "ar", "pt-BR")[number % 4],
                "day": date(2024, 1, 1) + timedelta(days=number % 90),
                "late": number % 3 == 0,
                "partner": ("", "harbour")[number % 2],
                "burst": "a-burst-of-reports" if number % 11 == 0 else "",
            }
            token = f"token-number-{number:05}"
            action = Action(
                "gorinov", tuple(Channel)[number % 5], "ambassador", quantity=1 + number % 7, **facts
            )
            log.record(token, [action])
            if number % 13 == 0:
                log.undo(token, "gorinov")
        log.decide("a-burst-of-reports", counts=reports % 2 == 0)
        entered = Stamp("a-person-of-the-desk", "an evening")
        log.enter(Letters("gorinov", date(2024, 1, 5), Channel.POST, 12, place="Lampville"), entered)
        log.remove_entry(entered.id, Stamp())
        log.enter(Letters("gorinov", date(2024, 1, 5), Channel.POST, 13, place="Лампово"), Stamp())
        if reports > 2:
            log.take_off(Spoiled("gorinov", date(2024, 1, 3)), 1, Stamp("a-person-of-the-desk", "a script"))
    with closing(PublicationStore(store.url)) as publications:
        files = {"campaign.toml": b"lamp", **{f"p{number}.jpg": b"%d\xff" % number for number in range(25)}}
        publications.publish("lamp", files, datetime(2030, 1, 7, tzinfo=UTC), "a-person-of-the-desk", after=0)


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(store.rows(f"SELECT * FROM {name}")) for name in metadata.tables}  # noqa: S608


def two_stores(stores: Stores, kinds: tuple[str, str], folder: Path) -> tuple[Store, Store]:
    for name in ("old", "new"):
        (folder / name).mkdir()
    return stores.new(kinds[0], folder / "old"), stores.new(kinds[1], folder / "new")


@pytest.mark.parametrize("kinds", BOTH_WAYS)
def test_every_row_is_there_and_the_counting_goes_on(
    stores: Stores, kinds: tuple[str, str], tmp_path: Path
) -> None:
    old, new = two_stores(stores, kinds, tmp_path)
    fill(old, 60)

    numbers = copy(old.url, new.url)

    assert rows(new) == rows(old)
    assert numbers == {name: len(found) for name, found in rows(old).items()}
    with closing(ActionLog(new.url)) as log:
        before = log.tally("gorinov").total
        assert log.record(
            "token-number-00001", [Action("gorinov", Channel.POST, "", "ru", 9, date.min, False)]
        ).repeated
        assert log.undo("token-number-00001", "gorinov") is not None
        assert log.tally("gorinov").total == before - 2
        assert log.check(since=date.min) == []


def test_more_rows_than_are_taken_at_once_arrive(stores: Stores, tmp_path: Path) -> None:
    old, new = two_stores(stores, ("sqlite", "postgresql"), tmp_path)
    old.run(MANY_RECEIPTS)

    numbers = copy(old.url, new.url)

    assert numbers["receipts"] == 2005 > 2 * BATCH_ROWS
    assert rows(new) == rows(old)


@pytest.mark.parametrize("kind", KINDS)
def test_a_target_with_actions_is_left_alone(stores: Stores, kind: str, tmp_path: Path) -> None:
    old, new = two_stores(stores, ("sqlite", kind), tmp_path)
    fill(old, 3)
    fill(new, 2)
    before = rows(new)

    with pytest.raises(CopyError, match="empty database"):
        copy(old.url, new.url)

    assert rows(new) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_target_changes_is_noticed_and_nothing_stays(
    stores: Stores, kind: str, tmp_path: Path
) -> None:
    old, new = two_stores(stores, ("sqlite", kind), tmp_path)
    fill(old, 20)
    # A database that rounds, cuts or translates, as one of another version or with a rule of its own might.
    if kind == "sqlite":
        new.run(
            "CREATE TRIGGER careless AFTER INSERT ON totals WHEN new.number > 5 BEGIN "
            "UPDATE totals SET number = 5 WHERE campaign = new.campaign AND partner = new.partner "
            "AND channel = new.channel AND late = new.late; END"
        )
    else:
        new.run(
            "CREATE FUNCTION careless() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN new.number := least(new.number, 5); RETURN new; END $$"
        )
        new.run("CREATE TRIGGER careless BEFORE INSERT ON totals FOR EACH ROW EXECUTE FUNCTION careless()")

    with pytest.raises(CopyError, match="totals"):
        copy(old.url, new.url)

    assert {name: len(found) for name, found in rows(new).items()} == dict.fromkeys(metadata.tables, 0)


@pytest.mark.parametrize("which", ["source", "target"])
def test_a_schema_of_another_version_is_told_with_the_remedy(
    stores: Stores, which: str, tmp_path: Path
) -> None:
    old, new = two_stores(stores, ("sqlite", "postgresql"), tmp_path)
    schema.downgrade((old if which == "source" else new).url, "0002")

    with pytest.raises(CopyError, match=f"the {which} .*appeal db upgrade"):
        copy(old.url, new.url)


def test_one_and_the_same_database_is_refused(stores: Stores, tmp_path: Path) -> None:
    store = stores.new("sqlite", tmp_path)

    with pytest.raises(CopyError, match="the same"):
        copy(store.url, store.url)
