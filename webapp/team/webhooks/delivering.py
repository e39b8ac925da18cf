"""The desk's thread that notes what happened and sends what is due, by its own clock. No request does it.

Each worker of each host runs one. A receiver that is slow or hostile holds up its own messages only: each
webhook has a thread while a message of it is being sent, and at most one.
"""

import logging
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from webapp.actions.log import ActionLog
from webapp.database.connection import ActionsUnavailable
from webapp.server import log_format, log_privacy
from webapp.server.log_throttle import LogThrottle
from webapp.team.desk_database import DeskDatabase
from webapp.team.webhooks.daily_sums import daily_messages
from webapp.team.webhooks.deliveries import Claimed, Deliveries, State
from webapp.team.webhooks.messages import Event, Message
from webapp.team.webhooks.public_changes import PublicChanges
from webapp.team.webhooks.receiver import read_receiver
from webapp.team.webhooks.sending import Sender
from webapp.team.webhooks.signature import signed_headers
from webapp.team.webhooks.webhooks import MOST_WEBHOOKS, Webhook, active_webhooks

LOG = logging.getLogger(log_format.APP)
TICK_SECONDS = 5.0
HORIZON = timedelta(days=7)
"""What happened longer ago is not told any more: the desk was off."""
PURGE_SECONDS = 3600.0


class Telling:
    """Finds what has happened since webhooks were last told, and notes it for those that want it."""

    def __init__(
        self, database: DeskDatabase, deliveries: Deliveries, changes: PublicChanges, log: ActionLog
    ) -> None:
        self._database = database
        self._deliveries = deliveries
        self._changes = changes
        self._log = log
        self._webhooks: tuple[Webhook, ...] = ()
        self._told: set[str] = set()
        """Subjects that are noted for these webhooks: they are not read again and again."""

    def note(self, now: datetime) -> None:
        """Note what happened up to now. Raise `ActionsUnavailable`; the next call makes up for it."""
        with self._database.read() as connection:
            webhooks = active_webhooks(connection)
        if webhooks != self._webhooks:
            self._webhooks, self._told = webhooks, set()
        if not webhooks:
            return
        since = max(min(each.since for each in webhooks), now - HORIZON)
        wanted = frozenset[Event]().union(*(each.events for each in webhooks))
        if wanted & {Event.PUBLICATION, Event.OUTCOME}:
            for change, messages in self._changes.since(since, now, frozenset(self._told)):
                self._note(change.after.starts, *messages)
        if Event.DAILY in wanted:
            for moment, message in daily_messages(self._log, since, now, frozenset(self._told)):
                self._note(moment, message)

    def _note(self, moment: datetime, *messages: Message) -> None:
        """Note the messages of one subject, all or none."""
        told = [
            (each.id, message)
            for each in self._webhooks
            for message in messages
            if message.event in each.events and each.since <= moment
        ]
        self._deliveries.note(told)
        self._told.update(message.subject for message in messages)


class Delivering:
    """Sends what is due."""

    def __init__(self, deliveries: Deliveries, sender: Sender, now: Callable[[], datetime]) -> None:
        self._deliveries = deliveries
        self._sender = sender
        self._now = now
        self._threads = ThreadPoolExecutor(MOST_WEBHOOKS, "webhook")
        self._sending: dict[str, Future[None]] = {}

    def send_due(self) -> int:
        """Begin to send what is due, one message a webhook; return how many. Raise `ActionsUnavailable`."""
        self._sending = {webhook: sent for webhook, sent in self._sending.items() if not sent.done()}
        claimed = self._deliveries.claim(tuple(self._sending))
        for each in claimed:
            self._sending[each.webhook] = self._threads.submit(self._send, each)
        return len(claimed)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what is being sent has been answered."""
        for sent in self._sending.values():
            sent.result(seconds)

    def close(self) -> None:
        """Wait, and end the threads."""
        self._threads.shutdown()

    def _send(self, claimed: Claimed) -> None:
        """Send a message. It is logged by the webhook's id alone: an address may hold a secret."""
        body = claimed.body.encode()
        headers = signed_headers(claimed.secrets, claimed.id, int(self._now().timestamp()), body)
        try:
            answer = self._sender.send(read_receiver(claimed.url), headers, body)
            state = self._deliveries.complete(claimed, answer)
        except Exception:  # the lease ends, and it is sent again
            log_privacy.error(sys.exc_info())
            return
        if state is State.GIVEN_UP:
            LOG.warning("desk: a webhook's message was given up", extra={"webhook": claimed.webhook})


class DeliverySchedule:
    """Notes and sends every few seconds, until it is stopped."""

    def __init__(
        self, telling: Telling, delivering: Delivering, deliveries: Deliveries, now: Callable[[], datetime]
    ):
        self._telling = telling
        self._delivering = delivering
        self._deliveries = deliveries
        self._now = now
        self._purged = float("-inf")
        self._trouble = LogThrottle(
            lambda number: LOG.warning("desk: webhooks wait for a database", extra={"times": number})
        )

    def check(self) -> None:
        """Note what happened, and begin to send what is due. A database that cannot be reached is logged."""
        for step in (lambda: self._telling.note(self._now()), self._delivering.send_due, self._purge):
            try:
                step()
            except (ActionsUnavailable, SQLAlchemyError):
                self._trouble.event()

    def run(self, stopped: threading.Event, tick_seconds: float = TICK_SECONDS) -> None:
        """Check until `stopped` is set, first at once."""
        with closing(self._delivering):
            while True:
                self.check()
                if stopped.wait(tick_seconds):
                    return

    def start(self) -> None:
        """Run on a thread that ends with this process. To be called after the fork."""
        threading.Thread(target=self.run, args=(threading.Event(),), name="webhooks", daemon=True).start()

    def _purge(self) -> None:
        now = self._now().timestamp()
        if now - self._purged >= PURGE_SECONDS:
            self._deliveries.purge()
            self._purged = now
