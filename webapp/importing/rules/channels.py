"""The ways that reach an official: e-mail, telephone, fax, web form, social network; salutation and notes."""

import re
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered_fields import Gathered

EMAIL = re.compile(r"(?<![\w.+-])\w[\w.+'-]{0,63}@[\w-]+(?:\.[\w-]+)+")
MASKED = re.compile(
    r"\[email\s?protected\]|\w\s?[\[(]\s?(?:at|arroba|chez|bei|chiocciola|собака)\s?[\])]\s?\w", re.IGNORECASE
)
"""An address that a web page hides from programs, or that is written so."""
URL = re.compile(r"(?:https?://|www\.)[^\s<>()]+")
BROKEN_URL = re.compile(r"(?:https?://|www\.)[^\s<>()]*[/=_-]$")
"""One that the end of its line breaks."""
BROKEN_EMAIL = re.compile(r"(?<![\w.+-])\w[\w.+'-]{0,63}@(?:[\w-]+[.-]?){0,8}$")
"""An e-mail address, or the begin of one, at the end of a line."""
EMAIL_REST = re.compile(r"\.?(?:[\w-]+\.){0,8}\w{2,20}")
"""What may be its end, alone in the next line."""
URL_REST = re.compile(r"\s(\w[\w./?=&%#~+-]*)$")
"""What stands in the next line then."""
_DEAR = re.compile(
    r"(?:dear|sehr (?:geehrte|verehrte)[rs]?|estimad[oa]|distinguid[oa]|chère?|egregi[oa]|gentile|prezad[oa]|"
    r"уважаем\w+)\s",
    re.IGNORECASE,
)
"""Words that salutations begin with, and names do not."""
MAX_WORDS_OF_SALUTATION = 6
_OPEN_URL = re.compile(r"[-_=]$|(?:facebook|twitter|instagram|//x|//t)\.(?:com|me)/?$")
"""One that something else follows: a hyphen at its end, or a network without a name."""
HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{0,28}\w")
_HASHTAG = re.compile(r"(?<!\w)#[^\W\d]\w{2,}")
QUOTES = '“”„«»"‘’ \u00a0'
_BARE_HANDLE = re.compile(r"^\w[\w.]{1,48}\w$")
_PROFILE = re.compile(
    r"(?<![\w@./])(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|t|vk)\.(?:com|me)/[\w./-]*\w"
)
"""The address of a profile without https before it."""
_NUMBER = re.compile(
    r"(?<!\w)(?:\(?0\d{1,5}\)?\s/\s)?(?:\+\s?|\()?\d(?:[\d\s().–-]|(?<=\d)/(?=\d)){5,30}\d(?!\w)"
)


@dataclass(slots=True)
class Block:
    """What is read of one block of lines, until it is whole."""

    table: LabelTable
    gathered: Gathered
    prefix: str
    plain: list[Line] = field(default_factory=list)
    """Lines without a label: name, office, address."""
    country: str = ""
    is_country_sure: bool = True
    many: dict[str, dict[str, None]] = field(default_factory=dict)
    """The values of each kind, in their order."""
    sources: dict[str, list[Span]] = field(default_factory=dict)
    is_sure: dict[str, bool] = field(default_factory=dict)

    def collect(self, kind: str, value: str, span: Span, *, is_certain: bool = True) -> None:
        """Collect one of several values."""
        self.many.setdefault(kind, {})[value] = None
        self.sources.setdefault(kind, []).append(span)
        self.is_sure[kind] = self.is_sure.get(kind, True) and is_certain

    def write(self) -> None:
        """Hand on what was collected."""
        for kind, values in self.many.items():
            self.gathered.add(
                self.prefix + kind, tuple(values), self.sources[kind], is_certain=self.is_sure[kind]
            )


