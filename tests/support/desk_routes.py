"""Every route of the desk, and what each role gets there.

tests/desk/test_routes.py compares the table with the app's own routes: one without a row fails.
"""

from dataclasses import dataclass

from webapp.team.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class DeskRoute:
    """A method and an address, and who may use it."""

    method: str
    rule: str
    permission: Permission | None
    """None: everybody, also without signing in."""


ROUTES = (
    DeskRoute("GET", "/static/<path:name>", None),
    DeskRoute("GET", "/", Permission.SEE),
)
