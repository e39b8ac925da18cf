"""Texts that break out of a catalogue or a terminal: what is written is read back the same."""

import io
import re
from pathlib import Path

from babel.messages.pofile import read_po
from click.testing import CliRunner

from tests.campaigns.test_po_reader import msgfmt_takes
from tests.support.nasty_texts import NASTY, a_nasty_campaign
from webapp.cli.main import main
from webapp.domain import text

UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def test_a_new_catalogue_holds_each_text_and_gettext_reads_it(tmp_path: Path) -> None:
    for number, nasty in enumerate(NASTY.values()):
        slug = a_nasty_campaign(tmp_path, number, nasty)

        result = CliRunner().invoke(main, ["edition", str(tmp_path / slug), "es"])

        assert result.exit_code == 0, result.output
        content = (tmp_path / slug / "es.po").read_bytes()
        catalogue = {one.context: one.id for one in read_po(io.BytesIO(content)) if one.id}
        assert catalogue["headline"] == text.line(nasty)
        assert msgfmt_takes(content, tmp_path)


def test_what_check_prints_moves_no_cursor(tmp_path: Path) -> None:
    """Names of files and fields, values and ids reach a terminal."""
    for number, nasty in enumerate(NASTY.values()):
        folder = tmp_path / a_nasty_campaign(tmp_path, number, nasty)
        path = folder / "campaign.toml"
        quoted = "".join(f"\\U{ord(character):08x}" for character in nasty)
        path.write_text(
            path.read_text(encoding="utf-8")
            .replace('"minister"', f'"{quoted}"')
            .replace('"FR"', f'"{quoted}"')
            + f'"{quoted}" = "{quoted}"\n',
            encoding="utf-8",
        )
        name = "".join(character for character in nasty if character not in "\0/")[:60]
        (folder / f"{name}.po").write_text(f'msgid "{name}"\n{nasty}', encoding="utf-8", errors="replace")

        result = CliRunner().invoke(main, ["check", str(tmp_path)])

        assert result.exit_code == 1
        assert not UNFIT.search(result.output), nasty
