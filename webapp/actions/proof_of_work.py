"""Proofs of work: a small calculation that an operator under attack asks of each report's browser.

It makes reports cost an attacker something and says nothing about a supporter. Protocol and checks are
ALTCHA's (https://altcha.org): PBKDF2, because browsers do that in native code, as attackers do.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence

from altcha import create_challenge, verify_solution

ROUNDS = 1_000
"""Rounds of PBKDF2 in each try: enough that a slow browser spends its time on them and not around them."""
TRIES = 400
"""The answer lies anywhere below this: 200 tries on average, some two seconds on an old phone."""
LONGEST = 1_500
"""Characters of a solution; one of ours has 800."""


class ProofOfWork:
    """Asks for proofs and checks them. Signs with `keys`, newest first: all are good for checking.

    `keys` may be a function that gives them as they stand: they may change while the server runs.

    The key of each challenge is made from the report's campaign and token. So a proof is good for that token
    alone and for as long; to send it again is harmless, for the token counts once.
    """

    def __init__(self, keys: Sequence[str] | Callable[[], Sequence[str]]) -> None:
        self._keys = keys if callable(keys) else lambda: keys
        if not self._keys() or not all(self._keys()):
            raise ValueError("Proofs need at least one key, and no key may be empty")

    def challenge(self, token: str, campaign: str) -> str:
        """Make a challenge, as JSON for the browser."""
        key = self._keys()[0]
        made = create_challenge(
            "PBKDF2/SHA-256",
            ROUNDS,
            counter=secrets.randbelow(TRIES),  # from 0: where to begin gives nothing away
            hmac_secret=_key(key, "challenge", token, campaign),
            hmac_key_secret=_key(key, "answer", token, campaign),
        )
        return json.dumps(made.to_dict(), separators=(",", ":"))

    def hold(self, solution: str, token: str, campaign: str) -> bool:
        """Tell whether this solves a challenge made for this token. It answers whatever is sent."""
        if not solution or len(solution) > LONGEST or not solution.isascii():
            return False
        return any(
            verify_solution(
                solution,
                _key(key, "challenge", token, campaign),
                hmac_key_secret=_key(key, "answer", token, campaign),
            ).verified
            for key in self._keys()
        )


def _key(key: str, what: str, token: str, campaign: str) -> str:
    said = json.dumps(["urgent-appeal.proof-of-work", what, campaign, token]).encode()
    return hmac.new(key.encode(), said, hashlib.sha256).hexdigest()
