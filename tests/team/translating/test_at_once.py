"""Several people at one PO file: nothing is lost, and the same message is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.team.translating.conftest import ADA, BEN, CLEO, DORA, Desk
from webapp.domain.translation import MessageState
from webapp.team.translating.outcomes import EditionConflict, EditionExists, Saved, Typed, Unreadable

HEADLINE = "Free the keeper of the lighthouse"
SUMMARY = "Ada Example was locked up for lighting a lamp."
AT_ONCE = 8


def test_eight_people_save_different_messages_and_nothing_is_lost(desk: Desk) -> None:
    rows = desk.sheet().rows[:AT_ONCE]
    start = Barrier(AT_ONCE)

    def save(number: int) -> object:
        start.wait()
        key = rows[number].key
        return desk.translating.save(BEN, "lamp", "es", 1, {key: Typed(f"Texto {number}.", True)})

    with ThreadPoolExecutor(AT_ONCE) as several:
        outcomes = [*several.map(save, range(AT_ONCE))]

    assert all(isinstance(outcome, Saved) for outcome in outcomes)
    assert [row.translation for row in desk.sheet().rows[:AT_ONCE]] == [
        f"Texto {number}." for number in range(AT_ONCE)
    ]
    assert {row.author for row in desk.sheet().rows[:AT_ONCE]} == {BEN.id}


def test_the_same_message_is_told_and_the_rest_is_saved(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "De Ada")
    headline, summary = desk.row(HEADLINE), desk.row(SUMMARY)
    typed = {headline.key: Typed("De Ben", True), summary.key: Typed("También.", True)}
    outcome = desk.translating.save(BEN, "lamp", "es", 1, typed)

    assert isinstance(outcome, EditionConflict)
    (message,) = outcome.messages
    assert (message.key, message.context, message.source) == (headline.key, "headline", HEADLINE)
    assert (message.before, message.mine, message.theirs) == (f"ES {HEADLINE}", "De Ben", "De Ada")
    assert message.is_done
    assert desk.row(HEADLINE).translation == "De Ada"
    assert desk.row(SUMMARY).translation == "También."
    again = {message.key: Typed("De los dos", True)}
    assert isinstance(desk.translating.save(BEN, "lamp", "es", outcome.head.number, again), Saved)
    assert desk.row(HEADLINE).translation == "De los dos"


def test_eight_people_at_one_message_are_told_of_each_other(desk: Desk) -> None:
    headline, summary = desk.row(HEADLINE), desk.row(SUMMARY)
    start = Barrier(AT_ONCE)

    def save(number: int) -> Saved | EditionConflict:
        start.wait()
        typed = {headline.key: Typed(f"Texto {number}.", True), summary.key: Typed("Igual.", True)}
        return desk.translating.save(BEN, "lamp", "es", 1, typed)

    with ThreadPoolExecutor(AT_ONCE) as several:
        outcomes = [*several.map(save, range(AT_ONCE))]

    (winner,) = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Saved)]
    assert desk.row(HEADLINE).translation == f"Texto {winner}."
    for number, outcome in enumerate(outcomes):
        if isinstance(outcome, EditionConflict):
            (message,) = outcome.messages
            assert (message.mine, message.theirs) == (f"Texto {number}.", f"Texto {winner}.")


def test_the_same_text_twice_is_no_conflict(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Libertad", done=False)

    assert isinstance(desk.type(BEN, HEADLINE, "Libertad", base=1), Saved)
    assert desk.row(HEADLINE).state is MessageState.CURRENT
    assert desk.row(HEADLINE).author == BEN.id


def test_a_text_is_more_than_a_mark(desk: Desk) -> None:
    desk.type(ADA, HEADLINE, "Nueva")

    assert isinstance(desk.type(BEN, HEADLINE, f"ES {HEADLINE}", done=False, base=1), Saved)
    assert (desk.row(HEADLINE).translation, desk.row(HEADLINE).state) == ("Nueva", MessageState.CURRENT)


def test_a_review_is_kept_when_somebody_saves_at_the_same_time(desk: Desk) -> None:
    desk.translating.review(CLEO, "lamp", "es", 1, [desk.row(SUMMARY).key, desk.row(HEADLINE).key])
    desk.type(ADA, HEADLINE, "Libertad", base=1)

    assert desk.row(SUMMARY).is_reviewed
    assert not desk.row(HEADLINE).is_reviewed


@pytest.mark.parametrize("is_renewed", [False, True])
def test_a_translation_typed_while_the_source_is_corrected_is_that_of_the_corrected_text(
    desk: Desk, is_renewed: bool
) -> None:
    corrected = "Free the old keeper of the lighthouse"
    desk.correct(lambda document: document.update(headline=corrected))
    if is_renewed:  # somebody else has saved the file, which is up to date with the corrected source now
        desk.type(ADA, SUMMARY, "Otra cosa.")
    outcome = desk.type(BEN, HEADLINE, "Libertad para el farero", base=1)

    assert isinstance(outcome, Saved)
    row = desk.row(corrected)
    assert (row.translation, row.previous) == ("Libertad para el farero", HEADLINE)
    assert row.state in (MessageState.WORDING, MessageState.FACT)


@pytest.mark.parametrize("is_renewed", [False, True])
def test_what_is_half_done_when_the_source_is_corrected_is_kept_and_not_used(
    desk: Desk, is_renewed: bool
) -> None:
    desk.type(BEN, HEADLINE, "Libertad para", done=False)
    corrected = "Free the old keeper of the lighthouse"
    desk.correct(lambda document: document.update(headline=corrected))
    if is_renewed:
        desk.type(ADA, SUMMARY, "Otra cosa.")
    row = desk.row(corrected)

    assert (row.translation, row.previous, row.needs_work) == ("Libertad para", HEADLINE, True)
    assert row.state is MessageState.MISSING


def test_a_stale_text_that_is_half_corrected_is_not_shown_and_the_change_still_is(desk: Desk) -> None:
    corrected = "Please free the keeper of the lighthouse"
    desk.correct(lambda document: document.update(headline=corrected))
    desk.type(ADA, corrected, f"ES {HEADLINE}", done=False)
    assert desk.row(corrected).state is MessageState.WORDING  # untouched: still in use
    desk.type(ADA, corrected, "Por favor, ES", done=False)

    row = desk.row(corrected)
    assert (row.state, row.translation, row.previous) == (MessageState.MISSING, "Por favor, ES", HEADLINE)
    desk.type(ADA, corrected, "Por favor, libertad")
    row = desk.row(corrected)
    assert (row.state, row.previous) == (MessageState.CURRENT, "")


def test_a_file_that_cannot_be_read_any_more_is_told(desk: Desk) -> None:
    desk.drafts.save(DORA, "lamp", 1, {"es.po": b"nonsense"})
    with pytest.raises(Unreadable):
        desk.type(BEN, HEADLINE, "Libertad", base=1)
    assert desk.po() == b"nonsense"


def test_two_begin_a_translation_at_once(desk: Desk) -> None:
    start = Barrier(2)

    def begin(_number: int) -> str:
        start.wait()
        try:
            desk.translating.begin(BEN, "lamp", "fr")
        except EditionExists:
            return "exists"
        return "begun"

    with ThreadPoolExecutor(2) as several:
        outcomes = [*several.map(begin, range(2))]

    assert "begun" in outcomes
    assert len(desk.sheet("fr").rows) == len(desk.sheet("es").rows)
