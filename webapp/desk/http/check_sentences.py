"""The sentences of `check` on pages other than the editor's: no line of a file, but a link to the field."""

import re

from webapp.campaigns.source_files import CAMPAIGN_FILE

_LOCATION = re.compile(
    r"(?P<slug>[^/\s]+)/(?P<file>[^/,:]+)(?:, line \d+)?: (?P<rest>(?P<field>[\w.\[\]-]+).*)"
)
_ENTRY = re.compile(r"\[(\d+)\]")


def sentence_link(sentence: str) -> tuple[str, str]:
    """Return the address of the field that a sentence names, or "", and the sentence for people."""
    found = _LOCATION.fullmatch(sentence)
    if not found:
        return "", sentence
    if found["file"] != CAMPAIGN_FILE:
        return "", f"{found['file']}: {found['rest']}"
    control = _ENTRY.sub(lambda entry: f".{int(entry[1]) - 1}", found["field"])  # the form counts from 0
    return f"/campaigns/{found['slug']}/edit#{control}", found["rest"]
