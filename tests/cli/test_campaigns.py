"""`appeal check` and `appeal edition`, as the campaign team runs them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.corrections import a_translated_folder, correct
from webapp.campaigns import catalogues
from webapp.campaigns.folder import read_folder
from webapp.campaigns.folder_mistakes import unread_files
from webapp.campaigns.published import PublishedVersions
from webapp.cli.main import main
from webapp.settings import ROOT

Appeal = Callable[..., Result]


@pytest.fixture
def appeal(tmp_path: Path) -> Appeal:
    """Run `appeal` with the campaigns of the test."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], env={"CAMPAIGNS": str(tmp_path)})

    return run


def test_a_good_campaign_is_listed_with_the_state_of_each_edition(appeal: Appeal, tmp_path: Path) -> None:
    an_edition(a_campaign_folder(tmp_path), "es", {("letter.subject", "Ada Example"): "Ada"})

    result = appeal("check", tmp_path / "lamp")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "lamp: good",
        "  en: complete",
        "  es: 5 of the letter's messages to translate, until then this letter is not offered; "
        "16 of the page's messages to translate, until then the page shows the campaign's first language; "
        "not yet reviewed by a native speaker",
        "  note: contact is missing, so the page cannot say how to reach the campaign team: "
        'write one above the first heading, such as contact = "office@example.org"',
        "  minister: minister@lamps.example is mailed to",
    ]


def test_what_is_mailed_to_dialled_and_linked_is_listed(appeal: Appeal, tmp_path: Path) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    email = 'email = ["minister@lamps.example"]'
    path.write_text(
        path.read_text().replace(
            email,
            'email = ["post@bürgerlicht.example"]\ncopies = ["c@lamps.example"]\n'
            'phone = ["+44 (0)20 7946 0958 x5"]\n'
            'fax = ["+1 202 555 0101"]\nforms = ["https://lamps.example/write"]\n'
            'social = { facebook = "https://facebook.com/Lamps-Office-100064123456789" }',
        )
    )

    lines = appeal("check", path.parent).output.splitlines()

    assert [line for line in lines if line.startswith("  minister")] == [
        "  minister: post@bürgerlicht.example is mailed to as post@xn--brgerlicht-9db.example",
        "  minister: c@lamps.example gets a copy",
        "  minister: telephone +44 20 7946 0958 ext. 5 dials tel:+442079460958;ext=5",
        "  minister: fax +1 202 555 0101 is to be dialled as +12025550101",
        "  minister: Facebook Lamps-Office-100064123456789",
        "  minister: web form https://lamps.example/write",
    ]


def test_all_served_campaigns_are_checked_and_one_mistake_fails_the_command(
    appeal: Appeal, tmp_path: Path
) -> None:
    a_campaign_folder(tmp_path, "lamp")
    a_campaign_folder(tmp_path, "torch", deadline='"soon"')

    result = appeal("check")

    assert result.exit_code == 1
    assert "lamp: good\n" in result.output
    assert "torch: good" not in result.output
    assert 'torch/campaign.toml, line 4: deadline "soon" ' in result.output


def test_a_folder_without_a_campaign_is_named(appeal: Appeal, tmp_path: Path) -> None:
    result = appeal("check", tmp_path)

    assert result.exit_code == 1
    assert f"{tmp_path} holds no campaign.toml; name another folder" in result.output


def test_a_folder_of_campaigns_that_is_not_there_is_named(tmp_path: Path) -> None:
    away = tmp_path / "away"

    result = CliRunner().invoke(main, ["check"], env={"CAMPAIGNS": str(away)})

    assert result.exit_code == 1
    assert f"Error: {away} cannot be read: No such file or directory; name a folder that" in result.output


def test_a_folder_that_nobody_may_list_hides_nothing_else(
    appeal: Appeal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As that of a file system's own, `lost+found`."""
    a_campaign_folder(tmp_path)
    for name in ("lost+found", "notes"):
        (tmp_path / name).mkdir()
    iterdir = Path.iterdir

    def refuse_one(path: Path) -> Iterator[Path]:
        if path.name == "lost+found":
            raise PermissionError(13, "Permission denied")  # root may list all
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse_one)
    result = appeal("check")

    assert result.exit_code == 1
    assert "lamp: good" in result.output
    assert "notes: the folder has no campaign.toml and is no campaign" in result.output
    assert "lost+found" not in result.output
    assert [str(each)[:5] for each in unread_files(tmp_path)] == ["notes"]


