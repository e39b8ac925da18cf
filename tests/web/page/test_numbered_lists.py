"""A numbered list counts in the digits of its own language; scripts.css has the digits by class."""

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World


def classes(page: Fetched, inside: str) -> set[str]:
    """Return the classes of the numbered lists within an element."""
    (part,) = (one for one in page.root.iter() if one.get("id") == inside)
    return {one.get("class", "").split()[-1] for one in part.iter("ol")}


@pytest.mark.parametrize(
    ("tag", "digits"), [("en", "latn"), ("fa", "arabext"), ("ar", "latn"), ("hi", "latn")]
)
def test_steps_of_the_page_have_its_digits(client: PageClient, tag: str, digits: str) -> None:
    page = client.get(f"/{tag}/beacon")

    assert classes(page, "send") == {f"digits-{digits}"}
    assert classes(page, "instructions") == {"digits-latn"}  # the campaign is in English alone


@pytest.mark.parametrize(("tag", "digits"), [("fa", "arabext"), ("ckb", "arab"), ("bn", "beng")])
def test_steps_of_a_campaign_have_the_digits_of_its_text(
    client: PageClient, world: World, tag: str, digits: str
) -> None:
    a_campaign_folder(world.campaigns, "own", language=tag)
    world.look_again()

    page = client.get("/en/own")

    assert classes(page, "instructions") == {f"digits-{digits}"}
