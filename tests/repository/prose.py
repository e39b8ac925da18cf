"""Markdown as the tests of this folder read it: commands, links, headings, addresses."""

import re
import shlex

_FENCE = re.compile(r"(?ms)^( *)```[^\n]*\n(.*?)^\1```")
_COMMENT = re.compile(r"(?s)<!--.*?-->")


def without_code(text: str) -> str:
    """Give the prose without blocks, spans and comments."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", _COMMENT.sub("", text)))


def spans(text: str) -> list[str]:
    """Give what stands between backticks within a line; in code, that is in comments and docstrings."""
    return re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))


def code_lines(text: str) -> list[str]:
    """Give the lines of blocks; one that ends with a backslash goes on."""
    return [line for _, block in _FENCE.findall(text) for line in block.replace("\\\n", " ").splitlines()]


def commands(text: str) -> list[list[str]]:
    """Give every command line of blocks and spans as its words, without what stands before the command."""
    parts = [part for line in (*code_lines(text), *spans(text)) for part in re.split(r"&&|\|\||;|\|", line)]
    return [words for part in parts if (words := _words(part))]


def _words(part: str) -> list[str]:
    try:
        words = shlex.split(part, comments=True)
    except ValueError:  # an apostrophe: no command
        words = part.split()
    while words and (words[0] in ("$", "sudo") or re.fullmatch(r"[A-Z_]+=.*", words[0])):
        words.pop(0)
    return words


def links(text: str) -> list[str]:
    """Give the targets of links and pictures."""
    prose = without_code(text)
    inline = re.findall(r"\]\(<?([^)\s>]+)", prose)
    return [
        *inline,
        *re.findall(r"(?m)^\[[^\]]+\]:\s+(\S+)", prose),
        *re.findall(r'(?:src|href)="([^"]+)"', prose),
    ]


def anchors(text: str) -> set[str]:
    """Give the names by which headings can be linked to, as GitHub makes them."""
    headings = re.findall(r"(?m)^#{1,6} +(.+?) *#*$", _FENCE.sub("", text))
    plain = (re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in plain}


def addresses(text: str) -> set[str]:
    """Give the app's addresses named in code: `GET /<path:x>?y=1` is named as `/<x>`."""
    found = (re.fullmatch(r"(?:[A-Z]+(?:, ?[A-Z]+)* )?(/[^\s?#]*)(?:[?#]\S*)?", span) for span in spans(text))
    return {without_converters(match.group(1)) for match in found if match}


def without_converters(rule: str) -> str:
    """Give a rule as people write it: `<path:name>` is `<name>`."""
    return re.sub(r"<\w+:", "<", rule)


def rows(text: str) -> list[list[str]]:
    """Give the cells of all tables' rows, without heads and rules."""
    lines = re.findall(r"(?m)^\|(?!.*\n\|-)(?!-)(.*)\|$", text)
    return [[cell.strip() for cell in line.split("|")] for line in lines]
