"""Drafts: their bounds, and how they are revised, reset and restored."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, a_draft, an_edition
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting, text
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import SetAside
from webapp.domain.language import Language
from webapp.domain.letter import card_paragraphs, card_problems, problems
from webapp.domain.stationery import Stationery, Window

SPANISH = {
    ("letter.subject", "Ada Example"): "Ada Example",
    ("letter.text", "Please release Ada Example."): "Libere a Ada Example.",
    ("letter.text", "She lit a lamp."): "Encendió una lámpara.",
    ("letter.closing", "Yours sincerely,"): "Atentamente,",
    ("targets.minister.salutation", "Dear Minister,"): "Señor ministro:",
    ("targets.warden.salutation", "Dear Warden,"): "Señora directora:",
}
ENGLISH, ES = Language("en"), Language("es")


@pytest.fixture
def lamp(tmp_path: Path) -> Campaign:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH)
    return read_campaign(read_folder(folder))


BOUNDS = [
    ({"to": ()}, ("to", "empty", 0)),
    ({"text": " \n\n "}, ("text", "empty", 0)),
    ({"text": "x" * (text.MAX_TEXT_CHARS + 1)}, ("text", "too-long", text.MAX_TEXT_CHARS + 1)),
    (
        {"text": "x" * (text.MAX_PARAGRAPH_CHARS + 1)},
        ("text", "paragraph-too-long", text.MAX_PARAGRAPH_CHARS + 1),
    ),
    ({"text": "x\n\n" * (text.MAX_PARAGRAPHS + 1)}, ("text", "too-many-paragraphs", text.MAX_PARAGRAPHS + 1)),
    ({"text": "x\n" * (text.MAX_LINES + 1)}, ("text", "too-many-lines", text.MAX_LINES + 1)),
    ({"closing": "x" * (text.MAX_LINE_CHARS + 1)}, ("closing", "too-long", text.MAX_LINE_CHARS + 1)),
    ({"sender_name": "x" * (text.MAX_LINE_CHARS + 1)}, ("sender_name", "too-long", text.MAX_LINE_CHARS + 1)),
    ({"sender_address": "x\n" * 9}, ("sender_address", "too-many-lines", 9)),
    ({"sender_address": "x\n" + "y" * 121}, ("sender_address", "too-long", 121)),
    ({"introduction": "x" * 301}, ("introduction", "too-long", 301)),
    ({"salutations": {"minister": "x" * 121}}, ("salutation-minister", "too-long", 121)),
]


@pytest.mark.parametrize(("changes", "expected"), BOUNDS)
def test_a_draft_over_a_bound_has_that_problem(
    changes: dict[str, object], expected: tuple[str, str, int]
) -> None:
    (problem,) = problems(a_draft(**changes))

    assert (problem.field, problem.code, problem.actual) == expected


def test_a_draft_at_its_bounds_is_a_letter() -> None:
    paragraphs = "\n\n".join(["x" * 330] * text.MAX_PARAGRAPHS)
    full = a_draft(
        text=paragraphs[: text.MAX_TEXT_CHARS],
        closing="x" * text.MAX_LINE_CHARS,
        introduction="x" * text.MAX_INTRODUCTION_CHARS,
        sender_address="x\n" * 8,
    )

    assert problems(full) == ()


def test_the_salutation_of_a_target_that_is_not_chosen_is_no_problem() -> None:
    draft = a_draft(to=("warden",), salutations={"minister": "x" * 500, "warden": "Dear Warden,"})

    assert problems(draft) == ()


def test_an_untouched_letter_follows_its_language(lamp: Campaign) -> None:
    revised = drafting.revise(lamp, a_draft(language=ES), was=ENGLISH)

    assert revised.draft.text == "Libere a Ada Example.\n\nEncendió una lámpara."
    assert revised.draft.closing == "Atentamente,"
    assert revised.draft.salutations == {"minister": "Señor ministro:", "warden": "Señora directora:"}
    assert not revised.touched


def test_the_supporters_own_text_stays_when_the_language_is_switched(lamp: Campaign) -> None:
    mine = a_draft(
        language=ES, text="My own words.", salutations={"minister": "Hello,", "warden": "Dear Warden,"}
    )

    revised = drafting.revise(lamp, mine, was=ENGLISH)

    assert revised.draft.text == "My own words."
    assert revised.draft.salutations == {"minister": "Hello,", "warden": "Señora directora:"}
    assert revised.own_text_kept


def test_a_reset_returns_the_suggested_text_and_sets_the_own_aside(lamp: Campaign) -> None:
    mine = a_draft(text="My own words.", closing="Bye,", card="My own card.")

    suggested = drafting.reset(lamp, mine)

    assert suggested.draft.text.startswith("Please release")
    assert suggested.set_aside == SetAside("My own words.", "Bye,", mine.salutations, "My own card.")
    assert suggested.set_aside is not None

    back = drafting.restore(lamp, suggested.draft, suggested.set_aside)

    assert back.draft == mine
    assert back.set_aside is None


def test_words_stay_aside_when_the_suggested_text_is_put_back_twice(lamp: Campaign) -> None:
    once = drafting.reset(lamp, a_draft(text="My own words."))

    twice = drafting.reset(lamp, once.draft, once.set_aside)

    assert twice.set_aside == once.set_aside is not None


def test_words_put_aside_last_take_the_place_of_those_before(lamp: Campaign) -> None:
    before = SetAside("First words.", "Bye,", {})

    suggested = drafting.reset(lamp, a_draft(text="Second words."), before)

    assert suggested.set_aside is not None
    assert suggested.set_aside.text == "Second words."


def test_an_introduction_replaces_nothing_and_stays_when_texts_are_replaced(lamp: Campaign) -> None:
    mine = a_draft(introduction="I light lamps.", text="My own words.", language=ES)

    revised = drafting.revise(lamp, mine, was=ENGLISH)
    suggested = drafting.reset(lamp, revised.draft)
    assert suggested.set_aside is not None
    back = drafting.restore(lamp, suggested.draft, suggested.set_aside)

    assert {each.draft.introduction for each in (revised, suggested, back)} == {"I light lamps."}
    assert back.draft.text == "My own words."


def test_an_introduction_alone_sets_nothing_aside_and_is_the_supporters(lamp: Campaign) -> None:
    suggested = drafting.reset(lamp, a_draft(introduction="I light lamps."))

    assert suggested.set_aside is None
    assert not suggested.is_suggested
    assert drafting.reset(lamp, a_draft()).is_suggested


def test_an_introduction_is_the_first_paragraph_of_each_letter(lamp: Campaign) -> None:
    draft = a_draft(introduction="I light lamps.")

    for letter in drafting.compose(lamp, draft, date(2030, 1, 2), ENGLISH):
        assert letter.paragraphs == ("I light lamps.", "Please release Ada Example.", "She lit a lamp.")
        assert letter.body.startswith(f"{letter.salutation}\n\nI light lamps.\n\nPlease")
        assert letter.card == ("I light lamps.", "Ada Example")


@pytest.mark.parametrize("card", ["x" * (text.MAX_CARD_CHARS - 10), "x\n" * text.MAX_CARD_LINES])
def test_a_postcard_without_room_for_an_introduction_goes_without_it(lamp: Campaign, card: str) -> None:
    draft = a_draft(introduction="I light lamps.", card=card)

    assert card_paragraphs(draft) == text.split_paragraphs(card)


def test_restoring_a_text_sets_the_present_one_aside(lamp: Campaign) -> None:
    set_aside = SetAside("First words.", "Bye,", {"minister": "", "warden": ""})

    back = drafting.restore(lamp, a_draft(text="Second words."), set_aside)

    assert back.draft.text == "First words."
    assert back.set_aside is not None
    assert back.set_aside.text == "Second words."


def test_an_unchanged_text_is_not_set_aside(lamp: Campaign) -> None:
    assert drafting.reset(lamp, a_draft()).set_aside is None


def test_each_letter_names_its_own_target_only(lamp: Campaign) -> None:
    minister, warden = drafting.compose(
        lamp, a_draft(sender_name="Sam Sender"), date(2030, 1, 2), Language("en")
    )

    assert "Dear Minister," in minister.body
    assert "Warden" not in minister.body
    assert "Minister" not in warden.body
    assert (warden.target.email, minister.target.email) == ((), ("minister@lamps.example",))


def test_letters_are_in_the_campaigns_order_whatever_the_forms_order_is(lamp: Campaign) -> None:
    composed = drafting.compose(lamp, a_draft(to=("warden", "minister")), date(2030, 1, 2), Language("en"))

    assert [letter.target.id for letter in composed] == ["minister", "warden"]


@pytest.mark.parametrize(("page", "letter"), [("es", "es"), ("en", "en"), ("ru", "en")])
def test_a_draft_begins_in_the_pages_language_or_the_campaigns(
    lamp: Campaign, page: str, letter: str
) -> None:
    assert drafting.default_language(lamp, Language(page)).tag == letter


def test_an_untouched_postcard_follows_its_language_and_an_own_one_stays(lamp: Campaign) -> None:
    follows = drafting.revise(lamp, a_draft(language=ES), was=ENGLISH).draft.card
    stays = drafting.revise(lamp, a_draft(language=ES, card="Mine."), was=ENGLISH).draft.card

    assert follows == lamp.editions["es"].text.letter.card
    assert stays == "Mine."


@pytest.mark.parametrize(
    ("card", "code", "actual"),
    [
        ("", "empty", 0),
        (" \n\n ", "empty", 0),
        ("x" * (text.MAX_CARD_CHARS + 1), "too-long", text.MAX_CARD_CHARS + 1),
        ("x\n" * (text.MAX_CARD_LINES + 1), "too-many-lines", text.MAX_CARD_LINES + 1),
    ],
)
def test_a_postcards_problem_does_not_stop_the_letter(card: str, code: str, actual: int) -> None:
    draft = a_draft(card=card)

    (problem,) = card_problems(draft)

    assert (problem.field, problem.code, problem.actual) == ("card", code, actual)
    assert problems(draft) == ()


def test_the_country_is_named_unless_it_is_posted_there(lamp: Campaign) -> None:
    def last_line(**changes: object) -> str:
        return drafting.compose(lamp, a_draft(**changes), date(2030, 1, 2), ES)[0].address[-1]

    assert last_line() == "FRANCIA", "in the page's language, whatever the letter's is"
    assert last_line(language=ES) == "FRANCIA"
    assert last_line(posted_in="FR") == "Lampville"


def test_the_usual_window_and_envelope_are_the_letter_languages(lamp: Campaign) -> None:
    assert drafting.begin(lamp, ENGLISH).window is Window.LEFT
    for tag, window in {"ar": "right", "fr-FR": "right", "fr-CA": "left", "ru": "left"}.items():
        assert Stationery.usual(Language(tag)).window == window, tag
