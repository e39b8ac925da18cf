"""Releases: the version, the changelog and the tag of a commit say the same."""

import re
import subprocess
import tomllib

import pytest

from tests.repository.checkout import ROOT, texts

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", CHANGELOG, re.MULTILINE))
RELEASED = re.compile(r"(\d+)\.(\d+)\.(\d+) \((\d{4}-\d\d-\d\d)\)")


def numbers() -> list[tuple[int, ...]]:
    """List the released versions as the changelog does."""
    found = (RELEASED.fullmatch(heading) for heading in SECTIONS)
    return [tuple(map(int, match.groups()[:3])) for match in found if match]


def test_each_section_of_the_changelog_is_a_version_or_what_is_not_released_yet() -> None:
    wrong = [heading for heading in SECTIONS if heading != "Unreleased" and not RELEASED.fullmatch(heading)]

    assert numbers()
    assert not wrong
    assert len(re.findall(r"(?m)^## ", CHANGELOG)) == len(SECTIONS)


def test_the_newest_section_is_that_of_the_version() -> None:
    first = next(iter(SECTIONS))

    if VERSION.endswith(".dev0"):
        assert first == "Unreleased"
    else:
        assert first.startswith(f"{VERSION} (")


def test_a_version_between_two_releases_is_on_the_way_to_a_higher_one() -> None:
    match = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)(\.dev0)?", VERSION)

    assert match
    number = tuple(map(int, match.groups()[:3]))
    assert number > numbers()[0] if match[4] else number == numbers()[0]


def test_versions_and_their_days_descend() -> None:
    days = [match[4] for heading in SECTIONS if (match := RELEASED.fullmatch(heading))]

    assert numbers() == sorted(set(numbers()), reverse=True)
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("heading", SECTIONS)
def test_each_version_says_how_to_upgrade_and_what_changed(heading: str) -> None:
    parts = re.findall(r"(?m)^### (.+)$", SECTIONS[heading])

    assert parts == ["Upgrading", "Changes"]


def test_the_version_stands_in_one_place() -> None:
    again = {
        path.name
        for path, text in texts("webapp/*.py", "tools/*", "Makefile", "README.md").items()
        if VERSION in text
    }

    assert again == set()


def test_a_commit_with_a_release_s_tag_is_that_release() -> None:
    run = subprocess.run(
        ["git", "tag", "--points-at", "HEAD", "v*"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert set(run.stdout.split()) <= {f"v{VERSION}"}


def test_what_is_new_is_not_written_below_an_old_version() -> None:
    """A line at the end of the file, where a merge likes to put it, would belong to the first version."""
    entries = re.findall(r"(?m)^- .*$", CHANGELOG)

    assert CHANGELOG.endswith("\n\nNothing was released before 0.1.0.\n")
    assert len(entries) == len(set(entries))
