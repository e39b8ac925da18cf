"""What a webhook tells: the events, and the message of each as JSON. docs/connections.md describes them.

A message holds what the public page shows, and sums. No supporter is in it: the app knows none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

VERSION = 1
"""Of all messages. It rises when a field is taken away or means something else; fields may be added."""


class Event(StrEnum):
    """What is told. The values are in the database and in messages."""

    PUBLICATION = "publication"
    """What the public sees of a campaign has changed."""
    OUTCOME = "outcome"
    """A campaign's page says what came of the case."""
    DAILY = "daily"
    """Letters and calls of a day that is over everywhere."""
    TEST = "test"
    """Somebody of the team asked for it."""


CHOICES = (Event.PUBLICATION, Event.OUTCOME, Event.DAILY)
"""The events that a webhook is told of if its coordinator wants so."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event, as it is sent."""

    event: Event
    subject: str
    """Names what happened: a webhook is told of an event and a subject once."""
    body: str


def write_message(event: Event, subject: str, at: datetime, data: Mapping[str, object]) -> Message:
    """Return a message; `at` is when it happened."""
    content = {"type": event.value, "version": VERSION, "timestamp": iso(at), "data": data}
    return Message(event, subject, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def iso(at: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, in whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
