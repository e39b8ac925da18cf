"""The blocks of a section with addresses: one for each official."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from webapp.importing.document import Role
from webapp.importing.label_table import AnyPattern, LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.channels import BROKEN_URL, URL_REST, is_salutation

NETWORKS = re.compile(
    r"(?<!\w)(?:(?:on|en|sur|auf|su|no|em)\s)?(?P<label>Twitter\s?/\s?X|X\s?/\s?Twitter|Twitter|X|Facebook|Instagram|"
    r"Telegram|VK|Bluesky|Mastodon|تويتر|فيسبوك|إنستغرام|Твиттер|Фейсбук|ВКонтакте)(?:\s*:\s*|\s(?=@))",
    re.IGNORECASE,
)
"""What stands before the name that an official has on a social network; the same in most languages."""
NETWORK_NAMES = {
    "twitter": "x", "twitter/x": "x", "x/twitter": "x", "تويتر": "x", "твиттер": "x", "فيسبوك": "facebook",
    "фейсбук": "facebook", "إنستغرام": "instagram", "вконтакте": "vk",
}  # fmt: skip
"""What a campaign's file calls the networks that have several names."""
_BARE = re.compile(
    r"^(?:[^\s@]+@[^\s@]+(?:\s+[^\s@]+@[^\s@]+){0,5}|https?://\S+|www\.\S+|@\w+|\[email\s?protected\]|[+(]?[\d\s()./-]{7,})$"
)
"""A line that is an address or a number alone."""


_EMAIL_OR_SIGN = re.compile(r"(?<!\S)[^\s@]{1,64}@\S+|[^\w\s]+")
MIN_LINES_OF_ROW = 2
_ENDS_WITH_TO = re.compile(r"\s(?:to|an|a|à|al|para|alla|all’)$", re.IGNORECASE)
MAX_WORDS_OF_COPIES = 6
"""Of a label such as "and copy it to"."""
MAX_WORDS_OF_EMAILS, MAX_CHARS_OF_COPIES = 3, 90
_DIGIT = re.compile(r"\d")
BRACKETS = (("(", ")"), ("“", "”"), ("«", "»"), ("„", "“"))
"""What goes on in the next line where a line opens it, and does not close it."""
HONORIFIC = re.compile(
    r"^(?:Son Exc\w+|Sa Majesté|Su Exc\w+|Sua Ecc\w+|Sua Exc\w+|Seine Exz\w+|Ihre Exz\w+|Don|Doña|"
    r"(?:H\.?|S\.?|I\.?)\s?E\.?|Hon\.?|The Hon\w*|His|Her|Mr|Mrs|Ms|Mx|Dr|Dra|Drs|Prof|Sr|Sra|Sres|M|Mme|"
    r"Monsieur|Madame|Herr|Herrn|Frau|On|Sig|Col|Exm[oa]|Sir|Dame|Ing|Lic|Me|Mag|Gral|Gen|Cnel|Cap|Tte|Lcda|Lcdo|Licda|Licdo|Abg|Mtro|Mtra|Adv|Advocate|Pdt|Gén)(?:\.|\s)\s?(?=\w)"
)
"""What stands before the name of a person, in any language."""


def blocks_of(lines: Sequence[Line], table: LabelTable) -> list[list[Line]]:
    """Part lines into blocks: by cells and columns; within one, where a name follows a block that is whole.

    A block is whole after a number or an address, or after the line of its country.
    """
    blocks: list[list[Line]] = []
    has_channel = False
    for line in lines:
        is_channel = _is_channel(line, table)
        is_copy = is_postal_copy(line, table)
        if not blocks or is_copy or _begins(line, blocks[-1], is_channel, has_channel, table):
            blocks.append([])
            has_channel = False
        has_channel = has_channel or (is_channel and not is_copy)
        blocks[-1].append(line)
    return _with_continuations(_with_row_heads(blocks, table), table)


def _is_channel(line: Line, table: LabelTable) -> bool:
    labels: Iterable[AnyPattern] = (*table.contacts.values(), NETWORKS)
    labelled = any(pattern.search(line.text) for pattern in labels)
    return labelled or bool(_BARE.match(line.text)) or line.text.startswith("*")


