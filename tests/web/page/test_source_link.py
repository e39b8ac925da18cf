"""Each page links to its source code where the operator names it (AGPL, section 13)."""

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World

SOURCE = "https://code.example.org/appeal?a=1&b=2"
PAGES = [
    "/en",
    "/en/lamp",
    "/ar/lamp",
    "/embed/ru/lamp",
    "/en/lamp/count",
    "/en/lamp/actions",
    "/en/lamp/embed",
]


@pytest.fixture
def named(world: World) -> None:
    world.environ = {"SOURCE_URL": SOURCE}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("named")
def test_the_foot_links_to_it(path: str, client: PageClient) -> None:
    link = client.get(path).one("a", href=SOURCE)

    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


@pytest.mark.usefixtures("named")
def test_an_error_s_page_does_too(client: PageClient) -> None:
    assert client.get("/es/nowhere", status=404).one("a", href=SOURCE).text == "Código fuente de este sitio"


@pytest.mark.parametrize("path", PAGES)
def test_without_an_address_there_is_no_link(path: str, client: PageClient) -> None:
    assert "Source code" not in client.get(path).words()
