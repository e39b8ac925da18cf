"""Signed tokens: a report counts once, and only after its form was opened.

A token is a random id, signed, bound to one campaign and valid for two days. It is not secret and contains
nothing about its holder. Signed with HMAC-SHA-256 by itsdangerous: https://itsdangerous.palletsprojects.com.
Version 0.1 signed with HMAC-SHA-1; its tokens are read, so that an upgrade refuses no form that is open.
"""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NewType

from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

MAX_AGE_SECONDS = 48 * 60 * 60
"""Receipts are kept for longer, so no token can count again after its receipts are deleted."""
MIN_AGE_SECONDS = 2
"""A person needs longer to send a letter and report it; a script that posts at once does not."""
SKEW_SECONDS = 60
"""The clocks of two hosts, or of one host before and after it was set, may differ by this time."""
_MAX_TOKEN_CHARS = 120
SALT = "urgent-appeal.token-of-an-action"
"""What a token is good for: one with another salt is none here."""
_SIGNATURE = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
_SIGNATURE_OF_0_1 = {"digest_method": hashlib.sha1, "key_derivation": "django-concat"}
"""itsdangerous' defaults. Nothing is signed with them any more."""

TokenId = NewType("TokenId", str)
"""The random part, 22 characters: the key of the receipts."""


class TokenRejected(Exception):
    """No report is accepted with this token."""


class InvalidToken(TokenRejected):
    """Not signed by this app, or damaged."""


class TokenForOtherCampaign(TokenRejected):
    """Issued for another campaign."""


class TokenExpired(TokenRejected):
    """Older than `MAX_AGE_SECONDS`: the form must be opened again."""


class TokenFromFuture(TokenRejected):
    """Issued more than `SKEW_SECONDS` ahead of this clock: the form must be opened again."""


class TokenTooNew(TokenRejected):
    """Younger than the minimum age: the same token is valid in `seconds_left`."""

    def __init__(self, seconds_left: float) -> None:
        super().__init__(f"Valid in {seconds_left:.1f} s")
        self.seconds_left = seconds_left


class _Signer(TimestampSigner):
    """Uses milliseconds of the given clock: whole seconds are too coarse for an age of two."""

    def __init__(self, *args: Any, clock: Callable[[], float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock() * 1000)

    def timestamp_to_datetime(self, ts: int) -> datetime:
        return datetime.fromtimestamp(ts / 1000, tz=UTC)


class Tokens:
    """Issues and reads tokens with `keys`, newest first: the first signs, all verify.

    `keys` may be a function that returns the current keys: they may change while the server runs.
    """

    def __init__(
        self,
        keys: Sequence[str] | Callable[[], Sequence[str]],
        clock: Callable[[], float] = time.time,
        *,
        min_age_seconds: float = MIN_AGE_SECONDS,
        salt: str = SALT,
    ) -> None:
        self._clock = clock
        self._salt = salt
        self._min_age_seconds = min_age_seconds
        self._keys = keys if callable(keys) else lambda: keys
        self._current = self._make_serializer(self._keys())

    @property
    def _serializer(self) -> URLSafeTimedSerializer:
        keys_of_serializer, serializer = self._current
        if (keys := self._keys()) is not keys_of_serializer:
            self._current = _, serializer = self._make_serializer(keys)
        return serializer

    def _make_serializer(self, keys: Sequence[str]) -> tuple[Sequence[str], URLSafeTimedSerializer]:
        if not keys or not all(keys):
            raise ValueError("Tokens need at least one key, and no key may be empty")
        return keys, URLSafeTimedSerializer(
            list(reversed(keys)),  # itsdangerous wants the newest last
            salt=self._salt,
            signer=_Signer,
            signer_kwargs={"clock": self._clock, **_SIGNATURE},
            fallback_signers=[{"clock": self._clock, **_SIGNATURE_OF_0_1}],
        )

    def with_salt(self, salt: str) -> "Tokens":
        """Return the tokens of another purpose, with the same keys and clock."""
        return Tokens(self._keys, self._clock, min_age_seconds=self._min_age_seconds, salt=salt)

    def issue(self, campaign: str) -> str:
        """Return a new token for one report on this campaign: URL-safe, 105 characters or fewer."""
        return str(self._serializer.dumps([secrets.token_urlsafe(16), _campaign_digest(campaign)]))

    def read(self, token: str, campaign: str) -> TokenId:
        """Return the token's id. Raise a `TokenRejected`: the first that applies, in the order above."""
        token_id, issued_at = self._identify(token, campaign)
        age = self._clock() - issued_at
        if age > MAX_AGE_SECONDS:
            raise TokenExpired
        if age < -SKEW_SECONDS:
            raise TokenFromFuture
        # Below zero the clocks differ and the age is unknown: do not make the supporter wait.
        if 0 <= age < self._min_age_seconds:
            raise TokenTooNew(self._min_age_seconds - age)
        return token_id

    def identify(self, token: str, campaign: str) -> TokenId:
        """Return the token's id whatever its age. Raise `InvalidToken` or `TokenForOtherCampaign`."""
        return self._identify(token, campaign)[0]

    def campaign_of(self, token: str, campaigns: Sequence[str]) -> str:
        """Return which of these a token was issued for, else the last. Raise `InvalidToken`."""
        *others, last = campaigns
        for campaign in others:
            with suppress(TokenForOtherCampaign):
                self.identify(token, campaign)
                return campaign
        return last

    def _identify(self, token: str, campaign: str) -> tuple[TokenId, float]:
        if len(token) > _MAX_TOKEN_CHARS or not token.isascii():
            raise InvalidToken
        try:
            (token_id, digest), issued = self._serializer.loads(token, return_timestamp=True)
        except BadSignature:
            raise InvalidToken from None
        if digest != _campaign_digest(campaign):
            raise TokenForOtherCampaign
        return TokenId(token_id), issued.timestamp()


def _campaign_digest(campaign: str) -> str:
    # A slug may be as long as a whole token. 48 bits keep campaigns apart.
    return urlsafe_b64encode(hashlib.blake2s(campaign.encode(), digest_size=6).digest()).decode()
