"""A post on a social network: the campaign's short text with the official's handle, as a share address.

The networks' own pages take the text from their address and post nothing before the supporter does.
"""

from dataclasses import dataclass

from webapp.domain.delivery.mailto import percent_encoded
from webapp.domain.delivery.share_address import share_address
from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.delivery.tel import e164
from webapp.domain.letter import Letter

PASTED = frozenset({Network.FACEBOOK, Network.INSTAGRAM})
"""Networks whose addresses take no text."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post to one official on one network."""

    handle: Handle
    text: str
    """Never longer than the network allows."""
    url: str
    takes_text: bool = True
    """False if the network's page opens empty and the text has to be pasted."""
    label: str = ""
    """The network's name, with the handle where the target has several there."""


def posts(letter: Letter, page_url: str) -> tuple[Post, ...]:
    """Return a post for each of the target's handles. `page_url` is the campaign's public address."""
    result = []
    networks = [handle.network for handle in letter.target.social]
    for handle in letter.target.social:
        text = compose(handle, letter.post, letter.hashtags)
        url = _address(handle, text, page_url)
        is_one_of_many = networks.count(handle.network) > 1
        label = f"{handle.network.label} {handle.shown}" if is_one_of_many else handle.network.label
        result.append(Post(handle, text, url, takes_text=handle.network not in PASTED, label=label))
    return tuple(result)


def compose(handle: Handle, text: str, hashtags: tuple[str, ...]) -> str:
    """Compose a post: the text, the handle, and as many hashtags as fit.

    The handle is not first: X shows a post that begins with one to few people. The text itself is
    never cut: whether it fits is checked when the campaign is read (`fits`).
    """
    post = f"{text} {handle.mention}".strip()
    for tag in hashtags:
        longer = f"{post} #{tag}"
        if handle.network.measure(longer) > handle.network.max_chars:
            break
        post = longer
    return post


def fits(handle: Handle, text: str) -> bool:
    """Check whether the text and the handle are within the network's length."""
    return handle.network.measure(compose(handle, text, ())) <= handle.network.max_chars


def _address(handle: Handle, text: str, page_url: str) -> str:
    match handle.network:
        case Network.INSTAGRAM:
            return f"https://www.instagram.com/{handle.name}/"
        case Network.WHATSAPP:
            return f"https://wa.me/{e164(handle.name)[1:]}?text={percent_encoded(text)}"
    # Telegram's too: t.me/<name>?text= fills in a text only where the name is a private person's
    return share_address(handle.network, text, page_url)
