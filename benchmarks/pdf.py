"""How fast a letter is printed, beside how WeasyPrint is used at first sight, and what a process apart costs.

Letters are the campaign's own, edited as a supporter would: with a sender and a sentence added, another at
each turn. `python -m benchmarks.pdf` measures; `python -m benchmarks.pdf memory` is what it starts for the
memory, in a process that has done nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from benchmarks import record
from benchmarks.record import Finding
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import text
from webapp.domain.letter import Letter
from webapp.printing import letter_document
from webapp.printing.fonts import fontconfig_file
from webapp.printing.letter_document import LetterDocument
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import Printer

if TYPE_CHECKING:
    from webapp.printing.engine import Engine

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "static" / "fonts" / "print"
STYLESHEETS = [ROOT / "static" / "css" / name for name in letter_document.STYLESHEETS]
CAMPAIGN = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))
TEMPLATES = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)

ROUNDS = 40
ROUNDS_WOFF2 = 12  # each takes up to two thirds of a second
LETTERS = 2_000
WARM = 200
"""Letters after which the process has all it needs."""

OWN = {
    "en": ("Hannah Whitfield", ("27 Rookery Lane", "Sheffield S10 3QF"), "I have now written {} times."),
    "ar": ("سليم الحدّاد", ("شارع الزيتون ١٤", "تونس ١٠٠٢"), "وقد كتبت إليكم {} مرة."),
    "ja": ("髙橋灯子", ("東京都千代田区灯台町14-2",), "これで{}通目のお手紙になります。"),
}
"""An invented sender's name and address, and what they add."""

NAIVE = ("en", "ar")
"""The languages whose letters are printed in the naive ways, too."""

PUBLISHED = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core puts the fonts as they are published."""
FACES = {
    ("Appeal Serif", 400): (FONTS / "AppealSerif-Regular.ttf", PUBLISHED / "NotoSerif-Regular.ttf"),
    ("Appeal Serif", 700): (FONTS / "AppealSerif-Bold.ttf", PUBLISHED / "NotoSerif-Bold.ttf"),
    ("Noto Naskh Arabic", 400): (
        FONTS / "NotoNaskhArabic-Regular.ttf",
        PUBLISHED / "NotoNaskhArabic-Regular.ttf",
    ),
    ("Noto Naskh Arabic", 700): (FONTS / "NotoNaskhArabic-Bold.ttf", PUBLISHED / "NotoNaskhArabic-Bold.ttf"),
}
"""The faces that a view with `@font-face` would name: ours, cut as they are, and as a font is published."""


def suggested(tag: str) -> Letter:
    """Give the campaign's own letter to its first target, in strings of its own as from a form."""
    edition, target = CAMPAIGN.editions[tag], CAMPAIGN.targets[0]
    words = edition.text
    return Letter(
        target=target,
        language=edition.language,
        subject=words.letter.subject,
        salutation=words.targets[target.id].salutation,
        paragraphs=text.split_paragraphs(text.join_paragraphs(words.letter.paragraphs)),
        closing=words.letter.closing,
        sender_name="",
        sender_address=(),
        day=date(2026, 3, 14),
    )


def edited(tag: str, number: int) -> Letter:
    """Give the letter of a supporter who added a sentence that nobody else has."""
    name, address, sentence = OWN[tag]
    letter = suggested(tag)
    paragraphs = (*letter.paragraphs, sentence.format(number))
    return replace(letter, paragraphs=paragraphs, sender_name=name, sender_address=address)


def page(letter: Letter) -> str:
    """Give the HTML that is printed."""
    return LetterDocument(TEMPLATES, CAMPAIGN.source.language.tag).letters([letter])


@contextmanager
def our_fonts(folder: Path) -> Iterator[None]:
    """Let fontconfig know our fonts alone, for a while."""
    before = os.environ.pop("FONTCONFIG_FILE", None)
    os.environ["FONTCONFIG_FILE"] = str(fontconfig_file(FONTS, folder))
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def engine(folder: Path) -> "Engine":
    """Open in this process what the printing process has in it."""
    with our_fonts(folder):  # its libraries read the list when they are loaded
        from webapp.printing.engine import Engine

        return Engine(STYLESHEETS)


def beside_the_folder(tag: str, ours: "Engine", printer: Printer, folder: Path) -> list[Finding]:
    """Compare with the naive way that has the same fonts, and with our own way in a process apart."""
    import weasyprint

    css = "\n".join(path.read_text("utf-8") for path in STYLESHEETS)

    def naive(html: str) -> bytes:
        with our_fonts(folder):  # as if the variable stood in the environment all the time
            pdf: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=css)])
        return pdf

    taken = medians(tag, {"ours": ours.print, "apart": printer.render, "naive": naive}, ROUNDS)
    return [
        Finding(f"{tag}: an edited letter, PDF/UA-1", taken["ours"], "ms"),
        Finding(f"{tag}: the same by the printing process", taken["apart"], "ms"),
        Finding(f"{tag}: naive, the same font folder", taken["naive"], "ms"),
        Finding(f"{tag}: times as fast", taken["naive"] / taken["ours"], "", 1.25),
    ]


def beside_english(ours: "Engine") -> list[Finding]:
    """Compare a letter that needs a font of 3 MB with an English one: the campaign's, of the same content."""
    ways: dict[str, Callable[[str], object]] = {
        "en": lambda number: ours.print(page(edited("en", int(number)))),
        "ja": lambda number: ours.print(page(edited("ja", int(number)))),
    }
    for way in ways.values():
        way("0")
    taken = record.in_turns(ways, str, ROUNDS)
    times = record.median_ms(taken["ja"]) / record.median_ms(taken["en"])
    return [Finding("ja: times the time of an English letter", times, "", 2.5, at_most=True)]


