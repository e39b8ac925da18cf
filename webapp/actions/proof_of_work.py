"""Proof of work: a small calculation by the browser, switched on by an operator under attack.

It makes each report cost an attacker CPU time, in proportion to its letters, and reveals nothing about a
supporter. Protocol and checks are
those of ALTCHA (https://altcha.org). PBKDF2 runs as native code in browsers, as it does for attackers.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from math import ceil

from altcha import Payload, create_challenge, verify_solution

ROUNDS = 1_000
"""Rounds of PBKDF2 in each try: enough that a slow browser spends its time on them, not on the script."""
TRIES = 400
"""For few letters the solution is a random number below this: 200 tries on average, about two seconds on an
old phone."""
LETTERS = 10
"""Letters of a report that the smallest work is good for. Each further ten cost as much again."""
MAX_UNITS = 20
"""Work for so many times ten letters is good for any number: some 40 seconds on an old phone. Reports of more
than 30 letters wait for the team anyway."""
MAX_SOLUTION_CHARS = 1_500
"""A correct solution has 850 characters."""
UNLIMITED = 1_000_000
"""Letters: more than any report has."""


class ProofOfWork:
    """Creates challenges and verifies solutions. Signs with the first of `keys`; all verify.

    `keys` may be a function that returns the current keys: they may change while the server runs.

    The key of a challenge is derived from campaign and token. So a solution is valid for that token only, and
    as long as the token. Sending it again is harmless, because the token counts once.
    """

    def __init__(
        self,
        keys: Sequence[str] | Callable[[], Sequence[str]],
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        """`draw` returns a random number below its argument: the tries that a browser needs."""
        self._draw = draw
        self._keys = keys if callable(keys) else lambda: keys
        if not self._keys() or not all(self._keys()):
            raise ValueError("Proofs of work need at least one key, and no key may be empty")

    def challenge(self, token: str, campaign: str, letters: int = 1) -> str:
        """Return a new challenge for a report of so many letters, as JSON for the browser."""
        key = self._keys()[0]
        units = min(ceil(letters / LETTERS), MAX_UNITS)
        challenge = create_challenge(
            "PBKDF2/SHA-256",
            ROUNDS,
            counter=self._draw(TRIES * units),  # from 0: the start must reveal nothing
            data={"units": units},
            hmac_secret=_key(key, "challenge", token, campaign),
            hmac_key_secret=_key(key, "answer", token, campaign),
        )
        return json.dumps(challenge.to_dict(), separators=(",", ":"))

    def proved_letters(self, solution: str, token: str, campaign: str) -> int:
        """Return the letters of a report that a solution is good for; 0 if it solves nothing for the token.

        Raises nothing, whatever was sent.
        """
        if not solution or len(solution) > MAX_SOLUTION_CHARS or not solution.isascii():
            return 0
        is_correct = any(
            verify_solution(
                solution,
                _key(key, "challenge", token, campaign),
                hmac_key_secret=_key(key, "answer", token, campaign),
            ).verified
            for key in self._keys()
        )
        if not is_correct:
            return 0
        # What is signed was made by `challenge`. A version before wrote no units into it.
        units = (Payload.from_base64(solution).challenge.parameters.data or {}).get("units", 1)
        return UNLIMITED if units == MAX_UNITS else LETTERS * int(units)


def _key(key: str, what: str, token: str, campaign: str) -> str:
    message = json.dumps(["urgent-appeal.proof-of-work", what, campaign, token]).encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
