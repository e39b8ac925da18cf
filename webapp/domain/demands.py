"""What a campaign asks for, in the letters: points for one's own words, of one target alone, or locked."""

from collections.abc import Sequence
from dataclasses import replace

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition, LockedDemand
from webapp.domain.letter import Draft


def take_up_demands(campaign: Campaign, draft: Draft) -> Draft:
    """Put what the campaign asks for into the letter, below the supporter's words: the rest they write.

    What is there already, or stays in the letter anyway, is not put there twice.
    """
    edition = campaign.draft_edition(draft.language.tag)

    def with_demands(words: str, demands: Sequence[str], locked: Sequence[LockedDemand]) -> str:
        kept = [each.text for each in locked]
        new = [each for each in demands if each not in kept and not _holds(words, each)]
        return text.join_paragraphs((*text.split_paragraphs(words), *new))

    letter = edition.text.letter
    return replace(
        draft,
        text=with_demands(draft.text, letter.demands, letter.locked),
        demands={
            target_id: with_demands(draft.demands.get(target_id, ""), target.demands, target.locked)
            for target_id, target in edition.text.targets.items()
            if target.demands
        },
    )


def locked_demands(campaign: Campaign, draft: Draft, target_id: str = "") -> tuple[LockedDemand, ...]:
    """Return what stays in the letter and is not in the supporter's words: to all, or to one target alone."""
    edition = campaign.draft_edition(draft.language.tag).text
    locked = edition.targets[target_id].locked if target_id else edition.letter.locked
    words = f"{draft.text}\n{draft.demands.get(target_id, '')}"
    return tuple(each for each in locked if not _holds(words, each.text))


def suggested_demands(edition: Edition) -> dict[str, str]:
    """Return what is asked of each target alone, as paragraphs of their letter.

    It is empty where supporters write in words of their own, and without what stays in the letter anyway.
    """
    asks_for_own_words = not edition.text.letter.paragraphs
    return {
        target_id: ""
        if asks_for_own_words
        else text.join_paragraphs(
            tuple(each for each in target.demands if each not in [kept.text for kept in target.locked])
        )
        for target_id, target in edition.text.targets.items()
        if target.demands
    }


def letter_paragraphs(campaign: Campaign, draft: Draft, target_id: str) -> tuple[str, ...]:
    """Return the paragraphs of the letter to one target: nothing that is asked of another one."""
    return (
        *((draft.introduction,) if draft.introduction else ()),
        *text.split_paragraphs(draft.text),
        *(each.text for each in locked_demands(campaign, draft)),
        *text.split_paragraphs(draft.demands.get(target_id, "")),
        *(each.text for each in locked_demands(campaign, draft, target_id)),
    )


def _holds(words: str, sentence: str) -> bool:
    return " ".join(sentence.split()) in " ".join(words.split())
