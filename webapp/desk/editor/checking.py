"""What `check` says of a case, for its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.campaigns.checks import check_source
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.desk.editor.flat import Flat, ReadCase
from webapp.desk.editor.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, in the order of the check."""

    sentences: tuple[Sentence, ...]

    @property
    def by_name(self) -> Mapping[str, str]:
        """The sentence of each control, entry or list."""
        return {each.name: each.text for each in self.sentences if each.name}


def check_case(
    source: SourceFiles, flat: Flat, case: ReadCase | None = None, content: bytes | None = None
) -> Found:
    """Check a case without its translations, which its author does not write here.

    `content` stands for the file in `source`, and `case` says how the form has it.
    """
    editions = {*source.edition_names}
    files = {name: body for name, body in source.contents.items() if name not in editions}
    if content is not None:
        files[CAMPAIGN_FILE] = content
    result = check_source(Path(source.slug), SourceFiles(source.slug, files))
    return Found(sentences(result.diagnostics, flat, case.places if case else {}))
