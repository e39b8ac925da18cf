"""The channels by which a letter travels or an official is reached, and what the page calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.message_id import N_, NC_, ContextualMessage


class Channel(StrEnum):
    """A way a letter can travel. The order is that of the buttons with which an action is reported."""

    POST = "post"
    EMAIL = "email"
    FORM = "form"
    """The form on an official's own site."""
    FAX = "fax"
    CALL = "call"
    SOCIAL = "social"

    @property
    def is_sent_in_numbers(self) -> bool:
        """Return True if one report may stand for several letters, as after an evening of writing."""
        return self in (Channel.POST, Channel.FAX)

    @property
    def reaches_all_at_once(self) -> bool:
        """Return True if the letters to all whom the supporter chose come together, in one file."""
        return self is Channel.POST

    @property
    def labels(self) -> "ChannelLabels":
        """What the page calls this channel."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True)
class ChannelLabels:
    """A channel in words. Each is a message id; the page translates it."""

    noun: ContextualMessage
    """Beside a number, or as a mark on a target."""
    done: ContextualMessage
    """The button that reports an action, in the words of the person who did it."""
    contact: ContextualMessage | None = None
    """Before an address or a number of the target; None where that needs no name."""
    recipients_question: str = N_("Whom did you write to?")
    quantity_question: str = N_("How many letters to each?")
    """Where several persons can be reached; else the question is how many."""


_LABELS: Mapping[Channel, ChannelLabels] = {
    Channel.POST: ChannelLabels(
        noun=NC_("name of a delivery channel", "post"),
        done=NC_("a supporter's report, as button and heading", "I posted it"),
    ),
    Channel.EMAIL: ChannelLabels(
        noun=NC_("name of a delivery channel", "e-mail"),
        done=NC_("a supporter's report, as button and heading", "I e-mailed it"),
        quantity_question=N_("How many e-mails to each?"),
    ),
    Channel.FORM: ChannelLabels(
        # L10N: the contact form on an official's own site
        noun=NC_("name of a delivery channel", "web form"),
        done=NC_("a supporter's report, as button and heading", "I sent the web form"),
        contact=NC_("label before an official's number or site", "Web form"),
        quantity_question=N_("How many messages to each?"),
    ),
    Channel.FAX: ChannelLabels(
        noun=NC_("name of a delivery channel", "fax"),
        done=NC_("a supporter's report, as button and heading", "I faxed it"),
        contact=NC_("label before an official's number or site", "Fax"),
        quantity_question=N_("How many faxes to each?"),
    ),
    Channel.CALL: ChannelLabels(
        noun=NC_("name of a delivery channel", "telephone"),
        done=NC_("a supporter's report, as button and heading", "I called"),
        contact=NC_("label before an official's number or site", "Telephone"),
        recipients_question=N_("Whom did you call?"),
        quantity_question=N_("How many calls to each?"),
    ),
    Channel.SOCIAL: ChannelLabels(
        noun=NC_("name of a delivery channel", "social media"),
        done=NC_("a supporter's report, as button and heading", "I wrote on social media"),
        quantity_question=N_("How many posts to each?"),
    ),
}
