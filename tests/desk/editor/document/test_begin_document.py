"""A file or a pasted text becomes a draft; what cannot be read leaves nothing."""

import io
import socket
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.desk.conftest import DeskWorld
from tests.desk.editor.document.conftest import NEW, newest, sent, sheet
from tests.importing.hostile_files import MALICIOUS, a_docx, corpus
from tests.importing.sheets import LETTER
from tests.support.desk_client import ADA, ORIGIN, DeskClient
from tests.support.page_client import Fetched
from tests.support.rounds import SOAK, rounds
from tests.support.stores import Store
from webapp.domain.language import Language
from webapp.team.documents.documents import Documents
from webapp.team.documents.reading import MAX_DOCUMENT_CHARS, MAX_FILE_BYTES, DocumentReader
from webapp.team.documents.source_document import Whose
from webapp.team.drafts.drafts import Drafts


@pytest.fixture
def document_reader() -> DocumentReader:
    """The real one, whose process is confined."""
    return DocumentReader()


@pytest.mark.usefixtures("executed_workers")
@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "html", "rtf", "text", "email"])
def test_a_file_of_each_kind_becomes_a_draft(kind: str, begun: Callable[..., str], drafts: Drafts) -> None:
    assert begun(kind) == "/campaigns/exampla/document"

    draft = newest(drafts)
    assert draft["state"] == "draft"
    assert draft["headline"] == "LAMP KEEPER JAILED FOR LIGHTING LAMPS"
    assert [target["name"] for target in draft["targets"]] == ["Testus Placeholder", "Nemo Nobody"]
    assert draft["letter"]["text"] == "\n\n".join(LETTER) + "\n"


def test_the_file_the_pages_and_the_findings_are_kept_with_the_draft(
    begun: Callable[..., str], documents: Documents
) -> None:
    begun("pdf", whose="leave", publisher=" Lamp   International ")
    document = documents.find("exampla")

    assert document is not None
    assert (document.name, document.whose, document.publisher) == (
        "ua.pdf",
        Whose.LEAVE,
        "Lamp International",
    )
    assert documents.file("exampla") == sheet("pdf")
    assert document.pictures == {1}
    assert documents.picture("exampla", 1) is None  # drawn when somebody looks
    assert not document.findings.lost_words()


def test_a_pasted_text_and_the_source_of_a_page_are_read_alike(desk: DeskClient, drafts: Drafts) -> None:
    desk.get(NEW)
    for slug, kind in (("plain", "text"), ("page", "html")):
        form = {"whose": "ours", "text": sheet(kind).decode(), "slug": slug}
        desk.post(NEW, form, status=303)

    assert newest(drafts, "plain")["deadline"] == newest(drafts, "page")["deadline"]


def test_what_is_pasted_from_a_page_keeps_its_links(desk: DeskClient, documents: Documents) -> None:
    page = '<p>Ada Exampla was jailed. <a href="https://lamps.example/more">More</a></p>'
    desk.post(NEW, {"whose": "ours", "text": "Ada …", "html": page, "slug": "lamp"}, status=303)
    document = documents.find("lamp")

    assert document is not None
    assert [link.target for each in document.findings.document.passages for link in each.links] == [
        "https://lamps.example/more"
    ]


def test_another_publisher_s_letter_is_left_out_where_the_team_writes_its_own(
    begun: Callable[..., str], desk: DeskClient, drafts: Drafts, documents: Documents
) -> None:
    page = desk.get(begun("html", whose="own", publisher="Lamp International"))
    document = documents.find("exampla")

    assert "text" not in newest(drafts)["letter"] or not newest(drafts)["letter"]["text"].strip()
    assert document is not None
    left = {document.findings.text(span) for span in document.placing.spans}
    assert left == {*LETTER}
    assert all(line in page.text for line in LETTER)
    assert not (page.one("textarea", id="letter.text").text or "").strip()


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"whose": ""}, "whose"),
        ({"whose": "nobody"}, "whose"),
        ({"whose": "leave"}, "publisher"),
        ({"whose": "own", "publisher": " "}, "publisher"),
        ({"whose": "leave", "publisher": "x" * 201}, "publisher"),
        ({"slug": "Upper Case"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"text": "pasted, too"}, "text"),
        ({"file": (io.BytesIO(b""), "")}, "file"),
        ({"file": (io.BytesIO(b""), "empty.pdf")}, "file"),
    ],
)
def test_what_is_missing_is_asked_for(
    changed: dict[str, str], name: str, desk: DeskClient, drafts: Drafts
) -> None:
    drafts.create(ADA, "taken", {"campaign.toml": b""})
    page = desk.post(NEW, sent(sheet("text")) | changed, status=422)

    assert page.one("p", id=f"{name}-problem").text
    assert drafts.slugs() == ("taken",)


