"""The suggested letters of a campaign as files: PDF, plain text and e-mail draft, the same for each page.

Nobody's name or date is on them. Where a letter is posted is not known, so the country stands on it in
English, as the posts between countries read it (UPU Convention Regulations, on addressing).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from webapp.campaigns.interface import SOURCE
from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.delivery.draft_file import draft_file
from webapp.domain.delivery.mailto import MailLink, link_for
from webapp.domain.delivery.plain_text import plain
from webapp.domain.language import Language
from webapp.domain.letter import Letter
from webapp.domain.stationery import Paper

PAPER_NAMES = {Paper.A4: "A4", Paper.LETTER: "US Letter"}
FOLDER = "letters"

Prints = Callable[[Letter], bytes]
"""Returns a letter as PDF."""


@dataclass(frozen=True, slots=True)
class LetterFiles:
    """One letter to one target, and where its files are, by paths from the folder of the mirror."""

    letter: Letter
    stem: str
    """The paths without their endings."""

    @classmethod
    def of(cls, slug: str, letter: Letter) -> Self:
        """Name the files of a letter."""
        tag = letter.language.tag
        return cls(letter, f"{FOLDER}/{tag}/{slug}-{tag}-{letter.target.id}")

    @property
    def mail(self) -> MailLink | None:
        """The mail link, with the whole letter if that fits; None for a target without e-mail."""
        return link_for(self.letter) if self.letter.target.email else None

    @property
    def text(self) -> str:
        """The path of the plain text."""
        return f"{self.stem}.txt"

    @property
    def draft(self) -> str:
        """The path of the e-mail draft, or "" for a target without e-mail."""
        return f"{self.stem}.eml" if self.letter.target.email else ""

    @property
    def prints(self) -> Mapping[str, str]:
        """The paths of the PDFs by the name of their paper; none while no post is sent to the target."""
        if Channel.POST not in self.letter.target.channels:
            return {}
        return {name: f"{self.stem}-{name.lower().replace(' ', '-')}.pdf" for name in PAPER_NAMES.values()}


@dataclass(frozen=True, slots=True)
class LettersInLanguage:
    """The letters of one language, one for each target."""

    language: Language
    letters: tuple[LetterFiles, ...]


def letters_of(campaign: Campaign) -> tuple[LettersInLanguage, ...]:
    """Return the suggested letters in each language in which the campaign offers them."""
    return tuple(
        LettersInLanguage(
            language,
            tuple(LetterFiles.of(campaign.slug, each) for each in _compose(campaign, language, Paper.A4)),
        )
        for language in campaign.letter_languages
    )


def contents(campaign: Campaign, print_letter: Prints) -> Iterator[tuple[str, bytes]]:
    """Return the path and the content of each file, one after the other: a print takes its time."""
    for language in campaign.letter_languages:
        for paper, name in PAPER_NAMES.items():
            for letter in _compose(campaign, language, paper):
                files = LetterFiles.of(campaign.slug, letter)
                if name in files.prints:
                    yield files.prints[name], print_letter(letter)
                if paper is Paper.A4:
                    # No header tells a browser the encoding of a file: the mark at its beginning does.
                    yield files.text, b"\xef\xbb\xbf" + plain([letter]).replace("\n", "\r\n").encode()
                    if files.draft:
                        yield files.draft, draft_file(letter)


def _compose(campaign: Campaign, language: Language, paper: Paper) -> tuple[Letter, ...]:
    draft = drafting.begin(campaign, language)
    return drafting.compose(campaign, replace(draft, paper=paper), None, SOURCE)
