"""Mistakes in each kind of field, as people make them who have never seen TOML.

Each is told at its field and line with the remedy, without a word that only programmers know.
"""

import pytest

from tests.campaigns.test_toml_errors import JARGON, diagnostics

TOML = '''\
reference = "1.99"
kind = "update"
issue = 2
issued = 2030-01-02
language = "en"
country = "FR"
publish = 2026-05-08T09:00:00+02:00
follows = "older-lamp"
redirects = ["old-lamp"]
state = "live"
goal = 500
show_count_from = 50
deadline = 2030-05-08
contact = "office@lamps.example"
languages = ["es"]
group = "The keepers"
headline = "Free the keeper"
summary = "Ada Example was locked up, see [the report](https://www.lamps.example/report)."
instructions = ["Write a letter.", "Tell us."]
background = """
The lamp was blue.
"""

[[people]]
name = "Ada Example"
own_script = "Ада Примерова"
pronouns = "she/her"
about = "A keeper."

[[people]]
name = "Ben Example"

[sender]
name = "Friends of the Lamp"
url = "https://www.lamps.example"
address = ["3 Oil Lane", "Lampville"]
contact = "office@lamps.example"
note = "A sentence."

[letter]
subject = "Ada Example"
salutation = "Dear Madam,"
text = """
Please release Ada Example.
"""
closing = "Yours sincerely,"
language = "es"
demands = ["Open the files.", { text = "Free her.", locked = true, why = "It matters." }]

[[targets]]
id = "minister"
name = "Max Muster"
address = ["1 Wick Street", "Lampville"]
country = "FR"
post = "suspended"
no_post_from = ["US"]
email = ["minister@lamps.example"]
copies_by_post = [{ office = "Embassy of Lamps", address = ["9 Copy Street", "Copytown"], country = "US" }]
forms = [{ link = "https://www.lamps.example/form", note = "Short texts." }]
phone = ["+1 202 555 0100", { number = "+1 202 555 0102", extension = "7", note = "Keep trying." }]
social = { x = ["LampsOne", "LampsTwo"], facebook = "Lamps" }
notes = [{ channel = "post", text = "No post goes there." }]

[[partners]]
id = "lamp-friends"
name = "Lamp Friends"
origins = ["https://www.lamps.example"]

[outcome]
kind = "released"
date = 2030-03-04
text = "She is home."
'''

