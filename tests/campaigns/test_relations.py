"""What `appeal check` says of campaigns that continue others, or had another name, and of when they begin."""

from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from webapp.campaigns.checks import check, check_all


def write(root: Path, slug: str, fields: str) -> Path:
    """Write a campaign with further fields."""
    folder = a_campaign_folder(root, slug)
    path = folder / "campaign.toml"
    path.write_text(f"{fields}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"b": 'follows = "a"'}, ()),
        ({"b": 'follows = "old"', "a": 'redirects = ["old"]'}, ()),
        (
            {"b": 'follows = "lost"'},
            (
                'b/campaign.toml, line 1: follows "lost" is no folder here; '
                "write the folder name of the older campaign",
            ),
        ),
        (
            {"a": 'follows = "a"'},
            (
                'a/campaign.toml, line 1: follows "a" is this campaign itself; '
                "write the folder name of the older one",
            ),
        ),
        (
            {"a": 'follows = "b"', "b": 'follows = "a"'},
            (
                'a/campaign.toml, line 1: follows "b" leads back to this campaign (a → b → a); '
                "delete one of them",
                'b/campaign.toml, line 1: follows "a" leads back to this campaign (b → a → b); '
                "delete one of them",
            ),
        ),
        (
            {"b": 'follows = "a"', "c": 'follows = "a"'},
            (
                'c/campaign.toml, line 1: follows "a" is followed by b, too, which the older page leads to; '
                'write follows = "b" if this one is the newest',
            ),
        ),
        (
            {"a": 'redirects = ["b"]'},
            (
                'a/campaign.toml, line 1: redirects "b" is the name of another folder here, '
                "which keeps its address; "
                "rename one, or delete it",
            ),
        ),
        (
            {"a": 'redirects = ["a"]'},
            ('a/campaign.toml, line 1: redirects "a" is this folder\'s own name; delete it',),
        ),
        (
            {"a": 'redirects = ["old"]', "b": 'redirects = ["old"]'},
            (
                'a/campaign.toml, line 1: redirects "old" is among the redirects of b, too; '
                "delete it in one of the two",
                'b/campaign.toml, line 1: redirects "old" is among the redirects of a, too; '
                "delete it in one of the two",
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tmp_path: Path, fields: dict[str, str], told: tuple[str, ...]
) -> None:
    for slug in ("a", "b", "c"):
        write(tmp_path, slug, fields.get(slug, ""))

    assert tuple(str(each) for result in check_all(tmp_path) for each in result.diagnostics) == told
    alone = (check_all(tmp_path / slug)[0] for slug in ("a", "b", "c"))
    assert tuple(str(each) for result in alone for each in result.diagnostics) == told


def test_a_broken_older_campaign_is_a_folder_all_the_same(tmp_path: Path) -> None:
    (a_campaign_folder(tmp_path, "a") / "campaign.toml").write_text("nonsense")
    write(tmp_path, "b", 'follows = "a"')

    assert check_all(tmp_path)[1].diagnostics == ()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            "publish = 2030-05-08T09:00:00",
            'publish "2030-05-08 09:00:00" has no time zone; write it behind the time',
        ),
        (
            'publish = "2030-05-08 9:00"',
            "is a moment; write it without quotes, with its time zone: 2030-05-08T09:00:00+01:00",
        ),
        ("publish = 2030-05-08", "has no time; write day, time and time zone: 2030-05-08T09:00:00+01:00"),
        (
            'publish = "soon"',
            "must be a day, a time and its time zone, without quotes, such as 2026-05-08T09:00:00+02:00",
        ),
        ("publish = 2030-05-08T9:00+02:00", "is no moment that can be read; write day, time and time zone"),
        ("publish = 2030-05-08 09.00", "is no moment that can be read; write day, time and time zone"),
        ('state = "open"', 'state "open" must be "draft", "live" or "closed"'),
        ('follows = "The Old One"', "must be small letters, digits and hyphens, and begin with a letter"),
        ('redirects = "old"', 'must be a list in square brackets, such as ["one", "two"]'),
    ],
)
def test_a_slip_is_told_with_what_to_write(tmp_path: Path, fields: str, told: str) -> None:
    (diagnostic,) = check(write(tmp_path, "lamp", fields)).diagnostics

    assert told in str(diagnostic)
    assert diagnostic.line == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "[outcome]\nkind = 'free'\ndate = 2030-05-08\ntext = 'x'",
            'outcome.kind "free" must be "released", ',
        ),
        ("[outcome]\nkind = 'died'\ntext = 'x'", "outcome.date is missing; add it"),
        (
            "[[outcome]]\nkind = 'died'\ndate = 2030-05-08\ntext = 'x'",
            'begins with "[outcome]", with just these brackets',
        ),
        (
            "[outcome]\nkind = 'died'\ndate = '8.5.2030'\ntext = 'x'",
            "is a date; write 2030-05-08, without quotes",
        ),
    ],
)
def test_a_slip_in_an_outcome_is_told(tmp_path: Path, table: str, told: str) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{table}\n", encoding="utf-8")

    assert told in "\n".join(map(str, check(path.parent).diagnostics))
