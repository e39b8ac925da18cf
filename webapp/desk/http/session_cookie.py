"""The cookie of a session: one random token, for this host, unreadable for scripts."""

from dataclasses import dataclass

from flask import Response, request

from webapp.team.people.sessions import LIFETIME_SECONDS


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """Reads, sets and removes the cookie of the desk at one origin."""

    name: str
    is_secure: bool

    @classmethod
    def of(cls, origin: str) -> "SessionCookie":
        """Return the cookie of the desk at `origin`.

        `__Host-` binds it to this host and to TLS (RFC 6265bis, 4.1.3.2).
        """
        is_secure = origin.startswith("https://")
        return cls("__Host-appeal-desk" if is_secure else "appeal-desk", is_secure)

    def read(self) -> str:
        """Return the token that the browser sent, or ""."""
        return request.cookies.get(self.name, "")

    def put(self, response: Response, token: str) -> None:
        """Set it. `Strict`: no other site's link or form carries it."""
        response.set_cookie(
            self.name,
            token,
            max_age=LIFETIME_SECONDS,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="Strict",
        )

    def remove(self, response: Response) -> None:
        """Remove it, and what scripts of the desk stored in the browser."""
        response.delete_cookie(self.name, path="/", secure=self.is_secure, httponly=True, samesite="Strict")
        response.headers["Clear-Site-Data"] = '"storage"'