def _with_row_heads(blocks: list[list[Line]], table: LabelTable) -> list[list[Line]]:
    """Put each passage of a column above the block that stands beside it, where there are as many blocks."""
    result: list[list[Line]] = []
    rest = [*blocks]
    while rest:
        heads = rest.pop(0)
        beside = rest[: len(heads)]
        is_column = heads[0].group > 0 and len({line.passage for line in heads}) == len(heads) > 1
        groups = {block[0].group for block in beside}
        if (
            is_column
            and not any(_is_channel(line, table) for line in heads)
            and len(beside) == len(heads)
            and len(groups) == 1
            and groups.isdisjoint({0, heads[0].group})
            and all(len(block) > MIN_LINES_OF_ROW for block in beside)
        ):
            for head, block in zip(heads, beside, strict=True):
                result.append([replace(head, role=Role.HEADING, group=block[0].group), *block])
            rest = rest[len(heads) :]
        else:
            result.append(heads)
    return result


def _with_continuations(blocks: list[list[Line]], table: LabelTable) -> list[list[Line]]:
    """Join cells that name nobody to those that do, in turn: tables have a row for names, one for numbers."""
    result: list[list[Line]] = []
    named: list[list[Line]] = []
    turn = 0
    for block in blocks:
        if block[0].group and named and all(_names_nobody(line, table) for line in block):
            named[turn % len(named)].extend(block)
            turn += 1
            continue
        named = [] if turn else named
        turn = 0
        named = [*named, block] if block[0].group else []
        result.append(block)
    return result


def _names_nobody(line: Line, table: LabelTable) -> bool:
    if _is_channel(line, table) or table.phrases["salutation"].match(line.text):
        return True
    names = (table.phrases["rank"], table.phrases["office"], HONORIFIC)
    last = line.text.rpartition(",")[2]
    is_place = bool(_DIGIT.search(line.text)) or bool(country_in(last, table.locale))
    return is_place and not any(pattern.search(line.text) for pattern in names)


def _begins(
    line: Line, block: Sequence[Line], is_channel: bool, has_channel: bool, table: LabelTable
) -> bool:
    """Whether a line begins a block after another one."""
    before = next((each for each in reversed(block) if each.text.strip()), block[-1])
    if line.group != before.group:
        return True
    is_new_passage = line.passage != before.passage
    if line.role is Role.ITEM and is_new_passage and before.role is Role.ITEM and line.text.count(",") > 1:
        return True
    if has_channel and is_salutation(line):
        return False
    if is_channel and not (
        has_channel
        and is_new_passage
        and (HONORIFIC.match(line.text) or table.phrases["rank"].match(line.text))
        and line.text.count(",") > 1
    ):
        return False
    if line.role is Role.HEADING and has_channel:
        return True
    if not is_new_passage and BROKEN_URL.search(before.text) and URL_REST.fullmatch(f" {line.text}"):
        return False
    if is_new_passage and len(block) > 2 and country_in(before.text, table.locale):
        return True
    is_open = any(before.text.count(begin) > before.text.count(end) for begin, end in BRACKETS)
    if has_channel and not is_open and HONORIFIC.match(line.text) and _is_channel(before, table):
        return True
    is_name = line.text[:1].isupper() and not before.text.endswith((",", ":", ";"))
    return has_channel and (is_new_passage or (is_name and not is_open and not line.group))


def is_postal_copy(line: Line, table: LabelTable) -> bool:
    """Check whether a line begins an office that gets a copy: such a label without an e-mail address."""
    rest = _EMAIL_OR_SIGN.sub("", line.text[copies_label(line, table) :])
    return copies_label(line, table) > 0 and ("@" not in line.text or len(rest.split()) > MAX_WORDS_OF_EMAILS)


def asks_for_copies(line: Line, table: LabelTable) -> bool:
    """Check whether a line is a sentence that asks for copies: whom they go to is for a person to read."""
    found = table.sections["copies"].match(line.text)
    return found is not None and not found["colon"] and copies_label(line, table) == 0


def copies_label(line: Line, table: LabelTable) -> int:
    """Return where a label for copies ends, with a colon or alone in its line; 0 for none."""
    if found := table.contacts["copies"].match(line.text):
        return found.end()
    found = table.sections["copies"].match(line.text)
    if found and found.end() == len(line.text):
        return found.end()
    if len(line.text.split()) <= MAX_WORDS_OF_COPIES and _ENDS_WITH_TO.search(line.text):
        return len(line.text) if table.phrases["copy"].search(line.text) else 0
    before, colon, _ = line.text.partition(":")
    copy = table.phrases["copy"].search(before) if colon and len(before) <= MAX_CHARS_OF_COPIES else None
    rest = line.text[len(before) + 1 :].strip()
    return len(line.text) - len(rest) if copy and (not rest or _BARE.match(rest)) else 0
