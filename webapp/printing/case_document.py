"""A case as HTML for print: the picture of it that is shared, and a poster.

static/css/poster.css has their look.
"""

import io
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from jinja2 import Environment
from markupsafe import Markup

from webapp.domain.language import Language
from webapp.domain.picture import Rendition
from webapp.domain.script import LATIN, script_of
from webapp.domain.stationery import Paper
from webapp.printing.fonts import print_widths
from webapp.printing.geometry import MM_PER_POINT, SHEETS
from webapp.printing.line_breaking import with_break_opportunities
from webapp.printing.sheet_count import count_rows

PICTURE_SIZE = (1200, 630)
"""Width and height of a picture, in pixels: what networks and messengers show whole."""
PICTURE_TEXT = (1056, 640)
"""The width of its lines, without and with a photograph."""
PICTURE_TEXT_HEIGHT = 350
MARGIN_MM = 20
"""Of a poster, on each side."""
PHOTO_MM, PHOTO_HEIGHT_MM = 68, 80
"""The room that a poster's photograph takes, with the space around it."""
POSTER_REST_MM = 146
"""Of a poster's height: margins, the line above the name, and the part with the code."""
BOLD = 0.93
"""What a line holds in bold type, of what it holds in regular."""
GAP_EM = 0.4
"""Below each paragraph."""
WHO_LEADING, TEXT_LEADING = 1.12, 1.3
"""Heights of a line of the name and of other lines, in Latin and in ems."""
LARGE_SCRIPTS = 1.6
"""What large type adds to a line, of what letters in another script than Latin add to it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words in a language that may not be the document's."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class PrintedPhoto:
    """A photograph, and what it shows."""

    size: Rendition
    alt: Phrase
    credit: Phrase | None = None

    @property
    def address(self) -> str:
        """The picture itself, as an address within the document."""
        return f"data:image/jpeg;base64,{b64encode(self.size.content).decode()}"


@dataclass(frozen=True, slots=True)
class PrintedCase:
    """What is printed of a case, in one page language."""

    language: Language
    action: str
    """The line above the name: the urgent action's number and the country, or what came of the case."""
    who: Phrase
    headline: Phrase
    summary: tuple[Phrase, ...]
    deadline: str
    """A sentence, or ""."""
    url: str
    photo: PrintedPhoto | None = None
    sender: Phrase | None = None
    demands: tuple[Phrase, ...] = ()
    """What the letters ask for."""
    is_open: bool = True
    """Whether there is something to do."""

    @property
    def address(self) -> str:
        """The page's address as it is typed."""
        return typed(self.url)


@dataclass(frozen=True, slots=True)
class CaseLabels:
    """The words around a case, in the document's language."""

    call: str
    """On its picture: what to do."""
    scan: str
    """On its poster: what to do, before the address."""
    run_by: str
    """Before the name of who runs the campaign."""


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Sizes of name, headline and summary, in the unit of the page: see static/css/poster.css."""

    name: str
    who: float
    headline: float
    summary: float = 0.0


PICTURE_SIZES = (
    TypeSize("large", 100, 56),
    TypeSize("medium", 76, 46),
    TypeSize("small", 58, 36),
    TypeSize("smallest", 38, 26),
)
"""In pixels."""
POSTER_SIZES = (
    TypeSize("large", 64, 32, 18),
    TypeSize("medium", 48, 25, 15.5),
    TypeSize("small", 34, 19, 13),
    TypeSize("smallest", 22, 14, 10),
)
"""In points."""


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """Renders a case as HTML: see `Printer.render` with `SHEET` or `PICTURE`."""

    environment: Environment
    labels: CaseLabels

    def picture(self, case: PrintedCase) -> str:
        """Return one page of `PICTURE_SIZE`."""
        width = PICTURE_TEXT[1] if case.photo else PICTURE_TEXT[0]
        size = _largest(case, PICTURE_SIZES, width, PICTURE_TEXT_HEIGHT)
        return self._document("print/picture.html", case, size=size or PICTURE_SIZES[-1])

    def poster(self, case: PrintedCase, paper: Paper) -> str:
        """Return one page with the address as a QR code. A summary that has no room is left out."""
        return self._document("print/poster.html", case, **self.poster_values(case, paper))

    def poster_values(self, case: PrintedCase, paper: Paper) -> dict[str, object]:
        """Return what the template of a poster takes beside the case."""
        sheet = SHEETS[paper]
        points = 1 / MM_PER_POINT
        width, height = (sheet.width - 2 * MARGIN_MM) * points, (sheet.height - POSTER_REST_MM) * points
        beside = width - PHOTO_MM * points if case.photo else width
        least = PHOTO_HEIGHT_MM * points if case.photo else 0.0
        size = _largest(case, POSTER_SIZES, width, height, case.summary[:1], beside, least)
        return {
            "labels": self.labels,
            "paper": paper,
            "size": size or POSTER_SIZES[-1],
            "summary": case.summary[:1] if size else (),
            "code": qr_code(case.url, case.address),
            "broken": with_break_opportunities,
        }

    def _document(self, name: str, case: PrintedCase, **values: object) -> str:
        return self.environment.get_template(name).render(
            title=f"{case.who.text}: {case.headline.text}",
            language=case.language,
            case=case,
            **({"labels": self.labels, "broken": with_break_opportunities} | values),
        )


def typed(url: str) -> str:
    """Return an address as a person types it."""
    return url.removeprefix("https://").removeprefix("http://")


def qr_code(url: str, title: str, ground: str | None = None) -> Markup:
    """Return an address as a QR code in SVG, with four modules around it that are free (ISO/IEC 18004).

    `ground` is the colour behind it; on paper there is none.
    """
    buffer = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(buffer, kind="svg", xmldecl=False, omitsize=True, border=4, light=ground, title=title, nl=False)
    return Markup(buffer.getvalue().decode())  # noqa: S704 (segno escapes the title)


def _largest(
    case: PrintedCase,
    sizes: Sequence[TypeSize],
    width: float,
    height: float,
    summary: Sequence[Phrase] = (),
    beside: float = 0.0,
    least: float = 0.0,
) -> TypeSize | None:
    """Return the largest type in which the text fits into the height, or None.

    The summary has lines of the width `beside`, and takes the height `least` at least.
    """
    for size in sizes:
        used = height_of((case.who,), size.who, width * BOLD, WHO_LEADING)
        used += height_of((case.headline,), size.headline, width, TEXT_LEADING)
        if used + max(least, height_of(summary, size.summary, beside, TEXT_LEADING)) <= height:
            return size
    return None


def height_of(phrases: Sequence[Phrase], size: float, width: float, leading: float) -> float:
    """Return the height of some paragraphs, with the gap below each."""
    rows = 0.0
    for phrase in phrases:
        more = (script_of(phrase.language.script).leading - LATIN.leading) * LARGE_SCRIPTS
        rows += count_rows(phrase.text, width / size, print_widths()) * (leading + more) + GAP_EM
    return rows * size
