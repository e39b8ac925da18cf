"""Bursts and spoiled days: decided by those who may, with who and why, and undone."""

import pytest

from tests.support.desk_client import ADA, BEN
from tests.team.numbers.conftest import MAY_7, ONLY_LAMP, World
from webapp.actions.entries import InvalidLetters
from webapp.actions.stamp import new_id
from webapp.actions.taking_off import NothingToTakeOff, Spoiled
from webapp.domain.action import BurstState
from webapp.domain.channel import Channel
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.numbers.deciding import DecisionKind, NotThereAnyMore
from webapp.team.people.permissions import NotAllowed

BURST, OTHER = "a-burst-of-a-network", "a-burst-of-another"
LAMP_DAY = Spoiled("lamp", MAY_7)


def test_a_burst_shows_what_is_known_of_it(world: World) -> None:
    world.report(20, burst=BURST, partner="harbour")
    world.report(12, burst=BURST, target="warden", letter_language="fr", channel="post")
    world.report(31, burst=OTHER, slug="tower")

    bursts = {burst.id: burst for burst in world.decisions.bursts(ADA)}

    assert set(bursts) == {BURST, OTHER}
    burst = bursts[BURST]
    assert (burst.number, burst.reports, burst.days, burst.is_flood) == (32, 2, (MAY_7,), False)
    assert burst.channels == {Channel.EMAIL: 20, Channel.POST: 12}
    assert (burst.targets, burst.languages) == ({"minister": 20, "warden": 12}, {"en": 20, "fr": 12})
    assert burst.partners == {"harbour": 20, "": 12}
    assert bursts[OTHER].reports == 1
    assert [each.id for each in world.decisions.bursts(ONLY_LAMP)] == [BURST]
    assert [each.id for each in world.decisions.bursts(BEN, "tower")] == [OTHER]


def test_the_number_of_reports_is_not_guessed_once_receipts_are_gone(world: World) -> None:
    world.report(20, burst=BURST)
    world.report(31, burst="sum.a-flood-of-reports")
    world.log.purge(MAY_7.replace(day=8))

    assert [(each.reports, each.is_flood) for each in world.decisions.bursts(ADA)] == [
        (None, False),
        (None, True),
    ]


def test_a_burst_is_counted_reopened_and_refused(world: World) -> None:
    world.report(20, burst=BURST)

    assert world.decisions.decide_burst(ADA, BURST, counts=True, note="a school") == 20
    [counted] = world.decisions.bursts(ADA)
    assert (counted.state, world.log.tally("lamp").total) == (BurstState.COUNTED, 20)
    assert world.decisions.undo_decision(ADA, counted.id, "no school knows of it") == 20
    assert world.decisions.decide_burst(ONLY_LAMP, BURST, counts=False) == 20
    [refused] = world.decisions.bursts(ADA)
    assert (refused.state, world.log.tally("lamp").total) == (BurstState.REFUSED, 0)
    assert world.decisions.undo_decision(ADA, refused.id) == 20
    assert [(each.decision.kind, each.author) for each in world.decisions.all(BEN)] == [
        (DecisionKind.REOPENED, "Ada Example"),
        (DecisionKind.REFUSED, "Eve Example"),
        (DecisionKind.REOPENED, "Ada Example"),
        (DecisionKind.COUNTED, "Ada Example"),
    ]
    assert world.log.check(MAY_7) == []


def test_who_may_not_count_the_campaign_decides_nothing(world: World) -> None:
    world.report(20, burst=BURST, slug="tower")
    world.report(5, slug="tower")
    world.decisions.take_off_day(ADA, Spoiled("tower", MAY_7), 1, "a test")
    [decision] = world.decisions.all(ADA, "tower")

    for person in (BEN, ONLY_LAMP):
        with pytest.raises(NotAllowed):
            world.decisions.decide_burst(person, BURST, counts=True)
        with pytest.raises(NotAllowed):
            world.decisions.take_off_day(person, Spoiled("tower", MAY_7), None, "a reason")
        with pytest.raises(NotAllowed):
            world.decisions.give_back(person, decision.decision.id)
    with pytest.raises(NotAllowed):
        world.decisions.all(ONLY_LAMP, "tower")
    assert world.decisions.all(ONLY_LAMP) == ()
    world.decisions.decide_burst(ADA, BURST, counts=True)
    with pytest.raises(NotAllowed):
        world.decisions.undo_decision(BEN, BURST)
    assert world.log.totals() == {"tower": 24}


