"""How fast a letter is printed, beside how WeasyPrint is used at first sight.

Letters are the campaign's own, edited as a supporter would: with a sender and a sentence added, another at
each turn. `python -m benchmarks.pdf` measures; `python -m benchmarks.pdf memory` is what it starts for the
memory, in a process that has done nothing else.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from benchmarks import record
from benchmarks.record import Finding
from webapp.domain import text
from webapp.domain.letter import Letter
from webapp.pdf import Printer
from webapp.pdf_fonts import environment, fontconfig_file
from webapp.services.prints import Prints
from webapp.storage import campaigns
from webapp.web import lettersheet

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "static" / "fonts" / "print"
STYLESHEET = ROOT / "static" / "css" / "letter.css"
CAMPAIGN = campaigns.load(ROOT / "campaigns" / "gorinov")
TEMPLATES = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)

ROUNDS = 40
ROUNDS_WOFF2 = 15  # each takes a third of a second
LETTERS = 2_000
WARM = 200
"""Letters after which the process has all it needs."""

OWN = {
    "en": ("Hannah Whitfield", ("27 Rookery Lane", "Sheffield S10 3QF"), "I have now written {} times."),
    "ar": ("سليم الحدّاد", ("شارع الزيتون ١٤", "تونس ١٠٠٢"), "وقد كتبت إليكم {} مرة."),
}
"""An invented sender's name and address, and what they add."""

FACES = {
    "AppealSerif-Regular": ("Appeal Serif", 400),
    "AppealSerif-Bold": ("Appeal Serif", 700),
    "NotoNaskhArabic-Regular": ("Noto Naskh Arabic", 400),
    "NotoNaskhArabic-Bold": ("Noto Naskh Arabic", 700),
}


def suggested(tag: str) -> Letter:
    """Give the campaign's own letter to its first target, in strings of its own as from a form."""
    edition, target = CAMPAIGN.editions[tag], CAMPAIGN.targets[0]
    words = edition.words
    return Letter(
        target=target,
        language=edition.language,
        subject=words.letter.subject,
        salutation=words.targets[target.id].salutation,
        paragraphs=text.paragraphs(text.join(words.letter.paragraphs)),
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
    return lettersheet.html(TEMPLATES, [letter], address_language=CAMPAIGN.source.language.tag)


def speed(tag: str, printer: Printer, folder: Path) -> list[Finding]:
    """Compare our printer with the naive ways, in one language."""
    import weasyprint

    css = STYLESHEET.read_text("utf-8")
    config = str(fontconfig_file(FONTS, folder))
    faces = woff2(folder)

    def naive(html: str) -> bytes:
        with environment(FONTCONFIG_FILE=config):  # as if it stood in the environment all the time
            pdf: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=css)])
        return pdf

    def naive_woff2(html: str) -> bytes:
        styled = html.replace("</head>", f"<style>{faces}{css}</style></head>")
        pdf: bytes = weasyprint.HTML(string=styled).write_pdf()
        return pdf

    def pages(number: int) -> str:
        return page(edited(tag, number))

    for way in (printer.render, naive, naive_woff2):
        way(pages(0))
    fonts = record.in_turns({"ours": printer.render, "naive": naive}, pages, ROUNDS)
    faced = record.in_turns({"ours": printer.render, "naive": naive_woff2}, pages, ROUNDS_WOFF2)
    ours, beside = (record.median_ms(fonts[way]) for way in ("ours", "naive"))
    ours_again, beside_woff2 = (record.median_ms(faced[way]) for way in ("ours", "naive"))
    return [
        Finding(f"{tag}: an edited letter, PDF/UA-1", ours, "ms"),
        Finding(f"{tag}: naive, the same font folder, no PDF/UA", beside, "ms"),
        Finding(f"{tag}: naive, WOFF2 by @font-face, no PDF/UA", beside_woff2, "ms"),
        Finding(f"{tag}: times as fast as naive", beside / ours, "", 1.25),
        Finding(f"{tag}: times as fast as naive with WOFF2", beside_woff2 / ours_again, "", 12),
    ]


def woff2(folder: Path) -> str:
    """Make WOFF2 of our print fonts, and the rules that name them."""
    from fontTools.ttLib import TTFont

    rules = []
    for stem, (family, weight) in FACES.items():
        with TTFont(FONTS / f"{stem}.ttf") as font:
            font.flavor = "woff2"
            font.save(folder / f"{stem}.woff2")
        source = (folder / f"{stem}.woff2").as_uri()
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f'src: url("{source}") format("woff2") }}'
        )
    return "\n".join(rules)


def cache(tag: str, printer: Printer) -> list[Finding]:
    """Compare a hit with a print of the same letter."""
    prints = Prints(1_000_000)
    made, hit = [], []
    for _ in range(ROUNDS):
        letter = suggested(tag)
        begun = time.perf_counter()
        file = printer.render(page(letter))
        made.append(time.perf_counter() - begun)
        prints.get(("pdf", letter), lambda file=file: file, keep=True)  # type: ignore[misc]
        again = suggested(tag)
        begun = time.perf_counter()
        found = prints.get(("pdf", again), lambda: b"", keep=True)
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
    return Finding(f"{tag}: one page", len(file) / 1000, "kB", 30 if tag == "ar" else 15, at_most=True)


def memory() -> dict[str, int]:
    """Print letters, and give the kilobytes of this process when it was warm and at the end."""
    with tempfile.TemporaryDirectory() as folder:
        printer = Printer(FONTS, STYLESHEET, Path(folder))
        seen = {}
        for number in range(WARM + LETTERS + 1):
            if number in (WARM, WARM + LETTERS // 2, WARM + LETTERS):
                seen[str(number - WARM)] = record.memory_kb()
            printer.render(page(edited(("en", "ar")[number % 2], number)))
    return seen


def main() -> int:
    """Measure all, print and write it. Give the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printer = Printer(FONTS, STYLESHEET, folder)
        findings = [one for tag in OWN for one in (*speed(tag, printer, folder), *cache(tag, printer))]
        findings += [size(tag, printer) for tag in CAMPAIGN.editions]
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
