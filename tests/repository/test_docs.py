"""The documentation is true: what it names exists, and what exists is named."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from flask import Flask
from pydantic import BaseModel

from tests.repository import prose
from tests.repository.checkout import ROOT, files, name, texts
from webapp import settings
from webapp.app import create_app
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_rules import models_in
from webapp.campaigns.people_schema import PersonSchema
from webapp.campaigns.reader import read_campaign
from webapp.campaigns.schema import CampaignSchema, LetterSchema, PartnerSchema
from webapp.campaigns.sender_schema import SenderSchema
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.target_schema import NoteSchema, SocialSchema, TargetSchema
from webapp.cli.main import main
from webapp.cli.settings_page import settings_page

REQUIRED = [
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs/architecture.md", "docs/glossary.md",
    "docs/releasing.md", "docs/settings.md", "docs/campaigns.md", "docs/deploying.md", "docs/translating.md",
    "static/fonts/README.md", "static/vendor/README.md",
]  # fmt: skip
PAGES = ["*.md"]
NAMING_COMMANDS = ["*.md", "webapp/*.py", "tests/*.py", "tools/*", "Makefile"]
"""Docstrings, comments and messages tell people what to run, too."""

MADE_WHEN_RUN = {"translations/body.tmp", "var/", ".venv/", "tests/failures/"}


def read(path: str) -> str:
    """Read a page of the documentation."""
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", REQUIRED)
def test_the_page_is_there(path: str) -> None:
    assert (ROOT / path) in files(path)


def test_the_readme_names_the_two_commands() -> None:
    named = [words[:2] for words in prose.commands(read("README.md"))]

    assert ["make", "run"] in named
    assert ["make", "test"] in named


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"(?m)^([a-z][\w-]*)(?:[ \w-]*):(?!=)", read("Makefile")))
    named = {
        (word, name(path))
        for path, text in texts(*NAMING_COMMANDS).items()
        for command, *words in prose.commands(text)
        if command == "make"
        for word in words
        if not word.startswith("-") and "=" not in word
    }

    assert named
    assert {(word, where) for word, where in named if word not in targets} == set()


def test_every_make_target_for_people_is_explained() -> None:
    told = set(re.findall(r"(?m)^([a-z]+):.*## \S", read("Makefile")))
    meant = set(re.findall(r"(?m)^([a-z]+):(?!=)", read("Makefile")))

    assert told == meant


def subcommands(group: click.Group = main) -> set[tuple[str, ...]]:
    """List the subcommands of `appeal`, those of groups with their group."""
    found: set[tuple[str, ...]] = set()
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        found |= (
            {(word, *more) for more in subcommands(command)}
            if isinstance(command, click.Group)
            else {(word,)}
        )
    return found


def appeals(*patterns: str) -> dict[tuple[str, ...], str]:
    """Collect the calls of `appeal`: its words up to the first that is no name, and a file it stands in."""
    found: dict[tuple[str, ...], str] = {}
    for path, text in texts(*patterns).items():
        for words in prose.commands(text):
            call = " ".join(words)
            match = re.match(r"(?:\S*/)?(?:appeal|python3? -m webapp\.cli)((?: [a-z]+)*)(?= |$)", call)
            if match:
                found[tuple(match.group(1).split())] = name(path)
    return found


def test_every_call_of_appeal_that_is_named_works() -> None:
    there = subcommands() | {()}  # `appeal` alone shows its help
    groups = {call[:1] for call in there if len(call) == 2}

    assert not {
        call: where
        for call, where in appeals(*NAMING_COMMANDS).items()
        if not {call[:1], call[:2]} & there and call not in groups
    }


def test_the_command_appeal_is_there_and_answers() -> None:
    places = (Path(sys.executable).parent, ROOT, ROOT / "tools")
    appeal = shutil.which("appeal", path=":".join(map(str, places)))

    assert appeal, "the documentation calls it by this name"
    assert "check" in subprocess.run([appeal, "--help"], check=True, capture_output=True, text=True).stdout


def test_every_subcommand_of_appeal_is_documented() -> None:
    documented = {call[:length] for call in appeals(*PAGES) for length in (1, 2)}

    assert subcommands() - documented == set()


def test_every_program_of_the_environment_that_is_named_is_in_it() -> None:
    named = {
        (program, name(path))
        for path, text in texts("*.md", "Makefile").items()
        for program in re.findall(r"\.venv/bin/([\w-]+)", text)
    }
    environment = Path(sys.executable).parent

    assert {(program, where) for program, where in named if not (environment / program).exists()} == set()


@pytest.mark.parametrize("path", files(*PAGES), ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    dead = []
    for link in prose.links(path.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        found = (path.parent / target).resolve() if target else path
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in anchors_of(found)):
            dead.append(link)

    assert not dead


def anchors_of(page: Path) -> set[str]:
    """Give the names of a page's headings."""
    return prose.anchors(page.read_text(encoding="utf-8"))


def test_every_path_that_is_named_exists() -> None:
    folders = "|".join(
        re.escape(folder) for folder in sorted({name(path).split("/")[0] for path in files("*/*")})
    )
    path_in_text = re.compile(rf"(?<![\w/.<>{{}}*-])((?:{folders})/[\w./-]*\w\.[a-z0-9]{{2,5}})\b(?![/*<])")
    named = {(found, name(path)) for path, text in texts().items() for found in path_in_text.findall(text)}

    assert named
    assert {
        (found, where) for found, where in named if not (ROOT / found).exists() and found not in MADE_WHEN_RUN
    } == set()


