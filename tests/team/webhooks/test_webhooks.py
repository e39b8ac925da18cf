"""Webhooks as a coordinator keeps them: who may, what is refused, secrets that are shown once."""

import pytest

from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, BEN, CLEO, DORA
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Person, Role
from webapp.team.webhooks.deliveries import Deliveries, UnknownDelivery
from webapp.team.webhooks.messages import Event
from webapp.team.webhooks.receiver import InvalidReceiver
from webapp.team.webhooks.webhooks import (
    MOST_WEBHOOKS,
    NoEvents,
    TooManyWebhooks,
    UnknownWebhook,
    Webhooks,
)

URL = "https://hooks.example.org/in"
OF_BEACON = Person("person-of-beacon", "Of the beacon", (Grant(Role.COORDINATOR, frozenset({"beacon"})),))


def test_a_webhook_is_listed_with_its_author_and_without_its_secret(
    webhooks: Webhooks, team_database: DeskDatabase
) -> None:
    add_person(team_database, ADA)

    added, secret = webhooks.add(ADA, URL, {Event.OUTCOME, Event.DAILY})

    assert webhooks.all(ADA) == (added,)
    assert (added.url, added.events, added.author_name) == (
        URL,
        {Event.OUTCOME, Event.DAILY},
        "Ada Example",
    )
    assert secret.startswith("whsec_")
    assert secret not in repr(added)


@pytest.mark.parametrize("person", [BEN, CLEO, DORA, OF_BEACON], ids=lambda person: person.name)
def test_only_a_coordinator_of_all_campaigns_connects(
    person: Person, webhooks: Webhooks, deliveries: Deliveries
) -> None:
    added, _ = webhooks.add(ADA, URL, {Event.DAILY})

    for ask in (
        lambda: webhooks.all(person),
        lambda: webhooks.find(person, added.id),
        lambda: webhooks.add(person, URL, {Event.DAILY}),
        lambda: webhooks.change(person, added.id, URL, {Event.DAILY}),
        lambda: webhooks.renew_secret(person, added.id),
        lambda: webhooks.set_active(person, added.id, active=False),
        lambda: webhooks.remove(person, added.id),
        lambda: deliveries.test(person, added.id),
        lambda: deliveries.log(person, added.id),
        lambda: deliveries.replay(person, added.id, "msg_1"),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert webhooks.all(ADA) == (added,)


def test_what_cannot_be_stored_is_refused(webhooks: Webhooks) -> None:
    with pytest.raises(InvalidReceiver):
        webhooks.add(ADA, "http://hooks.example.org/", {Event.DAILY})
    with pytest.raises(NoEvents):
        webhooks.add(ADA, URL, set())
    with pytest.raises(NoEvents):
        webhooks.add(ADA, URL, {Event.TEST})

    assert webhooks.all(ADA) == ()


def test_there_is_a_bound(webhooks: Webhooks) -> None:
    for number in range(MOST_WEBHOOKS):
        webhooks.add(ADA, f"{URL}/{number}", {Event.DAILY})

    with pytest.raises(TooManyWebhooks):
        webhooks.add(ADA, URL, {Event.DAILY})


def test_an_event_that_is_new_to_it_counts_from_now(webhooks: Webhooks, clock: Clock) -> None:
    added, _ = webhooks.add(ADA, URL, {Event.DAILY, Event.OUTCOME})
    clock.pass_(hours=1)

    fewer = webhooks.change(ADA, added.id, f"{URL}/2", {Event.DAILY})
    more = webhooks.change(ADA, added.id, URL, {Event.DAILY, Event.PUBLICATION})

    assert (fewer.since, fewer.url) == (added.since, f"{URL}/2")
    assert more.since == clock()


def test_it_is_told_of_what_happens_while_it_is_active(webhooks: Webhooks, clock: Clock) -> None:
    added, _ = webhooks.add(ADA, URL, {Event.DAILY})
    webhooks.set_active(ADA, added.id, active=False)
    assert not webhooks.find(ADA, added.id).is_active
    clock.pass_(hours=1)
    webhooks.set_active(ADA, added.id, active=True)
    clock.pass_(hours=1)
    webhooks.set_active(ADA, added.id, active=True)  # twice clicked

    found = webhooks.find(ADA, added.id)

    assert found.is_active
    assert (found.since - added.since).total_seconds() == 3600


def test_a_removed_one_is_gone_with_its_log(webhooks: Webhooks, deliveries: Deliveries) -> None:
    added, _ = webhooks.add(ADA, URL, {Event.DAILY})
    deliveries.test(ADA, added.id)

    webhooks.remove(ADA, added.id)

    assert webhooks.all(ADA) == ()
    assert deliveries.log(ADA, added.id) == ()
    assert deliveries.claim() == ()


@pytest.mark.parametrize("unknown", ["", "nobody", "a\0b", "x" * 5_000, "../x", "' OR 1=1"])
def test_an_unknown_id_is_said_so(unknown: str, webhooks: Webhooks, deliveries: Deliveries) -> None:
    added, _ = webhooks.add(ADA, URL, {Event.DAILY})

    for ask in (
        lambda: webhooks.find(ADA, unknown),
        lambda: webhooks.change(ADA, unknown, URL, {Event.DAILY}),
        lambda: webhooks.renew_secret(ADA, unknown),
        lambda: webhooks.set_active(ADA, unknown, active=False),
        lambda: webhooks.remove(ADA, unknown),
        lambda: deliveries.test(ADA, unknown),
    ):
        with pytest.raises(UnknownWebhook):
            ask()
    for webhook, delivery in ((unknown, "msg_1"), (added.id, unknown)):
        with pytest.raises(UnknownDelivery):
            deliveries.replay(ADA, webhook, delivery)
    assert deliveries.log(ADA, unknown) == ()
