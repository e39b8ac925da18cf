"""Bursts: what comes in great numbers from one network is recorded, held apart, and told so."""

import json

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.report.test_views import RECORD, a_report, count
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.log import ActionLog
from webapp.server.network_counters import HOUR, Limit, NetworkCounters

HELD = "the campaign team looks at"


@pytest.fixture
def world(world: World) -> World:
    """Three letters of a network count at once."""
    world.bursts = BurstDetector(NetworkCounters(), limits=(Limit(3, HOUR),))
    return world


def some_reports(client: PageClient, world: World, number: int, **environ: object) -> list[str]:
    """Report one letter each and give what was answered."""
    reports = [a_report(client, world) for _ in range(number)]
    return [client.post(RECORD, report, **environ).words() for report in reports]


def test_what_is_over_the_limit_is_recorded_and_held_apart(
    client: PageClient, world: World, log: ActionLog
) -> None:
    answers = some_reports(client, world, 5)

    assert [HELD in answer for answer in answers] == [False] * 3 + [True] * 2
    assert count(client)["total"] == 3
    (burst,) = log.bursts()
    assert (burst.campaign, burst.number, burst.refused) == ("lamp", 2, False)
    assert log.check(world.today) == []


def test_a_held_report_can_be_taken_back_and_is_answered_the_same_again(
    client: PageClient, world: World, log: ActionLog
) -> None:
    some_reports(client, world, 3)
    form = a_report(client, world)
    held = client.post(RECORD, form)

    again = client.post(RECORD, form)
    undone = client.post(f"{RECORD}/undo", dict(held.form(f"{RECORD}/undo")))

    assert HELD in again.words()
    assert "will not be counted" in undone.words()
    assert count(client)["total"] == 3
    assert log.bursts() == []


def test_a_report_that_counted_still_counts_when_it_is_sent_again_from_a_busy_network(
    client: PageClient, world: World, log: ActionLog
) -> None:
    form = a_report(client, world)
    client.post(RECORD, form)
    some_reports(client, world, 5)

    again = client.post(RECORD, form)

    assert "1 action of yours is counted" in again.words()
    assert count(client)["total"] == 3


def test_what_the_team_counts_is_in_the_tally_and_what_it_refuses_is_not(
    client: PageClient, world: World, log: ActionLog
) -> None:
    some_reports(client, world, 5)
    (burst,) = log.bursts()

    assert log.decide(burst.id, counts=True) == 2
    assert count(client)["total"] == 5


def test_htmx_gets_the_same_words(client: PageClient, world: World) -> None:
    some_reports(client, world, 3)

    part = client.post(RECORD, a_report(client, world), htmx=True)

    assert HELD in part.words()
    assert "data-recorded" in part.text


@pytest.mark.parametrize("lang", ["ru", "es", "ar"])
def test_it_is_told_in_each_language(client: PageClient, world: World, lang: str) -> None:
    some_reports(client, world, 3)
    form = a_report(client, world)

    page = client.post(f"/{lang}/lamp/actions", form)

    english = "Your report is recorded"
    assert english not in page.words(page.by_id("report"))
    assert count(client)["total"] == 3


FORGED = [
    {"X-Forwarded-For": "203.0.113.{}"},
    {"X-Real-Ip": "203.0.113.{}"},
    {"Forwarded": "for=203.0.113.{}"},
    {"Client-Ip": "203.0.113.{}", "True-Client-Ip": "203.0.113.{}"},
]


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: next(iter(headers)))
def test_no_header_makes_another_network_of_somebody(
    client: PageClient, world: World, log: ActionLog, headers: dict[str, str]
) -> None:
    for number in range(6):
        forged = {name: value.format(number) for name, value in headers.items()}
        client.post(RECORD, a_report(client, world), headers=forged)

    assert count(client)["total"] == 3
    assert [burst.number for burst in log.bursts()] == [3]


def test_addresses_of_one_connection_are_one_network_and_another_s_are_not(
    client: PageClient, world: World, log: ActionLog
) -> None:
    for number in range(6):
        some_reports(client, world, 1, environ_base={"REMOTE_ADDR": f"2001:db8:0:{number:x}::1"})
    some_reports(client, world, 3, environ_base={"REMOTE_ADDR": "2001:db8:0:100::1"})

    assert count(client)["total"] == 6
    assert len(log.bursts()) == 1


def test_five_hundred_letters_are_held_as_many(client: PageClient, world: World, log: ActionLog) -> None:
    page = client.post(RECORD, a_report(client, world) | {"quantity": ["500"]})

    assert HELD in page.words()
    assert json.loads(client.get("/api/campaigns/lamp/count").text)["total"] == 0
    assert [burst.number for burst in log.bursts()] == [500]


@pytest.mark.parametrize("changes", [{"quantity": ["0"]}, {"token": ["forged"]}, {"to": ["nobody"]}])
def test_what_is_refused_does_not_weigh_on_a_network(
    client: PageClient, world: World, changes: dict[str, list[str]]
) -> None:
    for _ in range(60):
        client.post(RECORD, a_report(client, world) | changes, status=422)

    answers = some_reports(client, world, 3)

    assert not [answer for answer in answers if HELD in answer]
