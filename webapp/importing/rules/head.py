"""What stands above the first label: number, index, date and country, the headline, and the summary."""

import re
from collections.abc import Sequence

from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.headline import (
    MIN_HEADLINE_WORDS,
    bare_headline,
    find_headline,
    has_a_name_before,
    has_rivals,
    is_numbered_subject,
)
from webapp.importing.rules.issue import MAX_BYLINE_CHARS, MAX_CODE_CHARS, read_issue
from webapp.importing.rules.particles import OPEN_END
from webapp.importing.rules.reference_numbers import PLAIN_NUMBER, SLASHED, number_alone
from webapp.importing.rules.texts import paragraphs
from webapp.importing.section_labels import is_title

_COPYRIGHT = "©"
_LABEL = re.compile(r"[^\W\d][\w ]{2,30}:\s")
"""What a summary does not begin with."""
_SENTENCE_ENDS, _QUOTES = ".!?…。؟", "”»“\"’')\u00a0 "
_BRACKET = re.compile(r"\(\w{1,3}\)")
"""As (f) behind the name of a person."""
MIN_WORDS_OF_SENTENCE = 12
"""Of a paragraph that a page or a list ends."""
MAX_CHARS_BEFORE_TEXT = 60
"""Of a line of a few words above the text, in the same paragraph."""
MIN_WORDS_OF_LEAD = 20


def read_head(
    lines: Sequence[Line], table: LabelTable, gathered: Gathered, *, with_summary: bool = True
) -> list[Line]:
    """Read the lines before the first label. `with_summary`: the summary is among them.

    Else, return the lines of the text that stands below the headline: the summary begins with it.
    """
    rest = [line for line in lines if not read_issue(line, table, gathered)]
    titles = [line for line in rest if _is_title(line, table, gathered)]
    rest = [line for line in rest if line not in titles]
    for line in rest if not gathered.has("reference") else ():
        is_short = len(line.text) <= MAX_CODE_CHARS
        if found := number_alone(line.text, table):
            gathered.add("reference", found[1], [line.span_of(*found.span(1))], is_certain=False)
            gathered.labels.append(line.span)
            rest.remove(line)
            break
        if found := PLAIN_NUMBER.search(line.text) or (SLASHED.search(line.text) if is_short else None):
            gathered.add("reference", found[1], [line.span_of(*found.span(1))], is_certain=False)
            break
    title = find_headline(rest, table, titles)
    subjects = [line for line in lines if line not in rest and is_numbered_subject(line, table)]
    if subjects and (title is None or not (title.role is Role.HEADING or title.text.isupper())):
        title = subjects[0]
        rest = [title, *rest]
    if title is not None:
        headline = bare_headline(title, table, gathered)
        is_marked = headline.role is Role.HEADING or (
            headline.text.isupper() and len(headline.text.split()) > MIN_HEADLINE_WORDS / 2
        )
        is_certain = is_marked and not has_a_name_before(headline, table)
        has_another = has_rivals(headline, rest)
        is_open = bool(OPEN_END.search(headline.text.lower()))
        is_certain = is_certain and not has_another and not is_open
        gathered.add("headline", headline.text, [headline.span], is_certain=is_certain)
        if has_another:
            gathered.flag("several-headlines", headline.text, [headline.span], "headline")
        if is_open:
            gathered.flag("open-headline", headline.text, [headline.span], "headline")
        if headline.text.isupper():
            gathered.flag("capitals", headline.text, [headline.span], "headline")
        same = (_words(title.text), _words(headline.text))
        above = [n for n, line in enumerate(rest) if line is title or _words(line.text) in same]
        rest = rest[max(above) + 1 :]  # above it stands what belongs to the page, not to the case
    while rest and len(rest) > 1 and _is_before_text(rest[0]):
        rest = rest[1:]
    rest = rest[_begin_of_text(rest) :]
    if rest and with_summary:
        summary = "\n\n".join(paragraphs(rest, gathered, with_links=True))
        is_certain = title is not None and len({each.passage for each in rest}) == 1
        is_certain = is_certain and len(summary.split()) >= MIN_WORDS_OF_LEAD / 2
        is_certain = is_certain and not _LABEL.match(summary.strip())
        gathered.add("summary", summary, [each.span for each in rest], is_certain=is_certain)
        return []
    return [line for line in rest if title and len(line.text.split()) >= MIN_WORDS_OF_LEAD]


def _is_title(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take the line that only says that this is an urgent action."""
    if is_title(line, table):
        gathered.labels.append(line.span)
        return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _begin_of_text(lines: Sequence[Line]) -> int:
    """Return the first line of the first sentence: below lines such as "Ada Lamp (f), 38 years old"."""
    for number, line in enumerate(lines):
        passage = [each for each in lines[number:] if each.passage == line.passage]
        following = lines[number + len(passage) :][:1]
        is_sentence = passage[-1].text.rstrip(_QUOTES)[-1:] in _SENTENCE_ENDS
        words = " ".join(each.text for each in passage)
        is_long = len(words.split()) >= MIN_WORDS_OF_SENTENCE and not _BRACKET.search(words)
        is_sentence = is_sentence or is_long or any(each.text[:1].islower() for each in following)
        is_short = len(line.text) <= MAX_CHARS_BEFORE_TEXT and line.text[-1:] not in _SENTENCE_ENDS
        below = passage[1].text if len(passage) > 1 else ""
        if is_sentence and not (is_short and below[:1].isupper() and len(below) > len(line.text)):
            return number
    return 0


def _is_before_text(line: Line) -> bool:
    """Whether a line is a salutation to the readers, or what stands below a picture."""
    is_salutation = line.text.endswith((":", ",")) and len(line.text.split()) < MIN_HEADLINE_WORDS
    return is_salutation or (_COPYRIGHT in line.text and len(line.text) <= MAX_BYLINE_CHARS)
