"""Printing: the fonts, the libraries, and one letter printed by a printing process."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from webapp.cli.doctor.finding import Finding, broken, look, ok, warnings_collected
from webapp.printing.printer import Printer, PrintError, PrintingUnavailable

ABOUT = "printing"
SAMPLE = "Letter, lettre, č, ệ. Письмо. Γράμμα. رسالة. पत्र. 信函。手紙。편지. 1 2 3"
"""Words of the scripts that the print fonts have: static/fonts/README.md."""
LETTER = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Test print</title></head>
<body><p>{SAMPLE}</p></body></html>"""
PDF_START = b"%PDF-"


def check_printing(fonts: Path, stylesheets: Sequence[Path]) -> Iterator[Finding]:
    """Print one letter with these fonts."""
    with warnings_collected() as warnings, tempfile.TemporaryDirectory(prefix="appeal-doctor-") as scratch:
        try:
            printer = Printer(fonts, stylesheets, Path(scratch), starts_now=True)
            try:
                missing = printer.missing(SAMPLE)
                pdf = printer.render(LETTER)
            finally:
                printer.close()
        except (PrintingUnavailable, PrintError, OSError) as error:
            yield broken(ABOUT, str(error), "`make install` installs what printing needs")
            return
    if not pdf.startswith(PDF_START):
        yield broken(ABOUT, "what is printed is no PDF", "tell the developers")
        return
    if missing:
        yield broken(
            ABOUT,
            f"the print fonts lack {len(missing)} characters of the scripts that the app offers",
            f"restore {fonts} from the repository",
        )
    else:
        yield ok(ABOUT, f"a test letter was printed: {len(pdf):,} bytes")
    for warning in warnings:
        yield look(ABOUT, warning, "see docs/decisions/0010-printing-apart.md")
