"""What a team should know of an edition: its state in one line."""

from collections import Counter
from collections.abc import Iterator

from webapp.domain.edition import Edition
from webapp.domain.translation import MessageState


def describe(edition: Edition) -> str:
    """Return the state of an edition in one line."""
    if edition.source_language is None:
        return "complete"
    count = Counter((message.in_letter, message.state) for message in edition.messages)
    page_waits = (
        "each of them is shown in the campaign's first language"
        if edition.offers_page
        else "the page shows the campaign's first language"
    )
    parts = [
        f"{number} of the {part}'s messages {what}, until then {meanwhile}"
        for part, in_letter, meanwhile in (
            ("letter", True, "this letter is not offered"),
            ("page", False, page_waits),
        )
        for what, state in (("to translate", MessageState.MISSING), ("to correct", MessageState.FACT))
        if (number := count[in_letter, state])
    ]
    older = count[True, MessageState.WORDING] + count[False, MessageState.WORDING]
    if older:
        parts.append(f"{older} of an earlier wording, in use")
    return "; ".join([*(parts or ["complete"]), *_review(edition)])


def _review(edition: Edition) -> Iterator[str]:
    usable = [message for message in edition.messages if message.is_usable]
    unread = sum(not message.is_reviewed for message in usable)
    if not edition.reviewer:
        yield "not yet reviewed by a native speaker"
    elif unread == len(usable):
        yield (
            f"reviewed by {edition.reviewer}, but not known for which text: record it with `appeal reviewed`"
        )
    elif unread:
        yield f"reviewed by {edition.reviewer}; {unread} messages have changed since"