# fmt: off
CASES = [
    # what is replaced, by what, the lines below it that are named, the field, and the remedy
    ('[[people]]\nname = "Ada', '[people]\nname = "Ada', 0, 'the heading "[people]"', 'write "[[people]]'),
    ("[[people]]", "[person]", 0, "person", 'write "[[people]]" above this person, too'),
    ("[[people]]", "[[peoples]]", 0, "peoples", 'write "[[people]]"'),
    ("[[people]]", "[people", 0, 'the heading "[people"', 'write "[[people]]"'),
    ("[[people]]", "[[People]]", 0, "People", 'write "[[people]]"'),
    ("[[people]]", "[[persons]]", 0, "persons", 'write "[[people]]"'),
    ("[sender]", "[[sender]]", 0, "sender", "correct its heading"),
    ("[sender]", "[Sender]", 0, "Sender", 'write "[sender]"'),
    ("[sender]", "sender", 0, "this line", 'write "[sender]"'),
    ("[outcome]", "[[outcome]]", 0, "outcome", "correct its heading"),
    ("[outcome]", '[outcome]\nkind="died"\n\n[outcome]', 3, "[outcome]", "put all its fields below one o"),
    ("[[partners]]", "[partners]", 0, "partners", "correct its heading"),
    ("[[targets]]", "[targets]", 0, "targets", "correct its heading"),
    ("[letter]", "[[letter]]", 0, "letter", "correct its heading"),
    ('name = "Friends of the Lamp"', "name = “Friends of the Lamp”", 0, "sender.name", "write straight q"),
    ('note = "A sentence."', "note = „A sentence.“", 0, "sender.note", 'write straight quotes: "…"'),
    ('note = "A sentence."', 'note = """A sentence.', 0, "sender.note", "write it above line 40"),
    ('name = "Friends of the Lamp"\n', "", -1, "sender.name", 'add it below "[sender]"'),
    ('name = "Ben Example"\n', "", -1, "people[2].name", "add it"),
    ("date = 2030-03-04\n", "", -2, "outcome.date", "add it"),
    ('kind = "released"\n', "", -1, "outcome.kind", "add it"),
    ('kind = "released"', 'kind = "Released"', 0, "outcome.kind", 'must be "released", "improved", "no_c'),
    ('kind = "released"', "kind = released", 0, "outcome.kind", 'write straight quotes: "…"'),
    ("date = 2030-03-04", "date = 04.03.2030", 0, "outcome.date", "write 2030-03-04, without quotes"),
    ("date = 2030-03-04", "date = 03/14/2030", 0, "outcome.date", "write 2030-03-14, without quotes"),
    ("date = 2030-03-04", 'date = "March 4, 2030"', 0, "outcome.date", "must be a date such as 2024-05-0"),
    ("date = 2030-03-04", "date = 2030-03-04T10:00:00Z", 0, "outcome.date", "write the day alone: 2030-0"),
    ('text = "She is home."', 'text = ["She is home."]', 0, "outcome.text", "must be one text in quotes,"),
    ('text = "She is home."', 'text = "See [it](http://x.example)"', 0, "outcome.text", "write [text](ht"),
    ('text = "She is home."', 'text = ""', 0, "outcome.text", "write it"),
    ("+02:00", "", 0, "publish", "write it behind the time: 2026-05-08T09:00:00+01:00 is an hour ahead o"),
    ("T09:00:00+02:00", "", 0, "publish", "write day, time and time zone: 2026-05-08T09:00:00+01:00"),
    ("2026-05-08T09:00:00+02:00", '"2026-05-08 09:00"', 0, "publish", "write it without quotes, with its"),
    ("2026-05-08T09:00:00+02:00", "2026-05-08 9:00", 0, "publish", "write day, time and time zone, such"),
    ("2026-05-08T09:00:00+02:00", '"tomorrow"', 0, "publish", "must be a day, a time and its time zone,"),
    ("2026-05-08T09:00:00+02:00", "2026-02-30T09:00:00+02:00", 0, "publish", "correct it, such as 2024-0"),
    ('follows = "older-lamp"', 'follows = "Older Lamp"', 0, "follows", "must be small letters, digits an"),
    ('follows = "older-lamp"', 'follows = ["older-lamp"]', 0, "follows", "must be one text in quotes, wi"),
    ('follows = "older-lamp"', "follows = older-lamp", 0, "follows", 'write straight quotes: "…"'),
    ('follows = "older-lamp"', 'follows = ""', 0, "follows", "write it, or delete the line"),
    ('redirects = ["old-lamp"]', 'redirects = "old-lamp"', 0, "redirects", "must be a list in square bra"),
    ('redirects = ["old-lamp"]', 'redirects = ["Old"]', 0, "redirects[1]", "must be small letters, digit"),
    ('redirects = ["old-lamp"]', 'redirects = ["old" "older"]', 0, "redirects", "write one between the t"),
    ('state = "live"', 'state = "Live"', 0, "state", 'must be "draft", "live" or "closed", or delete the'),
    ('state = "live"', "state = yes", 0, "state", "write true or false in small letters, or the text in"),
    ('state = "live"', "state = live", 0, "state", 'write straight quotes: "…"'),
    ('state = "live"', 'states = "live"', 0, "states", 'write "state"'),
    ("goal = 500", 'goal = "500"', 0, "goal", "must be a whole number, in digits alone and without quote"),
    ("goal = 500", "goal = 5,000", 0, "goal", "write 5000"),
    ("goal = 500", "goal = 0", 0, "goal", "must be a whole number from 1 to 100000000"),
    ("goal = 500", "goal = 500 letters", 0, "goal", 'write straight quotes: "…"'),
    ("goal = 500", "goal = 007", 0, "goal", 'write 7, or text in quotes: "007"'),
    ("issue = 2", 'issue = "2"', 0, "issue", "must be a whole number, in digits alone and without quotes"),
    ("issue = 2", "issue = 0", 0, "issue", "must be a whole number from 1 to 99"),
    ('kind = "update"', 'kind = "Update"', 0, "kind", 'must be "first", "update" or "outcome", or delete'),
    ("issued = 2030-01-02", "issued = 2.1.2030", 0, "issued", "write 2030-01-02, without quotes"),
    ("issued = 2030-01-02", "issued = 2030-13-02", 0, "issued", "correct it, such as 2024-05-08"),
    ("locked = true", "locked = yes", 0, "letter.demands", "write true or false in small letters, or the"),
    ("locked = true", 'locked = "true"', 0, "letter.demands[2].locked", "must be true or false, without"),
    ('why = "It matters."', 'because = "It matters."', 0, "letter.demands[2].because", "the fields here"),
    ('why = "It matters." }', 'why = "It matters."', 0, "letter.demands", "write { … } on one line"),
    ('why = "It matters." }', 'why = "It matters.", }', 0, "letter.demands", "delete it"),
    ("locked = true, why", "locked = true why", 0, "letter.demands", "write one"),
    ('["Open the files.", {', '["Open the files." {', 0, "letter.demands", "write one between the two"),
    ('demands = ["Open', 'demands = "Open the files."\n#', 0, "letter.demands", "must be a list in squar"),
    ('language = "es"', 'language = "Spanish"', 0, "letter.language", 'write one such as "es", "pt-BR" o'),
    ('language = "es"', 'language = ["es"]', 0, "letter.language", "must be one text in quotes, without"),
    ('language = "es"', 'languages = ["es"]', 0, "letter.languages", 'write "language"'),
    ('language = "es"', 'lang = "es"', 0, "letter.lang", "the fields here are language, subject, salutat"),
    ('post = "suspended"', 'post = "Suspended"', 0, "targets[1].post", 'must be "suspended", or delete t'),
    ('channel = "post"', 'channel = "Post"', 0, "targets[1].notes[1].channel", 'must be "post", "email",'),
    ('no_post_from = ["US"]', 'no_post_from = "US"', 0, "targets[1].no_post_from", "must be a list in sq"),
    ('no_post_from = ["US"]', 'no_post_from = ["USA"]', 0, "targets[1].no_post_from[1]", "write two capi"),
    ('number = "+1 202 555 0102"', "number = +1 202 555 0102", 0, "targets[1].phone", "write straight qu"),
    ("number =", "numer =", 0, "targets[1].phone[2].numer", 'write "number"'),
    ('extension = "7"', 'extension = "seven"', 0, "targets[1].phone[2]", 'write it such as extension = "'),
    ('extension = "7"', 'extension = "12345678"', 0, "targets[1].phone[2].extension", "at most 7 letters"),
    ('extension = "7"', 'ext = "7"', 0, "targets[1].phone[2].ext", "the fields here are number, extensio"),
    ('note = "Keep trying."', 'note = ["Keep trying."]', 0, "targets[1].phone[2].note", "must be one tex"),
    ('note = "Keep trying."', 'notes = "Keep trying."', 0, "targets[1].phone[2].notes", 'write "note"'),
    ('note = "Keep trying."', 'note = "Keep\\ntrying."', 0, "targets[1].phone[2].note", "write it on one"),
    ('note = "Keep trying."', 'note = ""', 0, "targets[1].phone[2].note", "write it, or delete the line"),
    ('phone = ["+1', 'phone = [["+1', 0, "targets[1].phone", "delete it"),
    ('link = "https', 'link = "http', 0, "targets[1].forms[1].link", 'write the whole address with "http'),
    ('x = ["LampsOne", "LampsTwo"]', "x = []", 0, "targets[1].social.x", "write at least 1"),
    ("social = {", 'social = "LampsOne"\n#', 0, "targets[1].social", "its fields are x, bluesky, mastodo"),
    ('url = "https://www.lamps.example"', 'url = "www.lamps.example"', 0, "sender.url", "write the whole"),
    ("url =", "website =", 0, "sender.website", "the fields here are name, url, address, contact, note a"),
    ("[sender]\n", '[sender]\nlogo = "logo.svg"\n', 1, "sender.logo", 'write one such as "photo.jpg" (.j'),
    ("[sender]\n", '[sender]\nlogo = "logo.png"\n', 1, "sender.logo", "put it there, or correct the na"),
    ("[sender]\n", '[sender]\nemail = "a@lamps.example"\n', 1, "sender.email", "the fields here are name"),
    ('pronouns = "she/her"', 'alt = "Ada"', 0, "people[1].alt", "put photo.jpg into the folder, or delet"),
    ('pronouns = "she/her"', 'photo = "ada.jpg"\nalt="x"', 0, "people[1].photo", "put it there, or cor"),
    ('pronouns = "she/her"', 'photo = "ada.gif"', 0, "people[1].photo", 'write one such as "photo.jpg" ('),
    ('pronouns = "she/her"', 'photo = "ada.jpg"', -3, "people[1].alt", "is missing: say in a sentence wh"),
    ('pronouns = "she/her"', 'photo = "ada.jpg"\nalt = ""', 1, "people[1].alt", "write it, or delete the"),
    ('pronouns = "she/her"', 'own_language = "Bulgarian"', 0, "people[1].own_language", "write one such"),
    ('pronouns = "she/her"', 'pronoun = "she"', 0, "people[1].pronoun", 'write "pronouns"'),
    ('pronouns = "she/her"', 'group = "x"', 0, "people[1].group", "move it above line 24, the first head"),
    ('salutation = "Dear Madam,"', "salutation = 'Dear Ma'am,'", 0, "letter.salutation", "write straight"),
    ('id = "lamp-friends"', 'id = "Lamp Friends"', 0, "partners[1].id", "must be small letters, digits a"),
    ('id = "lamp-friends"', 'id = ""', 0, "partners[1].id", "write it"),
    ('id = "minister"', 'id = "Minister"', 0, "targets[1].id", "must be small letters, digits and hyphen"),
    ('group = "The keepers"', 'group = ""', 0, "group", "write it, or delete the line"),
    ('group = "The keepers"', 'group = "The keepers"\ngroup = "x"', 1, "group", "keep the right one and"),
    ('group = "The keepers"', 'people = ["Ada"]', 0, "people", 'write "[[people]]" on a line of its own,'),
    ('group = "The keepers"', 'people = "Ada"', 0, "people", 'write "[[people]]" on a line of its own, b'),
    ('group = "The keepers"', 'sender = "Friends"', 0, "sender", 'write "[sender]" on a line of its own,'),
    ('group = "The keepers"', 'letter = "x"', 0, "letter", 'write "[letter]" on a line of its own, below'),
    ('group = "The keepers"', 'outcome = "released"', 0, "outcome", 'write "[outcome]" on a line of its'),
    ('contact = "office@lamps.example"\nlang', 'contact = "office"\nlang', 0, "contact", "must be an e-m"),
    ('headline = "Free', 'headline = "Free	', 0, "headline", "write a space"),
    ("show_count_from = 50", "show_count_from = -1", 0, "show_count_from", "must be a whole number from"),
    ("show_count_from = 50", "show_count_from = yes", 0, "show_count_from", "write true or false in smal"),
    ("show_count_from = 50", "show-count-from = 5", 0, "show-count-from", 'write "show_count_from"'),
    ("Ben Example", 'Ben\u202eExample', 0, "people[2].name", "delete it"),
    ('"Friends of', '"\ufeffFriends of', 0, "sender.name", "delete it"),
    ('name = "Ben Example"', 'name = "Ben Example"\nname = "Ben"', 1, "people[2].name", "keep the right"),
    ('"LampsTwo"]', '"LampsTwo"', 0, "targets[1].social", "write it"),
    ("deadline = 2030-05-08", 'deadline = "n/a"', 0, "deadline", "must be a date such as 2024-05-08, wit"),
    ('reference = "1.99"', 'after_deadline = "Warn"', 0, "after_deadline", 'must be "warn" or "close", o'),
    ('reference = "1.99"', 'embedding = "all"', 0, "embedding", 'must be "open" or "partners", or delete'),
    ('reference = "1.99"', 'hashtags = ["#Free"]', 0, "hashtags[1]", 'write letters and digits without "'),
    ('reference = "1.99"', 'alt = "x"', 0, "alt", "put photo.jpg into the folder, or delete it"),
    ('reference = "1.99"', 'photo = "p.jpg"', 0, "alt", "is missing: say in a sentence what the photo sh"),
    ('reference = "1.99"', 'reference: "1.99"', 0, "this line", 'write "=" instead of ":", and its text'),
    ("[sender]", "[sender] Friends", 0, 'the heading "[sender] Friends"', 'write "[sender]"'),
    ("[sender]", "# [sender]", 1, "people[2].name", "write above this one the heading that is missing"),
    ("[[targets]]", "[targets.minister]", 0, "targets", "correct its heading"),
    ('group = "The keepers"', 'grоup = "x"', 0, "this line", "type it anew"),  # a Cyrillic letter
    ('group = "The keepers"', '= "The keepers"', 0, "this line", "write that of the field"),
    ('state = "live"', "state = 'live\"", 0, "state", 'write straight quotes: "…"'),
    ('Example.\n"""\nclosing', 'Example.\n"""closing', 1, "letter.text", "or a line below"),
    ("Please release", "C:\\Please release", 0, "this line", "write it twice, or delete it"),
    ("social = { x", "social = [ x", 0, "targets[1].social", 'write { name = "…" } there'),
    ('facebook = "Lamps"', 'x = "Lamps"', 0, "targets[1].social", "has x twice; keep one"),
    ("deadline = 2030-05-08", "deadline = 8th May 2030", 0, "deadline", "such as 2024-05-08"),
    ("deadline = 2030-05-08", "deadline = ２０３０-05-08", 0, "deadline", "write 2030-05-08"),
    ("deadline = 2030-05-08", "Deadline: 8 May", 0, "this line", 'after deadline; write "="'),
    ("2026-05-08T09:00:00+02:00", "8 May 2026, 9:00", 0, "publish", "write day, time and time zone"),
    ("[outcome]", "# [outcome]", 1, "partners[1].kind", "take that # away"),
    ("demands = [", "# demands = [\n", 1, "this line", "take that # away"),
    ('text = "Free her.", ', "", 0, "letter.demands[2].text", "add it between its braces"),
    ('["LampsOne", "LampsTwo"]', '["LampsOne" "LampsTwo"]', 0, "targets[1].social", "x has no comma"),
    ('["LampsOne", "LampsTwo"]', "[“LampsOne”]", 0, "targets[1].social", "x begins with “"),
    ('["LampsOne", "LampsTwo"]', '["LampsOne"; "L"]', 0, "targets[1].social", "write a comma"),
    ('["LampsOne", "LampsTwo"]', '"LampsOne", "L"]', 0, "targets[1].social", "around several texts"),
    ('["LampsOne", "LampsTwo"]', '["LampsOne", L]', 0, "targets[1].social", "x has text that is not in"),
]
# fmt: on


