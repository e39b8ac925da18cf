"""A translation with another fact than its source stops a publication that would show it."""

from dataclasses import replace

import pytest

from tests.team.publishing.conftest import COORDINATOR, Desk
from webapp.campaigns.translation_checks.remark import Kind
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Person, Role
from webapp.team.publishing.plan import CannotPublish, Plan, PlanOutdated, Word
from webapp.team.publishing.right_words import say_right
from webapp.team.publishing.wrong_translations import WrongTranslation
from webapp.team.translating.outcomes import NoEdition, UnknownMessage

SOURCE = "She is 62 and lit a lamp, in May 2024."
WRONG = "Tiene 62 años y encendió una lámpara, en mayo de 2042."
RIGHT = "Tiene 62 años y encendió una lámpara, en mayo de 2024."
REVIEWER = Person("reviewer-0123456789", "Cleo Example", (Grant(Role.REVIEWER, None, frozenset({"es"})),))


@pytest.fixture
def dated(desk: Desk) -> Desk:
    """The draft has a date, and the Spanish translation has it right."""
    desk.edit("She lit a lamp.", SOURCE)
    desk.edit("She lit a lamp. (es)", RIGHT, name="es.po")
    desk.edit("She lit a lamp.", SOURCE, name="es.po")
    return desk


def plan(desk: Desk, word: Word | None = None) -> Plan:
    return desk.publishing.plan_publish(COORDINATOR, "lamp", word=word)


def wrong(desk: Desk) -> WrongTranslation:
    (found,) = plan(desk).wrong
    return found


def say(desk: Desk, by: Person = COORDINATOR, author: str = "", **changes: str) -> None:
    found = wrong(desk)
    values = {"slug": "lamp", "language": "es", "key": found.key, "seen": found.seen} | changes
    say_right(desk.drafts, by, **values, author=author)


def test_a_right_translation_is_published(dated: Desk) -> None:
    dated.publish()

    assert dated.public()
    assert plan(dated).wrong == ()


def test_a_wrong_year_stops_it_and_says_where(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")

    planned = plan(dated)

    assert planned.refusals == (
        'es, letter.text: the source has "2024", the translation "2042"; correct what is wrong, '
        "or say at the desk that it is right as it is",
    )
    (found,) = planned.wrong
    (remark,) = found.remarks
    assert (found.language.tag, found.message.source, remark.kind) == ("es", SOURCE, Kind.DATE)
    assert WRONG[remark.start : remark.end] == "2042"
    with pytest.raises(CannotPublish):
        dated.apply(planned)
    assert dated.public() is None


def test_another_colon_and_other_quotes_stop_nothing(dated: Desk) -> None:
    dated.edit(RIGHT, "«Tiene 62 años»: en mayo de 2024, la lámpara.", name="es.po")

    assert plan(dated).refusals == ()


FUZZY = ('msgctxt "letter.text"\nmsgid "She is', '#, fuzzy\nmsgctxt "letter.text"\nmsgid "She is')
NOT_OFFERED = ('msgstr "Yours sincerely, (es)"', 'msgstr ""')


@pytest.mark.parametrize(("before", "after"), [FUZZY, NOT_OFFERED])
def test_what_nobody_would_see_stops_nothing(dated: Desk, before: str, after: str) -> None:
    """The translation is marked as needing work, or another message of the letter is not translated."""
    dated.edit(RIGHT, WRONG, name="es.po")
    dated.edit(before, after, name="es.po")

    planned = plan(dated)

    assert (planned.refusals, planned.wrong) == ((), ())


def test_the_team_may_say_that_it_is_right_until_the_translation_changes(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")

    say(dated)

    assert "# Right as it is: " in dated.text(name="es.po")
    assert plan(dated).wrong == ()
    dated.publish()
    dated.edit("de 2042", "de 2043", name="es.po")
    assert [each.found for each in wrong(dated).remarks] == ["2043"]


def test_the_word_holds_for_the_source_that_was_read(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")
    say(dated)

    dated.edit("in May 2024", "in May 2025")
    dated.edit("in May 2024", "in May 2025", name="es.po")

    assert [each.expected for each in wrong(dated).remarks] == ["2025"]


def test_a_campaign_that_shows_a_wrong_translation_already_can_be_corrected(
    dated: Desk,
) -> None:
    """It was published before there was the check: everything else can change, and a new wrong fact stops."""
    dated.edit(RIGHT, WRONG, name="es.po")
    old = replace(plan(dated), refusals=())
    dated.apply(old)
    dated.edit("The lamp was blue.", "The lamp was very blue.")
    dated.edit("She is 62 and lit", "She is 62, and she lit")  # the same paragraph

    planned = plan(dated, Word.WORDING)

    assert planned.refusals == ()
    assert [each.is_public for each in planned.wrong] == [True]
    assert "the page shows it already" in " ".join(planned.notes)
    dated.apply(planned)
    dated.edit("de 2042", "de 2043", name="es.po")
    assert [each.is_public for each in plan(dated).wrong] == [False]
    dated.publishing.plan_close(COORDINATOR, "lamp")


def test_closing_and_withdrawing_are_never_stopped(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")
    dated.apply(replace(plan(dated), refusals=()))

    assert dated.publishing.plan_close(COORDINATOR, "lamp").refusals == ()
    assert dated.publishing.plan_withdraw(COORDINATOR, "lamp").refusals == ()


def test_a_corrected_fact_that_is_called_wording_is_stopped(dated: Desk) -> None:
    dated.publish()
    dated.edit("in May 2024", "in May 2026")

    planned = plan(dated, Word.WORDING)

    assert [each.remarks[0].expected for each in planned.wrong] == ["2026"]
    assert plan(dated, Word.FACT).wrong == ()


def test_a_reviewer_may_say_it_of_another_s_text_alone(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")
    author = Person("author-0123456789", "Bo Example", (Grant(Role.AUTHOR),))

    for by, written_by in ((REVIEWER, REVIEWER.id), (REVIEWER, ""), (author, "somebody"), (author, "")):
        with pytest.raises(NotAllowed):
            say(dated, by, written_by)
    say(dated, REVIEWER, author.id)

    assert plan(dated).wrong == ()


def test_the_word_is_about_the_text_that_was_seen(dated: Desk) -> None:
    dated.edit(RIGHT, WRONG, name="es.po")

    for changes, error in (
        ({"seen": "00000000"}, PlanOutdated),
        ({"key": "0" * 16}, UnknownMessage),
        ({"language": "fr"}, NoEdition),
    ):
        with pytest.raises(error):
            say(dated, **changes)
    assert len(plan(dated).wrong) == 1
