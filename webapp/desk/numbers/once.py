"""The id that a form carries, so that it is carried out once, however often it is sent."""

import re
from collections.abc import Mapping

from webapp.actions.stamp import new_id

ONCE = "once"
"""The name of the hidden field."""
_ID = re.compile(r"[0-9a-f]{24}")


def read_once(form: Mapping[str, str]) -> str:
    """Return the id of a form; a new one if it has none that we could have made."""
    sent = form.get(ONCE, "")
    return sent if _ID.fullmatch(sent) else new_id()
