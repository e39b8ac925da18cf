"""Tokens: what makes a report countable once, and only after somebody has asked for the form.

A token is a random id, signed, bound to one campaign and good for two days. It is no secret and says nothing
about who holds it. Signed with itsdangerous: https://itsdangerous.palletsprojects.com.
"""

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Any, NewType

from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

LIFETIME = 48 * 60 * 60
"""Seconds. Receipts are kept for longer, so a token can't be counted again once they are purged."""
MINIMUM_AGE = 2
"""Seconds. Nobody sends a letter and reports it faster; a script that posts at once does."""
SKEW = 60
"""Seconds by which the clocks of two hosts, or of one before and after it was set, may differ."""
_LONGEST = 100

TokenId = NewType("TokenId", str)
"""The random part, 22 characters: what the receipts are kept under."""


class TokenRejected(Exception):
    """No report can be taken with this token. `code` names the reason."""

    code = "refused"


class InvalidToken(TokenRejected):
    """Not a token of ours, or damaged on its way."""

    code = "forged"


class TokenForOtherCampaign(TokenRejected):
    """A token of ours, made for another campaign."""

    code = "wrong-campaign"


class TokenExpired(TokenRejected):
    """Older than `LIFETIME`: ask for the form again."""

    code = "expired"


class TokenFromFuture(TokenRejected):
    """Made more than `SKEW` ahead of this clock, which was set back: ask for the form again."""

    code = "from-the-future"


class TokenTooNew(TokenRejected):
    """Younger than `MINIMUM_AGE`: the same token is good in `seconds_left`."""

    code = "too-fresh"

    def __init__(self, seconds_left: float) -> None:
        super().__init__(f"Good in {seconds_left:.1f} s")
        self.seconds_left = seconds_left


class _Signer(TimestampSigner):
    """Stamps in milliseconds of the clock it is given: two seconds can't be told from whole ones."""

    def __init__(self, *args: Any, clock: Callable[[], float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock() * 1000)

    def timestamp_to_datetime(self, ts: int) -> datetime:
        return datetime.fromtimestamp(ts / 1000, tz=UTC)


class Tokens:
    """Issues and reads tokens with `keys`, newest first: the first signs, all are good for reading.

    `keys` may be a function that gives them as they stand: they may change while the server runs.
    """

    def __init__(
        self, keys: Sequence[str] | Callable[[], Sequence[str]], clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._keys = keys if callable(keys) else lambda: keys
        self._made = self._make(self._keys())

    @property
    def _serializer(self) -> URLSafeTimedSerializer:
        made_for, serializer = self._made
        if (keys := self._keys()) is not made_for:
            self._made = _, serializer = self._make(keys)
        return serializer

    def _make(self, keys: Sequence[str]) -> tuple[Sequence[str], URLSafeTimedSerializer]:
        if not keys or not all(keys):
            raise ValueError("Tokens need at least one key, and no key may be empty")
        return keys, URLSafeTimedSerializer(
            list(reversed(keys)),  # itsdangerous wants the newest last
            salt="urgent-appeal.token-of-an-action",
            signer=_Signer,
            signer_kwargs={"clock": self._clock},
        )

    def issue(self, campaign: str) -> str:
        """Make a token for one report on this campaign: URL-safe, under 100 characters."""
        return str(self._serializer.dumps([secrets.token_urlsafe(16), _mark(campaign)]))

    def read(self, token: str, campaign: str) -> TokenId:
        """Return the token's id. Raise a `TokenRejected`: the first that applies, in the order above."""
        token_id, issued_at = self._identify(token, campaign)
        age = self._clock() - issued_at
        if age > LIFETIME:
            raise TokenExpired
        if age < -SKEW:
            raise TokenFromFuture
        # Below zero the clocks disagree and the age is unknown: no reason to keep the supporter waiting.
        if 0 <= age < MINIMUM_AGE:
            raise TokenTooNew(MINIMUM_AGE - age)
        return token_id

    def identify(self, token: str, campaign: str) -> TokenId:
        """Return the token's id whatever its age. Raise `InvalidToken` or `TokenForOtherCampaign`."""
        return self._identify(token, campaign)[0]

    def _identify(self, token: str, campaign: str) -> tuple[TokenId, float]:
        if len(token) > _LONGEST or not token.isascii():
            raise InvalidToken
        try:
            (token_id, mark), issued = self._serializer.loads(token, return_timestamp=True)
        except BadSignature:
            raise InvalidToken from None
        if mark != _mark(campaign):
            raise TokenForOtherCampaign
        return TokenId(token_id), issued.timestamp()


def _mark(campaign: str) -> str:
    # A slug may be as long as the whole token: 48 bits of it keep campaigns apart.
    return urlsafe_b64encode(blake2s(campaign.encode(), digest_size=6).digest()).decode()
