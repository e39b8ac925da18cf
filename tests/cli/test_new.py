"""`appeal new`: a folder whose blanks a person fills in."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.campaigns import checks
from webapp.campaigns.reader import read_schema
from webapp.campaigns.schema_errors import FIELD_NAMES
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.campaigns.toml_mistakes import TABLES
from webapp.cli.main import main

BLANKS = {
    'country = ""': 'country = "FR"',
    '""': '"A lamp"',
    '"""\n"""': '"""\nA lamp.\n"""',
}
"""What a person writes into the blanks, by what stands there."""
_FIELD_IN_REMARK = re.compile(r"(?m)^# (?=\[\[|\[[a-z]+\]$|[a-z_]+ = |  [\"{]|\]|\"\"\"$|…$)")


def appeal(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"CAMPAIGNS": str(root)})


def filled_in(toml: str) -> str:
    blank = re.compile(r'country = ""|"""\n"""|(?<!")""(?!")')
    return blank.sub(lambda found: BLANKS[found[0]], toml)


def test_a_new_folder_says_what_is_left_to_write_and_nothing_else(tmp_path: Path) -> None:
    begun = appeal(tmp_path, "new", "lamp")
    checked = appeal(tmp_path, "check", str(tmp_path / "lamp"))

    assert begun.exit_code == 0, begun.output
    assert "lamp/campaign.toml is written" in begun.output
    lines = checked.output.splitlines()
    assert len(lines) > 10
    blank = re.compile(r"lamp/campaign\.toml, line \d+: \S+ is empty; write it.*")
    assert [line for line in lines if not blank.fullmatch(line)] == []
    assert "_template" not in appeal(tmp_path, "check").output


def test_it_is_good_once_its_blanks_are_filled_in(tmp_path: Path) -> None:
    appeal(tmp_path, "new", "lamp")
    path = tmp_path / "lamp" / CAMPAIGN_FILE
    path.write_text(filled_in(path.read_text()))

    checked = appeal(tmp_path, "check", str(path.parent))

    assert checked.output.splitlines()[:3] == [
        "lamp: good",
        "  en: complete",
        '  note: is a draft, which nobody sees; write state = "live" when its page may appear',
    ]


def test_every_field_stands_there_and_is_right_without_its_hash(tmp_path: Path) -> None:
    appeal(tmp_path, "new", "lamp")
    toml = filled_in(_FIELD_IN_REMARK.sub("", (tmp_path / "lamp" / CAMPAIGN_FILE).read_text()))

    schema = read_schema(SourceFiles("lamp", {CAMPAIGN_FILE: toml.encode()}))

    assert schema.partners
    assert schema.letter.card
    assert FIELD_NAMES - set(re.findall(r"\b[a-z_]+\b", toml)) == set()
    assert all(heading in toml for heading in TABLES.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lamp", "small letters"),
        ("../lamp", "small letters"),
        ("_lamp", "small letters"),
        ("", "small letters"),
        ("lamp", "is there already; choose another name"),
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "lamp").mkdir()

    refused = appeal(tmp_path, "new", name)

    assert refused.exit_code == 1
    assert words in refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["lamp"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    refused = appeal(tmp_path / "file", "new", "lamp")

    assert refused.exit_code == 1
    assert "Not a directory; choose a folder by CAMPAIGNS" in refused.output


def test_the_template_is_no_campaign(tmp_path: Path) -> None:
    (tmp_path / "_template").mkdir()
    (tmp_path / "_template" / CAMPAIGN_FILE).write_text("")

    assert checks.check_all(tmp_path) == ()
