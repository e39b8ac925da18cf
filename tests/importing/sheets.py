"""One invented urgent action in every format that is read, all from the same parts."""

import html
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

ADDRESSES = (
    ("Testus Placeholder", "Minister of Lamps", "Ministry of Lamps", "1 Lamp Street", "Lampton 12345",
     "Norway",
     "Email: lamps@example.org", "Fax: +47 22 22 22 22", "Salutation: Dear Minister"),
    ("Ambassador Nemo Nobody", "Embassy of Norway", "2 Embassy Road NW", "Washington DC 20007",
     "United States",
     "Phone: 202 555 0100 I Fax: 202 555 0101", "Twitter: @nowhere_emb", "Salutation: Dear Ambassador"),
)  # fmt: skip
LETTER = (
    "I am writing to you out of concern for Ada Exampla, who was sentenced to seven years for words.",
    "I urge you to release her immediately and unconditionally, and to ensure that she has medical care.",
)


@dataclass(frozen=True)
class Part:
    """A paragraph, a heading, an entry of a list or, as `cells`, blocks of lines beside each other."""

    text: str = ""
    kind: str = "p"
    cells: tuple[tuple[str, ...], ...] = ()


SHEET: tuple[Part, ...] = (
    Part("Second UA 61/21 Index: EUR 11/1111/2021 Norway Date: 10 June 2021"),
    Part("URGENT ACTION", "h"),
    Part("LAMP KEEPER JAILED FOR LIGHTING LAMPS", "h"),
    Part("On 3 May 2021 Ada Exampla was sentenced to seven years in prison for nothing but words."),
    Part("TAKE ACTION:"),
    Part("Please take action as soon as possible. This Urgent Action expires on June 1 2023.", "li"),
    Part("Write a letter in your own words or use the sample to one or both officials.", "li"),
    Part("CONTACT INFORMATION"),
    Part(cells=ADDRESSES),
    Part("SAMPLE LETTER"),
    Part("Dear Minister,"),
    *map(Part, LETTER),
    Part("Yours sincerely,"),
    Part("ADDITIONAL INFORMATION"),
    Part("The law on lamps dates from 2019. It makes it a crime to light a lamp without leave."),
    Part("PREFERRED LANGUAGE TO ADDRESS TARGET: Norwegian, English or your own language."),
    Part("NAME AND PRONOUN: Ada Exampla (she/her)"),
)


def as_html(parts: Sequence[Part]) -> bytes:
    def block(part: Part) -> str:
        if part.cells:
            cells = "".join(f"<td>{'<br>'.join(map(html.escape, lines))}</td>" for lines in part.cells)
            return f"<table style='width:100%'><tr>{cells}</tr></table>"
        tag = {"h": "h1", "li": "li"}.get(part.kind, "p")
        return f"<{tag}>{html.escape(part.text)}</{tag}>"

    style = "<style>body{font:11pt serif}td{vertical-align:top;width:50%}h1{font-size:18pt}</style>"
    return f"<!doctype html><meta charset=utf-8>{style}{''.join(map(block, parts))}".encode()


def as_pdf(parts: Sequence[Part]) -> bytes:
    import weasyprint

    return weasyprint.HTML(string=as_html(parts).decode()).write_pdf()


def as_docx(parts: Sequence[Part]) -> bytes:
    def paragraph(text: str, kind: str) -> str:
        style = {"h": '<w:pStyle w:val="Heading1"/>', "li": "<w:numPr/>"}.get(kind, "")
        runs = "<w:br/>".join(f"<w:t>{html.escape(line)}</w:t>" for line in text.split("\n"))
        return f"<w:p><w:pPr>{style}</w:pPr><w:r>{runs}</w:r></w:p>"

    def block(part: Part) -> str:
        if part.cells:
            cells = "".join(f"<w:tc>{paragraph(chr(10).join(lines), 'p')}</w:tc>" for lines in part.cells)
            return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        return paragraph(part.text, part.kind)

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(map(block, parts[1:]))
    return _zip(
        {
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/header1.xml": f"<w:hdr {space}>{block(parts[0])}</w:hdr>",
        }
    )


def as_odt(parts: Sequence[Part]) -> bytes:
    def block(part: Part) -> str:
        if part.cells:
            cells = "".join(
                "<table:table-cell>"
                + "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
                + "</table:table-cell>"
                for lines in part.cells
            )
            return f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
        if part.kind == "li":
            entry = f"<text:p>{html.escape(part.text)}</text:p>"
            return f"<text:list><text:list-item>{entry}</text:list-item></text:list>"
        tag = "h" if part.kind == "h" else "p"
        return f"<text:{tag}>{html.escape(part.text)}</text:{tag}>"

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    body = "".join(map(block, parts))
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document {spaces}><office:body>{body}</office:body></office:document>",
        }
    )


def as_rtf(parts: Sequence[Part]) -> bytes:
    def escape(text: str) -> str:
        return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text).replace(
            "\n", "\\line "
        )

    def block(part: Part) -> str:
        if part.cells:
            cells = "".join(rf"\pard\intbl {escape(chr(10).join(lines))}\cell " for lines in part.cells)
            return rf"\trowd\cellx4000\cellx8000 {cells}\row "
        return rf"\pard{chr(92) + 'ls1' if part.kind == 'li' else ''} {escape(part.text)}\par "

    return (r"{\rtf1\ansi\ansicpg1252 " + "".join(map(block, parts)) + "}").encode()


def as_text(parts: Sequence[Part]) -> bytes:
    def block(part: Part) -> str:
        if part.cells:
            return "\n\n".join("\n".join(lines) for lines in part.cells)
        return f"• {part.text}" if part.kind == "li" else part.text

    return "\n\n".join(map(block, parts)).encode()


def as_email(parts: Sequence[Part]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "team@example.org", "An action of ours"
    message.set_content(as_text(parts).decode())
    message.add_alternative(as_html(parts).decode(), subtype="html")
    return message.as_bytes()


WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "pdf": as_pdf, "docx": as_docx, "odt": as_odt, "html": as_html, "rtf": as_rtf, "text": as_text,
    "email": as_email,
}  # fmt: skip


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
