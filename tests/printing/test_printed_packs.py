"""Handover packs in print: figures, PDF/UA, the same bytes, hostile texts, and goldens of four languages."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.printing.printed import FONTS, PATIENT, ROOT, Printed, fold
from tests.printing.test_accessible import breaches, languages
from tests.printing.test_printed_pictures import GOLDENS, compare, renew
from tests.support.builders import SHORT_WORDS, a_campaign_folder, an_edition
from tests.support.nasty_texts import NASTY, a_nasty_campaign
from tests.support.packs import SOME, a_pack, words_in
from webapp.actions.breakdown import Source
from webapp.domain.stationery import Paper
from webapp.printing.printer import Printer
from webapp.team.handover.document import STYLESHEETS, pack_html
from webapp.team.handover.pack import Pack
from webapp.team.handover.pack_csv import pack_csv

Prints = Callable[..., Printed]
GORINOV = ROOT / "campaigns" / "gorinov"
OFFICES = {"minister": "prosecutor", "warden": "ambassador"}
TO_RUSSIA = {
    (week, channel, OFFICES[target], late, source): number
    for (week, channel, target, late, source), number in SOME.items()
}
TAGS = ("en", "es", "ru", "ar")


@pytest.fixture(scope="module")
def pack_printer(weasyprint_log: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    """A printer with the style sheets of packs."""
    sheets = [ROOT / "static" / "css" / name for name in STYLESHEETS]
    folder = tmp_path_factory.mktemp("fonts")
    printer = Printer(FONTS, sheets, folder, wait_seconds=60, bounds=PATIENT, starts_now=True)
    assert weasyprint_log.messages == []
    yield printer
    printer.close()


@pytest.fixture(scope="module")
def prints(pack_printer: Printer) -> Prints:
    """Print a pack: what several tests read is printed once, unless one wants it `anew`."""
    printed: dict[str, Printed] = {}

    def prints(pack: Pack, paper: Paper = Paper.A4, *, anew: bool = False) -> Printed:
        html = pack_html(pack, words_in(pack.language.tag), paper, ROOT / "templates")
        if anew or html not in printed:
            printed[html] = Printed(pack_printer.render(html))
        return printed[html]

    return prints


def with_text(folder: Path, name: str, value: str) -> Path:
    """Put another text into a campaign folder."""
    path = folder / "campaign.toml"
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    toml = path.read_text("utf-8")
    changed = re.sub(rf'(?ms)^{name} = (""".*?"""|"[^"\n]*")$', lambda _match: line, toml, count=1)
    assert changed != toml
    path.write_text(changed, "utf-8")
    return folder


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TAGS)
def test_an_independent_checker_finds_nothing(prints: Prints, tag: str, paper: Paper) -> None:
    assert breaches(prints(a_pack(GORINOV, tag, TO_RUSSIA), paper).data) == set()


@pytest.mark.parametrize("tag", TAGS)
def test_every_figure_of_the_csv_stands_beside_its_name(prints: Prints, tag: str) -> None:
    pack = a_pack(GORINOV, tag, TO_RUSSIA)
    number = pack.language.number
    text = fold(prints(pack).text)

    rows = list(csv.DictReader(io.StringIO(pack_csv(pack).decode("utf-8-sig"))))

    assert sum(int(row["number"]) for row in rows if row["table"] == "week") == 1_897
    assert fold(number(1_897)) in text
    for row in rows:
        assert fold(number(int(row["number"]))) in text or row["table"] == "waiting"
        if tag != "ar":  # PDFium orders the cells of a line from left to right
            assert fold(row["label"] + (number(int(row["number"])) if row["label"] else "")) in text


def test_every_table_adds_up_to_the_total() -> None:
    numbers = a_pack(GORINOV, numbers=TO_RUSSIA).numbers

    assert {name for name, _rows in numbers.tables()} == {"late", "channel", "country", "target", "week"}
    assert {sum(row.number for row in rows) for _name, rows in numbers.tables()} == {numbers.total}


def test_targets_that_the_campaign_has_no_more_are_one_row() -> None:
    numbers = a_pack(GORINOV, numbers=SOME).numbers

    assert [(row.value, row.label.text, row.number) for row in numbers.targets] == [
        ("other", "Offices that are no longer written to", 1_897)
    ]
    assert [(row.value, row.label.text) for row in numbers.countries] == [("", "Country not named")]


def test_what_the_team_entered_and_took_off_is_a_table_of_its_own(prints: Prints, tmp_path: Path) -> None:
    more = {
        ("2030-W16", "post", "", False, Source.PAPER): 75,
        ("2030-W17", "email", "minister", False, Source.TAKEN_OFF): -18,
    }
    pack = a_pack(a_campaign_folder(tmp_path), numbers={**SOME, **more})
    text = " ".join(prints(pack).text.split())

    assert pack.numbers.total == 1_954
    assert "Written on paper, and entered by the team 75" in text
    assert "Taken off again by the team -18" in text
    assert "Office not named 75" in text
    assert "Some letters were written on paper" in text
    assert "has taken numbers off again" in text
    assert "Some letters were written on paper" not in prints(a_pack(tmp_path / "lamp")).text


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_same_pack_gives_the_same_bytes(prints: Prints, tag: str) -> None:
    first = prints(a_pack(GORINOV, tag, TO_RUSSIA))
    again = prints(a_pack(GORINOV, tag, TO_RUSSIA), anew=True)

    assert again is not first
    assert again.data == first.data


def test_the_file_has_a_title_a_language_and_our_fonts(prints: Prints) -> None:
    printed = prints(a_pack(GORINOV, "ar"))

    assert printed.title.startswith("أليكسي غورينوف")
    assert printed.catalog["/Lang"] == "ar"
    assert {name.partition("+")[2] for name in printed.fonts} <= {
        "Appeal-Serif", "Appeal-Serif-Bold", "Noto-Naskh-Arabic", "Noto-Naskh-Arabic-Bold",
    }  # fmt: skip


def test_what_is_not_translated_has_the_language_of_the_source(prints: Prints, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "ru", {("headline", "Free the keeper of the lighthouse"): "Освободите смотрительницу"})

    found = languages(prints(a_pack(folder, "ru")))

    assert "en" in found
    assert "ru" in found


def test_the_demands_stand_in_the_pack_and_else_the_letter(prints: Prints, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    without = prints(a_pack(folder)).text
    path = folder / "campaign.toml"
    toml = path.read_text("utf-8").replace('closing = "Yours', SHORT_WORDS + 'closing = "Yours')
    path.write_text(toml, "utf-8")
    with_demands = prints(a_pack(folder)).text

    assert "The campaign suggests this letter." in without
    assert "She lit a lamp." in without
    assert "Light the lamp again." in with_demands
    assert "The campaign suggests this letter." not in with_demands


def test_a_pack_without_figures_and_with_one_letter(prints: Prints, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    one = {("2030-W16", "post", "minister", False, Source.REPORTED): 1}

    nothing, single = prints(a_pack(folder, numbers={})), prints(a_pack(folder, numbers=one))

    assert "Until May 20, 2030, 0 letters and calls were reported." in nothing.text
    assert "Until May 20, 2030, 1 letter or call was reported." in single.text
    assert breaches(nothing.data) | breaches(single.data) == set()


def test_two_hundred_weeks_and_sixty_paragraphs(prints: Prints, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    with_text(
        folder,
        "background",
        "\n\n".join(f"Paragraph {n}. " + "It burned all night. " * 12 for n in range(60)),
    )
    weeks = {
        (f"{2027 + n // 52}-W{n % 52 + 1:02}", "post", "minister", False, Source.REPORTED): n * 7 + 1
        for n in range(200)
    }

    printed = prints(a_pack(folder, numbers=weeks))

    assert breaches(printed.data) == set()
    assert len(printed.pages) > 10
    assert printed.text.count("Week that begins on Monday") > 4  # the head of the table on each page
    assert "Paragraph 59." in printed.text
    assert fold(f"{max(weeks.values()):,}") in fold(printed.text)


@pytest.mark.parametrize("kind", NASTY)
def test_nasty_texts_are_text(prints: Prints, tmp_path: Path, kind: str) -> None:
    slug = a_nasty_campaign(tmp_path, 1, NASTY[kind], has_ended=True)

    printed = prints(a_pack(tmp_path / slug, numbers={}))

    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(printed.catalog)
    assert all("/Annots" not in page for page in printed.reader.pages)
    if kind != "combining":  # two hundred accents on one letter: the font has glyphs that stand for nothing
        assert breaches(printed.data) == set()


@pytest.mark.parametrize("word", ["Lamp" * 80, "قنديل" * 60, "https://lamps.example/" + "a/" * 120])
def test_a_very_long_word_stays_on_its_page(prints: Prints, tmp_path: Path, word: str) -> None:
    folder = with_text(a_campaign_folder(tmp_path), "headline", f"Free {word}"[:300])

    for paper in Paper:
        for page in prints(a_pack(folder), paper).pictures():
            edge = page.crop((page.width - 18, 0, page.width, page.height))
            assert edge.getextrema()[0] > 200, "ink at the edge of the page"


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TAGS)
def test_a_pack_looks_like_its_golden(
    prints: Prints, tag: str, paper: Paper, request: pytest.FixtureRequest
) -> None:
    if paper is Paper.LETTER and tag != "en":
        pytest.skip("one language shows the other paper")
    name = f"pack-{tag}-{paper}"
    pack = replace(
        a_pack(GORINOV, tag, TO_RUSSIA, page="https://letters.example.org/en/gorinov"), revision="0" * 12
    )
    pictures = prints(pack, paper).pictures()

    if request.config.getoption("--renew-goldens", default=False):
        renew(name, pictures)
    goldens = sorted(GOLDENS.glob(f"{name}-[0-9].png"))
    assert len(pictures) == len(goldens), "another number of pages; if that is right: make goldens"
    for golden, picture in zip(goldens, pictures, strict=True):
        if left := compare(golden, picture):
            pytest.fail(f"{golden.name} is not as it was, see {left}; if it is right so: make goldens")
