"""Tables of embassies: what is read, what is refused with the remedy, and what stays served."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import MISSIONS, an_embassy_folder
from webapp.campaigns import checks
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.folder_mistakes import misnamed_files
from webapp.campaigns.missions import MAX_DIAGNOSTICS, mission_remarks, read_missions
from webapp.campaigns.reader import read_campaign, read_valid_parts
from webapp.campaigns.registry import CampaignRegistry
from webapp.campaigns.source_files import SourceFiles, is_campaign_file

REPOSITORY = Path(__file__).resolve().parents[2]
HEADER = MISSIONS.partition("\n")[0]
BERLIN = (
    "DE,Embassy of Lamps in Berlin,en,Lampenallee 1 / 10117 Berlin,berlin@lamps.example,,2026-11-29,"
    "https://lamps.example/berlin"
)


def mistakes(table: str | bytes) -> str:
    content = table if isinstance(table, bytes) else table.encode()
    return "\n".join(
        map(str, read_missions(["LI"], SourceFiles("lamp", {"missions-LI.csv": content})).diagnostics)
    )


def rows(*lines: str) -> str:
    return "\n".join((HEADER, *lines, ""))


def test_a_table_is_read(tmp_path: Path) -> None:
    missions = read_campaign(read_folder(an_embassy_folder(tmp_path))).missions["LI"]

    assert [*missions] == ["DE", "JP", "IE"]
    assert missions["DE"].address == ("Lampenallee 1", "10117 Berlin")
    assert missions["IE"].email == ("dublin@lamps.example", "visa@lamps.example")
    assert missions["IE"].address == ()


@pytest.mark.parametrize(
    "table",
    [
        rows(BERLIN).replace(",", ";"),
        rows(BERLIN).replace(",", "\t"),
        "\ufeff" + rows(BERLIN),
        rows(BERLIN).replace("\n", "\r\n"),
        rows(BERLIN).replace("Lampenallee 1 / 10117 Berlin", '"Lampenallee 1\n10117 Berlin"'),
        rows(BERLIN).replace("10117 Berlin", "10117 Berlin / Germany"),  # printed once, as the post wants it
        rows(BERLIN).replace("2026-11-29", "29.11.2026"),
        rows("", ",,,,,,,", BERLIN, ""),
        *(f"{first}\n{rows(BERLIN)}".replace(",", ";") for first in ("", " ", ",,,,,,,", "sep=;", "SEP=,")),
        f"sep=\t\n{rows(BERLIN)}".replace(",", "\t"),
        f"\ufeffsep=;\r\n{rows(BERLIN)}".replace(",", ";"),
        rows(BERLIN).replace(HEADER, HEADER.upper().replace("CHECKED_ON", "Checked on")),
    ],
)
def test_tables_as_spreadsheets_write_them_are_read(table: str) -> None:
    read = read_missions(["LI"], SourceFiles("lamp", {"missions-LI.csv": table.encode()}))

    assert read.diagnostics == ()
    assert read.by_state["LI"]["DE"].address == ("Lampenallee 1", "10117 Berlin")
    assert read.by_state["LI"]["DE"].checked_on == date(2026, 11, 29)


MISTAKES = [
    (
        "DE,",
        "Germany,",
        'line 2: country "Germany" is not the code of a country; write two capital letters, here "DE"',
    ),
    ("DE,", "DEU,", 'country "DEU"'),
    ("DE,", ",", "country is missing"),
    ("Embassy of Lamps in Berlin", "", "has no name"),
    (",en,", ",,", "the language of its name"),
    (",en,", ",English,", 'language "English" is not the code of a language'),
    ("berlin@lamps.example", "berlin at lamps", 'e-mail "berlin at lamps" is not'),
    ("berlin@lamps.example", "b***n@lamps.example", "hidden characters"),
    (",,2026", ",030 2291110,2026", 'phone "030 2291110" is a number without its country'),
    (",,2026", ",+49 1,2026", "cannot be dialled"),
    ("2026-11-29", "", "checked_on is missing"),
    ("2026-11-29", "11/29/26", "must be a date such as 2026-11-29"),
    ("2026-11-29", "2026-02-30", "must be a date such as 2026-11-29"),
    ("https://lamps.example/berlin", "", "source is missing"),
    ("https://lamps.example/berlin", "javascript:alert(1)", "is not a link to a site"),
    ("https://lamps.example/berlin", "a letter", "is not a link to a site"),
    ("Lampenallee 1", "a / b / c / d / e / f / g", "at most 6 entries"),
    ("Lampenallee 1", "L" * 121, "at most 120 letters"),
    ("Lampenallee 1", " / ".join(["W" * 110] * 5), "does not fit an envelope"),
    ("Embassy of Lamps", "=HYPERLINK(A1)", "begins as a formula does"),
    ("Embassy of Lamps", "@SUM", "begins as a formula does"),
    ("Embassy of Lamps", "Embassy;=1+1", "holds one behind a semicolon"),
    ("Lampenallee 1", "-1+1", "begins as a formula does"),
    ("Embassy of Lamps", "Embassy\u202e of", "has an invisible or unusable character"),
    ("Embassy of Lamps", "Embassy  of", "two spaces in a row"),
    ("Lampenallee 1 / 10117 Berlin,berlin@lamps.example", ",", "has no address, no e-mail and no phone"),
    ("Lampenallee 1 /", "Lampenallee 1, Haus 2 /", "9 cells in a row of 8 columns"),
    ("Embassy", '"Embassy', "cannot be read from here"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_a_mistake_is_refused_with_its_line_and_its_remedy(old: str, new: str, sentence: str) -> None:
    assert old in BERLIN
    found = mistakes(rows(BERLIN.replace(old, new, 1)))

    assert sentence in found
    assert found.startswith("lamp/missions-LI.csv, line ")
    assert "Input should" not in found


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "is empty; its first line names the columns"),
        (BERLIN, "lacks the column country"),
        (rows(BERLIN).replace(",source", ""), "lacks the column source"),
        (rows(BERLIN).replace("phone,", "phone,fax,"), 'has a column "fax"'),
        (rows(BERLIN).replace("phone,", "phone,phone,"), "has a column twice"),
        (rows(BERLIN, BERLIN), 'line 3: country "DE" has two rows'),
        (rows(*[BERLIN] * 1_000), "has two rows"),
        (rows(BERLIN).encode("utf-16"), "is saved as UTF-16"),
        (rows(BERLIN.replace("Lampenallee", "Lämpenallee")).encode("cp1252"), "is not saved as UTF-8"),
        (b"PK\x03\x04" + b"\0" * 50, "a spreadsheet or a ZIP archive"),
        (rows(BERLIN).encode() + b"\0", "is not a text file"),
        (rows(BERLIN.replace("Embassy", "E" * 200_000)), "cannot be read from here (field larger than"),
        (rows("x" + "," * 900_000), "900001 cells in a row"),
        (b"x" * 2_000_000, "is larger than 1000000 bytes"),
    ],
)
def test_a_table_that_is_none_is_refused(table: str | bytes, sentence: str) -> None:
    assert sentence in mistakes(table)


def test_a_million_mistakes_are_not_all_told() -> None:
    found = read_missions(
        ["LI"], SourceFiles("lamp", {"missions-LI.csv": rows(*["X,Y"] * 200_000).encode()})
    ).diagnostics

    assert len(found) <= MAX_DIAGNOSTICS + 8


def test_a_broken_table_costs_the_embassies_alone(tmp_path: Path) -> None:
    parts = read_valid_parts(read_folder(an_embassy_folder(tmp_path, rows(BERLIN.replace("DE,", "DEU,")))))

    assert parts.campaign.missions == {"LI": {}}
    assert parts.campaign.written_from("DE") is parts.campaign
    assert [each.file for each in parts.diagnostics] == ["lamp/missions-LI.csv"]


def test_the_last_valid_table_stays_while_a_new_one_is_broken(tmp_path: Path) -> None:
    results = []
    folder = an_embassy_folder(tmp_path)
    time = iter(range(0, 1_000, 10))
    registry = CampaignRegistry(tmp_path, results.append, clock=lambda: next(time))
    table = folder / "missions-LI.csv"
    table.write_text(rows(BERLIN.replace("berlin@", "b e r l i n@")), encoding="utf-8")

    served = registry.campaign("lamp")

    assert served is not None
    assert served.missions["LI"]["DE"].email == ("berlin@lamps.example",)
    assert registry.outdated() == {"lamp"}
    assert results[-1].kept == ("missions-LI.csv",)

    table.write_text(rows(BERLIN.replace("berlin@", "new@")), encoding="utf-8")
    renewed = registry.campaign("lamp")
    assert renewed is not None
    assert renewed.missions["LI"]["DE"].email == ("new@lamps.example",)
    assert registry.outdated() == frozenset()


def test_a_campaigns_own_rows_stand_before_the_apps(tmp_path: Path) -> None:
    folder = an_embassy_folder(tmp_path)
    path = folder / "campaign.toml"
    path.write_text(
        path.read_text("utf-8").replace('missions_of = "LI"', 'missions_of = "RU"'), encoding="utf-8"
    )
    of_the_app = read_campaign(read_folder(folder)).missions["RU"]
    changed, closed = sorted(of_the_app)[:2]
    (folder / "missions-RU.csv").write_text(
        rows(BERLIN.replace("DE,", f"{changed},"), f"{closed},,,,,,2026-11-29,https://lamps.example/nowhere"),
        encoding="utf-8",
    )

    missions = read_campaign(read_folder(folder)).missions["RU"]

    assert missions[changed].name == "Embassy of Lamps in Berlin"
    assert {*missions} == {*of_the_app} - {closed}  # a row without an embassy: there is none


def test_the_letters_to_embassies_need_a_salutation(tmp_path: Path) -> None:
    folder = an_embassy_folder(tmp_path)
    path = folder / "campaign.toml"
    path.write_text(
        path.read_text("utf-8").replace('salutation = "Your Excellency,"\n', ""), encoding="utf-8"
    )

    with pytest.raises(
        InvalidCampaign, match=r"letter\.salutation is missing; the letters to other embassies"
    ):
        read_campaign(read_folder(folder))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('missions_of = "LI"', 'missions_of = "Lampland"', "is not the code of a country"),
        ('missions_of = "LI"', "missions_of = true", "missions_of"),
        (
            'address = ["3 rue des Lampes", "75001 Paris"]\ncountry = "FR"\n',
            "",
            "has missions_of without the country",
        ),
    ],
)
def test_the_field_is_checked(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    path = an_embassy_folder(tmp_path) / "campaign.toml"
    toml = path.read_text("utf-8")
    assert old in toml
    path.write_text(toml.replace(old, new), encoding="utf-8")

    with pytest.raises(InvalidCampaign, match=sentence):
        read_campaign(read_folder(path.parent))


def test_check_tells_what_a_team_should_know(tmp_path: Path) -> None:
    folder = an_embassy_folder(tmp_path)
    (folder / "missions-BY.csv").write_text(rows(BERLIN), encoding="utf-8")
    source = read_folder(folder)

    def told(day: date) -> str:
        return "\n".join(mission_remarks(read_campaign(source), source, day))

    assert (
        told(date(2026, 12, 1))
        == "missions-BY.csv is not used: no target has missions_of with the code in its name"
    )
    assert "were checked in: DE, IE, JP; compare them" in told(date(2027, 12, 1))
    assert "in the future: DE, IE, JP" in told(date(2026, 11, 28))
    (folder / "missions-LI.csv").unlink()
    source = read_folder(folder)
    assert "no embassy of LI is known but this one" in told(date(2026, 12, 1))
    assert any("no embassy of LI" in remark for remark in checks.remarks(checks.check(folder)))


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("missions-RU.csv", True),
        ("missions-ru.csv", False),
        ("missions.csv", False),
        ("missions-RU.csv.txt", False),
        ("../missions-RU.csv", False),
        ("notes.csv", False),
    ],
)
def test_a_table_is_known_by_its_name(name: str, is_read: bool) -> None:
    assert is_campaign_file(name) is is_read


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("missions-li.csv", "missions-LI.csv"),
        ("Missions_LI.csv", "missions-LI.csv"),
        ("missions LI.csv", "missions-LI.csv"),
        ("missions-LI.csv.txt", "missions-LI.csv"),
        ("missions.csv", "missions-XX.csv"),
        ("missions-LI.xlsx", "missions-LI.csv"),
    ],
)
def test_a_misnamed_table_is_told(tmp_path: Path, name: str, right: str) -> None:
    folder = an_embassy_folder(tmp_path)
    (folder / "missions-LI.csv").rename(folder / name)

    (found,) = misnamed_files(folder)

    assert found.file == f"lamp/{name}"
    assert right in found.message


def test_a_table_is_part_of_the_revision(tmp_path: Path) -> None:
    folder = an_embassy_folder(tmp_path)
    before = read_folder(folder).revision
    (folder / "missions-LI.csv").write_text(rows(BERLIN), encoding="utf-8")

    assert read_folder(folder).revision != before


def test_the_apps_tables_are_no_campaign_and_each_is_good() -> None:
    campaigns = REPOSITORY / "campaigns"
    tables = SourceFiles(
        "_missions", {path.name: path.read_bytes() for path in campaigns.glob("_missions/*.csv")}
    )
    states = [name[-6:-4] for name in tables.table_names]

    read = read_missions(states, tables)

    assert campaigns / "_missions" not in find_folders(campaigns)
    assert read.diagnostics == ()
    assert states == ["RU"]
    assert all(mission.source and mission.channels for mission in read.by_state["RU"].values())
