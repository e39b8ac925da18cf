"""The pack, its CSV and the desk's numbers are made apart, and are the same numbers."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.packs import MADE
from tests.support.stores import KINDS, Store, Stores
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.publications.store import PublicationStore
from webapp.team.handover.pack import Pack
from webapp.team.handover.pack_csv import pack_csv
from webapp.team.handover.packs import Packs
from webapp.team.handover.public_cases import PublicCases
from webapp.team.numbers.counted_cases import CountedCase
from webapp.team.numbers.figures import By, Figures
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.people.person import SHELL

REPORTS = (
    ("lamp", Channel.POST, "minister", 12, date(2030, 4, 15), False, ""),
    ("old-lamp", Channel.EMAIL, "warden", 7, date(2030, 1, 1), False, ""),  # its former name, another year
    ("lamp", Channel.EMAIL, "minister", 30, date(2030, 5, 9), True, ""),
    ("lamp", Channel.CALL, "gone", 2, date(2030, 5, 10), True, ""),
    ("lamp", Channel.EMAIL, "minister", 5, date(2030, 5, 10), True, "burst-number-1"),
    ("other", Channel.EMAIL, "minister", 1_000, date(2030, 5, 10), False, ""),
)


@pytest.fixture(params=KINDS)
def page_store(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> Store:
    """The page's database of each kind."""
    return stores.new(request.param, tmp_path)


@pytest.fixture
def log(page_store: Store) -> Iterator[ActionLog]:
    """Letters of each kind: reported, held, entered by the team, taken off."""
    with closing(ActionLog(page_store.url)) as opened:
        for number, (slug, channel, target, quantity, day, late, burst) in enumerate(REPORTS):
            action = Action(slug, channel, target, "en", quantity, day, late, burst=burst)
            opened.record(f"a-token-of-its-own-{number:08}", [action])
        opened.enter(Letters("lamp", date(2030, 5, 1), Channel.POST, 75), Stamp())
        opened.take_off(Spoiled("lamp", date(2030, 5, 9), Channel.EMAIL), 18, Stamp())
        yield opened


class OneCase:
    """What the numbers know of the lamp."""

    def all(self) -> dict[str, CountedCase]:
        """Return it."""
        countries = {"minister": "FR", "warden": "FR"}
        return {
            "lamp": CountedCase("lamp", "Ada Example", ("old-lamp",), countries, deadline=date(2030, 5, 8))
        }


@pytest.fixture
def packs(page_store: Store, log: ActionLog, tmp_path: Path) -> Iterator[Packs]:
    """Packs of the lamp, which had another name."""
    path = a_campaign_folder(tmp_path / "campaigns") / "campaign.toml"
    path.write_text(f'redirects = ["old-lamp"]\n{path.read_text("utf-8")}', "utf-8")
    assert read_valid_parts(read_folder(path.parent)).campaign.former_slugs == ("old-lamp",)
    with closing(PublicationStore(page_store.url)) as store:
        cases = PublicCases(tmp_path / "campaigns", store, lambda: MADE)
        yield Packs(cases, log, tmp_path, lambda: (Language("en"),), lambda: MADE)


def of_pack(pack: Pack) -> dict[str, dict[str, int]]:
    return {name: {row.value: row.number for row in rows} for name, rows in pack.numbers.tables()}


def of_figures(figures: Figures) -> dict[str, dict[str, int]]:
    words = {"True": "yes", "False": "no", "gone": "other"}
    return {
        by.value: {words.get(str(line.value), str(line.value)): line.number for line in figures.tables[by]}
        for by in (By.LATE, By.SOURCE, By.CHANNEL, By.COUNTRY, By.TARGET, By.WEEK)
    }


@pytest.mark.parametrize(
    ("since", "until", "waiting"),
    [
        (None, None, 5),
        (date(2030, 5, 1), None, 5),
        (None, date(2030, 4, 30), 0),
        (date(2030, 5, 9), date(2030, 5, 9), 0),
    ],
)
def test_the_pack_has_the_figures_of_the_numbers(
    packs: Packs, log: ActionLog, since: date | None, until: date | None, waiting: int
) -> None:
    figures = FigureReader(log, OneCase(), lambda: MADE).figures(SHELL, ["lamp"], since, until)
    pack = packs.make(SHELL, "lamp", "en", since=since, until=until)

    assert pack.numbers.total == figures.total
    assert pack.numbers.waiting == figures.waiting == waiting
    for name, rows in of_pack(pack).items():
        assert {value: number for value, number in rows.items() if number} == of_figures(figures)[name], name
        assert sum(rows.values()) == figures.total
    if since is None and until is None:
        assert figures.total == 108
        assert figures.total == log.tally("lamp", also=["old-lamp"]).total
        assert of_pack(pack)["source"] == {"reported": 51, "paper": 75, "taken_off": -18}
        assert of_pack(pack)["target"] == {"": 75, "minister": 24, "warden": 7, "other": 2}


def test_the_csv_has_the_figures_of_the_pack(packs: Packs) -> None:
    pack = packs.make(SHELL, "lamp", "en")

    rows = list(csv.DictReader(io.StringIO(pack_csv(pack).decode("utf-8-sig"))))

    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["table"], {})[row["value"]] = int(row["number"])
    assert found.pop("total") == {"": 108}
    assert found.pop("waiting") == {"": 5}
    assert found == of_pack(pack)
