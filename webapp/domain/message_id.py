"""Message ids that are translated elsewhere than where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContextualMessage:
    """A message id with its context, gettext's `msgctxt`: a message of one or two words needs one."""

    context: str
    """Where the message stands and what it is, for translators."""
    text: str


def N_(message: str) -> str:  # noqa: N802 (gettext's name: tools/messages finds the messages by it)
    """Mark a message id for translation and return it as it is."""
    return message


def NC_(context: str, message: str) -> ContextualMessage:  # noqa: N802 (GLib's name; see `N_`)
    """Mark a message id that has a context for translation and return both."""
    return ContextualMessage(context, message)
