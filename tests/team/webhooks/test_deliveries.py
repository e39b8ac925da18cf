"""Messages on their way: signed, once, again after a failure, again when asked for."""

import base64
import hashlib
import hmac
import json
import logging
import threading

import pytest
import sqlalchemy as sa

from tests.support.desk_client import ADA
from tests.team.conftest import Clock
from tests.team.webhooks.conftest import AddsWebhook, MakeSender
from tests.team.webhooks.receiving import Receiver, wait_until
from webapp.server import log_format
from webapp.team.desk_database import DeskDatabase
from webapp.team.tables import deliveries as table
from webapp.team.webhooks.deliveries import KEEP_SECONDS, LEASE_SECONDS, WAITS, Deliveries, State
from webapp.team.webhooks.delivering import Delivering
from webapp.team.webhooks.messages import Event, Message
from webapp.team.webhooks.sending import Answer, Failure, Sender
from webapp.team.webhooks.webhooks import EARLIER_SECRET_SECONDS, Webhooks

MESSAGE = Message(Event.PUBLICATION, "lamp 1", '{"type":"publication"}')


def send_all(delivering: Delivering) -> int:
    """Send what is due, and wait for the answers."""
    sent = delivering.send_due()
    delivering.wait(120)
    return sent


def is_signed(receiver: Receiver, secret: str) -> bool:
    """Verify the last message as docs/connections.md shows it."""
    got = receiver.got[-1]
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(right, each) for each in got.headers["webhook-signature"].split())


def test_a_message_arrives_signed_and_is_noted(
    receiver: Receiver, add: AddsWebhook, deliveries: Deliveries, delivering: Delivering, clock: Clock
) -> None:
    webhook, secret = add(Event.PUBLICATION)
    deliveries.test(ADA, webhook.id)

    assert send_all(delivering) == 1

    (noted,) = deliveries.log(ADA, webhook.id)
    assert (noted.state, noted.answer, noted.tries) == (State.DELIVERED, "204", 1)
    (got,) = receiver.got
    assert got.headers["webhook-id"] == noted.id
    assert got.headers["webhook-timestamp"] == str(int(clock().timestamp()))
    assert json.loads(got.body)["type"] == "test"
    assert is_signed(receiver, secret)
    assert not is_signed(receiver, "whsec_" + base64.b64encode(b"another secret of 32 characters.").decode())


def test_for_a_day_a_renewed_secret_and_the_one_before_both_sign(
    receiver: Receiver,
    add: AddsWebhook,
    webhooks: Webhooks,
    deliveries: Deliveries,
    delivering: Delivering,
    clock: Clock,
) -> None:
    webhook, first = add(Event.PUBLICATION)
    second = webhooks.renew_secret(ADA, webhook.id)
    deliveries.test(ADA, webhook.id)
    send_all(delivering)
    both = is_signed(receiver, first), is_signed(receiver, second)
    clock.pass_(seconds=EARLIER_SECRET_SECONDS)
    deliveries.test(ADA, webhook.id)
    send_all(delivering)

    assert both == (True, True)
    assert (is_signed(receiver, first), is_signed(receiver, second)) == (False, True)


def test_a_message_is_noted_once_for_each_webhook(add: AddsWebhook, deliveries: Deliveries) -> None:
    first, second = add(Event.PUBLICATION)[0].id, add(Event.PUBLICATION)[0].id
    for _ in range(3):
        deliveries.note([(first, MESSAGE), (second, MESSAGE), ("removed-meanwhile-1", MESSAGE)])

    assert [len(deliveries.log(ADA, each)) for each in (first, second)] == [1, 1]
    assert len(deliveries.claim()) == 2


def test_it_is_tried_for_three_days_and_then_given_up(
    receiver: Receiver,
    add: AddsWebhook,
    deliveries: Deliveries,
    delivering: Delivering,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.status = 500
    webhook, secret = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])
    logger = logging.getLogger(log_format.APP)
    logger.propagate = True
    begun, tried = clock(), []
    while True:
        assert send_all(delivering) == 1
        tried.append(clock())
        (noted,) = deliveries.log(ADA, webhook.id)
        if noted.next_try is None:
            break
        assert noted.state is State.FAILED
        clock.moment = noted.next_try
        clock.pass_(seconds=-1)
        assert send_all(delivering) == 0  # not a second too early
        clock.pass_(seconds=1)

    assert len(tried) == len(receiver.got) == len(WAITS) + 1
    assert 3 <= (tried[-1] - begun).total_seconds() / 86_400 < 3.5
    assert (noted.state, noted.answer) == (State.GIVEN_UP, "500")
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert webhook.id in str([vars(record) for record in caplog.records])
    for hidden in ("zq8key", secret, "hooks.example.org", "lamp"):
        assert hidden not in str([vars(record) for record in caplog.records])


def test_a_replay_sends_the_same_message_again(
    receiver: Receiver, add: AddsWebhook, deliveries: Deliveries, delivering: Delivering, clock: Clock
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])
    send_all(delivering)
    (first,) = deliveries.log(ADA, webhook.id)
    clock.pass_(hours=1)

    deliveries.replay(ADA, webhook.id, first.id)
    send_all(delivering)

    (second,) = deliveries.log(ADA, webhook.id)
    assert (second.id, second.state, second.delivered) == (first.id, State.DELIVERED, clock())
    one, other = receiver.got
    assert (one.headers["webhook-id"], one.body) == (other.headers["webhook-id"], other.body)
    assert one.headers["webhook-timestamp"] != other.headers["webhook-timestamp"]


