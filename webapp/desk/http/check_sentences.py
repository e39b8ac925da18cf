"""The sentences of `check` on pages other than the editor's: no line of a file, but a link to the field."""

import re
from dataclasses import replace

from webapp.campaigns.diagnostics import CheckSentence
from webapp.campaigns.source_files import CAMPAIGN_FILE

_ENTRY = re.compile(r"\[(\d+)\]")


def sentence_link(sentence: str) -> tuple[str, str]:
    """Return the address of the field that a sentence is about, or "", and the sentence for people."""
    if not isinstance(sentence, CheckSentence):
        return "", sentence
    found = replace(sentence.diagnostic, line=0)
    slug, _slash, file = found.file.partition("/")
    if file != CAMPAIGN_FILE:
        return "", replace(found, file=file or slug).sentence
    field = found.field.partition(" ")[0]
    control = _ENTRY.sub(lambda entry: f".{int(entry[1]) - 1}", field)  # the form counts from 0
    return f"/campaigns/{slug}/edit#{control}", replace(found, file="").sentence