def test_every_folder_that_is_named_exists() -> None:
    named = {
        (span, name(path))
        for path, text in texts(":(glob)*.md", "docs/*.md").items()
        for span in prose.spans(text)
        if re.fullmatch(r"\.?[a-z][\w-]*(/[\w.-]+)*/", span)
        and not ((ROOT / span).is_dir() or (path.parent / span).is_dir())
    }

    assert {(found, where) for found, where in named if found not in MADE_WHEN_RUN} == set()


def test_the_settings_page_is_made_from_the_settings() -> None:
    assert read("docs/settings.md") == settings_page(), "renew it: `appeal settings > docs/settings.md`"


@pytest.mark.parametrize(
    "part",
    [
        *(CampaignSchema, PersonSchema, SenderSchema, LetterSchema),
        *(TargetSchema, NoteSchema, SocialSchema, PartnerSchema),
    ],
)
def test_every_field_of_a_campaign_is_explained(part: type[BaseModel]) -> None:
    page = read("docs/campaigns.md")
    told = {
        word for span in (*prose.spans(page), *prose.code_lines(page)) for word in re.findall(r"\w+", span)
    }

    assert set(part.model_fields) - told == set()


def required_fields(model: type[BaseModel], heading: str = "") -> set[tuple[str, str]]:
    """Collect what a campaign file must have: the heading or field ("" for none), and the name."""
    found = {(heading, field) for field, info in model.model_fields.items() if info.is_required()}
    for field, info in model.model_fields.items():
        for inner in models_in(info.annotation):
            found |= required_fields(inner, field)
    return found


def example_tables(page: str) -> list[list[list[str]]]:
    """Return the rows of the tables about required fields."""
    section = page.partition("## What must be there\n")[2].partition("\n## ")[0]
    return [
        [row for row in prose.rows(table) if row[0] != "Where"]
        for table in section.split("\n\n")
        if table.startswith("| Where ")
    ]


def holders(cell: str) -> list[str]:
    """Return the headings or fields that a cell names, [""] for the beginning of the file."""
    return [span.strip("[]") for span in prose.spans(cell)] or [""]


def test_the_required_fields_of_a_campaign_are_those_of_the_schema() -> None:
    always, _, where_added = example_tables(read("docs/campaigns.md"))
    headings = {("", heading) for where, *_ in always for heading in holders(where) if heading}
    rows = {
        (holder, field)
        for where, names, _ in (*always, *where_added)
        for holder in holders(where)
        for field in prose.spans(names)
    }

    assert rows | headings == required_fields(CampaignSchema)


def test_the_examples_of_required_fields_make_a_campaign_and_none_can_go() -> None:
    always, one_of, _ = example_tables(read("docs/campaigns.md"))
    lines: dict[str, list[str]] = {"": [], "[letter]": [], "[[targets]]": []}
    for where, field, example in always:
        lines["".join(prose.spans(where))].append(f"{field.strip('`')} = {example.strip('`')}")
    for where, _, example in one_of:
        lines["".join(prose.spans(where))].append(example.strip("`"))

    def file(without: str = "") -> SourceFiles:
        parts = [line for heading, its in lines.items() for line in (heading, *its) if line != without]
        return SourceFiles("lamp", {"campaign.toml": "\n".join(parts).encode()})

    assert read_campaign(file())
    for line in (line for its in lines.values() for line in its):
        with pytest.raises(InvalidCampaign):
            read_campaign(file(without=line))


def test_the_example_of_a_slip_is_what_is_said(tmp_path: Path) -> None:
    (example,) = (line for line in prose.code_lines(read("docs/campaigns.md")) if ".toml, line " in line)
    wrong = re.search(r'"(\S+@\S+)"', example)
    assert wrong
    folder = shutil.copytree(ROOT / "campaigns" / "gorinov", tmp_path / "gorinov")
    toml = (folder / "campaign.toml").read_text(encoding="utf-8")
    right = wrong.group(1).replace("@@", "@")
    assert right in toml
    (folder / "campaign.toml").write_text(toml.replace(right, wrong.group(1)), encoding="utf-8")

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(folder))

    assert str(refused.value.diagnostics[0]).startswith(example.removesuffix("…").strip())


def test_every_term_of_the_glossary_is_explained_once() -> None:
    explained = prose.rows(read("docs/glossary.md"))
    terms = [term.lower() for term, _ in explained]

    assert len(terms) >= len(WORDS)
    assert sorted(terms) == sorted(set(terms))
    assert all(meaning for _, meaning in explained)


WORDS = [
    "campaign", "urgent action", "target", "supporter", "suggested letter", "draft", "letter", "salutation",
    "closing", "edition", "page language", "letter language", "channel", "action", "tally", "partner",
]  # fmt: skip


def test_the_glossary_explains_the_words_of_the_design() -> None:
    assert set(WORDS) - {term for term, _ in prose.rows(read("docs/glossary.md"))} == set()


def test_decisions_are_numbered_as_their_files_are() -> None:
    numbers = {
        path.name: path.read_text(encoding="utf-8").split(".")[0] for path in files("docs/decisions/*.md")
    }

    assert numbers
    assert {file: f"# {int(file[:4])}" for file in numbers} == numbers
    assert len({file[:4] for file in numbers}) == len(numbers)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, for its addresses."""
    return create_app(settings.read({"DATA": str(tmp_path_factory.mktemp("data"))}))


def test_every_address_of_the_app_is_in_the_table_and_no_other(app: Flask) -> None:
    rules = {prose.without_converters(rule.rule) for rule in app.url_map.iter_rules()}
    table = {
        address for row in prose.rows(read("docs/architecture.md")) for address in prose.addresses(row[0])
    }

    assert rules - table == set()
    assert table - rules == set()
