"""The suggested letters of the shipped campaign, with a name and an address added."""

from dataclasses import replace

import pytest

from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import ROOT, fold, unmirrored, words
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.stationery import Paper

GORINOV = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))


def a_suggested_letter(tag, target, paper):
    edition = GORINOV.editions[tag]
    return replace(
        a_full_letter(tag, paper=paper),
        target=target,
        language=edition.language,
        subject=edition.text.letter.subject,
        salutation=edition.text.targets[target.id].salutation,
        paragraphs=edition.text.letter.paragraphs,
        closing=edition.text.letter.closing,
    )


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TEXTS)
def test_a_suggested_letter_fits_one_sheet(prints, printer, tag, paper):
    """With a sender of four lines and room to sign. Officials read one page."""
    for target in GORINOV.targets:
        letter = a_suggested_letter(tag, target, paper)

        printed = prints(letter)

        assert len(printed.pages) == 1
        assert unmirrored(fold("".join(printed.lines()))) == unmirrored(words(letter))
        assert printer.missing(letter.subject + letter.body) == frozenset()