def beside_woff2(tag: str, ours: "Engine", folder: Path) -> list[Finding]:
    """Compare with the naive way that names WOFF2 in its style sheet; it leaves a process slower."""
    import weasyprint

    css = "\n".join(path.read_text("utf-8") for path in STYLESHEETS)

    def with_faces(faces: str) -> Callable[[str], bytes]:
        def naive_woff2(html: str) -> bytes:
            styled = html.replace("</head>", f"<style>{faces}{css}</style></head>")
            pdf: bytes = weasyprint.HTML(string=styled).write_pdf()
            return pdf

        return naive_woff2

    woff2 = {
        which: with_faces(font_faces(folder, number))
        for number, which in enumerate(("our cut fonts", "fonts as published"))
        if all(files[number].exists() for files in FACES.values())
    }
    taken = medians(tag, {"ours": ours.print, **woff2}, ROUNDS_WOFF2)
    findings = []
    for which in woff2:
        findings += [
            Finding(f"{tag}: naive, WOFF2 of {which}", taken[which], "ms"),
            Finding(
                f"{tag}: times as fast as with {which}",
                taken[which] / taken["ours"],
                target=12 if which == list(woff2)[-1] else None,
            ),
        ]
    return findings


def medians(tag: str, ways: dict[str, Callable[[str], bytes]], rounds: int) -> dict[str, float]:
    """Print letters in turns. Give milliseconds by way."""
    for way in ways.values():
        way(page(edited(tag, 0)))
    taken = record.in_turns(ways, lambda number: page(edited(tag, number)), rounds)
    return {name: record.median_ms(seconds) for name, seconds in taken.items()}


def font_faces(folder: Path, number: int) -> str:
    """Make WOFF2 of one set of fonts, and the rules that name it."""
    from fontTools.ttLib import TTFont

    rules = []
    for (family, weight), files in FACES.items():
        file = folder / f"{number}-{files[number].stem}.woff2"
        with TTFont(files[number]) as font:
            font.flavor = "woff2"
            font.save(file)
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f'src: url("{file.as_uri()}") format("woff2") }}'
        )
    return "\n".join(rules)


def cache(tag: str, printer: Printer) -> list[Finding]:
    """Compare a hit with a print of the same letter."""
    prints = PrintCache(1_000_000)
    made, hit = [], []
    for _ in range(ROUNDS):
        letter = suggested(tag)
        begun = time.perf_counter()
        file = printer.render(page(letter))
        made.append(time.perf_counter() - begun)
        prints.get(("pdf", letter), lambda file=file: file, store=True)  # type: ignore[misc]
        again = suggested(tag)
        begun = time.perf_counter()
        found = prints.get(("pdf", again), lambda: b"", store=True)
        hit.append(time.perf_counter() - begun)
        assert found == file
    return [
        Finding(f"{tag}: a finished letter from the cache", record.median_ms(hit) * 1000, "µs"),
        Finding(
            f"{tag}: times as fast as printing it", record.median_ms(made) / record.median_ms(hit), "", 100
        ),
    ]


def size(tag: str, printer: Printer) -> Finding:
    """Weigh the suggested letter with a sender, one page."""
    name, address, _ = OWN.get(tag, OWN["en"])
    file = printer.render(page(replace(suggested(tag), sender_name=name, sender_address=address)))
    target = {"en": 15, "es": 15, "ar": 30}.get(tag, 150)
    return Finding(f"{tag}: one page", len(file) / 1000, "kB", target, at_most=True)


def memory() -> dict[str, int]:
    """Print letters, and give the kilobytes of this process when it was warm and at the end."""
    with tempfile.TemporaryDirectory() as folder:
        ours = engine(Path(folder))
        seen = {}
        for number in range(WARM + LETTERS + 1):
            if number in (WARM, WARM + LETTERS // 2, WARM + LETTERS):
                seen[str(number - WARM)] = record.memory_kb()
            ours.print(page(edited(("en", "ar")[number % 2], number)))
        ours.close()
    return seen


def main() -> int:
    """Measure all, print and write it. Give the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, printer = engine(folder), Printer(FONTS, STYLESHEETS, folder)
        findings = [one for tag in NAIVE for one in beside_the_folder(tag, ours, printer, folder)]
        findings += beside_english(ours)
        findings += [one for tag in NAIVE for one in cache(tag, printer)]
        findings += [size(tag, printer) for tag in CAMPAIGN.editions]
        findings += [one for tag in NAIVE for one in beside_woff2(tag, ours, folder)]
        printer.close()
        ours.close()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pdf", "memory"], check=True, capture_output=True, cwd=ROOT
    )
    warm, half, end = json.loads(done.stdout).values()
    findings += [
        Finding(f"memory after {WARM} letters", warm / 1000, "MB"),
        Finding(f"more after {LETTERS // 2:,} letters", (half - warm) / 1000, "MB"),
        Finding(f"more after {LETTERS:,} letters", (end - warm) / 1000, "MB", 4, at_most=True),
    ]
    from weasyprint.text import ffi

    number = ffi.pango.pango_version()
    about: dict[str, object] = {
        "versions": record.versions("weasyprint", "pydyf", "fonttools", "cachetools")
        | {"pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}"},
        "rounds": {"naive": ROUNDS, "woff2": ROUNDS_WOFF2, "memory": LETTERS},
    }
    return 0 if record.tell("pdf", findings, about) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        sys.stdout.write(json.dumps(memory()))
    else:
        sys.exit(main())
