"""The key of a message: what names it in forms and addresses."""

import hashlib

KEY_CHARS = 16
"""Hexadecimal digits: among the messages of a campaign no two have the same by chance."""


def message_key(context: str, source: str) -> str:
    """Return the key of the message of this field and source text."""
    content = f"{context}\0{source}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:KEY_CHARS]
