"""A sentence about each message of an edition that the team should look at.

Only `check` and the desk use this module: what it needs to compare texts would slow the start of the page.
"""

from collections.abc import Iterator

from webapp.campaigns.diagnostics import shorten
from webapp.campaigns.fact_differences import find_differences
from webapp.campaigns.translation_checks.edition import check_message
from webapp.campaigns.translation_checks.sentences import sentence
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.translation import MessageState, TranslatedMessage

MAX_REMARKS = 12
"""Sentences about one edition. More would hide those of the others."""

_WHAT = {
    MessageState.WORDING: "the source has another wording now; the translation stays in use, look it over",
    MessageState.FACT: "the source has another fact or another text now{was}; translate it anew",
}


def remarks(campaign: Campaign, edition: Edition) -> tuple[str, ...]:
    """Return a sentence about each message that is outdated, or whose facts differ from the source's."""
    found = [
        f"{_place(message)}: {each}"
        for message in edition.messages
        for each in _sentences(campaign, edition, message)
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
    yield from map(sentence, check_message(campaign, edition, message))


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{shorten(value)}"' for value in values) or "none of the kind"


def _place(message: TranslatedMessage) -> str:
    line = f", line {message.line}" if message.line else ""
    return f'{message.context}{line}, "{shorten(message.source)}"'
