"""The app as gunicorn starts it for a benchmark; with FORGETFUL set, its log keeps nothing."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from webapp import settings
from webapp.actions.log import ActionLog, Recorded
from webapp.app import create_app, make_parts
from webapp.domain.action import Action, Tally


class Forgetful(ActionLog):
    """Answers as a log does, and has no database."""

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Acknowledge what nobody keeps."""
        return Recorded(tuple(actions))

    def tally(self, campaign: str, partner: str | None = None) -> Tally:
        """Count nothing."""
        return Tally()

    def purge(self, before: date) -> int:
        """Forget nothing."""
        return 0


chosen = settings.read(os.environ)
parts = make_parts(chosen)
if os.environ.get("FORGETFUL"):
    parts = replace(parts, log=Forgetful("sqlite:////nowhere"))
app = create_app(chosen, parts)