def a_scan() -> bytes:
    import pypdfium2 as pdfium

    file, out = pdfium.PdfDocument.new(), io.BytesIO()
    file.new_page(200, 200)
    file.save(out)
    file.close()
    return out.getvalue()


def a_plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


REFUSED: dict[str, Callable[[], bytes]] = {
    "scan": a_scan,
    "ZIP": a_plain_zip,
    "broken PDF": lambda: b"%PDF-1.4 broken",
    "broken DOCX": lambda: a_docx("<x"),
    "old Word": MALICIOUS["old Word"],
    "zip bomb": MALICIOUS["zip bomb"],
    "entity bomb": MALICIOUS["entity bomb"],
    "external entity": MALICIOUS["external entity"],
    "zeros": MALICIOUS["zeros"],
    "deep RTF": MALICIOUS["deep RTF"],
    "empty": lambda: b" \n",
    "too large": lambda: b"a" * (MAX_FILE_BYTES + 1),
    "too long": lambda: b"word " * (MAX_DOCUMENT_CHARS // 5 + 1),
    "an e-mail without text": lambda: b"From: a@lamps.example\nSubject: x\nContent-Type: image/png\n\n",
}


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of temporary files, of us and of the readers."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_what_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    desk: DeskClient,
    desk_store: Store,
    temporary: Path,
) -> None:
    said = {name: refusal(upload(desk, make())) for name, make in REFUSED.items()}

    assert {name: sentence for name, sentence in said.items() if not sentence.endswith(".")} == {}
    assert [name for name, sentence in said.items() if ". " not in sentence] == []  # each says what to do
    for table in ("campaigns", "documents", "document_pages"):
        assert desk_store.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608  # a name of ours
    assert not [*temporary.iterdir()]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Where a reader that fetches something would call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.mark.soak
def test_no_hostile_file_breaks_the_desk_stays_on_disk_or_makes_it_fetch(
    desk: DeskClient,
    desk_store: Store,
    listener: socket.socket,
    temporary: Path,
) -> None:
    """All kinds of them; in a soak all of the corpus, which is 200 and more."""
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    read: list[str] = []
    wrong: dict[str, str] = {}
    files = corpus(address, rounds(2), with_slow=SOAK > 1)
    for number, (name, content) in enumerate(files):
        answer = upload(desk, content, slug=f"lamp-{number}")
        if answer.status_code == 303:
            read.append(answer.headers["Location"])
        elif answer.status_code != 422 or not refusal(answer).endswith("."):
            wrong[name] = f"{answer.status_code}: {answer.text[:200]}"

    assert not wrong
    for slug in (each.split("/")[2] for each in read):
        desk.get(f"/campaigns/{slug}/document")
        desk.get(f"/campaigns/{slug}/edit")
    assert desk_store.rows("SELECT count(*) FROM documents") == [(len(read),)]
    assert not [*temporary.iterdir()]
    with pytest.raises(BlockingIOError):  # nobody has called
        listener.accept()


def upload(desk: DeskClient, content: bytes, **fields: str) -> TestResponse:
    """Send the form as it goes over the line: the test client writes large forms into temporary files."""
    given = {"whose": "ours", **fields}
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in given.items()
    ]
    lines.append('--x\r\nContent-Disposition: form-data; name="file"; filename="ua.bin"\r\n\r\n')
    return desk.flask.post(
        NEW,
        data="".join(lines).encode() + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        base_url=ORIGIN,
        headers={"Origin": ORIGIN},
    )


def refusal(answer: TestResponse) -> str:
    """Return the sentence beside the field of the file."""
    page = Fetched(answer)
    return (
        page.one("p", id="file-problem").text or "" if answer.status_code == 422 else f"{answer.status_code}"
    )


def test_an_untrusted_file_name_is_cut_to_a_name(desk: DeskClient, documents: Documents) -> None:
    desk.post(NEW, sent(sheet("text"), "C:\\secret\\../a\x00\u202eb" + "c" * 300 + ".txt"), status=303)
    document = documents.find("exampla")

    assert document is not None
    assert document.name == ("ab" + "c" * 300)[:120]


def test_the_note_of_the_history_is_kept_in_english(
    begun: Callable[..., str], drafts: Drafts, desk_app: Flask, desk_world: DeskWorld
) -> None:
    desk_app.extensions["desk_languages"] = lambda: (Language("en"), Language("fr"))
    desk_world.sessions.people[ADA.id] = replace(ADA, language="fr")
    begun("text")

    head = drafts.head("exampla")
    assert head
    assert head.note == "Made from a document: ua.text"


def test_two_documents_of_one_person_get_two_names(begun: Callable[..., str]) -> None:
    assert [begun("text"), begun("text")] == ["/campaigns/exampla/document", "/campaigns/exampla-2/document"]
