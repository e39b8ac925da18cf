"""The addresses at which networks and messengers take a text or a link that somebody passes on.

Telegram documents its own at https://core.telegram.org/widgets/share; the others are those of the services'
share buttons. Each is a link: nothing is sent before it is pressed.
"""

from webapp.domain.delivery.mailto import percent_encoded
from webapp.domain.delivery.social_network import Network


def share_address(network: Network, text: str, url: str) -> str:
    """Return the address; "" where the network has none that holds for all of its pages.

    Facebook takes no text, and Telegram puts the link before it.
    """
    match network:
        case Network.X:
            return f"https://x.com/intent/tweet?text={percent_encoded(text)}"
        case Network.BLUESKY:
            return f"https://bsky.app/intent/compose?text={percent_encoded(text)}"
        case Network.MASTODON:
            return f"https://share.joinmastodon.org/#text={percent_encoded(text)}"
        case Network.FACEBOOK:
            return f"https://www.facebook.com/sharer/sharer.php?u={percent_encoded(url)}"
        case Network.TELEGRAM:
            return f"https://t.me/share/url?url={percent_encoded(url)}&text={percent_encoded(text)}"
    return ""
