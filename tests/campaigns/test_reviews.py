"""Reviews in the header of a PO file: a new one takes the place of the old one, and of nothing else."""

from datetime import date

import pytest

from webapp.campaigns.reviews import NOBODY, without_review, write_review

DAY = date(2030, 1, 2)
OTHERS = ["Glossary agreed with the team (see the wiki)", "Second note (keep)", "third"]


def test_the_comments_of_translators_stay() -> None:
    comments = ["Spanish", "Reviewed by: A.B., 2029-12-31", "Reviewed text: 3f9ac", *OTHERS]
    assert write_review(comments, "C.D.", DAY, []) == ["Spanish", *OTHERS, "Reviewed by: C.D., 2030-01-02"]
    assert without_review([f"Reviewed by: {NOBODY}", *OTHERS]) == OTHERS
    assert without_review(["Reviewed by: A.B. (no bracket behind it", "third"]) == ["third"]
    assert without_review(["Reviewed text: 3f9ac", "", "third"]) == ["", "third"]


@pytest.mark.parametrize(
    "wrapped",
    [
        ("Reviewed text: 3f9ac", "12bcd 99887", "04aef"),
        ("Reviewed by: nobody yet", "(a native speaker should read it", "before it is relied upon)"),
        ("Reviewed by: nobody yet (a native speaker should read it before it is relied", "upon)"),
        ("Reviewed by: A.B. (who teaches", "Spanish), 2029-12-31"),
    ],
)
def test_a_review_that_a_program_wrapped_goes_whole(wrapped: tuple[str, ...]) -> None:
    assert without_review([*wrapped, *OTHERS]) == OTHERS
