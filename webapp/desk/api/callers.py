"""Who asks the API: a token in the header `Authorization`, and nothing else. No cookie is read or set.

RFC 6750, 2.1 and 3: the token is a Bearer token, and a refusal says why in `WWW-Authenticate`.
"""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from flask import Response, request

from webapp.desk.http.problems import problem
from webapp.team.api_tokens.tokens import ApiToken, ApiTokens, Scope

MOST_A_MINUTE = 120
"""Requests of one token. One that asks for numbers of all campaigns costs some 50 ms."""
_MINUTE = 60


class Callers:
    """Finds the token of a request, and counts requests in this process."""

    def __init__(self, tokens: ApiTokens, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._now = now
        self._lock = threading.Lock()
        self._minute = 0
        self._asked: Counter[str] = Counter()

    def identify(self, *scopes: Scope) -> ApiToken | Response:
        """Return the token of this request, or the refusal. It needs one of the scopes."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return _refusal(401, "Send a token: Authorization: Bearer uad_…", 'Bearer realm="desk"')
        token = self._tokens.find(secret.strip())
        if token is None:
            return _refusal(
                401,
                "The token is not known, has ended, or its author may not connect systems any more.",
                'Bearer realm="desk", error="invalid_token"',
            )
        if wait := self._wait(token):
            refused = problem(429, f"A token may ask {MOST_A_MINUTE} times a minute.")
            refused.headers["Retry-After"] = str(wait)
            return refused
        if not token.scopes.intersection(scopes):
            needed = " ".join(scopes)
            return _refusal(
                403,
                f"The token has not the scope {' or '.join(scopes)}.",
                f'Bearer realm="desk", error="insufficient_scope", scope="{needed}"',
            )
        return token

    def _wait(self, token: ApiToken) -> int:
        """Count a request; return the seconds to wait, 0 for none."""
        seconds = int(self._now().timestamp())
        with self._lock:
            if seconds // _MINUTE != self._minute:
                self._minute = seconds // _MINUTE
                self._asked.clear()
            self._asked[token.digest] += 1
            return 0 if self._asked[token.digest] <= MOST_A_MINUTE else _MINUTE - seconds % _MINUTE


def _refusal(code: int, detail: str, challenge: str) -> Response:
    refused = problem(code, detail)
    refused.headers["WWW-Authenticate"] = challenge
    return refused
