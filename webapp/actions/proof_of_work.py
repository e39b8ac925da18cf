"""Proof of work: a small calculation by the browser, switched on by an operator under attack.

It makes each report cost an attacker CPU time and reveals nothing about a supporter. Protocol and checks are
those of ALTCHA (https://altcha.org). PBKDF2 runs as native code in browsers, as it does for attackers.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence

from altcha import create_challenge, verify_solution

ROUNDS = 1_000
"""Rounds of PBKDF2 in each try: enough that a slow browser spends its time on them, not on the script."""
TRIES = 400
"""The solution is a random number below this: 200 tries on average, about two seconds on an old phone."""
MAX_SOLUTION_CHARS = 1_500
"""A correct solution has 800 characters."""


class ProofOfWork:
    """Creates challenges and verifies solutions. Signs with the first of `keys`; all verify.

    `keys` may be a function that returns the current keys: they may change while the server runs.

    The key of a challenge is derived from campaign and token. So a solution is valid for that token only, and
    as long as the token. Sending it again is harmless, because the token counts once.
    """

    def __init__(self, keys: Sequence[str] | Callable[[], Sequence[str]]) -> None:
        self._keys = keys if callable(keys) else lambda: keys
        if not self._keys() or not all(self._keys()):
            raise ValueError("Proofs of work need at least one key, and no key may be empty")

    def challenge(self, token: str, campaign: str) -> str:
        """Return a new challenge, as JSON for the browser."""
        key = self._keys()[0]
        challenge = create_challenge(
            "PBKDF2/SHA-256",
            ROUNDS,
            counter=secrets.randbelow(TRIES),  # from 0: the start must reveal nothing
            hmac_secret=_key(key, "challenge", token, campaign),
            hmac_key_secret=_key(key, "answer", token, campaign),
        )
        return json.dumps(challenge.to_dict(), separators=(",", ":"))

    def verify(self, solution: str, token: str, campaign: str) -> bool:
        """Return True if this solves a challenge for this token. Raise nothing, whatever was sent."""
        if not solution or len(solution) > MAX_SOLUTION_CHARS or not solution.isascii():
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
    message = json.dumps(["urgent-appeal.proof-of-work", what, campaign, token]).encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
