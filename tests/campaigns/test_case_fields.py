"""The fields about the case: its people, who runs the campaign, the sheet, the count, and marked texts."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import an_edition
from tests.support.cases import GROUP, NAMES_ONLY, ONE, ONE_IN_FULL, SENDER, SEVERAL, SHEET, a_case_folder
from webapp.campaigns import checks
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_campaign, read_schema
from webapp.domain.campaign import Campaign
from webapp.domain.issue import Issue, Kind
from webapp.domain.sender import Sender


def read(folder: Path) -> Campaign:
    return read_campaign(read_folder(folder))


def refused(folder: Path) -> Diagnostic:
    with pytest.raises(InvalidCampaign) as refusal:
        read(folder)
    return refusal.value.diagnostics[0]


@pytest.mark.parametrize(
    ("people", "sheet", "who", "listed"),
    [
        (ONE, "", "Ada Example", False),
        (ONE_IN_FULL, "", "Ada Example", False),
        (SEVERAL, "", "Ada Example and Ben Example", True),
        (NAMES_ONLY, "", "Ada Example and Ben Example", False),
        (NAMES_ONLY, GROUP, "The Lampville Society", True),
        ("", GROUP, "The Lampville Society", False),
        (ONE, GROUP, "The Lampville Society", True),
        ("", 'group = "Four other men, unnamed"\n', "Four other men, unnamed", False),
    ],
)
def test_the_heading_names_one_several_or_a_group(
    tmp_path: Path, people: str, sheet: str, who: str, listed: bool
) -> None:
    edition = read(a_case_folder(tmp_path, people=people, sheet=sheet)).source

    assert edition.who == who
    assert edition.title == f"{who}: Free the keeper of the lighthouse"
    assert edition.lists_people is listed
    assert (edition.only_person is not None) == (people in (ONE, ONE_IN_FULL) and not sheet)


def test_a_name_in_its_own_script_has_the_language_that_is_given_or_likely(tmp_path: Path) -> None:
    given, _ = read(a_case_folder(tmp_path, "given", SEVERAL)).source.text.people
    (likely,) = read(a_case_folder(tmp_path, "likely", ONE_IN_FULL)).source.text.people

    assert given.own_language
    assert likely.own_language
    assert (given.own_language.tag, likely.own_language.tag) == ("bg", "ar")


def test_the_sheet_the_count_and_the_sender_are_read(tmp_path: Path) -> None:
    campaign = read(a_case_folder(tmp_path, sheet=SHEET, sender=SENDER))

    assert campaign.issue == Issue(Kind.UPDATE, 3, date(2030, 2, 3), "MDE 13/021/2030")
    assert (campaign.count_display.goals, campaign.count_display.least) == ((500,), 20)
    assert not campaign.count_display.shows(19)
    assert campaign.count_display.shows(20)
    assert campaign.source.text.theme == ("freedom of expression", "lamps")
    assert campaign.source.text.sender == Sender(
        "Friends of <Lamps>", "https://friends.example", ("3 Oil Lane", "Lampville"), "A *small* group."
    )
    assert campaign.contact == "office@friends.example"


@pytest.mark.parametrize(
    ("total", "goal"),
    [(0, 10), (4, 10), (10, 100), (99, 100), (100, 1000), (999, 1000), (1000, 1000), (5000, 1000)],
)
def test_a_goal_rises_when_it_is_reached_and_the_last_one_stays(
    tmp_path: Path, total: int, goal: int
) -> None:
    display = read(a_case_folder(tmp_path, sheet="goal = [10, 100, 1000]\n")).count_display

    assert display.goal(total) == goal


def test_the_goal_tells_nothing_of_a_count_that_is_not_shown(tmp_path: Path) -> None:
    sheet = "goal = [10, 100]\nshow_count_from = 50\n"
    display = read(a_case_folder(tmp_path, sheet=sheet)).count_display

    assert [display.goal(total) for total in (0, 20, 49, 50)] == [10, 10, 10, 100]
    assert [display.shown(total) for total in (None, 0, 49, 50)] == [None, None, None, 50]


def test_the_campaigns_own_contact_comes_before_its_senders(tmp_path: Path) -> None:
    folder = a_case_folder(tmp_path, sheet='contact = "team@lamps.example"\n', sender=SENDER)

    assert read(folder).contact == "team@lamps.example"


def test_an_old_file_means_what_it_meant(tmp_path: Path) -> None:
    campaign = read(a_case_folder(tmp_path))

    assert campaign.issue == Issue()
    assert campaign.count_display.shows(0)
    assert campaign.source.text.summary == ("Ada Example was locked up for lighting a lamp.",)
    assert (campaign.source.text.group, campaign.source.text.sender, campaign.source.text.theme) == (
        "", None, (),
    )  # fmt: skip


MISTAKES = [
    # people, fields above the first heading, the field that is named, part of the remedy
    ("", "", "person", "[person]"),
    (ONE + NAMES_ONLY, "", "person", '"[[people]]" above this person, too'),
    (NAMES_ONLY * 3, "", "group", "above the first heading"),
    (ONE + 'own_script = "a\\nb"\n', "", "person.own_script", "line break"),
    (ONE + 'own_language = "klingonish"\n', "", "person.own_language", "BCP 47"),
    (ONE + 'about = "[x](javascript:alert(1))"\n', "", "person.about", "[text](https://…)"),
    (ONE + 'age = "62"\n', "", "person.age", "not a field"),
    (ONE + "[sender]\n", "", "sender.name", "add it"),
    (ONE + '[sender]\nname = "Lamps"\nurl = "lamps.example"\n', "", "sender.url", "https://"),
    (ONE + '[sender]\nname = "Lamps"\ncontact = "ask us"\n', "", "sender.contact", "https://"),
    (ONE + '[[sender]]\nname = "Lamps"\n', "", "sender", '"[sender]"'),
    (ONE, 'kind = "third"\n', "kind", '"first", "update" or "outcome"'),
    (ONE, "issue = 0\n", "issue", "from 1 to 99"),
    (ONE, 'issue = "3"\n', "issue", "without quotes"),
    (ONE, 'issued = "soon"\n', "issued", "without quotes"),
    (ONE, "issued = 3.2.2030\n", "issued", "2030-02-03"),
    (ONE, "goal = -1\n", "goal", "from 1 to"),
    (ONE, "goal = [100, 500, 500]\n", "goal", "write each number larger than the one before it"),
    (ONE, "goal = []\n", "goal", "write at least 1"),
    (ONE, "goal = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]\n", "goal", "at most 10 entries"),
    (ONE, 'goal = [100, "500"]\n', "goal[2]", "without quotes"),
    (ONE, "goal = [0, 500]\n", "goal[1]", "from 1 to"),
    (ONE, "show_count_from = true\n", "show_count_from", "whole number"),
    (ONE, 'theme = "lamps"\n', "theme", "square brackets"),
]


@pytest.mark.parametrize(("people", "sheet", "field", "remedy"), MISTAKES)
def test_a_mistake_is_named_with_its_remedy(
    tmp_path: Path, people: str, sheet: str, field: str, remedy: str
) -> None:
    diagnostic = refused(a_case_folder(tmp_path, people=people, sheet=sheet))

    assert diagnostic.field == field
    assert remedy in diagnostic.message


WITH_ALL = {"people": SEVERAL, "sheet": SHEET + GROUP, "sender": SENDER}


def test_all_text_can_be_translated_and_no_fact(tmp_path: Path) -> None:
    schema = read_schema(read_folder(a_case_folder(tmp_path, **WITH_ALL)))

    messages = dict(list_messages(schema))
    assert {
        "group",
        "theme",
        "people.name",
        "people.pronouns",
        "people.about",
        "sender.name",
        "sender.note",
    } <= (messages.keys())
    assert not {"MDE 13/021/2030", "Ада Примерова", "3 Oil Lane"} & {*messages.values()}


@pytest.mark.parametrize(
    ("context", "source", "translation"),
    [
        (
            "people.about",
            "Keeper of the [lamp](https://lamps.example/ada).",
            "[lámpara](http://lamps.example)",
        ),
        ("summary", "Ada Example was locked up for lighting a lamp.", "[x](javascript:alert(1))"),
        ("sender.note", "A *small* group.", "x" * 601),
        ("theme", "lamps", "one\ntwo"),
        ("targets.minister.notes", "Answers on Mondays.", "[x](//evil.example)"),
    ],
)
def test_a_translation_keeps_the_rules_of_its_field(
    tmp_path: Path, context: str, source: str, translation: str
) -> None:
    folder = a_case_folder(tmp_path, **WITH_ALL)
    an_edition(folder, "es", {(context, source): translation})

    (result,) = checks.check_all(folder)

    assert [diagnostic.field for diagnostic in result.diagnostics] == [context]
    assert result.campaign


def test_an_edition_holds_translated_people_and_sender(tmp_path: Path) -> None:
    folder = a_case_folder(tmp_path, **WITH_ALL)
    schema = read_schema(read_folder(folder))
    an_edition(
        folder, "es", {message: message[1].replace("Ada", "Aída") for message in list_messages(schema)}
    )

    edition = read(folder).editions["es"]

    assert [person.name for person in edition.text.people] == ["Aída Example", "Ben Example"]
    assert edition.text.people[0].own_script == "Ада Примерова"
    assert edition.text.sender == read(folder).source.text.sender


def test_letters_are_plain(tmp_path: Path) -> None:
    letter = read(
        a_case_folder(
            tmp_path,
            text='"""\nPlease *release* her: see [the report](https://lamps.example/report).\n\n- now\n"""',
            closing='"*Yours* sincerely,"',
        )
    ).source.text.letter

    assert letter.paragraphs == (
        "Please release her: see the report (https://lamps.example/report).",
        "- now",
    )
    assert letter.closing == "Yours sincerely,"
