"""What Word and LibreOffice write around a text: fields, text boxes, content controls, tables in tables."""

import io
import zipfile

import pytest

from webapp.importing.document import Document, Role
from webapp.importing.reading.any_format import read_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
V = "urn:schemas-microsoft-com:vml"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="{V}"'


def read(body: str, **parts: str) -> Document:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/hyperlink" '
            'Target="mailto:lamps@example.org" TargetMode="External"/><Relationship Id="rId2" '
            f'Type="{R}/image" Target="media/image1.png"/></Relationships>',
        )
    return read_document(file.getvalue())


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def field(code: str, result: str) -> str:
    """As Word writes a field: its begin, code, result and end in runs of their own."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return sign.format("begin") + code + sign.format("separate") + result + sign.format("end")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_words_that_word_broke_into_runs_are_whole() -> None:
    inner = (
        run("LAM") + '<w:proofErr w:type="spellStart"/>' + run("P KEE") + "<w:bookmarkStart/>" + run("PER")
    )
    assert texts(read(paragraph(inner))) == ["LAMP KEEPER"]


def test_links_as_relations_and_as_fields_keep_their_targets() -> None:
    by_relation = f'<w:hyperlink r:id="rId1">{run("lamps@example.org")}</w:hyperlink>'
    by_field = field('HYPERLINK "https://example.org/form"', run("Contact ") + run("form"))
    document = read(paragraph(run("Email: "), by_relation) + paragraph(by_field, run(" (in English)")))
    assert texts(document) == ["Email: lamps@example.org", "Contact form (in English)"]
    assert [(link.text, link.target) for link in document.passages[0].links] == [
        ("lamps@example.org", "mailto:lamps@example.org")
    ]
    assert [(link.text, link.target) for link in document.passages[1].links] == [
        ("Contact form", "https://example.org/form")
    ]


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    date = field(r'DATE \@ "d MMMM yyyy"', run("10 June 2021"))
    assert texts(read(paragraph(run("Date: "), date))) == ["Date: 10 June 2021"]


def test_a_text_box_is_read_once_and_apart() -> None:
    box = f"<w:txbxContent>{paragraph(run('Nemo Nobody'))}{paragraph(run('Ambassador'))}</w:txbxContent>"
    drawing = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    copy = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    anchor = f"<w:r><mc:AlternateContent>{drawing}{copy}</mc:AlternateContent></w:r>"
    document = read(paragraph(run("CONTACT INFORMATION"), anchor))
    assert sorted(texts(document)) == ["Ambassador", "CONTACT INFORMATION", "Nemo Nobody"]
    groups = {passage.text: passage.group for passage in document.passages}
    assert groups["Nemo Nobody"] == groups["Ambassador"] != groups["CONTACT INFORMATION"]


def test_content_controls_insertions_and_deletions() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('10 June 2021')}</w:sdtContent></w:sdt>"
    inserted = f"<w:ins>{run(' new')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('away')}</w:moveFrom>"
    assert texts(read(paragraph(control, inserted, deleted, moved))) == ["10 June 2021 new"]


def test_tables_within_tables_and_what_stands_between_their_cells_stay() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    inner = table((paragraph(run("a")), paragraph(run("b"))), (paragraph(run("c")), paragraph(run("d"))))
    document = read(table((paragraph(run("x")) + inner, paragraph(run("y")))))
    assert texts(document) == ["x", "a", "c", "b", "d", "y"], "an address in rows is read by columns"
    odd = table((paragraph(run("a")), paragraph(run("b"))), (paragraph(run("c")), paragraph(run("d"))))
    odd = odd.replace("</w:tr><w:tr>", f"</w:tr>{paragraph(run('between'))}<w:tr>")
    assert sorted(texts(read(odd))) == ["a", "b", "between", "c", "d"]
    labels = table((paragraph(run("Email:")), paragraph(run("a@example.org"))), ("", paragraph(run("d"))))
    assert texts(read(labels)) == ["Email: a@example.org", "d"]


def test_the_header_of_the_first_page_is_read_and_a_second_one_like_it_is_not() -> None:
    header = f"<w:hdr {SPACES}>{paragraph(run('UA 61/21'))}</w:hdr>"
    footer = f"<w:ftr {SPACES}>{paragraph(run('Page '), field('PAGE', run('1')))}</w:ftr>"
    document = read(paragraph(run("text")), header1=header, header2=header, footer1=footer)
    assert texts(document) == ["UA 61/21", "text", "Page 1"]


@pytest.mark.parametrize("footer", ["footer", "footerl", "footerr", "footerf"])
def test_the_footer_of_rich_text_is_read_as_one(footer: str) -> None:
    document = read_document(rf"{{\rtf1\ansi {{\{footer} \pard Page 1\par}}\pard text\par}}".encode())
    assert [(passage.text, passage.role) for passage in document.passages] == [
        ("Page 1", Role.REPEATED),
        ("text", Role.TEXT),
    ]
