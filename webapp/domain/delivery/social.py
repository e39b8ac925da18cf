"""A post on a social network: the campaign's short text with the official's handle, as a share address.

The networks' own pages take the text from their address and post nothing before the supporter does.
"""

from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.letter import Letter


@dataclass(frozen=True, slots=True)
class Post:
    """One post to one official on one network."""

    handle: Handle
    text: str
    """Never longer than the network allows."""
    url: str
    takes_text: bool = True
    """False where the network's page opens empty: the text is to be pasted."""


def posts(letter: Letter, page: str) -> tuple[Post, ...]:
    """Give a post for each of the target's handles. `page` is the campaign's public address."""
    found = []
    for handle in letter.target.social:
        words = compose(handle, letter.post, letter.hashtags)
        url = _address(handle, words, page)
        found.append(Post(handle, words, url, takes_text=handle.network is not Network.FACEBOOK))
    return tuple(found)


def compose(handle: Handle, words: str, hashtags: tuple[str, ...]) -> str:
    """Put a post together: the words, the handle, and as many hashtags as there is room for.

    The handle is not first: X shows a post that begins with one to few people. The words themselves are
    never cut; whether they fit is checked when the campaign is read (`fits`).
    """
    post = f"{words} {handle.mention}".strip()
    for tag in hashtags:
        longer = f"{post} #{tag}"
        if handle.network.measure(longer) > handle.network.longest:
            break
        post = longer
    return post


def fits(handle: Handle, words: str) -> bool:
    """Tell whether the words and the handle are within the network's length."""
    return handle.network.measure(compose(handle, words, ())) <= handle.network.longest


def _address(handle: Handle, words: str, page: str) -> str:
    text = quote(words, safe="")
    match handle.network:
        case Network.X:
            return f"https://x.com/intent/tweet?text={text}"
        case Network.BLUESKY:
            return f"https://bsky.app/intent/compose?text={text}"
        case Network.MASTODON:
            return f"https://share.joinmastodon.org/#text={text}"
        case Network.FACEBOOK:
            return f"https://www.facebook.com/sharer/sharer.php?u={quote(page, safe='')}"
        case Network.WHATSAPP:
            digits = "".join(filter(str.isdigit, handle.name))
            return f"https://wa.me/{digits}?text={text}"
        case Network.TELEGRAM:
            # t.me/<name>?text= fills in a text only where the name is a private person's
            return f"https://t.me/share/url?url={quote(page, safe='')}&text={text}"
