"""Broken and malicious files: each gets a sentence or is read within bounds, and nothing is written."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.importing.hostile_files import BROKEN_OF_A_KIND, LONG_TEXTS, MALICIOUS, broken, corpus
from tests.importing.sheets import WRITERS
from webapp.confined.process import ConfinedWorker, End, Reply
from webapp.importing.document import UnreadableDocument
from webapp.importing.process import CRASHED, TOO_MUCH, WORKER, import_document
from webapp.importing.reading.any_format import MAX_BYTES, read_document
from webapp.importing.reading.html import MAX_DEPTH, TOO_DEEP


def outcome(read: Callable[[bytes], object], content: bytes) -> str:
    """Return "read", or the sentence that refuses the file."""
    try:
        read(content)
    except UnreadableDocument as error:
        return str(error)
    return "read"


@pytest.mark.parametrize("number", range(BROKEN_OF_A_KIND))
@pytest.mark.parametrize("kind", WRITERS)
def test_a_broken_file_is_read_or_gets_a_sentence(kind: str, number: int) -> None:
    said = outcome(read_document, broken(kind, number))
    assert said == "read" or said.endswith(".")


@pytest.mark.parametrize("name", MALICIOUS)
def test_a_malicious_file_does_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    texts: list[str] = []

    def read(content: bytes) -> None:
        texts.extend(passage.text for passage in import_document(content).document.passages)

    said = outcome(read, MALICIOUS[name]())
    assert said == "read" or said.endswith(".")
    assert "root:" not in " ".join(texts)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_long_text_is_read_in_the_time_of_the_process(name: str) -> None:
    """Twenty seconds of the processor; quadratic time would be minutes."""
    findings = import_document(LONG_TEXTS[name].encode())
    assert not findings.lost_words()


@pytest.mark.parametrize("name", ["deep HTML", "deep HTML with other attributes"])
def test_a_page_that_is_too_deep_is_refused_before_all_of_it_is_parsed(name: str) -> None:
    """The time of its parser grows with the square of the depth: the whole of these takes minutes."""
    assert outcome(import_document, MALICIOUS[name]()) == TOO_DEEP


def test_a_page_as_deep_as_is_allowed_is_read() -> None:
    assert outcome(read_document, b"<html><body>" + b"<div>" * (MAX_DEPTH - 2) + b"text") == "read"


def test_a_page_with_many_links_in_one_paragraph() -> None:
    links = "<a href='https://example.org/'>a</a> " * 8_000
    assert not import_document(f"<p>ADDITIONAL INFORMATION<p>{links}".encode()).lost_words()


def test_rich_text_with_typefaces_without_an_end() -> None:
    assert outcome(import_document, b"{\\rtf1 " + b"\\f1" * 300_000 + b" text}") == "read"


def test_a_file_beyond_the_bound_is_not_even_handed_on() -> None:
    with pytest.raises(UnreadableDocument, match="more than 20 MB"):
        import_document(b"a" * (MAX_BYTES + 1))


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.importing.process.WORKER", replace(WORKER, seconds=0.01))
    with pytest.raises(UnreadableDocument) as error:
        import_document(b"Some text.")
    assert str(error.value) == TOO_MUCH


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ("raise SystemExit(17)", TOO_MUCH),  # no more memory
        ("os.kill(os.getpid(), signal.SIGKILL)", TOO_MUCH),  # no more time, or the system has no memory
        ("os.kill(os.getpid(), signal.SIGXCPU)", TOO_MUCH),
        ("\nwhile True: os.write(1, b'[' * 100_000)", TOO_MUCH),
        ("raise ValueError", CRASHED),
        ("os.kill(os.getpid(), signal.SIGSEGV)", CRASHED),
        ("os.kill(os.getpid(), signal.SIGABRT)", CRASHED),
    ],
)
def test_a_reader_that_fails_and_one_beyond_its_bounds_are_told_apart(
    ending: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_core = "import os, resource, signal; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
    worker = replace(WORKER, program=("-c", no_core + ending))
    monkeypatch.setattr("webapp.importing.process.WORKER", worker)
    with pytest.raises(UnreadableDocument) as error:
        import_document(b"Some text.")
    assert str(error.value) == sentence


A_PASSAGE = '{"text": "x", "page": 0, "role": "text", "group": 0, "links": [], "box": null, "lines": []}'


def a_reply(**instead: str) -> str:
    """Return a reply with parts of it, as JSON, replaced."""
    parts = {"format": '"text"', "passages": f"[{A_PASSAGE}]", "pages": "0", "fields": "[]", "flags": "[]"}
    parts |= {"language": '"en"', "labels": "[]"} | instead
    inner = ", ".join(f'"{name}": {parts.pop(name)}' for name in ("format", "passages", "pages"))
    outer = ", ".join(f'"{name}": {part}' for name, part in parts.items())
    return f'{{"findings": {{"document": {{{inner}}}, {outer}}}}}'


def test_a_reply_of_the_right_shape_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = replace(WORKER, program=("-c", f"print({a_reply()!r})"))
    monkeypatch.setattr("webapp.importing.process.WORKER", worker)
    assert [each.text for each in import_document(b"Some text.").document.passages] == ["x"]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "\udcff",
        "[]",
        "7",
        "[" * 100_000,
        "{}",
        '{"findings": {}}',
        '{"findings": []}',
        a_reply(format='"exe"'),
        a_reply(format="[]"),
        a_reply(pages='"many"'),
        a_reply(passages="7"),
        a_reply(passages='["x"]'),
        a_reply(passages=f"[{A_PASSAGE.replace(chr(34) + 'x' + chr(34), '7')}]"),
        a_reply(passages=f"[{A_PASSAGE.replace('null', '[]')}]"),
        a_reply(passages=f"[{A_PASSAGE.replace('page', 'unknown')}]"),
        a_reply(language="null"),
        a_reply(fields='[{"name": "headline", "value": {}, "source": [], "certainty": "certain"}]'),
        a_reply(labels="[[1, 2, 3]]"),
        a_reply(more="7"),
    ],
)
def test_a_reply_that_the_reader_cannot_have_written_is_refused(
    reply: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        ConfinedWorker, "run", lambda *_: Reply(End.DONE, reply.encode("utf-8", "surrogateescape"))
    )
    with pytest.raises(UnreadableDocument) as error:
        import_document(b"Some text.")
    assert str(error.value) == CRASHED


def test_the_corpus_has_two_hundred_files_and_more() -> None:
    files = dict(corpus("http://192.0.2.1/", BROKEN_OF_A_KIND))
    assert len({*files.values()}) >= 200


def test_a_scan_is_said_to_be_one() -> None:
    import pypdfium2 as pdfium

    file, out = pdfium.PdfDocument.new(), io.BytesIO()
    file.new_page(200, 200)
    file.save(out)
    with pytest.raises(UnreadableDocument, match="scan"):
        read_document(out.getvalue())
