"""The stamp of what a person of the team does: their id, their reason as clean text, the moment."""

import re
from datetime import datetime

from webapp.actions.stamp import Stamp, new_id
from webapp.domain.text import line
from webapp.team.people.person import Person

_ID = re.compile("[0-9a-f]{24}")


def make_stamp(by: Person, note: str, form_id: str, at: datetime) -> Stamp:
    """Return a stamp; `form_id` is what `new_id` gave the form, anything else is as none."""
    clean = "\n".join(filter(None, map(line, note.splitlines())))
    return Stamp(by.id, clean, form_id if _ID.fullmatch(form_id) else new_id(), at)
