"""A consumer of oEmbed as tests see it, and three campaigns whose doors differ."""

import json
from urllib.parse import urlencode

import html5lib

from tests.support.page_client import PageClient
from tests.web.conftest import World

HERE = "http://localhost"
LINK = f"{HERE}/en/lamp"
FRAME = f"{HERE}/embed/en/lamp"
PARTNERS = """
[[partners]]
id = "harbour"
name = "Friends of the Harbour"
origins = ["https://harbour.example"]
"""
ODD = 'Free "Ada" & <b>O\'Lamp</b> ]]>'


def set_doors(world: World) -> None:
    """Open the lamp to a partner, the beacon (its headline is odd) to all, no other campaign to anyone."""
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text(path.read_text() + PARTNERS)
    path = world.campaigns / "beacon" / "campaign.toml"
    toml = path.read_text().replace('"Free the keeper of the lighthouse"', f"'''{ODD}'''")
    path.write_text('embedding = "open"\n' + toml)


def asked(client: PageClient, url: str = LINK, status: int = 200, **more: str) -> dict[str, object]:
    """Ask for JSON; a refusal has no answer."""
    fetched = client.get(f"/oembed?{urlencode({'url': url, **more})}", status=status)
    return dict(json.loads(fetched.text)) if status == 200 else {}


def frame(html: object) -> dict[str, str]:
    """Give the attributes of an answer's one element, which is an empty iframe."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    (iframe,) = parser.parseFragment(str(html))
    assert iframe.tag == "iframe"
    assert not iframe.text
    return dict(iframe.attrib)
