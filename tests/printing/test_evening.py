"""The kit of a letter evening: its pages, its letters, where the address stands, and what is not in it."""

from dataclasses import replace

import pytest

from tests.printing.letters_to_print import AMBASSADOR, MINISTER, TEXTS, a_full_letter
from tests.printing.printed import Printed, fold
from tests.printing.test_accessible import breaches
from tests.printing.test_case_prints import LABELS, URL, a_case, a_photo_of, code_on, modules
from tests.support.rounds import cases
from webapp.domain import language
from webapp.domain.stationery import Paper, Window
from webapp.printing.case_document import CaseDocument, Phrase
from webapp.printing.evening_document import EveningDocument, EveningKit, EveningLabels, TallyRow
from webapp.printing.protocol import MessageType

EVENING = EveningLabels(
    "Letter evening", "They ask for", "What to do", ("Take one.", "Sign it."), "The list",
    ("Date", "Place"), "To", "Report here:",
)  # fmt: skip
REPORT = f"{URL}/actions?channel=post"


def a_kit(**changes):
    english = language.parse("en")
    rows = (TallyRow(Phrase("Tomas Renn", english), (True, False)),)
    demands = (Phrase("Release her.", english), Phrase("أفرجوا عنها.", language.parse("ar")))
    letters = (a_full_letter(), a_full_letter("en", AMBASSADOR))
    kit = EveningKit(
        a_case(demands=demands), letters, 3, False, ("Your name", "Your address", "", ""), "Copy to",
        ("post", "e-mail"), rows, REPORT,
    )  # fmt: skip
    return replace(kit, **changes)


@pytest.fixture
def prints_kit(printer, environment, document):
    kits = EveningDocument(CaseDocument(environment, LABELS), document, EVENING)
    return lambda kit: Printed(printer.render(kits.kit(kit), request=MessageType.SHEET))


@pytest.mark.parametrize("copies", [1, 2, 60])
def test_each_letter_is_there_so_often_and_everything_else_once(prints_kit, copies):
    printed = prints_kit(a_kit(copies=copies))

    first, *letters, tally, poster = printed.pages
    assert len(letters) == 2 * copies
    assert fold("Release her.") in fold(first)
    assert fold("Sign it.") in fold(first)
    for at, page in enumerate(letters):
        target = MINISTER if at < copies else AMBASSADOR
        assert fold(target.address.lines[0]) in fold(page)
    assert len(set(letters)) == 2
    assert "Tomas Renn" in tally
    assert "letters.example/en/lamp/actions?channel=post" in tally
    assert fold(LABELS.scan) in fold(poster)
    assert breaches(printed.data) == set()


def test_on_both_sides_each_letter_begins_on_a_new_sheet(prints_kit):
    long = a_full_letter("en")
    long = replace(long, paragraphs=long.paragraphs * 3)
    printed = prints_kit(a_kit(letters=(a_full_letter(), long), copies=2, on_both_sides=True))

    beginnings = [at for at, text in enumerate(printed.pages) if "Your address" in text]
    assert len(beginnings) == 4
    assert all(at % 2 == 0 for at in beginnings)
    assert printed.catalog["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    assert fold(LABELS.scan) in fold(printed.pages[-2])
    assert printed.pages[-1].strip() == ""
    assert breaches(printed.data) == set()


@pytest.mark.soak
@pytest.mark.parametrize(("tag", "paper", "window"), cases(TEXTS, Paper, Window))
def test_the_address_and_the_text_are_where_the_single_letter_has_them(
    prints, prints_kit, tag, paper, window
):
    letter = a_full_letter(tag, paper=paper, window=window)
    unsigned = prints(replace(letter, sender_name="", sender_address=())).places()

    kit = prints_kit(a_kit(letters=(letter,), copies=2))

    for page in (1, 2):
        places = kit.places(page)
        assert {line: places[line] for line in unsigned} == {
            line: pytest.approx(box, abs=0.05) for line, box in unsigned.items()
        }


def test_a_sender_who_made_the_kit_is_not_in_it(prints_kit):
    letter = a_full_letter(sender_name="Sam Sender", sender_address=("12 Secret Street", "Hideaway"))

    text = prints_kit(a_kit(letters=(letter,))).text

    for word in ("Sam Sender", "Secret Street", "Hideaway"):
        assert word not in text


@pytest.mark.soak
@pytest.mark.parametrize(
    ("tag", "paper", "with_photo"), cases(["en", "ru", "ar", "hi"], Paper, [False, True])
)
def test_the_case_is_on_one_side_and_its_code_can_be_read(prints_kit, tag, paper, with_photo):
    case = a_case(tag, photo=a_photo_of() if with_photo else None)
    kit = prints_kit(a_kit(case=case, letters=(a_full_letter(paper=paper),), copies=1))

    assert len(kit.pages) == 4
    assert kit.catalog["/Lang"] == tag
    assert all("/FontFile2" in font or "/FontFile3" in font for font in kit.fonts.values())


def test_the_code_of_the_list_leads_to_the_report(prints_kit):
    kit = prints_kit(a_kit(copies=1))

    assert code_on(kit, REPORT, page=3) == modules(REPORT)


def test_the_same_kit_is_the_same_bytes(prints_kit):
    assert prints_kit(a_kit()).data == prints_kit(a_kit()).data