def read_value(kind: str, line: Line, block: Block, rest: Line | None = None) -> bool:
    """Read what stands behind a label of a kind.

    `rest` is the line below if it has digits alone. Return whether that is the end of a number that was
    broken for want of room.
    """
    if not line.text and kind in ("email", "phone", "fax", "form"):
        block.gathered.flag("no-value", "", [], f"{block.prefix}{kind}")
    match kind:
        case "email" | "copies":
            _read_emails(kind, line, block)
        case "phone" | "fax":
            return _read_numbers(kind, line, block, rest)
        case "form":
            _read_links(line, block)
        case "salutation":
            line = line.part(0, len(line.text.rstrip(")")) if "(" not in line.text else None)
            line = line.part(
                len(line.text) - len(line.text.lstrip(QUOTES)), len(line.text.rstrip(QUOTES + "."))
            )
            if line.text:
                block.gathered.add(f"{block.prefix}salutation", line.text, [line.span])
        case "note":
            if line.text:
                block.collect("notes", line.text, line.span)
                block.gathered.flag("note", line.text, [line.span], f"{block.prefix}notes")
        case _:
            _read_handles(kind, line, block)
    return False


def read_unlabelled(line: Line, block: Block) -> None:
    """Take addresses and numbers that stand without a label; the rest is name and place."""
    if line.text.startswith("*"):
        read_value("note", line.part(1), block)
    elif MASKED.search(line.text) or (EMAIL.search(line.text) and _is_all(line.text, EMAIL)):
        read_value("email", line, block)
    elif _is_all(line.text, URL):
        read_value("form", line, block)
    elif (email := EMAIL.search(line.text)) and email.end() == len(line.text):
        read_value("email", line.part(email.start()), block)
        read_unlabelled(line.part(0, email.start()), block)
    elif block.many and (
        is_salutation(line) or (line.group and block.table.phrases["salutation"].match(line.text))
    ):
        name = f"{block.prefix}salutation"
        block.gathered.add(name, line.text, [line.span], is_certain=False)
        block.gathered.flag("salutation-of-letter", line.text, [line.span], name)
    elif _HASHTAG.search(line.text):
        return  # of the campaign, and of no official: it stays unplaced
    elif HANDLE.fullmatch(line.text):
        block.gathered.flag("handle-without-network", line.text, [line.span])
    else:
        block.plain.append(line)


def is_salutation(line: Line) -> bool:
    """Check whether a line is a salutation without a label, and not the begin of a letter."""
    is_short = len(line.text.split()) <= MAX_WORDS_OF_SALUTATION
    is_of_address = line.group > 0 or line.text[-1:].isalnum()
    return _DEAR.match(line.text) is not None and is_short and is_of_address


def _is_all(text: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(text)) and not re.search(r"\w", pattern.sub("", text))


def joins_email(before: str, after: str) -> bool:
    """Whether a line is the end of an e-mail address that the end of another line broke."""
    begin = BROKEN_EMAIL.search(before)
    if begin is None or EMAIL_REST.fullmatch(after) is None:
        return False
    return begin[0][-1] in ".-@" or after[0] in ".-" or EMAIL.fullmatch(begin[0]) is None


def _read_emails(kind: str, line: Line, block: Block) -> None:
    begin, space, rest = line.text.rpartition(" ")
    if space and joins_email(begin, rest):
        broken = BROKEN_EMAIL.search(begin)
        start = broken.start() if broken else 0
        block.collect(kind, begin[start:] + rest, line.span_of(start, len(line.text)), is_certain=False)
        line = line.part(0, start)
    for found in EMAIL.finditer(line.text):
        block.collect(kind, found[0], line.span_of(*found.span()))
    if MASKED.search(line.text):
        block.gathered.flag("masked-email", line.text, [line.span], f"{block.prefix}{kind}")
    elif URL.search(line.text) and not EMAIL.search(line.text):
        _read_links(line, block)
        block.gathered.flag("link-for-email", line.text, [line.span], f"{block.prefix}forms")