@pytest.mark.parametrize("words", [("edition", "lamp", "es"), ("reviewed", "lamp", "es", "--by", "A.B.")])
def test_a_folder_in_which_nothing_can_be_written_is_named(
    appeal: Appeal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", {})
    (folder / ".es.po.new").mkdir()  # root, who runs these tests at times, may write everywhere
    monkeypatch.chdir(tmp_path)

    result = appeal(*words)

    assert result.exit_code == 1
    assert "Error: lamp cannot be read and written: Is a directory; let this user write" in result.output


def test_an_edition_is_begun_and_renewed(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)

    begun, renewed = appeal("edition", folder, "pt-BR"), appeal("edition", folder, "pt-BR")

    assert begun.exit_code == renewed.exit_code == 0
    assert f"{folder / 'pt-BR.po'} is up to date with lamp/campaign.toml" in begun.output


@pytest.mark.parametrize("tag", ["klingonish", "../es"])
def test_an_edition_in_no_language_is_refused(appeal: Appeal, tmp_path: Path, tag: str) -> None:
    folder = a_campaign_folder(tmp_path)

    result = appeal("edition", folder, tag)

    assert result.exit_code == 1
    assert f'"{tag}" is no language tag' in result.output
    assert [path.name for path in folder.iterdir()] == ["campaign.toml"]


def test_an_edition_of_a_folder_without_a_campaign_is_refused(appeal: Appeal, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    result = appeal("edition", tmp_path / "empty", "es")

    assert result.exit_code == 1
    assert "empty/campaign.toml: the file is missing; add it" in result.output


MISNAMED = [
    # a file's right name, the name that it has, and what is said
    (
        "campaign.toml",
        "campaign.toml.txt",
        "lamp/campaign.toml.txt: the file is not read; rename it to campaign.toml",
    ),
    ("campaign.toml", "Campaign.TOML", "rename it to campaign.toml, in small letters"),
    ("campaign.toml", "notes.odt", "lamp: the folder has no campaign.toml"),
    ("es.po", "es.po.txt", "lamp/es.po.txt: the file is not read; rename it to es.po"),
    ("es.po", "es.PO", "rename it to es.po, in small letters"),
]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("right", "name", "piece"), MISNAMED)
def test_a_file_that_the_server_does_not_see_is_named(
    appeal: Appeal, tmp_path: Path, right: str, name: str, piece: str, whole: bool
) -> None:
    a_campaign_folder(tmp_path, "beacon")
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", {("letter.subject", "Ada Example"): "Ada"})
    (folder / right).rename(folder / name)

    result = appeal("check", tmp_path if whole else folder)

    assert result.exit_code == 1
    assert piece in result.output or (
        not whole and name == "notes.odt" and "no campaign.toml" in result.output
    )


def test_a_broken_po_file_fails_the_check_and_leaves_the_campaign(appeal: Appeal, tmp_path: Path) -> None:
    (a_campaign_folder(tmp_path) / "es.po").write_bytes(b'msgid ""\nmsgstr "Dou"ze"\n')

    result = appeal("check", tmp_path)

    assert result.exit_code == 1
    assert 'lamp/es.po, line 2: the file cannot be read here: "ze" stands outside the quotes' in result.output
    assert "lamp: served without what is named above" in result.output


def test_two_campaigns_with_one_reference_are_named(appeal: Appeal, tmp_path: Path) -> None:
    a_campaign_folder(tmp_path, "beacon")
    a_campaign_folder(tmp_path, "lamp")

    result = appeal("check", tmp_path)

    assert result.exit_code == 0  # it may be right: an update of the same urgent action
    assert 'lamp: reference "1.99" is that of beacon, too' in result.output


def test_all_editions_are_renewed_where_none_is_named(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    none = appeal("edition", folder)
    for tag in ("es", "pt-BR"):
        appeal("edition", folder, tag)

    result = appeal("edition", folder, "--fact")

    assert "has no edition yet; begin one" in none.stderr
    assert [line.split(" is up to date")[0] for line in result.stdout.splitlines()] == [
        str(folder / "es.po"),
        str(folder / "pt-BR.po"),
    ]
    assert 'msgid "Please release Ada Example."' in (folder / "campaign.pot").read_text()


def test_a_review_is_recorded_for_what_is_translated(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", {("letter.subject", "Ada Example"): "Ada"})

    result = appeal("reviewed", folder, "es", "--by", "A.B.")

    assert "1 messages are reviewed by A.B." in result.stdout
    assert "more are not translated or outdated" in result.stdout


REFUSED = [
    (("es", "--by", "nobody"), "is no name of a reviewer"),
    (("es", "--by", " "), "is no name of a reviewer"),
    (("--by", "A.B."), "name a campaign folder and a language"),
    (("fr", "--by", "A.B."), "is not there; the editions of this campaign: es.po"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_a_review_of_nothing_is_refused(
    appeal: Appeal, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", {("letter.subject", "Ada Example"): "Ada"})

    result = appeal("reviewed", folder, *arguments)

    assert result.exit_code != 0
    assert said in result.stderr


def test_a_review_of_the_interface_is_recorded_in_its_file(appeal: Appeal, tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_bytes((ROOT / "translations/es/LC_MESSAGES/messages.po").read_bytes())

    appeal("reviewed", path, "--by", "A.B.")

    assert catalogues.review_of(catalogues.read(path.read_bytes())) == "whole"


def test_what_a_correction_leaves_to_do_is_listed(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    correct(folder, "She is 62", "She is 63")
    correct(folder, "The lamp was blue.", "The lamp was bright blue.")

    lines = appeal("check", folder).output.splitlines()

    assert lines[2:5] == [
        "  es: 1 of the letter's messages to correct, until then this letter is not offered; "
        "1 of an earlier wording, in use; not yet reviewed by a native speaker",
        '  es: background, line 41, "The lamp was bright blue.": the source has another wording now; '
        "the translation stays in use, look it over",
        '  es: letter.text, line 71, "She is 63 and lit a lamp, in May 2024.": the source has another fact '
        'or another text now (it had "62" and has "63"); translate it anew',
    ]


WRONG = [
    ("ES She is 62", "ES She is 26", 'the source has "62", the translation "26"; correct what is wrong'),
    ("ES She is 62 and lit a lamp, in May 2024", "Tiene 62 años, en mayo de 2042",
     'the source has "2024", the translation "2042"; correct what is wrong'),
    ("ES Please release Ada Example", "Liberen a Ada Exampel",
     'the name "Example" is written "Exampel" here'),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_fact_that_differs_in_a_translation_is_named(
    appeal: Appeal, tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    path = a_translated_folder(tmp_path) / "es.po"
    path.write_text(path.read_text().replace(right, wrong))

    assert said in appeal("check", path.parent).output


def test_a_language_without_a_page_is_named(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    (folder / "es.po").rename(folder / "ca.po")

    output = appeal("check", folder).output

    assert "  ca: there is no page in this language, only the letter: " in output
    assert "not translated into Catalan; begin with `tools/messages ca`" in output
    assert "reviewed" in output


def test_a_review_that_names_no_text_is_told(appeal: Appeal, tmp_path: Path) -> None:
    folder = a_translated_folder(tmp_path)
    path = folder / "es.po"
    path.write_text(path.read_text().replace("nobody yet", "A.B."))
    by_hand = appeal("check", folder).output
    appeal("reviewed", folder, "es", "--by", "C.D.")
    path.write_text(path.read_text().replace("ES The lamp was blue.", "ES The lamp was red."))

    changed = appeal("check", folder).output

    assert "reviewed by A.B." in by_hand
    assert "but not known for which text: record it with `appeal reviewed`" in by_hand
    assert "reviewed by C.D., " in changed
    assert "; 1 messages have changed since" in changed


def test_what_the_desk_has_published_is_checked_with_the_served_folders(
    appeal: Appeal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "_data"))
    publications = PublishedVersions(tmp_path / "_data" / "published" / "publications")
    for slug in ("beacon", "lamp"):
        publications.store(read_folder(a_campaign_folder(tmp_path / "_sources", slug)))
    folder = a_campaign_folder(tmp_path)

    of_all, of_one = appeal("check"), appeal("check", folder)

    assert "beacon: good" in of_all.output
    assert of_all.output.count("lamp: good") == 1
    for result in (of_all, of_one):
        assert "lamp: the desk has published it, and the folder of this name is served" in result.output


def test_a_folder_may_follow_what_the_desk_has_published(
    appeal: Appeal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "_data"))
    publications = PublishedVersions(tmp_path / "_data" / "published" / "publications")
    publications.store(read_folder(a_campaign_folder(tmp_path / "_sources", "beacon")))
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(f'follows = "beacon"\n{path.read_text()}')

    assert [appeal("check").exit_code, appeal("check", path.parent).exit_code] == [0, 0]
