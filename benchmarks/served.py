"""The app as gunicorn starts it for a benchmark; with FORGETFUL set, its log keeps nothing."""

import os
from collections.abc import Collection, Sequence
from datetime import date

from webapp import settings
from webapp.actions.log import ActionLog, Recorded
from webapp.app import create_app, make_dependencies
from webapp.domain.action import Action, Tally


class Forgetful(ActionLog):
    """Answers as a log does, and has no database."""

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Acknowledge what nobody keeps."""
        return Recorded(tuple(actions))

    def find(self, token_id: str) -> Recorded | None:
        """Know no report."""
        return None

    def totals(self) -> dict[str, int]:
        """Count nothing."""
        return {}

    def tally(self, campaign: str, partner: str | None = None, also: Collection[str] = ()) -> Tally:
        """Count nothing."""
        return Tally()

    def purge(self, before: date) -> int:
        """Forget nothing."""
        return 0


chosen = settings.read(os.environ)
replaced = {"log": Forgetful("sqlite:////nowhere")} if os.environ.get("FORGETFUL") else {}
app = create_app(chosen, make_dependencies(chosen, **replaced))
