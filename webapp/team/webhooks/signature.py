"""The signature of a webhook's messages, as the Standard Webhooks specification has it.

https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md: HMAC-SHA-256 of the id, the
time and the body, in base64.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

SECRET_BYTES = 32
"""The specification wants 24 to 64."""
PREFIX = "whsec_"


def new_secret() -> str:
    """Return a random secret as it is shown to people."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(keys: Sequence[str], message_id: str, at: int, body: bytes) -> Mapping[str, str]:
    """Return the headers of a message: id, time in seconds since 1970, one signature for each secret."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(_signature(key, message_id, at, body) for key in keys),
    }


def _signature(key: str, message_id: str, at: int, body: bytes) -> str:
    raw = base64.b64decode(key.removeprefix(PREFIX))
    digest = hmac.digest(raw, f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(digest).decode()