def test_the_file_is_right_before_it_is_spoilt() -> None:
    assert diagnostics(TOML) == ()


@pytest.mark.parametrize(("old", "new", "below", "field", "remedy"), CASES)
def test_a_mistake_is_told_where_it_is_with_what_to_write(
    old: str, new: str, below: int, field: str, remedy: str
) -> None:
    line = TOML[: TOML.index(old)].count("\n") + 1 + below

    found = diagnostics(TOML.replace(old, new, 1))

    assert (found[0].line, found[0].field, remedy in found[0].message) == (line, field, True), str(found[0])
    assert not [each.message for each in found if JARGON.search(each.message)]


def test_windows_line_ends_change_no_message() -> None:
    spoilt = [TOML.replace(old, new, 1) for old, new, *_ in CASES]

    assert [diagnostics(each.replace("\n", "\r\n")) for each in spoilt] == [*map(diagnostics, spoilt)]


def test_each_sign_that_is_missing_in_a_group_is_told_in_its_line() -> None:
    lines = TOML.split("\n")
    slips = [
        (number, "\n".join((*lines[: number - 1], line[:at] + line[at + 1 :], *lines[number:])))
        for number, line in enumerate(lines, start=1)
        if "{" in line
        for at, sign in enumerate(line)
        if sign in '"[]{},='
    ]
    found = [(line, diagnostics(toml)) for line, toml in slips if diagnostics(toml)]

    assert len(found) > len(slips) // 2
    assert not [str(told[0]) for line, told in found if abs(told[0].line - line) > 1]
    assert not [str(told[0]) for _, told in found if "has a mistake between" in told[0].message]