def test_a_process_that_ends_amid_a_delivery_leaves_it_to_another(
    receiver: Receiver, add: AddsWebhook, deliveries: Deliveries, delivering: Delivering, clock: Clock
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])
    (taken,) = deliveries.claim()  # and now its process is killed

    clock.pass_(seconds=LEASE_SECONDS - 1)
    assert send_all(delivering) == 0
    clock.pass_(seconds=1)
    assert send_all(delivering) == 1

    assert [got.headers["webhook-id"] for got in receiver.got] == [taken.id]
    deliveries.complete(taken, Answer(None, Failure.TIMEOUT))  # it was not killed, only very slow
    (noted,) = deliveries.log(ADA, webhook.id)
    assert (noted.state, noted.tries) == (State.DELIVERED, 2)


def test_several_processes_send_a_message_once(
    receiver: Receiver,
    add: AddsWebhook,
    deliveries: Deliveries,
    team_database: DeskDatabase,
    make_sender: MakeSender,
    clock: Clock,
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    subjects = [f"lamp {number}" for number in range(12)]
    deliveries.note([(webhook.id, Message(Event.PUBLICATION, each, "{}")) for each in subjects])
    senders = [Delivering(Deliveries(team_database, clock), make_sender(), clock) for _ in range(3)]
    begin = threading.Barrier(len(senders))

    def work(sender: Delivering) -> None:
        begin.wait(120)
        while any(each.next_try for each in deliveries.log(ADA, webhook.id)):
            sender.send_due()
            sender.wait(120)

    threads = [threading.Thread(target=work, args=(each,)) for each in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for each in senders:
        each.close()

    assert len(receiver.got) == len({got.headers["webhook-id"] for got in receiver.got}) == len(subjects)


def test_a_receiver_that_hangs_holds_up_its_own_messages_only(
    receiver: Receiver, webhooks: Webhooks, deliveries: Deliveries, make_sender: MakeSender, clock: Clock
) -> None:
    slow, _ = webhooks.add(ADA, f"https://slow.example.org:{receiver.port}/", {Event.DAILY})
    quick, _ = webhooks.add(ADA, receiver.url, {Event.DAILY})
    left = threading.Event()
    sender = make_sender()

    class Hanging(Sender):
        def send(self, receiver, headers, body):  # type: ignore[no-untyped-def]  # as the sender's own
            if receiver.host == "slow.example.org":
                left.wait(120)
                return Answer(None, Failure.TIMEOUT)
            return sender.send(receiver, headers, body)

    delivering = Delivering(deliveries, Hanging(), clock)
    for number in range(3):
        for each in (slow, quick):
            deliveries.note([(each.id, Message(Event.DAILY, f"2030-05-0{number + 1}", "{}"))])

    def states(webhook: str) -> list[State]:
        return [each.state for each in deliveries.log(ADA, webhook)]

    def all_quick_ones_arrived() -> bool:
        delivering.send_due()
        return states(quick.id) == [State.DELIVERED] * 3

    wait_until(all_quick_ones_arrived)
    assert set(states(slow.id)) == {State.WAITING}
    left.set()
    delivering.close()
    assert sorted(states(slow.id)) == [State.FAILED, State.WAITING, State.WAITING]


def test_a_receiver_that_is_gone_is_told_no_more(
    receiver: Receiver, add: AddsWebhook, webhooks: Webhooks, deliveries: Deliveries, delivering: Delivering
) -> None:
    receiver.status = 410
    webhook, _ = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])

    send_all(delivering)

    assert not webhooks.find(ADA, webhook.id).is_active
    assert deliveries.log(ADA, webhook.id)[0].state is State.GIVEN_UP


def test_while_a_webhook_is_inactive_its_messages_wait(
    receiver: Receiver, add: AddsWebhook, webhooks: Webhooks, deliveries: Deliveries, delivering: Delivering
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])
    webhooks.set_active(ADA, webhook.id, active=False)
    assert send_all(delivering) == 0
    webhooks.set_active(ADA, webhook.id, active=True)

    assert send_all(delivering) == 1
    assert len(receiver.got) == 1


def test_the_log_forgets_what_is_over_and_old(
    add: AddsWebhook,
    deliveries: Deliveries,
    delivering: Delivering,
    clock: Clock,
    team_database: DeskDatabase,
) -> None:
    webhook, _ = add(Event.PUBLICATION)
    deliveries.note([(webhook.id, MESSAGE)])
    send_all(delivering)
    clock.pass_(seconds=KEEP_SECONDS)
    deliveries.purge()
    kept = len(deliveries.log(ADA, webhook.id))
    deliveries.test(ADA, webhook.id)
    clock.pass_(seconds=KEEP_SECONDS + 1)
    deliveries.purge()

    assert kept == 1
    with team_database.read() as connection:
        left = connection.execute(sa.select(table.c.event, table.c.next_try)).all()
    assert [(row.event, row.next_try is None) for row in left] == [("test", False)]
