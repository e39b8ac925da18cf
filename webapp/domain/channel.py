"""The channels by which a letter travels or an official is reached, and what the page calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.message_id import N_


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

    noun: str
    """Beside a number, or as a mark on a target."""
    done: str
    """The button that reports an action, in the words of the person who did it."""
    contact: str = ""
    """Before an address or a number of the target; "" where that needs no name."""
    recipients_question: str = N_("Whom did you write to?")
    quantity_question: str = N_("How many letters to each?")
    """Where several persons can be reached; else the question is how many."""


_LABELS: Mapping[Channel, ChannelLabels] = {
    Channel.POST: ChannelLabels(
        # L10N: a channel, as in: by post
        noun=N_("post"),
        done=N_("I posted it"),
    ),
    Channel.EMAIL: ChannelLabels(
        noun=N_("e-mail"),
        done=N_("I e-mailed it"),
        quantity_question=N_("How many e-mails to each?"),
    ),
    Channel.FORM: ChannelLabels(
        # L10N: a channel: the contact form on an official's own site
        noun=N_("web form"),
        done=N_("I sent the web form"),
        # L10N: before the name of the site that a web form is on
        contact=N_("Web form"),
        quantity_question=N_("How many messages to each?"),
    ),
    Channel.FAX: ChannelLabels(
        noun=N_("fax"),
        done=N_("I faxed it"),
        contact=N_("Fax"),
        quantity_question=N_("How many faxes to each?"),
    ),
    Channel.CALL: ChannelLabels(
        noun=N_("telephone"),
        done=N_("I called"),
        contact=N_("Telephone"),
        recipients_question=N_("Whom did you call?"),
        quantity_question=N_("How many calls to each?"),
    ),
    Channel.SOCIAL: ChannelLabels(
        noun=N_("social media"),
        done=N_("I wrote on social media"),
        quantity_question=N_("How many posts to each?"),
    ),
}
