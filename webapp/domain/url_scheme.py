"""What a message may say of a URL that may hold a password, however it is written: its scheme."""

import re

_PLAIN_SCHEME = re.compile(r"([a-z]{1,20}(?:\+[a-z0-9]{1,20})?)://", re.IGNORECASE)


def unusable_url(url: str) -> str:
    """Return what a message says of a URL that cannot be used. Nothing is repeated but a plain scheme."""
    scheme = _PLAIN_SCHEME.match(url)
    return "no URL that can be used" + (f' (its scheme is "{scheme[1]}")' if scheme else "")