def test_a_burst_under_an_earlier_name_is_decided_by_those_of_the_campaign(world: World) -> None:
    world.report(20, burst=BURST, slug="candle")

    assert [each.id for each in world.decisions.bursts(ONLY_LAMP, "lamp")] == [BURST]
    assert world.decisions.decide_burst(ONLY_LAMP, BURST, counts=True) == 20
    assert world.reader.figures(ONLY_LAMP, ["lamp"]).total == 20


@pytest.mark.parametrize("burst", ["nothing", "", "\0", "x" * 100_000, "refused."])
def test_a_burst_that_is_none_is_not_decided_about(world: World, burst: str) -> None:
    world.report(20, burst=BURST)

    with pytest.raises(NotThereAnyMore):
        world.decisions.decide_burst(ADA, burst, counts=True)
    with pytest.raises(NotThereAnyMore):
        world.decisions.undo_decision(ADA, burst)
    with pytest.raises(NotThereAnyMore):
        world.decisions.give_back(ADA, burst)


def test_two_coordinators_decide_about_the_same_burst_and_the_second_is_told(world: World) -> None:
    world.report(20, burst=BURST)
    world.decisions.decide_burst(ADA, BURST, counts=True)

    with pytest.raises(NotThereAnyMore):
        world.decisions.decide_burst(ONLY_LAMP, BURST, counts=False)


def test_a_spoiled_day_is_taken_off_and_given_back(world: World) -> None:
    world.report(60)
    form = new_id()
    for _ in range(2):
        taken = world.decisions.take_off_day(ADA, LAMP_DAY, 50, "a script sent them", decision_id=form)
    figures = world.reader.figures(ADA, ["lamp"])

    assert (taken, figures.total, figures.taken_off) == (50, 10, 50)
    [named] = world.decisions.all(ADA, "lamp")
    assert (named.author, named.decision.note, named.decision.day) == (
        "Ada Example",
        "a script sent them",
        MAY_7,
    )
    assert world.decisions.give_back(ADA, named.decision.id) == 50
    with pytest.raises(NotThereAnyMore):
        world.decisions.give_back(ADA, named.decision.id)
    assert world.reader.figures(ADA, ["lamp"]).total == 60


@pytest.mark.parametrize(
    ("number", "note", "field"),
    [(5, "", "note"), (5, "x" * 501, "note"), (0, "a reason", "number"), (10**400, "a reason", "number")],
)
def test_what_cannot_be_taken_off_is_refused(world: World, number: int, note: str, field: str) -> None:
    world.report(60)

    with pytest.raises(InvalidLetters) as refused:
        world.decisions.take_off_day(ADA, LAMP_DAY, number, note)

    assert refused.value.field == field
    assert world.log.tally("lamp").total == 60


def test_more_than_is_counted_is_not_taken_off(world: World) -> None:
    world.report(60)

    with pytest.raises(NothingToTakeOff) as refused:
        world.decisions.take_off_day(ADA, LAMP_DAY, 61, "a reason")
    assert refused.value.counted == 60
    for spoiled in (Spoiled("lamp", MAY_7, partner="\0"), Spoiled("lamp", MAY_7.replace(year=9999))):
        with pytest.raises(NothingToTakeOff):
            world.decisions.take_off_day(ADA, spoiled, None, "a reason")
    with pytest.raises(UnknownCampaign):
        world.decisions.take_off_day(ADA, Spoiled("nowhere", MAY_7), None, "a reason")
