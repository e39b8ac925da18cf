"""`appeal import`: a document becomes the folder of a draft, and a report of what was made of it."""

import json
import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import click

from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.domain.text import line
from webapp.importing.campaign_file import campaign_file
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Certainty, Findings
from webapp.importing.process import import_document
from webapp.importing.reading.any_format import MAX_BYTES
from webapp.importing.report import SENTENCES, report_of

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of the new campaign; it must not exist.",
)
@click.option("--report", "report_file", type=_FILE, help="Write fields, flags and what is unplaced as JSON.")
def import_(file: Path, folder: Path, report_file: Path | None) -> None:
    """Make the folder of a draft from FILE: PDF, Word, OpenDocument, web page, rich text, e-mail or text.

    Nothing is published. What the document does not say stands empty, and nothing of its text is dropped:
    what has no place is listed. Comments, deleted text, what a web page hides, pictures and attachments are
    not read. The text belongs to its publisher: ask before you use it, or write your own.
    """
    for option, path in (("--folder", folder), ("--report", report_file)):
        if path and is_there(path, option):
            raise click.ClickException(f"{path} exists already; give another {option}")
    name = line(os.fsencode(file.name).decode("utf-8", "replace"))
    try:
        findings = import_document(_content(file))
    except UnreadableDocument as error:
        raise click.ClickException(f"{name}: {error}") from None
    except OSError as error:
        remedy = "let this user read it, or copy it to another place, and try again"
        raise click.ClickException(f"{name} cannot be read: {error.strerror}; {remedy}") from None
    note = (
        f"Made from {name} on {datetime.now(UTC).date()}. Its text belongs to its publisher.\n"
        "Look at each field; `appeal check` names what is missing."
    )
    report = json.dumps(report_of(findings), ensure_ascii=False, indent=2)
    option = "--report"
    with ExitStack() as undo:  # what was made would be in the way of a second try
        try:
            if report_file:
                with report_file.open("x", encoding="utf-8") as file_of_report:
                    undo.callback(report_file.unlink, missing_ok=True)
                    file_of_report.write(report + "\n")
            option = "--folder"
            folder.mkdir(parents=True)
            undo.callback(rmtree, folder, ignore_errors=True)
            (folder / CAMPAIGN_FILE).write_text(campaign_file(findings, note), encoding="utf-8")
        except OSError as error:
            raise cannot_write(Path(error.filename or folder), option, error) from None
        undo.pop_all()
    _tell(findings, folder)


def is_there(path: Path, option: str) -> bool:
    """Return whether a path is taken. Raise `click.ClickException` where that cannot be known."""
    try:
        return path.exists() or path.is_symlink()
    except OSError as error:
        raise cannot_write(path, option, error) from None


def cannot_write(path: Path, option: str, error: OSError) -> click.ClickException:
    """Return the refusal of a place, with what to do."""
    return click.ClickException(
        f"{path} cannot be written: {error.strerror}; give another {option}, where this user may write"
    )


def _content(file: Path) -> bytes:
    """Read a file up to one byte more than can be read of a document."""
    if not file.is_file():
        raise UnreadableDocument("This is no file but a device or a pipe. Choose a file.")
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _tell(findings: Findings, folder: Path) -> None:
    to_check = sum(field.certainty is Certainty.CHECK for field in findings.fields)
    click.echo(f"fields found: {len(findings.fields)}, to be checked: {to_check}")
    words, lost = findings.document.words.total(), findings.lost_words()
    click.echo(f"  {words} words in the document, {words - lost.total()} in fields, in labels and below")
    if lost:
        click.echo(f"  lost, please report this: {', '.join(sorted(lost))}")
    for flag in findings.flags:
        about = f"{flag.field}: " if flag.field else ""
        click.echo(f"  {about}{SENTENCES[flag.code]}{f' “{flag.detail}”' if flag.detail else ''}")
    for span in findings.unplaced:
        click.echo(f"  has no place: “{findings.text(span).strip()}”")
    click.echo(f"Open {folder / CAMPAIGN_FILE}, correct it, and run `appeal check {folder}`.")
