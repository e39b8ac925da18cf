"""The team's word on a corrected text: which translations stay in use, and which languages lose something."""

import pytest

from tests.team.publishing.conftest import COORDINATOR, Desk
from webapp.domain.translation import Change
from webapp.team.publishing.plan import Plan, Word

BEFORE, AFTER = "She lit a lamp.", "She lit a large lamp."


@pytest.fixture
def corrected(desk: Desk) -> Desk:
    """The lamp is public, and a paragraph of its letter is corrected in the draft."""
    desk.publish()
    desk.edit(BEFORE, AFTER)
    return desk


def plan(desk: Desk, word: Word | None) -> Plan:
    return desk.publishing.plan_publish(COORDINATOR, "lamp", word=word)


def test_a_plan_says_what_was_corrected_and_asks_for_the_word(corrected: Desk) -> None:
    planned = plan(corrected, None)

    (change,) = planned.source_changes
    assert (change.context, change.before, change.after) == ("letter.text", BEFORE, AFTER)
    assert change.change is Change.WORDING
    assert planned.asks_for_word


@pytest.mark.parametrize(
    ("word", "letter", "earlier", "lost"), [(Word.WORDING, True, 1, 0), (Word.FACT, False, 0, 1)]
)
def test_the_word_decides_whether_the_letter_stays(
    corrected: Desk, word: Word, letter: bool, earlier: int, lost: int
) -> None:
    planned = plan(corrected, word)
    corrected.apply(planned)

    (spanish,) = planned.languages
    public = corrected.public()
    assert (spanish.tag, spanish.has_letter, spanish.loses_letter) == ("es", letter, not letter)
    assert (spanish.of_earlier_wording, len(spanish.in_source_language)) == (earlier, lost)
    assert public
    assert ("es" in {each.tag for each in public.letter_languages}) is letter


def test_the_word_lasts_through_a_later_correction_with_another_word(corrected: Desk) -> None:
    corrected.apply(plan(corrected, Word.WORDING))
    corrected.edit("The lamp was blue.", "The lamp was green.")

    planned = plan(corrected, Word.FACT)
    corrected.apply(planned)

    public = corrected.public()
    assert public
    assert [(each.source, each.state.value) for each in public.editions["es"].messages if each.is_stale] == [
        ("The lamp was green.", "fact"),
        (AFTER, "wording"),
    ]


def test_together_is_refused_until_the_translations_are_new(corrected: Desk) -> None:
    corrected.edit("She lit a large lamp.", "She lit 40 lamps.")
    refused = plan(corrected, Word.TOGETHER)

    assert "es: 1 texts were not translated anew" in refused.refusals[0]

    corrected.edit("She lit a lamp. (es)", "She lit 40 lamps. (es)", name="es.po")
    planned = plan(corrected, Word.TOGETHER)
    assert planned.refusals == ()
    corrected.apply(planned)

    public = corrected.public()
    assert public
    assert not [each for each in public.editions["es"].messages if each.is_stale]
    assert public.editions["es"].text.letter.paragraphs[-1] == "She lit 40 lamps. (es)"


def test_a_translation_alone_is_published_without_a_word(desk: Desk) -> None:
    desk.publish()
    desk.edit("The lamp was blue. (es)", "La lámpara era azul.", name="es.po")

    planned = plan(desk, None)
    desk.apply(planned)

    assert not planned.asks_for_word
    (spanish,) = planned.touched_languages
    assert spanish.changed == 1


def test_the_draft_gets_what_was_published(corrected: Desk) -> None:
    corrected.apply(plan(corrected, Word.FACT))

    assert "Change: fact" in corrected.text(name="es.po")
    assert plan(corrected, None).refusals == ("Nothing was changed since the last publication",)


def test_a_translation_that_somebody_only_began_is_not_published(corrected: Desk) -> None:
    corrected.edit("She lit a large lamp.", "She lit 40 lamps.")
    done = 'msgctxt "letter.text"\nmsgid "She lit a lamp."\nmsgstr "She lit a lamp. (es)"'
    begun = '#, fuzzy\n#| msgctxt "unfinished"\n#| msgid "She lit a lamp."\n'
    begun += 'msgctxt "letter.text"\nmsgid "She lit 40 lamps."\nmsgstr "She lit (es)"'
    corrected.edit(done, begun, name="es.po")
    planned = plan(corrected, Word.TOGETHER)

    assert "es: " in " ".join(planned.refusals)

    corrected.apply(plan(corrected, Word.WORDING))
    public = corrected.public()
    assert public
    assert "She lit (es)" not in str(public.editions["es"].text)
    assert "She lit (es)" in corrected.text(name="es.po")
