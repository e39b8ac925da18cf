"""Contact data in which something is hidden from machines: it is copied from a site and reaches nobody."""

import re

_SIGNS = r"[•●∙▪■█▒░◦…※×]|\.{3,}"  # they stand for what is not shown
_CLOUDFLARE = r"cdn-cgi/l/email-protection"
_HIDDEN = re.compile(
    rf"{_SIGNS}|\*|_{{4,}}|\?{{2,}}|#{{2,}}|-{{4,}}"
    rf"|e-?mail\W*protected|protected\W*e-?mail|{_CLOUDFLARE}"
    # "hidden@…" and "hidden.voices" can be real
    r"|^\W*(?:redacted|masked|hidden)\W*$|[\[({<]\s*(?:redacted|masked|hidden)\s*[\])}>]|^redacted@"
    r"|no-?spam|remove-?this|^\W*n/?a\W*$"
    r"|x{3,}[^@]*@|^xx@|@(?:[^@]*\.)?x{3,}\.",  # xxx@…, jxxxx@…, office@xxxx.org
    re.IGNORECASE,
)
_HIDDEN_IN_LINK = re.compile(rf"{_SIGNS}|\*{{2,}}|{_CLOUDFLARE}", re.IGNORECASE)
_HIDDEN_DIGITS = re.compile(r"x{2,}|[*•●∙▪■█▒░◦…※×?_]|\.{2,}|-{2,}|#{2,}|^\W*n/?a\W*$", re.IGNORECASE)
_BRACKETS = re.compile(
    r"\s*[\[({<]+\s*(?:(at|@|ät|arroba|chez|собака)|dot|\.|punkt|point)\s*[\])}>]+\s*", re.IGNORECASE
)
_WORDS = re.compile(r"[\s_-]+(?:(at|arroba|chez|собака)|dot|punkt|point)[\s_-]+", re.IGNORECASE)


def has_hidden_characters(text: str) -> bool:
    """Return whether an address or a name hides characters: `m***r@…`, `[email protected]`, `xxx@…`."""
    return _HIDDEN.search(text) is not None


def is_masked_link(link: str) -> bool:
    """Return whether a link hides characters or is Cloudflare's; words and dashes in it can be real."""
    return _HIDDEN_IN_LINK.search(link) is not None


def has_hidden_digits(number: str) -> bool:
    """Return whether a telephone number hides digits: `+1 202 xxx-xxxx`, `+1 202 ***-**00`."""
    return _HIDDEN_DIGITS.search(number) is not None


def written_out(text: str) -> str:
    """Return an e-mail address with "@" and dots where words stand for them: `name(at)host [dot] org`."""

    def sign(match: re.Match[str]) -> str:
        return "@" if match.group(1) else "."

    plain = _BRACKETS.sub(sign, text)
    plain = plain if "@" in plain else _WORDS.sub(sign, plain)
    return re.sub(r"\s*([@.])\s+|\s+([@.])\s*", r"\1\2", plain)
