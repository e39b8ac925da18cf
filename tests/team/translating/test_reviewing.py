"""Reviews: bound to the text, never of one's own, and no way to change a translation."""

import pytest

from tests.team.translating.conftest import ADA, BEN, CLEO, DORA, Desk
from webapp.campaigns.reader import read_campaign
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.translation import ReviewState
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Person
from webapp.team.translating.outcomes import Saved, UnknownMessage
from webapp.team.translating.reviewing import CHANGED, NOT_DONE, OWN_TEXT, initials

HEADLINE = "Free the keeper of the lighthouse"
SUMMARY = "Ada Example was locked up for lighting a lamp."


def review(desk: Desk, by: Person, *sources: str, base: int | None = None) -> Saved:
    """Review messages by their source texts."""
    keys = [row.key for row in desk.sheet().rows if not sources or row.source in sources]
    outcome = desk.translating.review(by, "lamp", "es", base or desk.head(), keys)
    assert isinstance(outcome, Saved)
    return outcome


def test_a_review_holds_for_the_text_that_was_read(desk: Desk) -> None:
    review(desk, CLEO, HEADLINE)

    assert [row.source for row in desk.sheet().rows if row.is_reviewed] == [HEADLINE]
    assert b"# Reviewed by: C.E., 2030-05-01\n" in desk.po()
    desk.type(ADA, HEADLINE, "Libertad")
    assert not desk.row(HEADLINE).is_reviewed
    desk.type(ADA, HEADLINE, f"ES {HEADLINE}")
    assert desk.row(HEADLINE).is_reviewed  # exactly what was read


def test_several_people_review_one_file(desk: Desk) -> None:
    review(desk, CLEO, HEADLINE)
    review(desk, DORA)

    assert all(row.is_reviewed for row in desk.sheet().rows)
    assert b"# Reviewed by: C.E., D.E., 2030-05-01\n" in desk.po()
    files = desk.drafts.source(desk.version()).contents
    edition = read_campaign(SourceFiles("lamp", files)).editions["es"]
    assert edition.review is ReviewState.WHOLE


def test_nobody_reviews_their_own_text(desk: Desk) -> None:
    desk.type(DORA, HEADLINE, "Libertad")
    refused = review(desk, DORA, HEADLINE, SUMMARY).refused

    assert refused == {desk.row(HEADLINE).key: OWN_TEXT}
    assert desk.row(SUMMARY).is_reviewed
    assert review(desk, CLEO, HEADLINE).refused == {}


def test_who_typed_a_text_is_its_author_also_if_another_confirmed_it(desk: Desk) -> None:
    desk.type(DORA, HEADLINE, "Libertad", done=False)
    desk.type(BEN, HEADLINE, "Libertad")

    assert desk.row(HEADLINE).author == BEN.id
    assert [*review(desk, DORA, HEADLINE).refused.values()] == [OWN_TEXT]


def test_who_restores_a_version_does_not_become_a_stranger_to_their_text(desk: Desk) -> None:
    desk.type(DORA, HEADLINE, "Libertad")
    desk.type(ADA, HEADLINE, "Otro")
    desk.drafts.restore(DORA, "lamp", 2)

    assert [*review(desk, DORA, HEADLINE).refused.values()] == [OWN_TEXT]


def test_what_is_not_done_is_not_reviewed(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Libertad para", done=False)
    desk.correct(lambda document: document.update(summary=f"{SUMMARY} Now."))
    refused = review(desk, CLEO).refused

    assert [*refused.values()] == [NOT_DONE, NOT_DONE]
    assert desk.row(HEADLINE).key in refused


def test_a_text_that_was_changed_meanwhile_is_not_reviewed(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Libertad")
    refused = review(desk, CLEO, HEADLINE, SUMMARY, base=1).refused

    assert refused == {desk.row(HEADLINE).key: CHANGED}
    assert (desk.row(HEADLINE).is_reviewed, desk.row(SUMMARY).is_reviewed) == (False, True)


def test_a_review_is_taken_back(desk: Desk) -> None:
    review(desk, CLEO, HEADLINE, SUMMARY)
    desk.translating.take_back_review(DORA, "lamp", "es", desk.head(), [desk.row(HEADLINE).key])
    assert (desk.row(HEADLINE).is_reviewed, desk.row(SUMMARY).is_reviewed) == (False, True)

    desk.translating.take_back_review(DORA, "lamp", "es", desk.head(), [desk.row(SUMMARY).key])
    assert b"# Reviewed by: nobody yet" in desk.po()
    assert b"Reviewed text" not in desk.po()


def test_a_review_and_its_withdrawal_at_once_are_both_kept(desk: Desk) -> None:
    review(desk, CLEO, HEADLINE)
    base = desk.head()
    review(desk, CLEO, SUMMARY)
    desk.translating.take_back_review(DORA, "lamp", "es", base, [desk.row(HEADLINE).key])

    assert (desk.row(HEADLINE).is_reviewed, desk.row(SUMMARY).is_reviewed) == (False, True)


def test_a_reviewer_changes_no_text_whatever_they_send(desk: Desk) -> None:
    body = desk.po()
    for changed in (
        body.replace(b"ES Write", b"EN Write", 1),
        body.replace(b"#. Page.\n", b"#. Page.\n# Note\n", 1),
        body.replace(b"#. Page.\n", b"#. Page.\n#, fuzzy\n", 1),
        body.replace(b"Language: es", b"Language: fr", 1),
        body.replace(b"# Edition: es\n", b"# Edition: es\n# Note\n", 1),
        b"nonsense",
        None,
    ):
        with pytest.raises(NotAllowed):
            desk.drafts.save(CLEO, "lamp", 1, {"es.po": changed})
    for name in ("campaign.toml", "fr.po"):
        with pytest.raises(NotAllowed):
            desk.drafts.save(CLEO, "lamp", 1, {name: body})

    assert desk.head() == 1


def test_who_translates_alone_does_not_review(desk: Desk) -> None:
    for act in (desk.translating.review, desk.translating.take_back_review):
        with pytest.raises(NotAllowed):
            act(ADA, "lamp", "es", 1, [desk.row(HEADLINE).key])
    with pytest.raises(UnknownMessage):
        desk.translating.review(CLEO, "lamp", "es", 1, ["0"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Example", "A.E."),
        ("ада", "А."),
        ("آدا مثال", "آ.م."),
        ("王小明", "王."),
        ("42", "team"),
        ("", "team"),
    ],
)
def test_a_file_names_reviewers_by_their_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
