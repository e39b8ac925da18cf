"""Campaign folders about one person, several, and a group; with a sender, and with markup in their texts."""

from pathlib import Path

from tests.support.builders import a_campaign_folder

ONE = '[person]\nname = "Ada Example"\npronouns = "she/her"\n'
ONE_IN_FULL = """\
[person]
name = "Ada Example"
own_script = "آدا مثال"
pronouns = "she/her"
about = "Keeper of the *blue* lamp."
"""
SEVERAL = """\
[[people]]
name = "Ada Example"
own_script = "Ада Примерова"
own_language = "bg"
pronouns = "she/her"
about = "Keeper of the [lamp](https://lamps.example/ada)."

[[people]]
name = "Ben Example"
"""
NAMES_ONLY = """\
[[people]]
name = "Ada Example"

[[people]]
name = "Ben Example"
"""
SENDER = """
[sender]
name = "Friends of <Lamps>"
url = "https://friends.example"
address = ["3 Oil Lane", "Lampville"]
contact = "office@friends.example"
note = "A *small* group."
"""
GROUP = 'group = "The Lampville Society"\n'
SHEET = """\
kind = "update"
issue = 3
issued = 2030-02-03
index = "MDE 13/021/2030"
theme = ["freedom of expression", "lamps"]
goal = 500
show_count_from = 20
"""


def a_case_folder(
    root: Path, slug: str = "case", people: str = ONE, sheet: str = "", sender: str = "", **changes: str
) -> Path:
    """Write a campaign folder with these people, these fields above the first heading, and this sender.

    `changes` are whole values of fields that the campaign has, such as `summary`.
    """
    folder = a_campaign_folder(root, slug)
    path = folder / "campaign.toml"
    toml = path.read_text(encoding="utf-8").replace(ONE, people + sender)
    for name, value in changes.items():
        before, _, after = toml.partition(f"\n{name} = ")
        end = after.index('\n"""\n') + 5 if after.startswith('"""') else after.index("\n") + 1
        toml = f"{before}\n{name} = {value}\n{after[end:]}"
    path.write_text(sheet + toml, encoding="utf-8")
    return folder
