"""PO files that go out to other programs and come back: the same merge, the same rules, nothing lost."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from translate.convert.pot2po import convertpot
from translate.storage.pypo import pofile

from tests.campaigns.test_gettext_tools import messages_of
from tests.team.translating.conftest import ADA, BEN, CLEO, DORA, Desk
from webapp.campaigns import catalogues
from webapp.campaigns.right_word import write_right
from webapp.domain.translation import MessageState
from webapp.team.people.permissions import NotAllowed
from webapp.team.translating.outcomes import EditionConflict, NoEdition, Refused, Saved, Uploaded

HEADLINE = "Free the keeper of the lighthouse"
SUMMARY = "Ada Example was locked up for lighting a lamp."
CLOSING = "Yours sincerely,"


def msgmerge(content: bytes, template: bytes, folder: Path) -> bytes:
    """Renew a PO file from the template with gettext's tool."""
    (folder / "es.po").write_bytes(content)
    (folder / "campaign.pot").write_bytes(template)
    command = ["msgmerge", "-q", "--previous", "es.po", "campaign.pot"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def msgcat(content: bytes, _template: bytes, folder: Path) -> bytes:
    """Write a PO file anew with gettext's tool, its long lines wrapped."""
    (folder / "es.po").write_bytes(content)
    return subprocess.run(["msgcat", "es.po"], cwd=folder, capture_output=True, check=True).stdout


def toolkit(content: bytes, _template: bytes, _folder: Path) -> bytes:
    """Read and write a PO file with translate-toolkit, as Weblate does."""
    return bytes(pofile(io.BytesIO(content)))


def pot2po(content: bytes, template: bytes, _folder: Path) -> bytes:
    """Renew a PO file from the template with translate-toolkit's tool."""
    renewed = io.BytesIO()
    convertpot(io.BytesIO(template), renewed, io.BytesIO(content))
    return renewed.getvalue()


def crlf(content: bytes, _template: bytes, _folder: Path) -> bytes:
    """Return a PO file as a program on Windows saves it."""
    return b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")


TOOLS = [msgmerge, msgcat, toolkit, pot2po, crlf]


@pytest.fixture
def busy_desk(desk: Desk) -> Desk:
    """With a review, a corrected text, a half corrected one, one that needs work, and an unused one."""
    keys = [row.key for row in desk.sheet().rows]
    desk.translating.review(CLEO, "lamp", "es", 1, keys)
    desk.type(ADA, CLOSING, "Atentamente", done=False)
    desk.correct(
        lambda document: document.update(
            headline=f"Please, {HEADLINE.lower()}", summary=f"{SUMMARY} Now.", background="The lamp is green."
        )
    )
    desk.type(ADA, f"{SUMMARY} Now.", "ES Ada", done=False)
    return desk


@pytest.mark.parametrize("tool", TOOLS)
def test_a_round_trip_loses_nothing(
    busy_desk: Desk, tool: Callable[[bytes, bytes, Path], bytes], tmp_path: Path
) -> None:
    sheet, before = busy_desk.sheet(), busy_desk.po()
    content = busy_desk.translating.download(BEN, "lamp", "es")
    template = busy_desk.translating.template(BEN, "lamp")

    there = tool(content, template, tmp_path)
    back = busy_desk.translating.upload(BEN, "lamp", "es", None, there)

    assert messages_of(there) == messages_of(content)
    assert back == Uploaded(Saved(busy_desk.version()), changed=0, unknown=0)
    assert busy_desk.sheet() == sheet
    assert busy_desk.po() == before
    header = catalogues.header_of(catalogues.read(there))
    assert f"X-Appeal-Version: {sheet.version}\n" in header.strings[0]
    assert "X-Appeal-Campaign: lamp\n" in header.strings[0]


def test_gettext_takes_what_is_downloaded(busy_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "es.po").write_bytes(busy_desk.translating.download(BEN, "lamp", "es"))
    (tmp_path / "campaign.pot").write_bytes(busy_desk.translating.template(BEN, "lamp"))

    subprocess.run(["msgfmt", "-c", "-o", "es.mo", "es.po"], cwd=tmp_path, check=True)
    subprocess.run(["msgfmt", "-o", "campaign.mo", "campaign.pot"], cwd=tmp_path, check=True)


def test_a_file_is_compared_with_the_version_it_was_downloaded_from(desk: Desk) -> None:
    content = desk.translating.download(BEN, "lamp", "es")
    desk.type(ADA, HEADLINE, "De Ada")
    desk.type(ADA, SUMMARY, "Resumen de Ada.")
    content = content.replace(f"ES {SUMMARY}".encode(), b"Resumen de Ben.")
    content = content.replace(f"ES {CLOSING}".encode(), b"Atentamente,")

    taken = desk.translating.upload(BEN, "lamp", "es", None, content)

    assert isinstance(taken, Uploaded)
    assert isinstance(taken.outcome, EditionConflict)
    assert [each.source for each in taken.outcome.messages] == [SUMMARY]
    assert desk.row(HEADLINE).translation == "De Ada"  # the file has the text from before: no change
    assert desk.row(SUMMARY).translation == "Resumen de Ada."
    assert (desk.row(CLOSING).translation, desk.row(CLOSING).author) == ("Atentamente,", BEN.id)


def test_a_file_without_a_version_is_compared_with_the_newest(desk: Desk) -> None:
    content = desk.po().replace(f"ES {SUMMARY}".encode(), b"Resumen de Ben.")
    desk.type(ADA, HEADLINE, "De Ada")

    taken = desk.translating.upload(BEN, "lamp", "es", None, content)

    assert isinstance(taken, Uploaded)
    assert taken.changed == 2  # nobody can say that the older headline was not meant
    assert desk.row(HEADLINE).translation == f"ES {HEADLINE}"


def test_a_part_of_a_file_changes_that_part(desk: Desk) -> None:
    header, _, _ = desk.po().partition(b"\n\n")
    part = header + b'\n\nmsgctxt "headline"\nmsgid "' + HEADLINE.encode() + b'"\nmsgstr "Libertad"\n'
    part += b'\nmsgctxt "summary"\nmsgid "' + SUMMARY.encode() + b'"\nmsgstr ""\n'

    desk.translating.upload(BEN, "lamp", "es", 1, part)

    assert desk.row(HEADLINE).translation == "Libertad"
    assert desk.row(SUMMARY).translation == f"ES {SUMMARY}"
    assert desk.row(CLOSING).translation == f"ES {CLOSING}"


def test_what_breaks_a_rule_needs_work(desk: Desk) -> None:
    content = desk.po().replace(f"ES {HEADLINE}".encode(), b"x" * 400)

    taken = desk.translating.upload(BEN, "lamp", "es", None, content)

    assert isinstance(taken, Uploaded)
    assert isinstance(taken.outcome, Saved)
    assert [*taken.outcome.problems] == [desk.row(HEADLINE).key]
    assert desk.row(HEADLINE).state is MessageState.MISSING
    assert len(desk.row(HEADLINE).translation) == 400


def test_a_file_says_nothing_of_reviews_or_people(desk: Desk) -> None:
    content = desk.translating.download(BEN, "lamp", "es")
    header = content.replace(
        b"Reviewed by: nobody yet (a native", b"Reviewed by: B.E., 2030-01-01\n# (a native"
    )
    header = header.replace(b'"Language: es', b'"Last-Translator: Ben <ben@lamps.example>\\n"\n"Language: es')

    desk.translating.upload(BEN, "lamp", "es", None, header.replace(f"ES {CLOSING}".encode(), b"Hola"))

    assert desk.row(CLOSING).translation == "Hola"
    assert b"nobody yet" in desk.po()
    assert b"ben@lamps.example" not in desk.po()


def test_comments_of_translators_come_in(desk: Desk) -> None:
    content = desk.po().replace(b"#. Page.\nmsgctxt", b"# Title in use?\n#. Page.\nmsgctxt", 1)

    desk.translating.upload(BEN, "lamp", "es", None, content)

    assert b"# Title in use?\n#. Page.\n" in desk.po()


def test_translations_of_other_texts_are_kept(desk: Desk) -> None:
    more = b'\nmsgctxt "headline"\nmsgid "Stop \\000"\nmsgstr "Alto"\n'
    more += b'\nmsgctxt "headline"\nmsgid "Another campaign of long ago"\nmsgstr "Otra"\n'

    taken = desk.translating.upload(BEN, "lamp", "es", None, desk.po() + more)

    assert isinstance(taken, Uploaded)
    assert taken.unknown == 2
    assert b'#~ msgid "Another campaign of long ago"' in desk.po()
    assert b"Alto" not in desk.po()


def test_a_file_does_not_say_that_a_translation_is_right(desk: Desk) -> None:
    later = "Five keepers are in prison"  # what the author corrects the headline to
    word = write_right(later, "Seis en la cárcel").encode()
    more = b'\n# A remark.\n# %b\nmsgctxt "headline"\nmsgid "%b"\n' % (word, later.encode())

    desk.translating.upload(
        BEN, "lamp", "es", None, desk.po() + more + 'msgstr "Seis en la cárcel"\n'.encode()
    )
    desk.correct(lambda document: document.update(headline=later))

    assert b"# A remark.\n" in desk.po()
    assert word not in desk.po()


def zipped(content: bytes) -> bytes:
    """Return an archive with the file."""
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        archive.writestr("es.po", content)
    return packed.getvalue()


def compiled(content: bytes) -> bytes:
    """Return the beginning of an MO file."""
    return b"\xde\x12\x04\x95\0\0\0\0" + content


def of_another_campaign(content: bytes) -> bytes:
    """Return a file that shares no text with the campaign."""
    return content.replace(b'msgid "', b'msgid "X ').replace(b'msgid "X "\n', b'msgid ""\n')


MISTAKES = [
    (compiled, r"compiled translation \(\.mo\)"),
    (zipped, "ZIP archive"),
    (lambda content: b"<!DOCTYPE html><p>" + content, "web page"),
    (lambda content: content.decode().encode("utf-16"), "UTF-16"),
    (lambda content: b"", "is empty"),
    (lambda content: content + b"#" * 1_000_000, "at most 1,000,000"),
    (lambda content: content + b"<<<<<<< mine\n", r"two versions were merged.*line"),
    (lambda content: content.replace(b"Language: es", b"Language: fr"), r"in French \(fr\), and this is"),
    (lambda content: content.replace(b"Language: es", b"Language: ru_RU"), r"Russian.*\(ru-RU\)"),
    (of_another_campaign, "file of another campaign"),
    (lambda content: content.replace(b"Language: es", b"X-Appeal-Campaign: candle"), "campaign “candle”"),
    (lambda content: content.partition(b"\n\n")[0], "Nothing is translated"),
    (lambda content: content.replace(b"ES ", "¡".encode("latin-1")), "not saved so"),
]


@pytest.mark.parametrize(("mistake", "sentence"), MISTAKES)
def test_a_file_given_by_mistake_is_named_and_changes_nothing(
    desk: Desk, mistake: Callable[[bytes], bytes], sentence: str
) -> None:
    refused = desk.translating.upload(DORA, "lamp", "es", None, mistake(desk.po()))

    assert isinstance(refused, Refused)
    (told,) = refused.sentences
    assert re.search(sentence, told)
    assert desk.head() == 1


def test_another_charset_is_read(desk: Desk) -> None:
    content = desk.po().replace(f"ES {HEADLINE}".encode(), "Señal".encode())
    header = content.decode().replace("charset=UTF-8", "charset=ISO-8859-1", 1).encode("latin-1")

    assert isinstance(desk.translating.upload(BEN, "lamp", "es", None, header), Uploaded)
    assert desk.row(HEADLINE).translation == "Señal"


def test_who_may_not_translate_uploads_nothing(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.translating.upload(CLEO, "lamp", "es", None, desk.po())
    with pytest.raises(NoEdition):
        desk.translating.upload(BEN, "lamp", "fr", None, desk.po())
