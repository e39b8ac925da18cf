"""Message ids that are translated elsewhere than where they stand."""


def N_(message: str) -> str:  # noqa: N802 (gettext's name: tools/messages finds the messages by it)
    """Mark a message id for translation and return it as it is."""
    return message