def _read_links(line: Line, block: Block) -> None:
    passage = block.gathered.passage(line)
    links = [link for link in passage.links if link.target.startswith("http") and link.text in line.text]
    for found in URL.finditer(line.text):
        url, end, is_whole = _whole_url(line, found)
        block.collect("forms", url, line.span_of(found.start(), end), is_certain=is_whole)
    if not URL.search(line.text):
        for link in links:
            start = line.text.index(link.text)
            block.collect("forms", link.target, line.span_of(start, start + len(link.text)), is_certain=False)
        if not links:
            block.gathered.flag("lost-link", line.text, [line.span], f"{block.prefix}forms")


def _whole_url(line: Line, found: re.Match[str]) -> tuple[str, int, bool]:
    """Return an address, joined where a line end broke it, its end, and whether it stood in one piece."""
    rest = URL_REST.match(line.text, found.end()) if BROKEN_URL.fullmatch(found[0]) else None
    if rest:
        return found[0] + rest[1], rest.end(), False
    url = found[0].rstrip(".,;")
    return url, found.start() + len(url), _OPEN_URL.search(url) is None


def _read_numbers(kind: str, line: Line, block: Block, rest: Line | None) -> bool:
    is_broken = False
    for email in EMAIL.finditer(line.text):
        block.collect("email", email[0], line.span_of(*email.span()))
    for found in _NUMBER.finditer(EMAIL.sub(lambda each: "@" * len(each[0]), line.text)):
        written, doubt = _number(found[0], block)
        if doubt and rest and found.end() == len(line.text):
            whole, doubt_of_whole = _number(f"{found[0]} {rest.text}", block)
            if not doubt_of_whole:
                written, doubt, is_broken = whole, "", True
                block.collect(kind, written, rest.span)
        is_certain = not doubt and (block.is_country_sure or found[0].startswith("+"))
        block.collect(kind, written, line.span_of(*found.span()), is_certain=is_certain)
        if doubt:
            block.gathered.flag(doubt, found[0], [line.span], f"{block.prefix}{kind}")
    return is_broken


def _number(text: str, block: Block) -> tuple[str, str]:
    """Return a number as it is printed, and the code of a flag if it is in doubt.

    A number without its country's code is one of the official's country; else, where it can be one there, of
    the country of the case; else it stays as it is written.
    """
    text = re.sub(r"^\+\s", "+", text)
    text = re.sub(r"^(\(?)\s*[0٠]\s?[0٠]\s?(?=\d)", r"\1+", text.strip())
    own, case = block.country, str(block.gathered.value("country"))
    if dialled := _dialled_from_america(text, own):
        return dialled, ""
    for region, doubt in ((own, ""), (case, "number-of-case-country")):
        try:
            number = phonenumbers.parse(text, region or None)
        except NumberParseException:
            continue
        if text.lstrip("( ").startswith("+") or region == own:
            doubt = "" if phonenumbers.is_valid_number(number) else "doubtful-number"
        elif not phonenumbers.is_valid_number(number):
            continue
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL), doubt
    return text.strip(), "number-without-country"


def _dialled_from_america(text: str, country: str) -> str:
    """Return the number of a country behind 011, as one dials it from the United States, or ""."""
    digits = re.sub(r"^\(?011[\s-]", "+", text)
    try:
        number = phonenumbers.parse(digits, None)
    except NumberParseException:
        return ""
    is_of_country = digits != text and phonenumbers.region_code_for_number(number) == country
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if is_of_country else ""


def _read_handles(kind: str, line: Line, block: Block) -> None:
    for each in URL.finditer(line.text) if not HANDLE.search(line.text) else ():
        url, end, is_whole = _whole_url(line, each)
        block.collect(kind, url, line.span_of(each.start(), end), is_certain=is_whole)
    if URL.search(line.text) and not HANDLE.search(line.text):
        return
    found = (HANDLE, _PROFILE, _BARE_HANDLE)
    for each in next(filter(None, ([*pattern.finditer(line.text)] for pattern in found)), []):
        block.collect(kind, each[0], line.span_of(*each.span()))
