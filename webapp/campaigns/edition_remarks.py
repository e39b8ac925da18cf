"""What a team should know of an edition: its state in a line, a sentence about each message to look at."""

from collections import Counter
from collections.abc import Iterator

from webapp.campaigns.diagnostics import shorten
from webapp.campaigns.fact_differences import find_differences
from webapp.campaigns.name_spelling import find_misspelt_names
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.translation import MessageState, TranslatedMessage

MAX_REMARKS = 12
"""Sentences about one edition. More would hide those of the others."""

_WHAT = {
    MessageState.WORDING: "the source has another wording now; the translation stays in use, look it over",
    MessageState.FACT: "the source has another fact or another text now{was}; translate it anew",
}


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


def remarks(campaign: Campaign, edition: Edition) -> tuple[str, ...]:
    """Return a sentence about each message that is outdated, or whose facts differ from the source's."""
    found = [
        f"{_place(message)}: {sentence}"
        for message in edition.messages
        for sentence in _sentences(campaign, edition, message)
    ]
    rest = len(found) - MAX_REMARKS
    return (*found[:MAX_REMARKS], *([f"and {rest} more of this kind"] if rest > 0 else []))


def _sentences(campaign: Campaign, edition: Edition, message: TranslatedMessage) -> Iterator[str]:
    written_in = campaign.source.language
    if message.is_stale:
        changed = find_differences(message.previous, written_in, message.source, written_in)
        was = "".join(
            f" (it had {_listed(each.in_source)} and has {_listed(each.in_translation)})" for each in changed
        )
        yield _WHAT[message.state].format(was=was)
        return
    if message.state is not MessageState.CURRENT:
        return
    for each in find_differences(message.source, written_in, message.translation, edition.language):
        yield (
            f"the source has {_listed(each.in_source)}, the translation {_listed(each.in_translation)}; "
            "correct what is wrong"
        )
    for name, other in find_misspelt_names(message, edition):
        yield f'the name "{name}" is written "{other}" here; correct what is wrong'


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{shorten(value)}"' for value in values) or "none of the kind"


def _place(message: TranslatedMessage) -> str:
    line = f", line {message.line}" if message.line else ""
    return f'{message.context}{line}, "{shorten(message.source)}"'
