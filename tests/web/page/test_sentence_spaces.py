"""Sentences that stand one after the other: a space between them, but in Chinese and Japanese."""

import re

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World

SLUGS = ["lamp", "beacon", "closed", "gorinov"]
CLASSES = {
    *("hint", "notice", "case-deadline", "target-channels"),
    *("case-sender", "background-languages", "problem"),
}


LABELLED = ["/{}/gorinov", "/{}/gorinov/share", "/{}/beacon/share"]


def sentences(client: PageClient, path: str) -> list[str]:
    """Return the paragraphs that are made of several sentences."""
    page = client.get(path)
    found = [one for one in page.root.iter("p") if {*one.get("class", "").split()} & CLASSES]
    return ["".join(one.itertext()).strip() for one in found]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("lang", ["zh-Hans", "ja"])
def test_a_full_stop_with_room_of_its_own_has_no_space(client: PageClient, lang: str, slug: str) -> None:
    found = sentences(client, f"/{lang}/{slug}")

    assert any(re.search(r"。\S", each) for each in found)
    assert [each for each in found if re.search(r"[。：]\s+\S", each)] == []


@pytest.mark.parametrize("path", LABELLED)
@pytest.mark.parametrize("lang", ["zh-Hans", "ja"])
def test_nor_has_a_colon_before_what_it_announces(client: PageClient, lang: str, path: str) -> None:
    root = client.get(path.format(lang)).root
    texts = ["".join(one.itertext()) for tag in ("p", "li") for one in root.iter(tag)]
    announced = [line for text in texts for line in text.split("\n") if re.search(r"：\s*\S", line)]

    assert announced
    assert [line for line in announced if re.search(r"：\s+\S", line)] == []


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("lang", ["en", "ru", "ar", "ko"])
def test_any_other_has_a_space(client: PageClient, lang: str, slug: str) -> None:
    found = sentences(client, f"/{lang}/{slug}")

    assert any(re.search(r"\.\s+\S", each) for each in found)
    assert [each for each in found if re.search(r"[.:؟]\w", re.sub(r"\d\S+|\w\.\w\S*", "", each))] == []


@pytest.mark.parametrize(("lang", "gap"), [("zh-Hans", ""), ("ja", ""), ("en", " ")])
def test_the_sum_in_the_thanks_for_a_report_stands_likewise(
    client: PageClient, world: World, lang: str, gap: str
) -> None:
    path = f"/{lang}/lamp/actions"
    form = client.get(f"{path}?channel=email&to=minister").form(path)
    world.now += 3
    thanks = client.post(path, dict(form))
    sentences = [text for one in thanks.root.iter("p") if len((text := "".join(one.itertext())).strip()) > 1]

    (counted,) = [each for each in sentences if len(re.findall(r"[.。]", each)) == 2 and "1" in each]
    assert re.fullmatch(rf"[^.。]+[.。]{gap}[^\s.。][^.。]+[.。]", counted)
